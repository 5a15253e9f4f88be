"""Texts that are to be written: how long they are, beside the texts that are given."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent, histogram_bars
from ui.text import format_count, format_percent
from ui.widgets.histogram import Mark


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.text.TextProfile`."""
    given, written = profile.source_characters, profile.characters
    lengths = [
        words.format(median=format_count(round(found.median)), longest=format_count(found.max))
        for words, found in (
            (_tr("characters given: {median} in the median, {longest} at most"), given),
            (_tr("characters to be written: {median} in the median, {longest} at most"), written),
        )
    ]
    ratio = _tr("a text to be written is {part} as long as what is given, in the median").format(
        part=format_percent(profile.length_ratio)
    )
    return TargetContent(
        _tr("Texts to be written"),
        notes=(*lengths, ratio),
        histogram=histogram_bars(written),
        marks=(
            Mark(written.median, _tr("median {value}").format(value=format_count(round(written.median)))),
            Mark(written.p95, _tr("95 %: {value}").format(value=format_count(round(written.p95)))),
        ),
        unit=_tr("texts to be written by their number of characters"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
