"""Answers in a text: how many questions have one, and how long they are."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent, counted, histogram_bars
from ui.text import format_count
from ui.widgets.histogram import Mark


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.span.SpanProfile`."""
    questions = [
        (_tr("with an answer"), profile.num_answerable),
        (_tr("without an answer"), profile.num_unanswerable),
    ]
    notes = []
    if profile.num_several:
        notes.append(_tr("with several right answers: {count}").format(count=format_count(profile.num_several)))
    median = round(profile.characters.median)
    return TargetContent(
        _tr("Answers"),
        counted(questions),
        tuple(notes),
        histogram=histogram_bars(profile.characters),
        marks=(Mark(median, _tr("median {value}").format(value=format_count(median))),),
        unit=_tr("answers by their number of characters"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
