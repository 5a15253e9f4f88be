"""What a model's attention says about a text, as plain arrays: the engine computes it, the window and files show it."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError, NotFoundError
from studio.files import complete_file
from studio.formulas import write_rows

MapKind = Literal["encoder", "decoder", "cross"]
AttributionMethod = Literal["integrated_gradients", "leave_one_out"]

# What the command line writes; the window saves pictures, too.
FILE_ENDINGS = (".csv", ".json", ".npz")

MAP_KINDS: tuple[MapKind, ...] = ("encoder", "decoder", "cross")
ATTRIBUTION_METHODS: tuple[AttributionMethod, ...] = ("integrated_gradients", "leave_one_out")

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TextWindow:
    """The window of a long text that is looked at: the one in which the answer stands.

    Attributes:
        number: Which one, counted from 1.
        count: In how many windows the text is read.
        start, end: Where it begins and ends in the text, in code points; the end is exclusive.
    """

    number: int
    count: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadPart:
    """How much of a text or a pair is looked at.

    Attributes:
        num_cut: For each text, how many tokens at its end are left out because the model does not take them.
        window: Which part of the last text it is, where that is read in windows that overlap; else `None`.
    """

    num_cut: tuple[int, ...] = (0,)
    window: TextWindow | None = None

    @property
    def num_cut_tokens(self) -> int:
        """How many tokens of both texts are left out."""
        return sum(self.num_cut)

    def to_json(self) -> dict[str, Any]:
        """Return the part as JSON data."""
        return {"num_cut": list(self.num_cut), "window": None if self.window is None else asdict(self.window)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the part of JSON data."""
        window = data["window"]
        return cls(tuple(map(int, data["num_cut"])), None if window is None else TextWindow(**window))


