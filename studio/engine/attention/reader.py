"""Attention weights of all layers and heads, and the steps of one head, for one text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from studio.attention import MAP_KINDS, Alignment, AttentionMap, HeadWalk, MapKind, ReadPart
from studio.engine.attention.finite import check_finite
from studio.engine.attention.packing import TextPacker
from studio.engine.attention.subject import Subject
from studio.engine.texts.packed_text import PackedText
from studio.engine.tokenizing.places import find_places
from studio.engine.tokenizing.readable import read_tokens
from studio.errors import InputError, PresetError, StudioError
from studio.layers import BlockSteps, TransformerBackbone
from studio.layers.converting import FAMILIES, can_convert, to_stack

# KerasHub's classes without any attention, and what they have instead.
_WITHOUT_ATTENTION = {"FNetBackbone"}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text, packed for each side of a model.

    Attributes:
        queries: By kind of map: the tokens that attend.
        keys: By kind of map: the tokens that are attended to.
        inputs: int32 tensors of shape `(1, length)`, by the names of the stack's inputs.
        part: How much of the texts is read.
    """

    queries: Mapping[MapKind, PackedText]
    keys: Mapping[MapKind, PackedText]
    inputs: Mapping[str, Any]
    part: ReadPart


class AttentionReader:
    """Shows what a backbone attends to. Its graph is traced once, at the first text, for texts of any length.

    Every family is read in the same way: its weights are copied into the attention stack of `studio.layers`, which
    hands out what each step computes.

    Args:
        subject: The backbone.

    Raises:
        PresetError: if the attention of its family cannot be shown.
    """

    def __init__(self, subject: Subject) -> None:
        # === State ===
        if (error := why_not(subject.backbone)) is not None:
            raise error
        self._tokenizer = subject.tokenizer
        self._is_fine_tuned, self._writes_on = subject.is_fine_tuned, subject.writes_on
        self._find_window, self._sequence_length = subject.find_window, subject.sequence_length
        self._find_sides = subject.find_sides
        self._packer = TextPacker(subject.tokenizer, subject.sequence_length, subject.reads_masks)
        self._stack = _as_stack(subject.backbone)
        # === Graphs ===
        signature = {name: tf.TensorSpec((1, None), tf.int32) for name in self._stack.input}
        # Never XLA: it compiles anew for each shape, and is the slower one on the CPU.
        self._scores = tf.function(
            self._compute_scores, input_signature=[signature], jit_compile=False, autograph=False
        )
        self._crossed = tf.function(
            self._compute_crossed, input_signature=[signature], jit_compile=False, autograph=False
        )

    @property
    def kinds(self) -> tuple[MapKind, ...]:
        """The kinds of attention that the backbone has."""
        if self._stack.kind == "encoder_decoder":
            return MAP_KINDS
        return (self._stack.kind,)

    def read(self, text: str, pair: str | None = None) -> Reading:
        """Return a text or a pair as the backbone reads it."""
        if self._stack.kind == "encoder_decoder":
            source, target = self._pack_both(text, pair)
            return Reading(
                queries={"encoder": source, "decoder": target, "cross": target},
                keys={"encoder": source, "decoder": target, "cross": source},
                inputs=_inputs_of_both(source, target),
                part=source.part if source is target else _part_of_both(source, target, has_pair=pair is not None),
            )
        is_classified = self._stack.kind == "encoder" or (self._is_fine_tuned and not self._writes_on)
        packed = (self._pack if is_classified else self._packer.decoder)(text, pair)
        kind = self._stack.kind
        known = _inputs(packed) | {"segment_ids": tf.constant(packed.segment_ids[None])}
        return Reading({kind: packed}, {kind: packed}, {name: known[name] for name in self._stack.input}, packed.part)

    def maps(self, reading: Reading) -> tuple[AttentionMap, ...]:
        """Return the weights of all layers and heads, a map for each kind of attention."""
        weights = {kind: tensor.numpy() for kind, tensor in self._scores(dict(reading.inputs)).items()}
        check_finite(*weights.values())
        return tuple(
            AttentionMap(
                kind=kind,
                query_tokens=read_tokens(self._tokenizer, reading.queries[kind].token_ids),
                key_tokens=read_tokens(self._tokenizer, reading.keys[kind].token_ids),
                weights=weights[kind],
                query_specials=reading.queries[kind].specials,
                key_specials=reading.keys[kind].specials,
            )
            for kind in self.kinds
        )

    def align(self, text: str, written: str, token_ids: Sequence[int]) -> Alignment:
        """Return what a model that writes about a text looked at in it.

        Args:
            text: The text.
            written: What the model wrote.
            token_ids: The same in tokens.

        Raises:
            InputError: if the model does not write about a text that its encoder read.
        """
        sides = self._find_sides(text, token_ids)
        if sides is None:
            raise nothing_to_align()
        source, target = sides
        # Each token was said by the place before it.
        first = len(target) - len(token_ids) - 1
        weights = self._crossed(_inputs_of_both(source, target)).numpy()[:, first : first + len(token_ids)]
        check_finite(weights)
        return Alignment(
            source_tokens=read_tokens(self._tokenizer, source.token_ids),
            source_places=find_places(text, self._tokenizer, source.token_ids.tolist()),
            written_tokens=read_tokens(self._tokenizer, token_ids),
            written_places=find_places(written, self._tokenizer, token_ids),
            weights=weights,
        )

    def walk(self, reading: Reading, kind: MapKind | None, layer: int, head: int) -> HeadWalk:
        """Return the steps of one head.

        Args:
            reading: The text.
            kind: One of `kinds`; the first if `None`.
            layer: Counted from 0.
            head: Counted from 0.

        Raises:
            InputError: if the backbone has no such head.
        """
        kind = self.check(kind, layer, head)
        steps: BlockSteps = self._stack.explain(reading.inputs, kind, layer)
        attention = {
            name: _array(value)[head] for name, value in steps.attention._asdict().items() if name != "multi_head"
        }
        return HeadWalk(
            kind=kind,
            layer=layer,
            head=head,
            num_heads=self._stack.num_heads,
            positions=self._stack.positions,
            normalization=self._stack.normalization,
            tokens=read_tokens(self._tokenizer, reading.queries[kind].token_ids),
            key_tokens=read_tokens(self._tokenizer, reading.keys[kind].token_ids),
            hidden=_array(steps.hidden),
            multi_head=_array(steps.attention.multi_head),
            residual=_array(steps.residual),
            normalized=_array(steps.normalized),
            normalize_first=self._stack.normalize_first,
            **attention,
        )

    def check(self, kind: MapKind | None, layer: int | None, head: int | None) -> MapKind:
        """Return the kind, the first one for `None`.

        Raises:
            InputError: if the backbone has no such kind, layer or head.
        """
        kind = self.kinds[0] if kind is None else kind
        if kind not in self.kinds:
            raise InputError(
                "kind: expected one of {expected}. Received: {received}.",
                expected=", ".join(self.kinds),
                received=kind,
            )
        stack = self._stack.decoder if self._stack.encoder is None else self._stack.encoder
        for name, value, count in (("layer", layer, len(stack.layers)), ("head", head, self._stack.num_heads)):
            if value is not None and not 0 <= value < count:
                raise InputError(
                    "{name}: expected 0 to {expected}. Received: {received}.",
                    name=name,
                    expected=count - 1,
                    received=value,
                )
        return kind

    def _pack_both(self, text: str, pair: str | None) -> tuple[PackedText, PackedText]:
        if not self._is_fine_tuned:
            return self._packer.encoder_decoder(text, pair)
        if (sides := self._find_sides(text, pair)) is not None:
            source, target = sides
            return source.head(self._sequence_length), target.front(self._sequence_length)
        # A classifier reads the same on both sides.
        packed = self._pack(text, pair)
        return packed, packed

    def _pack(self, text: str, pair: str | None) -> PackedText:
        window = self._find_window(text, pair)
        return self._packer.encoder(text, pair) if window is None else window.head(self._sequence_length)

    def _compute_scores(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        scores = self._stack.attention_scores(inputs)
        return {kind: tf.stack(layers)[:, 0] for kind, layers in scores.items()}

    def _compute_crossed(self, inputs: Mapping[str, Any]) -> Any:
        layers = self._stack.attention_scores(inputs)["cross"]
        return tf.stack([tf.reduce_mean(scores[0], axis=0) for scores in layers])


def why_not(backbone: Any) -> StudioError | None:
    """Return why a backbone's attention cannot be shown, or `None` if it can."""
    if isinstance(backbone, TransformerBackbone) or can_convert(backbone):
        return None
    name = type(backbone).__name__
    if name in _WITHOUT_ATTENTION:
        return PresetError("{backbone} has no attention: it mixes tokens by Fourier transforms.", backbone=name)
    return PresetError(
        "The attention of {backbone} cannot be shown: it is computed in a way of its own. "
        "Expected a backbone of one of these families: {expected}.",
        backbone=name,
        expected=", ".join(FAMILIES),
    )


def nothing_to_align() -> InputError:
    """Return the error that a model does not write about a text that it read."""
    return InputError(
        "Expected a run whose model reads a text and writes another one, such as a translation. Received: a model "
        "without cross-attention."
    )


def _as_stack(backbone: Any) -> Any:
    return backbone if isinstance(backbone, TransformerBackbone) else to_stack(backbone)


def _part_of_both(source: PackedText, target: PackedText, *, has_pair: bool) -> ReadPart:
    """Return how much of the texts is read where an encoder and a decoder read one each, or both the same."""
    cut = source.num_cut_tokens, target.num_cut_tokens
    return ReadPart(cut if has_pair else (max(cut),))


def _inputs(packed: PackedText, prefix: str = "") -> dict[str, Any]:
    token_ids = packed.token_ids[None]
    return {
        f"{prefix}token_ids": tf.constant(token_ids),
        f"{prefix}padding_mask": tf.constant(np.ones_like(token_ids)),
    }


def _inputs_of_both(source: PackedText, target: PackedText) -> dict[str, Any]:
    return _inputs(source, "encoder_") | _inputs(target, "decoder_")


def _array(tensor: Any) -> Any:
    return np.asarray(tensor[0], np.float32)
