"""Several labels for a row: how often each occurs, and which occur together."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent, counted
from ui.text import format_count, format_number


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.classes.LabelsProfile`."""
    notes = [_tr("labels a row, on average: {number}").format(number=format_number(profile.mean_labels))]
    if profile.num_without:
        notes.append(_tr("rows without any label: {count}").format(count=format_count(profile.num_without)))
    return TargetContent(
        _tr("Labels"),
        counted([(entry.label, entry.count) for entry in profile.labels], profile.num_rows),
        tuple(notes),
        names=tuple(profile.together),
        together=tuple(tuple(row) for row in profile.counts),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
