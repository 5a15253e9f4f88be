"""Converters of Hugging Face's layout for families that KerasHub 0.32 has a class of, but no converter.

Each is a module with the names that KerasHub's converters have, and one row of the table below.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from studio.engine.models.pretrained.converters import bloom, opt, phi3, t5

CONVERTERS: Mapping[str, Any] = MappingProxyType({"bloom": bloom, "opt": opt, "phi3": phi3, "t5": t5})
