"""What is known of a family of backbones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from studio.layers.converting.links import Link


@dataclass(frozen=True, slots=True)
class Family:
    """How KerasHub's backbones of one family become a `TransformerBackbone`.

    Attributes:
        backbones: KerasHub's classes.
        settings: Takes a backbone and returns the settings of the stack; `None` where the stack has no such thing.
        links: Takes a stack with these settings and the backbone, and returns each of the stack's weights once.
    """

    backbones: tuple[type, ...]
    settings: Callable[[Any], dict[str, Any] | None]
    links: Callable[[Any, Any], Iterator[Link]]
