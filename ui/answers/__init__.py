"""What a model says, shown: a view for each kind of answer, one row each in the table below."""

from ui.answers.base import AnswerView
from ui.answers.classes import ClassesView
from ui.answers.fills import FillsView
from ui.answers.hits import HitsView
from ui.answers.number import NumberView
from ui.answers.spans import SpansView
from ui.answers.text import WrittenView
from ui.answers.vector import VectorView

__all__ = ["VIEWS", "AnswerView"]

VIEWS: dict[str, type[AnswerView]] = {
    "classes": ClassesView,
    "number": NumberView,
    "spans": SpansView,
    "text": WrittenView,
    "fills": FillsView,
    "vector": VectorView,
    "hits": HitsView,
}
