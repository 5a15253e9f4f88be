"""What the checks of a data set found, as lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ui.text import translate_in_short
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
    return tuple(finding_line(finding) for finding in sort_findings(findings) if finding.level in levels)


def sort_findings(findings: "Iterable[Finding]") -> "list[Finding]":
    """Return findings, the gravest first."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.level))


def finding_line(finding: "Finding") -> Line:
    """Return a finding as a line."""
    return Line(translate_in_short(finding.message), *_SIGNS[finding.level])
