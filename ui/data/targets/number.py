"""Numbers: how they are distributed."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.data.targets.content import TargetContent
from ui.text import format_number
from ui.widgets.histogram import Bars, Mark


def content(profile: Any) -> TargetContent:
    """Return what is shown of a `studio.data.kinds.number.NumberProfile`."""
    around = _tr("mean {mean}, standard deviation {deviation}").format(
        mean=format_number(profile.mean), deviation=format_number(profile.deviation)
    )
    reach = _tr("from {minimum} to {maximum}").format(
        minimum=format_number(profile.minimum), maximum=format_number(profile.maximum)
    )
    notes = [around, reach]
    if profile.decimal_mark == ",":
        notes.append(_tr("A comma parts the decimals."))
    mark = Mark(profile.median, _tr("median {value}").format(value=format_number(profile.median)))
    return TargetContent(
        _tr("Numbers"),
        notes=tuple(notes),
        histogram=Bars(tuple(map(float, profile.edges)), tuple(profile.counts), has_fractions=True),
        marks=(mark,),
        unit=_tr("rows by value"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("targets", text)
