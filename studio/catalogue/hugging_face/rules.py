"""What counts in the configuration of one model type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of one model type, by what becomes of them.

    Attributes:
        sizes: Whole numbers above 0 that are followed, and what transformers takes where one is left out.
        followed: Other settings that are followed, likewise.
        only: Settings with the values that are computed; one that is left out or null is as good.
        activation: The one of `followed` that names the curve of the feed-forward layers, if it can be chosen.
        ignored: Settings that change no hidden state.
    """

    sizes: Mapping[str, int]
    followed: Mapping[str, Any] = field(default_factory=dict)
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    activation: str | None = None
    ignored: frozenset[str] = frozenset()
