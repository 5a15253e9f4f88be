"""What the checks of a data set found, as lines."""

from collections.abc import Iterable
from pathlib import Path
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
    return tuple(Line(_words(finding), *_SIGNS[finding.level]) for finding in found)


def _words(finding: "Finding") -> str:
    """Return a finding with the file's name instead of its path: the card says which file it is about."""
    details = dict(finding.details)
    if isinstance(details.get("file"), str):
        details["file"] = Path(str(details["file"])).name
    return fill(finding.template, details)
