"""What the diagram of an architecture shows, from the bottom to the top, in the window's language."""

import enum
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.architecture import ArchitectureSpec
from studio.sizes import LayerParameters, ParameterCount, count_parameters
from ui.designer import words
from ui.text import format_count, format_parameters, listing
from ui.words.setting_words import choice_word

_EXAMPLES = {
    "wordpiece": ("an", "un", "##forget", "##table", "film"),
    "bpe": ("an", "·un", "forget", "table", "·film"),
    "unigram": ("▁an", "▁un", "forget", "table", "▁film"),
    "character": ("a", "n", "·", "u", "n", "f", "o", "r"),
}


class PartKind(enum.Enum):
    """What a part does; the four that hold parameters have a colour each."""

    TOKENS = enum.auto()
    EMBEDDING = enum.auto()
    ADD = enum.auto()
    NORM = enum.auto()
    ATTENTION = enum.auto()
    FEED_FORWARD = enum.auto()
    HEAD = enum.auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the stack.

    Attributes:
        title: Its name.
        help: What it does, in one or two sentences.
        detail: Its widths; empty for none.
        num_parameters: Its own; `None` where that is no question.
        positions: How positions act here; empty if they do not.
        tokens: Examples of tokens, where texts come in.
        is_cross: Whether it attends to the encoder.
        opens: Whether the residual connection leaves below it.
        closes: Whether the residual connection comes back in it.
    """

    kind: PartKind
    title: str
    help: str
    detail: str = ""
    num_parameters: int | None = None
    positions: str = ""
    tokens: tuple[str, ...] = ()
    is_cross: bool = False
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Tower:
    """A stack of layers with what lies below and above it, each from the bottom to the top.

    Attributes:
        title: `"Encoder"` or `"Decoder"`.
        num_layers: How often `layer` is repeated.
    """

    title: str
    below: tuple[Part, ...]
    layer: tuple[Part, ...]
    above: tuple[Part, ...]
    num_layers: int

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, from the bottom to the top."""
        return (*self.below, *self.layer, *self.above)


def towers(architecture: ArchitectureSpec) -> tuple[Tower, ...]:
    """Return the one tower of an encoder or a decoder, or the two of an encoder–decoder."""
    return _Towers(architecture).all()


def describe(architecture: ArchitectureSpec) -> str:
    """Return the whole diagram in words, for whoever does not see it."""
    sentences = []
    for tower in towers(architecture):
        inside = "; ".join(describe_part(part) for part in tower.layer)
        below, above = ("; ".join(describe_part(part) for part in parts) for parts in (tower.below, tower.above))
        repeated = _tr("{count} times: {parts}").format(count=format_count(tower.num_layers), parts=inside)
        sentences.append(f"{tower.title}: " + "; ".join(filter(None, (below, repeated, above))) + ".")
    return " ".join(sentences)


def describe_part(part: Part) -> str:
    """Return a part in a few words: its name, its widths, its parameters."""
    count = "" if part.num_parameters is None else words.parameters(part.num_parameters)
    return listing(filter(None, (part.title, part.detail, part.positions, count)))


