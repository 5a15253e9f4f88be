"""What stands around the texts that a network reads and writes, as the preprocessor of its family puts it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Families that end a turn with a token of its own call it so.
_MORE_ENDS = ("end_token2_id", "end_of_turn_token_id")


@dataclass(frozen=True, slots=True)
class WritingMarks:
    """The special tokens of a network that writes.

    Attributes:
        source_start, source_end: Around what an encoder reads; empty where there is none.
        start: Before what is written.
        end: Behind it.
        stops: All that end a text when the model writes them.
    """

    source_start: tuple[int, ...]
    source_end: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    stops: tuple[int, ...]

    @property
    def first(self) -> tuple[int, ...]:
        """What a prompt begins with: a network must be given a token before it can say the next one."""
        return self.start or self.end[:1]

    @classmethod
    def of(cls, preprocessor: Any) -> "WritingMarks":
        """Return what a preprocessor of KerasHub's puts around texts.

        Args:
            preprocessor: A `keras_hub.models.CausalLMPreprocessor` or `keras_hub.models.Seq2SeqLMPreprocessor`.
        """
        tokenizer = preprocessor.tokenizer
        if not preprocessor.built:
            preprocessor.build(None)
        encoder = getattr(preprocessor, "encoder_packer", None)
        packer = preprocessor.packer if encoder is None else preprocessor.decoder_packer
        # T5Gemma's preprocessor says for both sides whether texts end; that a source begins is said for it alone.
        has_start = bool(getattr(preprocessor, "add_start_token", True) and getattr(tokenizer, "adds_start", True))
        has_end = bool(getattr(preprocessor, "add_end_token", True))
        end = _ids(packer.end_value)
        # A tokenizer out of a GGUF file names all of them.
        more = (*(getattr(tokenizer, name, None) for name in _MORE_ENDS), *getattr(tokenizer, "end_token_ids", ()))
        return cls(
            source_start=_ids(encoder.start_value) if encoder is not None and has_start else (),
            source_end=_ids(encoder.end_value) if encoder is not None and has_end else (),
            start=_ids(packer.start_value) if encoder is not None or has_start else (),
            end=end,
            stops=tuple(dict.fromkeys((*end, *_ids(token for token in more if token is not None)))),
        )


def _ids(values: Iterable[Any] | None) -> tuple[int, ...]:
    return tuple(int(value) for value in values or ())
