"""What the worker of the playground is asked about texts, and what comes of it."""

import enum
from dataclasses import dataclass, field
from typing import Any

from studio import answers
from studio.errors import StudioError
from ui.inference.requests import AttentionRequest
from ui.inference.writing import Generation, Writing
from ui.text import join_texts


@dataclass(frozen=True, slots=True)
class Question:
    """What the model is asked.

    Attributes:
        inputs: Texts by the names of the task's inputs.
        is_before: Whether the model as it was before fine-tuning is asked: its backbone under a fresh head.
        is_kept: Whether the user asked for an answer to keep: it waits for its turn, whatever is typed meanwhile.
        generation: How the answer is written, and told while it is; `None` for answers that come at once.
    """

    inputs: tuple[tuple[str, str], ...]
    is_before: bool = False
    is_kept: bool = field(default=False, compare=False)
    generation: Generation | None = None

    @classmethod
    def of_text(cls, text: str, is_before: bool = False, *, is_kept: bool = False) -> "Question":
        """Return a question to a task with one input."""
        return cls((("text", text),), is_before, is_kept)

    def line(self, most: int | None = None) -> str:
        """Return all texts in one line, with dots between them.

        Args:
            most: So many characters of each text are looked at; `None`: all.
        """
        return join_texts(text[:most] for _, text in self.inputs)

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        inputs = dict(self.inputs)
        if self.generation is None:
            return {"inputs": [inputs]}
        return {"write": {"inputs": inputs, **self.generation.to_json()}}


@dataclass(frozen=True, slots=True)
class Preparation:
    """What will be asked soon, and must not wait for a model to be built or a graph to be traced.

    Attributes:
        part: `texts`, `attention` or `attribution`.
    """

    part: str
    is_before: bool = False

    def to_json(self) -> dict[str, str]:
        """Return the request's body."""
        return {"prepare": self.part}


class Loss(enum.Enum):
    """Why a question that was to be kept got no answer."""

    MODEL_CHANGED = "another model was chosen"
    WORKER_DIED = "the worker died over it"
    REFUSED = "the model could not answer"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question that was to be kept and got no answer."""

    question: Question
    loss: Loss


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says.

    Attributes:
        said: The answer; its kind says how it is shown.
        seconds: From the question to the answer.
        writing: How it was written; `None` for answers that came at once.
    """

    question: Question
    said: answers.Answer
    seconds: float
    writing: Writing | None = None

    @property
    def words(self) -> str:
        """The answer in a few words."""
        return self.said.headline().text

    @property
    def number(self) -> float | None:
        """How sure the model is; `None` where there is no single number for it."""
        return self.said.headline().number


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the answer to a question is written."""

    question: Question
    writing: Writing


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request about attention that could not be answered, and why."""

    request: AttentionRequest
    error: StudioError


Asked = Question | AttentionRequest | Preparation


def is_kept(asked: Asked) -> bool:
    """Return whether the answer is to be kept."""
    return isinstance(asked, Question) and asked.is_kept


def preparation_of(asked: Asked) -> Preparation:
    """Return what is ready once something was answered."""
    match asked:
        case Preparation():
            return asked
        case Question():
            return Preparation("texts", asked.is_before)
        case _:
            return Preparation(next(iter(asked.to_json())), asked.source.is_before)


def request_body(asked: Asked) -> dict[str, Any]:
    """Return what a request holds beside its number."""
    return {**asked.to_json(), "model": "before" if preparation_of(asked).is_before else "after"}
