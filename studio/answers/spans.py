"""Places in a text: tagged parts of it, or the answer to a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from studio.answers.base import Answer, Arrays, Headline, count_up, json_array, texts_array
from studio.answers.tally import NumberTally


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text. Places count Unicode code points; the end is exclusive.

    Attributes:
        type: What the part is, such as a kind of name; empty for the answer to a question.
    """

    start: int
    end: int
    type: str
    text: str
    probability: float

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it is, and what."""
        return (self.start, self.end, self.type)

    def to_json(self) -> dict[str, Any]:
        """Return the span as JSON data."""
        return {
            "start": self.start,
            "end": self.end,
            "type": self.type,
            "text": self.text,
            "probability": self.probability,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the span of JSON data."""
        return cls(
            int(data["start"]),
            int(data["end"]),
            str(data.get("type", "")),
            str(data.get("text", "")),
            float(data.get("probability", 1.0)),
        )


@dataclass(frozen=True, slots=True)
class Spans(Answer):
    """The tagged parts of a text, or the candidates for the answer to a question about it.

    Attributes:
        text: What the spans are places in.
        spans: The tagged parts, by their start; or the candidates, the likeliest first.
        no_answer_score: How probable it is that the text does not answer the question, on the scale of the candidates'
            probabilities; `None` where parts are tagged.
        has_answer: Whether the first candidate is taken for the answer; else there is said to be none.
    """

    KIND: ClassVar[str] = "spans"

    text: str
    spans: tuple[Span, ...]
    no_answer_score: float | None = None
    has_answer: bool = True

    @property
    def answers_question(self) -> bool:
        """Whether the spans are candidates for one answer; else each of them is given."""
        return self.no_answer_score is not None

    @property
    def best(self) -> Span | None:
        """The answer to the question; `None` if there is said to be none."""
        return self.spans[0] if self.answers_question and self.has_answer and self.spans else None

    @property
    def given(self) -> tuple[Span, ...]:
        """The tagged parts, or the answer alone."""
        if not self.answers_question:
            return self.spans
        return () if self.best is None else (self.best,)

    @property
    def probability(self) -> float:
        """How probable the answer to the question is, or that there is none."""
        return self.no_answer_score or 0.0 if self.best is None else self.best.probability

    def to_json(self) -> dict[str, Any]:
        """Return `text` and `spans`; of a question `answer`, `no_answer_score` and `has_answer` as well."""
        data = {"kind": self.KIND, "text": self.text, "spans": [span.to_json() for span in self.spans]}
        if not self.answers_question:
            return data
        return data | {
            "answer": self.headline().text,
            "no_answer_score": self.no_answer_score,
            "has_answer": self.has_answer,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        score = data.get("no_answer_score")
        return cls(
            str(data.get("text", "")),
            tuple(Span.from_json(span) for span in data["spans"]),
            None if score is None else float(score),
            bool(data.get("has_answer", True)),
        )

    def headline(self) -> Headline:
        """Return the answer with its probability, or all parts."""
        if not self.answers_question:
            return Headline(" · ".join(f"{span.text} ({span.type})" for span in self.spans))
        return Headline("" if self.best is None else self.best.text, self.probability)

    def agrees(self, expected: Self) -> bool:
        """Return whether the same places are given with the same types; of a question, one of the expected answers.

        Args:
            expected: The tagged parts; or all right answers to a question, none where it has no answer.
        """
        wanted = {span.place for span in expected.spans}
        if not self.answers_question:
            return {span.place for span in self.spans} == wanted
        return not wanted if self.best is None else self.best.place in wanted

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `spans`, JSON lists; of questions `answer`, `start`, `end` (−1 for no answer) and `probability`."""
        if not answers or not answers[0].answers_question:
            return {"spans": json_array([[span.to_json() for span in answer.spans] for answer in answers])}
        best = [answer.best for answer in answers]
        return {
            "answer": texts_array(["" if span is None else span.text for span in best]),
            "start": np.array([-1 if span is None else span.start for span in best], np.int32),
            "end": np.array([-1 if span is None else span.end for span in best], np.int32),
            "probability": np.array([answer.probability for answer in answers], np.float32),
        }

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `counts`, how often each type was given, and to `without`, how many texts have none.

        Of questions, add to `answered`, `unanswered` and `probabilities`, a `NumberTally` of how sure the model is.
        """
        questions = [answer for answer in answers if answer.answers_question]
        if questions:
            num_answered = sum(answer.best is not None for answer in questions)
            total["answered"] = total.get("answered", 0) + num_answered
            total["unanswered"] = total.get("unanswered", 0) + len(questions) - num_answered
            tally = NumberTally.read(total.get("probabilities"))
            tally.add([answer.probability for answer in questions])
            total["probabilities"] = tally.to_json()
        else:
            count_up(total, "counts", [span.type for answer in answers for span in answer.spans])
            total["without"] = total.get("without", 0) + sum(not answer.spans for answer in answers)
