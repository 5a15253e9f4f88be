"""A text that the worker is writing, put together from what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.generation import GenerationSettings
from ui.text import num_same

Candidate = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Generation:
    """How a text is to be written.

    Attributes:
        num_candidates: How many of the likeliest tokens are told with each one that was taken.
    """

    settings: GenerationSettings
    num_candidates: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what a request to write holds beside its inputs."""
        return {"settings": self.settings.model_dump(mode="json"), "num_candidates": self.num_candidates}


@dataclass(frozen=True, slots=True)
class WrittenToken:
    """A token of a text.

    Attributes:
        end: Where it ends in the text, in code points; it begins where the one before ends.
        candidates: The likeliest tokens in its place with their probabilities, the likeliest first.
    """

    end: int
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A text so far.

    Attributes:
        num_tokens: How many tokens were written.
        tokens: Those that were told one by one.
        token_ids: What was written, in tokens; only once it is whole.
        seconds: Since the request was begun, `first_token_seconds` of them up to the first token.
    """

    text: str = ""
    num_tokens: int = 0
    tokens: tuple[WrittenToken, ...] = ()
    first_token_seconds: float | None = None
    seconds: float = 0.0
    token_ids: tuple[int, ...] = ()

    @property
    def tokens_per_second(self) -> float | None:
        """How fast it is written once it has begun; `None` before there is a second token."""
        if self.first_token_seconds is None or self.num_tokens < 2 or self.seconds <= self.first_token_seconds:
            return None
        return (self.num_tokens - 1) / (self.seconds - self.first_token_seconds)

    def told(self, message: Mapping[str, Any]) -> "Writing":
        """Return the text after a message about its progress."""
        text, num_tokens = str(message["text"]), int(message["num_tokens"])
        seconds = float(message["seconds"])
        first = seconds if self.first_token_seconds is None else self.first_token_seconds
        tokens = _shortened(self.tokens, self.text, text)
        if message.get("candidates") and num_tokens > self.num_tokens:
            candidates = tuple((str(token), float(probability)) for token, probability in message["candidates"])
            tokens = (*tokens, WrittenToken(len(text), candidates))
        return Writing(text, num_tokens, tokens, first, seconds)

    def ended(self, message: Mapping[str, Any]) -> "Writing":
        """Return the text after the last message, which holds the answer."""
        first, text = message.get("first_token_seconds"), str(message["prediction"])
        return Writing(
            text,
            int(message.get("num_tokens", 0)),
            _shortened(self.tokens, self.text, text),
            None if first is None else float(first),
            float(message.get("seconds", 0.0)),
            tuple(map(int, message.get("token_ids", ()))),
        )


def _shortened(tokens: tuple[WrittenToken, ...], before: str, after: str) -> tuple[WrittenToken, ...]:
    """Return tokens that end where both texts are still the same: half a character, say, is another one when whole."""
    if after.startswith(before):
        return tokens
    same = num_same(before, after)
    return tuple(token if token.end <= same else WrittenToken(same, token.candidates) for token in tokens)
