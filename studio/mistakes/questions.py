"""Answers to questions, as parts of a context."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from studio.answers import Span, Spans
from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind
from studio.tasks.qa_metrics import exact_match, f1

PARTLY, WRONG, MISSING, SPURIOUS = "partly", "wrong", "missing", "spurious"


class QuestionsJudge(Judge):
    """An answer is wrong where it equals none of the right ones, as SQuAD's scripts compare them."""

    KINDS: ClassVar[tuple[MistakeKind, ...]] = (
        MistakeKind(PARTLY, "Partly right", "The answer has words in common with a right one."),
        MistakeKind(WRONG, "Wrong place", "The answer has no word in common with a right one."),
        MistakeKind(MISSING, "Not answered", "The model says that there is none, but there is one."),
        MistakeKind(SPURIOUS, "Needless answer", "The context does not answer the question, but the model does."),
    )
    MEASURES: ClassVar[tuple[Measure, ...]] = (
        Measure("probability", "Probability", "How sure the model is of what it says, 0 to 1."),
        Measure("f1", "F1", "How many words the answer shares with the right one that it fits best, 0 to 1."),
        Measure("exact_match", "Exact match", "1 where the answer equals a right one, else 0.", is_column=False),
    )
    INPUTS: ClassVar[tuple[str, ...]] = ("text", "context")
    COLUMNS: ClassVar[tuple[str, ...]] = ("start", "end", "probability", "no_answer_score", "answers")

    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Compare the answer to a question with the right ones."""
        start, end, probability, none, answers = values
        context = inputs["context"]
        right = tuple(Span.from_json(entry) for entry in json.loads(answers))
        given = () if start < 0 else (Span(int(start), int(end), "", context[start:end], float(probability)),)
        said, gold = given[0].text if given else "", [span.text for span in right]
        overlap, exact = f1(said, gold), exact_match(said, gold)
        kind = _kind(is_answered=bool(given), is_answerable=bool(right), overlap=overlap)
        best = max(right, key=lambda span: f1(said, [span.text]), default=None)
        mistake = Mistake(kind, "", given[0] if given else None, best)
        return Judged(
            row_number,
            {"question": inputs["text"], "context": context},
            Spans(context, right, 0.0 if right else 1.0, bool(right)),
            Spans(context, given, float(none), bool(given)),
            () if exact else (mistake,),
            (float(probability), overlap, exact),
        )


def _kind(*, is_answered: bool, is_answerable: bool, overlap: float) -> str:
    if not is_answered:
        return MISSING
    if not is_answerable:
        return SPURIOUS
    return PARTLY if overlap > 0 else WRONG
