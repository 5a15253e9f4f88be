"""Conversations: how many answers they have, and how long these are."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent, counted, histogram_bars
from ui.text import format_count
from ui.widgets.histogram import Mark


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.messages.MessagesProfile`."""
    answers, whole = profile.answer_characters, profile.characters
    words = _tr("characters of a whole conversation: {median} in the median, {longest} at most")
    notes = [words.format(median=format_count(round(whole.median)), longest=format_count(whole.max))]
    if profile.num_with_system:
        notes.append(_tr("with a system message: {count}").format(count=format_count(profile.num_with_system)))
    turns = [(_tr("answers: {count}").format(count=format_count(number)), count) for number, count in profile.turns]
    return TargetContent(
        _tr("Conversations"),
        counted(turns, profile.count),
        tuple(notes),
        histogram=histogram_bars(answers),
        marks=(
            Mark(answers.median, _tr("median {value}").format(value=format_count(round(answers.median)))),
            Mark(answers.p95, _tr("95 %: {value}").format(value=format_count(round(answers.p95)))),
        ),
        unit=_tr("answers by their number of characters"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
