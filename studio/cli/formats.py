"""Numbers as the command line writes them."""

import itertools
import math
import time
from collections.abc import Mapping

from studio import plurals
from studio.rounding import about_seconds

FAULTS_HINT = (
    "Rows with a fault end a run before it begins. `data.faulty_rows` in its specification says otherwise: `leave_out` "
    "leaves them out, `mend` does what a finding offers and leaves out the rest."
)


def duration(seconds: float) -> str:
    """Return a time as `2 h 03 min`, `2 min 41 s` or `5.2 s`."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def about(seconds: float) -> str:
    """Return an estimate of a time, rounded as the window rounds it: `40 s`, `7 min`, `1 h 30 min`, `2 d 4 h`."""
    whole = about_seconds(seconds)
    units = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
    for (unit, word), (smaller, smaller_word) in itertools.pairwise(units):
        if whole >= unit:
            rest = whole % unit // smaller
            return f"{whole // unit} {word} {rest} {smaller_word}" if rest else f"{whole // unit} {word}"
    return f"{whole} s"


def clock(moment: float) -> str:
    """Return a moment of this computer's time zone as `2026-03-31 07:05`.

    Args:
        moment: In unix seconds.
    """
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))


def size(num_bytes: float) -> str:
    """Return a size with a decimal unit, e.g. `91.3 MB`."""
    for unit in ("B", "kB", "MB", "GB"):
        if num_bytes < 1000:
            return f"{num_bytes:.0f} B" if unit == "B" else f"{num_bytes:.1f} {unit}"
        num_bytes /= 1000
    return f"{num_bytes:.1f} TB"


def count(number: int) -> str:
    """Return a count with its thousands parted."""
    return f"{number:,}"


def words(template: str, **details: object) -> str:
    """Return a template with its details put in: words follow their number, counts have their thousands parted.

    Args:
        template: With `{name}` where a detail belongs and `{name:one|other}` where a wording does.
        **details: The values by name.
    """
    return plurals.fill(template, details, lambda value: count(value) if isinstance(value, int) else value)


def metric(value: float | None) -> str:
    """Return a metric with four decimals, a dash where there is none."""
    return "–" if value is None or math.isnan(value) else f"{value:.4f}"


def parameters(number: int) -> str:
    """Return a number of parameters in millions: `22.7 M`."""
    return f"{number / 1e6:.1f} M"


def operations(number: int) -> str:
    """Return a number of floating-point operations: `22.0 MFLOPs`."""
    return f"{number / 1e9:.1f} GFLOPs" if number >= 1e9 else f"{number / 1e6:.1f} MFLOPs"


def left_out(counts: Mapping[str, int]) -> str:
    """Return how many rows are left out and why, to be put behind the number of rows; nothing if none is."""
    reasons = {
        "no_text": "without a text",
        "no_label": "without a label",
        "not_accepted": "not accepted by the annotator",
        "faulty": "with a fault",
    }
    parts = [f"{count(counts[name])} {text}" for name, text in reasons.items() if counts.get(name)]
    if not parts:
        return ""
    template = "; {num_rows} {num_rows:row is|rows are} left out: {reasons}"
    return words(template, num_rows=sum(counts.values()), reasons=", ".join(parts))
