"""What a run's log says of its pretrained backbone at the start."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras_hub

from studio import catalogue, downloads
from studio.catalogue.own_tokens.byte_pairs import missing_bytes
from studio.engine.models.pretrained.token_gate import check_preset
from studio.messages import Detail, Message
from studio.runs.events import LogEvent

_SHOWN = 3


def tell_of_backbone(preset: str, tokenizer: Any, texts: Sequence[str]) -> Iterator[LogEvent]:
    """Yield what is to be said of a backbone's heads and tokens.

    Args:
        preset: What `backbone.preset` holds.
        tokenizer: The KerasHub tokenizer that is used.
        texts: Some of the run's texts.
    """
    yield from _tell_of_heads(Path(downloads.require(preset)))
    yield from _tell_of_tokens(preset, tokenizer, texts)
    yield from _tell_of_missing(tokenizer, texts)


def _tell_of_heads(folder: Path) -> Iterator[LogEvent]:
    checked = catalogue.check_weights(folder)
    names = () if checked is None else (*checked.left_out, *checked.pretraining_heads)
    if names:
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        yield LogEvent(
            Message(
                "The checkpoint's own heads are left out ({count} {count:weight|weights}: {names}); this run's head "
                "begins fresh.",
                {"count": len(names), "names": shown},
            ),
        )


def _tell_of_missing(tokenizer: Any, texts: Sequence[str]) -> Iterator[LogEvent]:
    """Tell of texts with bytes that a vocabulary of byte pairs lacks."""
    if not isinstance(tokenizer, keras_hub.tokenizers.BytePairTokenizer):
        return
    missing = set(missing_bytes(tokenizer.vocabulary))
    lacking = [text for text in texts if missing.intersection(text.encode("utf-8", "replace"))]
    if lacking:
        yield LogEvent(
            Message(
                "{num} of {count} {count:text|texts} {num:holds|hold} characters that the tokenizer's vocabulary has "
                "no bytes for, for instance {text}: these are unknown or left out, as in the backbone's pretraining.",
                {"num": len(lacking), "count": len(texts), "text": lacking[0][:80]},
            ),
            level="warning",
        )


def _tell_of_tokens(preset: str, tokenizer: Any, texts: Sequence[str]) -> Iterator[LogEvent]:
    report = check_preset(preset, tokenizer, texts)
    if report is None:
        # A tokenizer that was learned by a run from scratch has no other that it could be compared with.
        if type(tokenizer).__module__.startswith("keras_hub."):
            yield LogEvent(
                Message(
                    "The tokens are those of KerasHub's {tokenizer}. They were not compared: the preset holds no other "
                    "tokenizer of its backbone.",
                    {"tokenizer": type(tokenizer).__name__},
                ),
            )
        return
    values: dict[str, Detail] = {"count": report.num_texts, "source": report.source, "different": report.num_different}
    if not report.num_different:
        yield LogEvent(
            Message("The tokens of {count} {count:text|texts} are those of the backbone's own {source}.", values)
        )
        return
    first = report.differences[0]
    values |= {"text": first.text[:80], "expected": " ".join(first.expected), "received": " ".join(first.received)}
    yield LogEvent(
        Message(
            "{different} of {count} {count:text|texts} {different:gives|give} other tokens than the backbone's own "
            "{source}, for instance {text}: {received} instead of {expected}.",
            values,
        ),
        level="warning",
    )
