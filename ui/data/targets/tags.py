"""Tagged parts of texts: how often each type occurs, and how long they are."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent, counted, histogram_bars
from ui.text import format_count


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.tags.TagsProfile`."""
    notes = [_tr("tagged parts: {count}").format(count=format_count(profile.num_spans))]
    if profile.num_bare:
        notes.append(_tr("rows without any: {count}").format(count=format_count(profile.num_bare)))
    return TargetContent(
        _tr("Tags"),
        counted(profile.types),
        tuple(notes),
        histogram=histogram_bars(profile.words),
        unit=_tr("tagged parts by their number of words"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
