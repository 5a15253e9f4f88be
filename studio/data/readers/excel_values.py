"""The values of a workbook's cells as text."""

import datetime

_MAX_WHOLE = 1e15


def as_text(value: object) -> str:
    """Return a cell's value as text: `1` for 1.0, dates and times as in ISO 8601, `true` and `false`."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < _MAX_WHOLE:
            return str(int(value))
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return _duration(value)
    return "" if value is None else str(value)


def _duration(value: datetime.timedelta) -> str:
    """Return a duration as hours, minutes and seconds; a day is 24 hours."""
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
