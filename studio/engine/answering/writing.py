"""Writing token by token for whoever waits for it: what is asked, what is told meanwhile, and when it ends."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import ValidationError

from studio.answers import Written
from studio.data.rules import is_blank
from studio.engine.answering.predict import read_inputs
from studio.engine.answering.requests import Listener
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.errors import InputError
from studio.generation import GenerationSettings
from studio.spec.faults import first_error

_MOST_CANDIDATES = 50
# So long are the groups of tokens in which a text is told: short enough to look like one stream.
_GROUP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """What a model is to write about, and how.

    Attributes:
        inputs: A text by the name of each of the task's inputs.
        num_candidates: How many of the likeliest tokens are told beside each one that was taken. A beam search, which
            follows several texts at once, has none.
    """

    inputs: Mapping[str, str]
    settings: GenerationSettings
    num_candidates: int = 0

    @classmethod
    def parse(cls, data: Mapping[str, Any], names: Sequence[str], own: Mapping[str, Any]) -> Self:
        """Return the request of JSON data.

        Args:
            data: `inputs`; perhaps `settings`, of `GenerationSettings`, and `num_candidates`.
            names: The task's inputs.
            own: What the model was fine-tuned with, which stands for settings that are left out.

        Raises:
            InputError: if something else was expected.
            SpecError: names the setting.
        """
        given, num_candidates = data.get("settings") or {}, data.get("num_candidates") or 0
        if not isinstance(given, Mapping):
            raise InputError("settings: expected an object. Received: {received}.", received=str(given)[:80])
        if not isinstance(num_candidates, int) or not 0 <= num_candidates <= _MOST_CANDIDATES:
            raise InputError(
                "num_candidates: expected 0 to {most}. Received: {received}.",
                most=_MOST_CANDIDATES,
                received=str(num_candidates)[:80],
            )
        inputs = {name: texts[0] for name, texts in read_inputs({"inputs": [data.get("inputs")]}, names).items()}
        for name, text in inputs.items():
            if is_blank(text):
                raise InputError("{name}: expected a text. Received: nothing to read.", name=name)
        try:
            settings = GenerationSettings.model_validate({**own, **given})
        except ValidationError as error:
            raise first_error(error, "settings.") from None
        return cls(inputs, settings, num_candidates if settings.sampler != "beam" else 0)


def write_text(writer: TaskWriter, request: WriteRequest, listener: Listener) -> dict[str, Any]:
    """Write a text, tell of it while it grows, and return what came of it.

    The first token is told at once, those that follow in groups; where candidates are asked for, each by itself.

    Returns:
        The answer's JSON data with its `token_ids` and `seconds`, and `first_token_seconds`, `None` if there was none.
    """
    began, first_token_seconds, num_steps = time.perf_counter(), None, 1
    texts = writer.start({name: [text] for name, text in request.inputs.items()}, request.settings)
    while not texts.is_over and not listener.is_stopped():
        candidates = texts.candidates(request.num_candidates)[0] if request.num_candidates else []
        group_began = time.perf_counter()
        texts.write(num_steps)
        now = time.perf_counter()
        first_token_seconds = first_token_seconds or now - began
        listener.tell({"writing": _so_far(texts.texts()[0], candidates, now - began)})
        if not request.num_candidates:
            num_steps = _next_steps(num_steps, now - group_began)
    written = texts.texts()[0]
    if not texts.is_over:
        written = replace(written, is_ended=False)
    return {
        **written.to_json(),
        "token_ids": texts.token_ids()[0],
        "first_token_seconds": first_token_seconds,
        "seconds": time.perf_counter() - began,
    }


def _so_far(written: Written, candidates: Sequence[tuple[str, float]], seconds: float) -> dict[str, Any]:
    return {
        "text": written.text,
        "num_tokens": written.num_tokens,
        "candidates": [[token, probability] for token, probability in candidates],
        "seconds": seconds,
    }


def _next_steps(num_steps: int, seconds: float) -> int:
    """Return how many tokens to write next: as many as the time of a group has room for, and at most twice as many."""
    return max(1, min(2 * num_steps, int(num_steps * _GROUP_SECONDS / max(seconds, 1e-6))))
