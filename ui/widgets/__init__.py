"""Building blocks of the pages: one widget a module."""

from ui.widgets.bar_list import Bar, BarList
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.disclosure import Disclosure
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_card import ErrorCard
from ui.widgets.icon_label import IconLabel
from ui.widgets.key_number import KeyNumber
from ui.widgets.label import Label, LabelKind
from ui.widgets.page_header import PageHeader
from ui.widgets.pill import Pill
from ui.widgets.progress_line import ProgressLine
from ui.widgets.question_card import Question, QuestionCard

__all__ = [
    "Bar",
    "BarList",
    "Button",
    "ButtonKind",
    "Card",
    "Chip",
    "Disclosure",
    "EmptyState",
    "ErrorCard",
    "IconLabel",
    "KeyNumber",
    "Label",
    "LabelKind",
    "PageHeader",
    "Pill",
    "ProgressLine",
    "Question",
    "QuestionCard",
]
