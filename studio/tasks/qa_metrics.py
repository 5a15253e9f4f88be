"""How well questions are answered, counted as the scripts of SQuAD 1.1 and 2.0 count.

Before two answers are compared, capital letters, the articles *a*, *an* and *the*, ASCII punctuation and white space
are evened out; F1 goes over the words of an answer, each as often as it occurs, and the best of several gold answers
counts (Rajpurkar et al., SQuAD, 2016, section 6.1; Know What You Don't Know, 2018, section 4). Values lie in 0 to
1, where the scripts give percent.

The scripts know words by their spaces. In scripts without spaces (Chinese, Japanese, Thai, …) each character is a word,
and their own punctuation is left out as well. Text without such characters is counted exactly as by the scripts.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.words import UNSPACED

_ARTICLES = re.compile(r"\b(a|an|the)\b", re.UNICODE)
# CJK symbols and punctuation, full-width and half-width forms: the marks that scripts without spaces are written with.
_WIDE_MARKS = ((0x3000, 0x303F), (0xFF00, 0xFFEF))


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What is measured on one split.

    Attributes:
        num_examples: How many questions were measured.
        num_answerable: How many of them have an answer.
        metrics: The task's metrics by name. What cannot be said, for want of such questions, is left out.
    """

    num_examples: int
    num_answerable: int
    metrics: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return {
            "examples": self.num_examples,
            "metrics": self.metrics,
            "answerable": self.num_answerable,
            "unanswerable": self.num_examples - self.num_answerable,
        }


def answer_words(text: str) -> list[str]:
    """Return the words of an answer, as they are compared."""
    plain = _ARTICLES.sub(" ", text.lower().translate(_WITHOUT_MARKS))
    return plain.translate(_APART).split()


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """Return 1 if a prediction equals one of the gold answers, else 0.

    Args:
        prediction: What was answered; empty: that there is no answer.
        answers: The gold answers; none: there is no answer.
    """
    words = answer_words(prediction)
    return float(any(words == gold for gold in _gold_words(answers)))


def f1(prediction: str, answers: Sequence[str]) -> float:
    """Return the F1 of a prediction's words, by the gold answer that it fits best.

    Args:
        prediction: What was answered; empty: that there is no answer.
        answers: The gold answers; none: there is no answer.
    """
    words = answer_words(prediction)
    return max(_f1(words, gold) for gold in _gold_words(answers))


def question_report(predictions: Sequence[str], answers: Sequence[Sequence[str]], loss: float) -> QuestionReport:
    """Measure the predictions of a split.

    Args:
        predictions: What was answered to each question; empty: that there is no answer.
        answers: The gold answers of each question; none: there is no answer.
        loss: The mean cross-entropy.

    Raises:
        ValueError: if there is no question, or not one prediction for each.
    """
    if not predictions or len(predictions) != len(answers):
        raise ValueError(
            f"Expected a prediction for each of at least one question. Received: {len(predictions)} predictions for "
            f"{len(answers)} questions."
        )
    exact = np.array([exact_match(*pair) for pair in zip(predictions, answers, strict=True)])
    overlap = np.array([f1(*pair) for pair in zip(predictions, answers, strict=True)])
    is_answerable = np.array([bool(gold) for gold in answers])
    metrics = {"loss": loss, "exact_match": float(exact.mean()), "f1": float(overlap.mean())}
    if is_answerable.any():
        metrics["has_answer_f1"] = float(overlap[is_answerable].mean())
    if not is_answerable.all():
        metrics["no_answer_accuracy"] = float(exact[~is_answerable].mean())
    return QuestionReport(len(predictions), int(is_answerable.sum()), metrics)


def chosen_threshold(
    no_answer_scores: NDArray[np.float64],
    f1_of_answers: NDArray[np.float64],
    is_answerable: NDArray[np.bool_],
    default: float,
) -> float:
    """Return the threshold that a model takes from its validation questions.

    With questions of one kind alone the best is to answer all or none, which says nothing of other questions: then it
    is the default.

    Args:
        no_answer_scores: As for `best_threshold`.
        f1_of_answers: As for `best_threshold`.
        is_answerable: As for `best_threshold`.
        default: What the model has so far.
    """
    if is_answerable.all() or not is_answerable.any():
        return default
    return best_threshold(no_answer_scores, f1_of_answers, is_answerable)


def best_threshold(
    no_answer_scores: NDArray[np.float64], f1_of_answers: NDArray[np.float64], is_answerable: NDArray[np.bool_]
) -> float:
    """Return above which score "no answer" is the better answer, so that F1 over all questions is the highest.

    As SQuAD 2.0's script looks for it: through all questions by their score. Between the last question that is answered
    and the first that is not, the threshold lies in the middle.

    Args:
        no_answer_scores: float array of shape `(num_questions,)`: by how much "no answer" is ahead of the best span.
        f1_of_answers: float array of shape `(num_questions,)`: the F1 of the best spans; 0 where there is no answer.
        is_answerable: bool array of shape `(num_questions,)`.

    Raises:
        ValueError: if there is no question.
    """
    if not len(no_answer_scores):
        raise ValueError("Expected at least one question. Received: none.")
    order = np.argsort(no_answer_scores, kind="stable")
    scores = np.asarray(no_answer_scores, np.float64)[order]
    # What the total is when the first n questions are answered and the others are not, for n = 0, 1, ….
    gains = np.where(is_answerable, f1_of_answers, -1.0)[order]
    totals = np.concatenate([[0.0], np.cumsum(gains)])
    # Equal scores are answered together.
    is_possible = np.concatenate([[True], scores[1:] > scores[:-1], [True]])
    num_answered = int(np.argmax(np.where(is_possible, totals, -np.inf)))
    if num_answered == 0:
        return float(scores[0] - 1.0)
    if num_answered == len(scores):
        return float(scores[-1] + 1.0)
    return float((scores[num_answered - 1] + scores[num_answered]) / 2)


def _gold_words(answers: Sequence[str]) -> list[list[str]]:
    """Return the words of the gold answers that have any; of an empty one where none has."""
    return [words for answer in answers if (words := answer_words(answer))] or [[]]


def _f1(words: Sequence[str], gold: Sequence[str]) -> float:
    if not words or not gold:
        return float(words == gold)
    num_same = (Counter(words) & Counter(gold)).total()
    return 2.0 * num_same / (len(words) + len(gold))


def _is_unspaced(code: int) -> bool:
    return any(first <= code <= last for first, last in UNSPACED)


class _Marks(dict[int, str | int]):
    """Punctuation to nothing."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        is_wide = any(first <= code <= last for first, last in (*_WIDE_MARKS, *UNSPACED))
        is_mark = character in string.punctuation or (is_wide and unicodedata.category(character).startswith("P"))
        self[code] = place = "" if is_mark else code
        return place


class _Characters(dict[int, str | int]):
    """Spaces around each character of a script without spaces."""

    def __missing__(self, code: int) -> str | int:
        self[code] = place = f" {chr(code)} " if _is_unspaced(code) else code
        return place


_WITHOUT_MARKS = _Marks()
_APART = _Characters()
