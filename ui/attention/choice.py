"""Which of a model's many maps is looked at, and what is worked out once for all of them."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from studio.attention import Array, AttentionMap, MapKind, read_map, rollout

_MOST_THUMB_SIDE = 40


class Scope(enum.Enum):
    """What a map is made of."""

    HEAD = "head"
    LAYER = "layer"
    MODEL = "model"
    ROLLOUT = "rollout"


@dataclass(frozen=True, slots=True)
class Choice:
    """The map that is looked at.

    Attributes:
        layer, head: Counted from 0. Where the scope is wider they say what it goes back to.
    """

    scope: Scope = Scope.HEAD
    layer: int = 0
    head: int = 0

    def within(self, num_layers: int, num_heads: int, *, has_flow: bool) -> "Choice":
        """Return the choice, or the nearest one that a model of that shape has."""
        scope = self.scope if has_flow or self.scope is not Scope.ROLLOUT else Scope.MODEL
        return replace(self, scope=scope, layer=min(self.layer, num_layers - 1), head=min(self.head, num_heads - 1))


@dataclass(frozen=True, slots=True, eq=False)
class ReadMap:
    """One kind of attention, read, with what takes long to work out.

    Attributes:
        thumbs: float32 array of shape `(num_layers, num_heads, rows, columns)`: each head's map made small by taking
            the largest weight of each block.
        mean: float32 array of shape `(query_length, key_length)`: the mean over all layers and heads.
        flow: The attention rollout, of the same shape; `None` where queries and keys are different texts.
    """

    map: AttentionMap
    thumbs: Array
    mean: Array
    flow: Array | None

    @property
    def kind(self) -> MapKind:
        """Which attention it is."""
        return self.map.kind

    @property
    def num_layers(self) -> int:
        """How many layers there are."""
        return int(self.map.weights.shape[0])

    @property
    def num_heads(self) -> int:
        """How many heads each layer has."""
        return int(self.map.weights.shape[1])

    @property
    def is_of_itself(self) -> bool:
        """Whether the tokens that look are those that are looked at."""
        return self.kind != "cross"

    def weights(self, choice: Choice) -> Array:
        """Return the weights that are looked at, of shape `(query_length, key_length)`."""
        match choice.scope:
            case Scope.HEAD:
                found: Array = self.map.weights[choice.layer, choice.head]
            case Scope.LAYER:
                found = self.map.weights[choice.layer].mean(axis=0)
            case Scope.ROLLOUT if self.flow is not None:
                found = self.flow
            case _:
                found = self.mean
        return found


def read_maps(files: Sequence[Path]) -> tuple[ReadMap, ...]:
    """Read the maps of a text, in a thread."""
    return tuple(prepare(read_map(file)) for file in files)


def prepare(attention: AttentionMap) -> ReadMap:
    """Work out what takes long."""
    return ReadMap(
        map=attention,
        thumbs=_shrink(attention.weights),
        mean=attention.weights.mean(axis=(0, 1)),
        flow=rollout(attention.weights) if attention.kind != "cross" else None,
    )


def _shrink(weights: Array) -> Array:
    """Return the largest weight of each block of rows and columns."""
    queries, keys = weights.shape[-2:]
    row_step, column_step = -(-queries // _MOST_THUMB_SIDE), -(-keys // _MOST_THUMB_SIDE)
    if row_step == column_step == 1:
        return weights
    rows, columns = -(-queries // row_step), -(-keys // column_step)
    padding = ((0, 0), (0, 0), (0, rows * row_step - queries), (0, columns * column_step - keys))
    padded = np.pad(weights, padding)
    blocks: Array = padded.reshape(*weights.shape[:2], rows, row_step, columns, column_step).max(axis=(3, 5))
    return blocks
