"""What the designer says of the parts of a Transformer, to someone who has not read the papers."""

from PySide6.QtCore import QCoreApplication

from studio.architecture import ArchitectureSpec
from ui.text import fill, format_count

_EMBEDDING_WORDS = "A table that gives each token {width} {width:number|numbers}, which are learned."
_OUTPUT_WORDS = "A second table of {width} {width:number|numbers} for each token, by which the next one is said."
_HEADS_WORDS = "{heads} {heads:head|heads} × {width}"
_HEAD_WORDS = (
    "The task's own small layer reads these {width} {width:number|numbers} for each token. It is not counted here."
)


def parameters(count: int) -> str:
    """Return a number of parameters with its unit."""
    return _tr("{count} parameters").format(count=format_count(count))


def tokens(spec: ArchitectureSpec, *, is_written: bool) -> str:
    """Return what goes in."""
    if is_written:
        return _tr("What is written so far; each new token is put behind it. To classify, the same text is read again.")
    return _tr("Pieces of text. The tokenizer learns up to {count} of them from your data.").format(
        count=format_count(spec.vocabulary_size)
    )


def embedding(spec: ArchitectureSpec) -> str:
    """Return what the table of tokens does."""
    return fill(_EMBEDDING_WORDS, {"width": spec.hidden_dim})


def output_embedding(spec: ArchitectureSpec) -> str:
    """Return what a second table of tokens does."""
    return fill(_OUTPUT_WORDS, {"width": spec.hidden_dim})


def positions(spec: ArchitectureSpec) -> str:
    """Return how the model knows the order of the tokens."""
    return {
        "learned": _tr("A learned row for each place in the text is added, so that the order is known."),
        "sinusoidal": _tr("Sine waves of many lengths are added, so that the order is known; nothing is learned."),
        "rotary": _tr("Queries and keys are turned by an angle that grows with their place (rotary positions)."),
        "relative": _tr("A learned bias for each distance between two tokens is added to the scores."),
        "alibi": _tr("The farther apart two tokens are, the lower their score (ALiBi); nothing is learned."),
    }[spec.positions]


def acting_positions(spec: ArchitectureSpec) -> str:
    """Return what positions that act in the attention are called; empty for those that are added before."""
    names = {"rotary": _tr("Rotary positions"), "relative": _tr("Relative bias"), "alibi": _tr("ALiBi bias")}
    return names.get(spec.positions, "")


def residual() -> str:
    """Return what a residual connection is for."""
    return _tr("What went in is added to what came out, so that a layer only has to learn the difference.")


def normalization(spec: ArchitectureSpec) -> str:
    """Return what a norm does."""
    if spec.normalization == "rms_norm":
        return _tr("Divides the numbers of a token by their size, and scales them.")
    return _tr("Brings the numbers of a token to mean 0 and size 1, then scales and shifts them.")


def attention(spec: ArchitectureSpec, *, is_masked: bool) -> str:
    """Return what self-attention does, and how positions act in it."""
    text = _tr("Each token gathers from all tokens what matters to it.")
    if is_masked:
        text = _tr("Each token gathers from itself and the tokens before it what matters to it.")
    return _tr("{first} {second}").format(first=text, second=positions(spec)) if acting_positions(spec) else text


def cross_attention() -> str:
    """Return what cross-attention does."""
    return _tr("Each token that is written gathers from the encoder's output what matters to it.")


def heads(spec: ArchitectureSpec) -> str:
    """Return the widths of the attention."""
    text = fill(_HEADS_WORDS, {"heads": spec.num_heads, "width": spec.hidden_dim // spec.num_heads})
    groups = spec.num_key_value_heads
    if groups is None or groups == spec.num_heads:
        return text
    return f"{text} · " + _tr("{count} key/value").format(count=format_count(groups))


def feed_forward(spec: ArchitectureSpec) -> str:
    """Return what the feed-forward part does."""
    if spec.activation in ("swiglu", "geglu"):
        return _tr("Works on each token by itself; a second product gates what passes.")
    return _tr("Works on each token by itself: widens it, bends it, narrows it again.")


def head(spec: ArchitectureSpec) -> str:
    """Return what comes on top."""
    return fill(_HEAD_WORDS, {"width": spec.hidden_dim})


def _tr(text: str) -> str:
    return QCoreApplication.translate("designer_words", text)
