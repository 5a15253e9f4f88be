"""What the checks of a data set found, as lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ui.text import fill
from ui.theme import Tone
from ui.widgets.line_list import Line

if TYPE_CHECKING:
    from studio.data import Finding

_SIGNS = {
    "error": ("alert-circle-outline", Tone.BAD),
    "warning": ("alert", Tone.WARN),
    "info": ("information-outline", Tone.MUTED),
}
_ORDER = tuple(_SIGNS)


def finding_lines(findings: "Iterable[Finding]", levels: tuple[str, ...] = _ORDER) -> tuple[Line, ...]:
    """Return the findings of some levels as lines, the gravest first."""
    found = sorted((finding for finding in findings if finding.level in levels), key=lambda f: _ORDER.index(f.level))
    return tuple(Line(fill(finding.template, finding.details), *_SIGNS[finding.level]) for finding in found)
