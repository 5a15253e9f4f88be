"""One row of a split looked at: what is right beside what the model said, a view for each judge."""

from studio.mistakes import Judge
from studio.mistakes.labels import LabelsJudge
from studio.mistakes.numbers import NumbersJudge
from studio.mistakes.pairs import PairsJudge
from studio.mistakes.questions import QuestionsJudge
from studio.mistakes.spans import SpansJudge
from ui.monitor.answers.comparisons.base import Comparison
from ui.monitor.answers.comparisons.labels import LabelsComparison
from ui.monitor.answers.comparisons.number import NumberComparison
from ui.monitor.answers.comparisons.pair import PairComparison
from ui.monitor.answers.comparisons.question import QuestionComparison
from ui.monitor.answers.comparisons.spans import SpansComparison

__all__ = ["COMPARISONS", "Comparison"]

COMPARISONS: dict[type[Judge], type[Comparison]] = {
    SpansJudge: SpansComparison,
    QuestionsJudge: QuestionComparison,
    NumbersJudge: NumberComparison,
    LabelsJudge: LabelsComparison,
    PairsJudge: PairComparison,
}