@dataclass(frozen=True, slots=True, eq=False)
class AttentionMap:
    """The attention weights of one stack of layers for one text.

    Attributes:
        kind: Self-attention of an encoder or a decoder, or a decoder's attention to an encoder.
        query_tokens: The tokens that attend, as they are read; special ones included, padding left out.
        key_tokens: The tokens that are attended to.
        weights: float32 array of shape `(num_layers, num_heads, query_length, key_length)`, rows adding up to 1.
        query_specials, key_specials: The places of special tokens among the tokens.
    """

    kind: MapKind
    query_tokens: tuple[str, ...]
    key_tokens: tuple[str, ...]
    weights: Array
    query_specials: tuple[int, ...] = ()
    key_specials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """How much each token adds to what the model says.

    Attributes:
        target: The class that is explained: the predicted one unless another was asked for.
        scores: float32 array of shape `(num_tokens,)`: positive speaks for the target, negative against it.
        baseline_output, output: The target's logit for the baseline (all tokens but the special ones padded or
            masked away) and for the text.
        completeness_error: |sum of scores − (output − baseline_output)| as a fraction of |output − baseline_output|;
            `None` for `leave_one_out`, which promises no sum.
        specials: The places of special tokens among the tokens.
    """

    method: AttributionMethod
    target: str
    tokens: tuple[str, ...]
    scores: Array
    baseline_output: float
    output: float
    completeness_error: float | None
    specials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class HeadWalk:
    """One head, step by step: `softmax(QKᵀ/√d_k)V` with the numbers of the user's own text.

    Attributes:
        kind, layer, head: Which one, counted from 0.
        positions, normalization: How the model knows the order, and how it normalizes, as `ArchitectureSpec` has it.
        normalize_first: Whether the layer normalizes what enters its attention (pre-norm) rather than what leaves it.
        hidden: float32 `(length, hidden_dim)`: what enters the attention; normalized already if `normalize_first`.
        query, key, value: float32 `(length, head_dim)`.
        scores: float32 `(length, length)`: `QKᵀ/√d_k`, biases of positions added; masked places are −inf.
        weights: float32 `(length, length)`: the softmax of the scores.
        output: float32 `(length, head_dim)`: weights times value.
        multi_head: float32 `(length, hidden_dim)`: all heads, concatenated and projected.
        residual: float32 `(length, hidden_dim)`: what entered the layer, not normalized, plus `multi_head`.
        normalized: float32 `(length, hidden_dim)`: the normalization that follows.
    """

    kind: MapKind
    layer: int
    head: int
    num_heads: int
    positions: str
    normalization: str
    tokens: tuple[str, ...]
    key_tokens: tuple[str, ...]
    hidden: Array
    query: Array
    key: Array
    value: Array
    scores: Array
    weights: Array
    output: Array
    multi_head: Array
    residual: Array
    normalized: Array
    normalize_first: bool = False


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a source text, and how strongly it was looked at.

    Attributes:
        start, end: Where it stands, in code points; of a special token, which stands nowhere, both are the same.
        token: The token, as it is read; the first one where several share the part.
        weight: From 0 to 1: the sum over the tokens that share it.
    """

    start: int
    end: int
    token: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """What a decoder looked at in its source before it wrote each token.

    Places are where a token begins and ends in its text, in code points; special tokens have no width.

    Attributes:
        source_tokens, written_tokens: The tokens, as they are read.
        source_places: int32 array of shape `(source_length, 2)`.
        written_places: int32 array of shape `(num_written, 2)`.
        weights: float32 array of shape `(num_layers, num_written, source_length)`: cross-attention, the heads averaged.
            Row i is of the step that said token i; rows add up to 1.
    """

    source_tokens: tuple[str, ...]
    source_places: NDArray[np.int32]
    written_tokens: tuple[str, ...]
    written_places: NDArray[np.int32]
    weights: Array

    @property
    def num_layers(self) -> int:
        """How many layers looked."""
        return len(self.weights)

    def ends(self) -> tuple[int, ...]:
        """Return where the written tokens end; each begins where the one before ends."""
        return tuple(np.maximum.accumulate(self.written_places[:, 1], dtype=np.int64).tolist())

    def looked_at(self, place: int, layer: int | None = None) -> Array:
        """Return how strongly each source token was looked at for a written one.

        Tokens that share characters with it, such as the bytes of one, count with it: the mean of all is returned.

        Args:
            place: The written token, counted from 0.
            layer: Counted from 0; `None` for the mean over all.

        Returns:
            float32 array of shape `(source_length,)`, adding up to 1.
        """
        start, end = self.written_places[place]
        shares = (self.written_places[:, 0] < end) & (self.written_places[:, 1] > start)
        shares[place] = True
        layers = self.weights if layer is None else self.weights[layer : layer + 1]
        result: Array = layers[:, shares].mean(axis=(0, 1))
        return result

    def source_parts(self, place: int, layer: int | None = None) -> list[SourcePart]:
        """Return the parts of the source in their order, as `looked_at` weighs them; their weights add up to 1."""
        found: list[SourcePart] = []
        rows = zip(self.source_places.tolist(), self.source_tokens, self.looked_at(place, layer).tolist(), strict=True)
        for (start, end), token, weight in rows:
            if found and start < end and (found[-1].start, found[-1].end) == (start, end):
                found[-1] = replace(found[-1], weight=found[-1].weight + weight)
            else:
                found.append(SourcePart(start, end, token, weight))
        return found


def rollout(weights: Array) -> Array:
    """Return how much each token draws from each input token through all layers.

    Abnar and Zuidema, Quantifying Attention Flow in Transformers, section 3: heads averaged, the residual connection
    added as an identity, rows brought back to a sum of 1, layers multiplied.

    Args:
        weights: float32 array of shape `(num_layers, num_heads, length, length)`.

    Returns:
        float32 array of shape `(length, length)`, rows adding up to 1.
    """
    result = np.eye(weights.shape[-1], dtype=np.float32)
    for layer in weights.mean(axis=1):
        mixed = layer + np.eye(len(layer), dtype=np.float32)
        result = (mixed / mixed.sum(axis=-1, keepdims=True)) @ result
    return result


def mean_weights(weights: Array, layer: int | None = None, head: int | None = None) -> Array:
    """Return one matrix out of all layers and heads: what is not asked for is averaged over.

    Args:
        weights: float32 array of shape `(num_layers, num_heads, query_length, key_length)`.
        layer: Counted from 0; `None` averages over all.
        head: As `layer`.

    Returns:
        float32 array of shape `(query_length, key_length)`, rows adding up to 1.
    """
    layers = weights if layer is None else weights[layer : layer + 1]
    chosen = layers if head is None else layers[:, head : head + 1]
    result: Array = chosen.mean(axis=(0, 1))
    return result


def check_file_path(path: Path) -> None:
    """Check that a map or an attribution can be written to a path, before the work that makes it.

    Raises:
        InputError: if the ending is unknown.
        NotFoundError: if there is no such folder.
    """
    if path.suffix.lower() not in FILE_ENDINGS:
        raise InputError(
            "{file}: expected a file that ends in {expected}.", file=path, expected=" or ".join(FILE_ENDINGS)
        )
    if not path.absolute().parent.is_dir():
        raise NotFoundError("There is no folder {file}.", file=path.absolute().parent)


def write_map_csv(path: Path, attention_map: AttentionMap, matrix: Array | None = None) -> None:
    """Write attention weights as CSV, one row for each pair of tokens; the file is complete or absent.

    The columns are `kind`, `layer`, `head`, `query_position`, `query_token`, `key_position`, `key_token`, `weight`;
    everything is counted from 0.

    Args:
        path: The file.
        attention_map: Its tokens are written, and all its layers and heads unless `matrix` is given.
        matrix: float32 array of shape `(query_length, key_length)`, e.g. an average or the rollout: it alone is
            written, without the columns `layer` and `head`.
    """
    names = ("query_position", "query_token", "key_position", "key_token", "weight")
    if matrix is not None:
        rows = ((attention_map.kind, *row) for row in _matrix_rows(attention_map, matrix))
        _write_csv(path, ("kind", *names), rows)
        return
    num_layers, num_heads = attention_map.weights.shape[:2]
    all_rows = (
        (attention_map.kind, layer, head, *row)
        for layer in range(num_layers)
        for head in range(num_heads)
        for row in _matrix_rows(attention_map, attention_map.weights[layer, head])
    )
    _write_csv(path, ("kind", "layer", "head", *names), all_rows)


def write_attribution_csv(path: Path, attribution: Attribution) -> None:
    """Write an attribution as CSV: `position`, `token`, `is_special`, `score`; the file is complete or absent."""
    rows = (
        (position, token, position in attribution.specials, score)
        for position, (token, score) in enumerate(
            zip(attribution.tokens, attribution.scores.astype(float).tolist(), strict=True)
        )
    )
    _write_csv(path, ("position", "token", "is_special", "score"), rows)


def write_arrays(path: Path | IO[bytes], value: AttentionMap | Attribution | HeadWalk | Alignment) -> None:
    """Write one of the values above into an `.npz` file; the engine hands large arrays to the window that way."""
    fields = {name: np.asarray(getattr(value, name)) for name in value.__dataclass_fields__}
    np.savez(path, allow_pickle=False, **{name: field for name, field in fields.items() if field.dtype != object})


def read_map(path: Path) -> AttentionMap:
    """Read an `AttentionMap` that `write_arrays` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return AttentionMap(
            kind=str(arrays["kind"]),  # type: ignore[arg-type]
            query_tokens=tuple(map(str, arrays["query_tokens"])),
            key_tokens=tuple(map(str, arrays["key_tokens"])),
            weights=arrays["weights"],
            query_specials=tuple(map(int, arrays["query_specials"])),
            key_specials=tuple(map(int, arrays["key_specials"])),
        )


