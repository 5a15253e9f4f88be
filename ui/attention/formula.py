"""Formulas: letters with indices, fractions and roots, laid out and painted without any help from outside."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui import theme

_SCRIPT_SIZE = 0.7
_SUBSCRIPT_DROP, _SUPERSCRIPT_RISE = 0.22, 0.42
_LEAST_PX = 10
# The line of a fraction lies at the height of a minus sign.
_AXIS = 0.28
_FRACTION_GAP = 3.0
_ROOT_WIDTH, _ROOT_GAP = 0.55, 2.0
_BRACKET_SIZE = 0.95
_LINE_WIDTH = 1.1

Part: TypeAlias = "str | Name | Scripted | Fraction | Root | Bracketed | Row"


@dataclass(frozen=True, slots=True)
class Name:
    """Letters that stand upright: the name of a function."""

    text: str


@dataclass(frozen=True, slots=True)
class Scripted:
    """A part with an index or an exponent."""

    base: Part
    below: Part = ""
    above: Part = ""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part over another."""

    above: Part
    below: Part


@dataclass(frozen=True, slots=True)
class Root:
    """The square root of a part."""

    inner: Part


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A part in brackets that are as high as it is."""

    inner: Part


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple[Part, ...]


def row(*parts: Part) -> Row:
    """Return parts side by side. Text stands in italics, as variables do; see `Name` for functions."""
    return Row(parts)


@dataclass(frozen=True, slots=True)
class _Run:
    x: float
    y: float
    text: str
    font: QFont


@dataclass(frozen=True, slots=True)
class Layout:
    """A formula, laid out around the left end of its base line.

    Attributes:
        width: From left to right.
        ascent: How far it reaches above the base line.
        descent: How far it reaches below.
    """

    width: float
    ascent: float
    descent: float
    runs: tuple[_Run, ...] = ()
    lines: tuple[QLineF, ...] = field(default=())

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.ascent + self.descent

    def moved(self, x: float, y: float) -> "Layout":
        """Return the same with its parts at another place; its size is not changed."""
        runs = tuple(replace(run, x=run.x + x, y=run.y + y) for run in self.runs)
        return replace(self, runs=runs, lines=tuple(line.translated(x, y) for line in self.lines))

    def paint(self, painter: QPainter, at: QPointF, ink: QColor) -> None:
        """Paint the formula, its base line beginning at a point."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        painter.setPen(QPen(ink, _LINE_WIDTH))
        for line in self.lines:
            painter.drawLine(line)
        for run in self.runs:
            painter.setFont(run.font)
            painter.drawText(QPointF(run.x, run.y), run.text)
        painter.restore()


def lay_out(part: Part, size_px: float) -> Layout:
    """Lay out a formula in a size of type."""
    match part:
        case str():
            return _lay_out_text(part, size_px, is_italic=True)
        case Name(text):
            return _lay_out_text(text, size_px, is_italic=False)
        case Row(parts):
            return _side_by_side([lay_out(inner, size_px) for inner in parts])
        case Scripted():
            return _lay_out_scripted(part, size_px)
        case Fraction():
            return _lay_out_fraction(part, size_px)
        case Root():
            return _lay_out_root(part, size_px)
        case Bracketed():
            return _lay_out_bracketed(part, size_px)


def _lay_out_text(text: str, size_px: float, *, is_italic: bool) -> Layout:
    font = theme.formula_font(max(_LEAST_PX, round(size_px)))
    font.setItalic(is_italic)
    metrics = QFontMetricsF(font)
    return Layout(metrics.horizontalAdvance(text), metrics.capHeight(), metrics.descent(), (_Run(0, 0, text, font),))


def _side_by_side(layouts: list[Layout]) -> Layout:
    x = 0.0
    moved = []
    for layout in layouts:
        moved.append(layout.moved(x, 0))
        x += layout.width
    return Layout(
        width=x,
        ascent=max((layout.ascent for layout in layouts), default=0.0),
        descent=max((layout.descent for layout in layouts), default=0.0),
        runs=tuple(run for layout in moved for run in layout.runs),
        lines=tuple(line for layout in moved for line in layout.lines),
    )


def _lay_out_scripted(part: Scripted, size_px: float) -> Layout:
    base = lay_out(part.base, size_px)
    below = lay_out(part.below, size_px * _SCRIPT_SIZE).moved(base.width + 1, size_px * _SUBSCRIPT_DROP)
    above = lay_out(part.above, size_px * _SCRIPT_SIZE).moved(base.width + 1, -size_px * _SUPERSCRIPT_RISE)
    return Layout(
        width=base.width + 1 + max(below.width, above.width),
        ascent=max(base.ascent, above.ascent + size_px * _SUPERSCRIPT_RISE if part.above else 0.0),
        descent=max(base.descent, below.descent + size_px * _SUBSCRIPT_DROP if part.below else 0.0),
        runs=base.runs + below.runs + above.runs,
        lines=base.lines + below.lines + above.lines,
    )


def _lay_out_fraction(part: Fraction, size_px: float) -> Layout:
    above, below = lay_out(part.above, size_px * 0.9), lay_out(part.below, size_px * 0.9)
    axis = size_px * _AXIS
    width = max(above.width, below.width) + 6
    upper = above.moved((width - above.width) / 2, -axis - _FRACTION_GAP - above.descent)
    lower = below.moved((width - below.width) / 2, -axis + _FRACTION_GAP + below.ascent)
    return Layout(
        width=width,
        ascent=axis + _FRACTION_GAP + above.height,
        descent=max(0.0, _FRACTION_GAP + below.height - axis),
        runs=upper.runs + lower.runs,
        lines=(*upper.lines, *lower.lines, QLineF(0, -axis, width, -axis)),
    )


def _lay_out_root(part: Root, size_px: float) -> Layout:
    inner = lay_out(part.inner, size_px)
    left = size_px * _ROOT_WIDTH
    top = -inner.ascent - _ROOT_GAP - 1
    moved = inner.moved(left, 0)
    foot = QPointF(left * 0.55, inner.descent * 0.4)
    shoulder = QPointF(left * 0.22, -inner.ascent * 0.45)
    lines = (
        QLineF(QPointF(0, shoulder.y() + 2), shoulder),
        QLineF(shoulder, foot),
        QLineF(foot, QPointF(left * 0.95, top)),
        QLineF(QPointF(left * 0.95, top), QPointF(left + inner.width + 1, top)),
    )
    return Layout(left + inner.width + 2, -top + 1, inner.descent, moved.runs, moved.lines + lines)


def _lay_out_bracketed(part: Bracketed, size_px: float) -> Layout:
    inner = lay_out(part.inner, size_px)
    font = theme.formula_font(max(_LEAST_PX, round(inner.height * _BRACKET_SIZE)))
    bracket = QFontMetricsF(font).tightBoundingRect("(")
    width = QFontMetricsF(font).horizontalAdvance("(")
    # The middle of the sign comes to the middle of the part.
    y = (inner.descent - inner.ascent) / 2 - bracket.center().y()
    runs = (_Run(0, y, "(", font), *inner.moved(width, 0).runs, _Run(width + inner.width, y, ")", font))
    return Layout(inner.width + 2 * width, inner.ascent, inner.descent, runs, inner.moved(width, 0).lines)