class _Towers:
    """Puts the towers of one architecture together."""

    def __init__(self, architecture: ArchitectureSpec) -> None:
        self._spec = architecture
        self._count: ParameterCount = count_parameters(architecture)

    def all(self) -> tuple[Tower, ...]:
        """Return the towers, the encoder first."""
        encoder, decoder = self._count.encoder, self._count.decoder
        found = []
        if encoder is not None:
            found.append(self._tower(_tr("Encoder"), encoder, is_decoder=False, has_head=decoder is None))
        if decoder is not None:
            found.append(self._tower(_tr("Decoder"), decoder, is_decoder=True, has_head=True))
        return tuple(found)

    def _tower(self, title: str, layer: LayerParameters, *, is_decoder: bool, has_head: bool) -> Tower:
        return Tower(
            title,
            below=self._below(is_decoder=is_decoder),
            layer=self._layer(layer, is_decoder=is_decoder),
            above=(
                *((self._outer_norm(),) if self._spec.normalize_first else ()),
                *((self._head(),) if has_head else ()),
                *((self._output(),) if has_head and self._count.output_embedding else ()),
            ),
            num_layers=self._spec.num_layers,
        )

    def _below(self, *, is_decoder: bool) -> tuple[Part, ...]:
        spec = self._spec
        tokens = Part(
            PartKind.TOKENS,
            _tr("Tokens"),
            words.tokens(spec, is_written=is_decoder and spec.kind == "encoder_decoder"),
            _tr("up to {count}").format(count=format_count(spec.max_sequence_length)),
            tokens=_EXAMPLES[spec.tokenizer],
        )
        norm = () if spec.normalize_first else (self._outer_norm(),)
        is_shared = is_decoder and spec.kind == "encoder_decoder"
        return (tokens, self._embedding(is_shared=is_shared), *self._added_positions(), *norm)

    def _embedding(self, *, is_shared: bool) -> Part:
        spec = self._spec
        shape = f"{format_count(spec.vocabulary_size)} × {format_count(spec.hidden_dim)}"
        return Part(
            PartKind.EMBEDDING,
            _tr("Token embedding"),
            words.embedding(spec),
            _tr("shared with the encoder") if is_shared else shape,
            None if is_shared else self._count.token_embedding,
        )

    def _output(self) -> Part:
        spec = self._spec
        return Part(
            PartKind.EMBEDDING,
            _tr("Output vectors"),
            words.output_embedding(spec),
            f"{format_count(spec.hidden_dim)} × {format_count(spec.vocabulary_size)}",
            self._count.output_embedding,
        )

    def _added_positions(self) -> tuple[Part, ...]:
        if self._spec.positions not in ("learned", "sinusoidal"):
            return ()
        count = self._count.positions // len(self._count.layers)
        return (
            Part(
                PartKind.ADD,
                _tr("Positions are added"),
                words.positions(self._spec),
                num_parameters=count or None,
                positions=self._position_word(count),
            ),
        )

    def _position_word(self, count: int) -> str:
        word = choice_word("backbone.architecture.positions", self._spec.positions)
        return f"{word} · {format_parameters(count)}" if count else word

    def _layer(self, layer: LayerParameters, *, is_decoder: bool) -> tuple[Part, ...]:
        num_norms = 3 if layer.cross_attention else 2
        norm = self._norm(layer.normalization // num_norms)
        inner = [self._attention(layer.self_attention, is_masked=is_decoder)]
        if layer.cross_attention:
            inner.append(self._cross_attention(layer.cross_attention))
        inner.append(self._feed_forward(layer.feed_forward))
        return tuple(part for sublayer in inner for part in self._with_residual(sublayer, norm))

    def _with_residual(self, sublayer: Part, norm: Part) -> tuple[Part, ...]:
        add = Part(PartKind.ADD, _tr("Residual connection"), words.residual(), closes=True)
        if self._spec.normalize_first:
            return (_opening(norm), sublayer, add)
        return (_opening(sublayer), add, norm)

    def _norm(self, count: int) -> Part:
        title = _tr("RMS norm") if self._spec.normalization == "rms_norm" else _tr("Layer norm")
        return Part(PartKind.NORM, title, words.normalization(self._spec), num_parameters=count)

    def _outer_norm(self) -> Part:
        return self._norm(self._count.outer_normalization // len(self._count.layers))

    def _attention(self, count: int, *, is_masked: bool) -> Part:
        spec = self._spec
        return Part(
            PartKind.ATTENTION,
            _tr("Masked self-attention") if is_masked else _tr("Self-attention"),
            words.attention(spec, is_masked=is_masked),
            words.heads(spec),
            count,
            positions=words.acting_positions(spec),
        )

    def _cross_attention(self, count: int) -> Part:
        return Part(
            PartKind.ATTENTION,
            _tr("Cross-attention"),
            words.cross_attention(),
            words.heads(self._spec),
            count,
            is_cross=True,
        )

    def _feed_forward(self, count: int) -> Part:
        spec = self._spec
        inner = f"{format_count(spec.hidden_dim)} → {format_count(spec.intermediate_dim)}"
        activation = choice_word("backbone.architecture.activation", spec.activation)
        return Part(
            PartKind.FEED_FORWARD, _tr("Feed-forward"), words.feed_forward(spec), f"{inner} · {activation}", count
        )

    def _head(self) -> Part:
        return Part(PartKind.HEAD, _tr("Head of the task"), words.head(self._spec))


def _opening(part: Part) -> Part:
    return Part(
        part.kind,
        part.title,
        part.help,
        part.detail,
        part.num_parameters,
        part.positions,
        is_cross=part.is_cross,
        opens=True,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("designer_parts", text)