def read_walk(path: Path) -> HeadWalk:
    """Read a `HeadWalk` that `write_arrays` wrote."""
    words = ("kind", "positions", "normalization")
    numbers = ("layer", "head", "num_heads")
    names = ("tokens", "key_tokens")
    with np.load(path, allow_pickle=False) as arrays:
        data = {name: arrays[name] for name in arrays.files if name not in (*words, *numbers, *names)}
        data |= {name: str(arrays[name]) for name in words}
        data |= {name: int(arrays[name]) for name in numbers}
        data |= {name: tuple(map(str, arrays[name])) for name in names}
        data["normalize_first"] = bool(arrays["normalize_first"])
    return HeadWalk(**data)


def read_alignment(path: Path) -> Alignment:
    """Read an `Alignment` that `write_arrays` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Alignment(
            source_tokens=tuple(map(str, arrays["source_tokens"])),
            source_places=arrays["source_places"],
            written_tokens=tuple(map(str, arrays["written_tokens"])),
            written_places=arrays["written_places"],
            weights=arrays["weights"],
        )


def _matrix_rows(attention_map: AttentionMap, matrix: Array) -> Iterator[tuple[int, str, int, str, float]]:
    for query, (query_token, row) in enumerate(zip(attention_map.query_tokens, matrix.tolist(), strict=True)):
        for key, (key_token, weight) in enumerate(zip(attention_map.key_tokens, row, strict=True)):
            yield query, query_token, key, key_token, weight


def _write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with complete_file(path) as unfinished, unfinished.open("w", newline="", encoding="utf-8") as file:
        write_rows(file, itertools.chain([names], rows))
