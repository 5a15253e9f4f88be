"""Line and bar charts as SVG text: a y grid, one legend line above, colours from the page's style sheet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 34, 40
_NUM_TICKS = 5
_MAX_POINTS = 2000

# The light colours stand in the picture itself, so that it can be used anywhere; a page's style sheet may replace them.
_MUTED, _BORDER = "#5A6472", "#DFE3E8"
_SERIES = {1: "#2A66D9", 2: "#C9580C", 3: "#18794E", 4: "#7A3FD1"}
STYLE = """
svg.chart { width: 100%; max-width: 640px; height: auto; }
svg.chart text { fill: var(--muted); }
svg.chart line { stroke: var(--border); }
svg.chart rect.s1, svg.chart circle.s1 { fill: var(--s1); } svg.chart polyline.s1 { stroke: var(--s1); }
svg.chart rect.s2, svg.chart circle.s2 { fill: var(--s2); } svg.chart polyline.s2 { stroke: var(--s2); }
svg.chart rect.s3, svg.chart circle.s3 { fill: var(--s3); } svg.chart polyline.s3 { stroke: var(--s3); }
svg.chart rect.s4, svg.chart circle.s4 { fill: var(--s4); } svg.chart polyline.s4 { stroke: var(--s4); }
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve.

    Attributes:
        color: 1 to 4, the number of the series' colour.
        is_faint: Whether it stands behind the others and has no place in the legend.
        has_marks: Whether each point is marked, for curves of few points.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    color: int = 1
    is_faint: bool = False
    has_marks: bool = False


def ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers from below `low` to above `high`."""
    span = high - low or abs(high) or 1.0
    raw = span / (_NUM_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return [number * step for number in range(first, last + 1)]


def line_chart(title: str, series: Sequence[Series], x_label: str) -> str:
    """Return a chart of curves over a common axis."""
    points = [(x, y) for entry in series for x, y in zip(entry.x, entry.y, strict=True) if math.isfinite(y)]
    x_ticks = ticks(min(x for x, _ in points), max(x for x, _ in points))
    y_ticks = ticks(min(y for _, y in points), max(y for _, y in points))
    frame = _Frame((min(x for x, _ in points), max(x for x, _ in points)), (y_ticks[0], y_ticks[-1]))
    parts = [_grid(frame, y_ticks)]
    for tick in x_ticks:
        if frame.x_range[0] <= tick <= frame.x_range[1]:
            parts.append(_text(frame.x(tick), HEIGHT - BOTTOM + 16, f"{tick:g}", "middle"))
    parts.append(_text(WIDTH - RIGHT, HEIGHT - 6, x_label, "end"))
    parts.append(_legend([entry for entry in series if not entry.is_faint]))
    parts += [_curve(frame, entry) for entry in series]
    return _svg(title, parts)


def bar_chart(title: str, names: Sequence[str], values: Sequence[float]) -> str:
    """Return horizontal bars, one a name, with their values."""
    row, name_width = 26, 180
    height = TOP + row * len(names)
    scale = (WIDTH - name_width - 80) / (max(values) or 1.0)
    parts = []
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        y = TOP + row * number
        parts.append(_text(name_width - 8, y + 4, name, "end"))
        parts.append(_rect(1, name_width, y - 8, value * scale, 16))
        parts.append(_text(name_width + value * scale + 8, y + 4, f"{value:,.4g}", "start"))
    return _svg(title, parts, height)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Maps values to places on the picture."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        low, high = self.x_range
        return LEFT + (value - low) / ((high - low) or 1.0) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def _curve(frame: _Frame, series: Series) -> str:
    finite = [(x, y) for x, y in zip(series.x, series.y, strict=True) if math.isfinite(y)]
    every = max(1, len(finite) // _MAX_POINTS)
    places = [(frame.x(x), frame.y(y)) for x, y in finite[::every]]
    color, name = _SERIES[series.color], f"s{series.color}"
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    width, opacity = (1, 0.35) if series.is_faint else (2, 1)
    curve = (
        f'<polyline class="{name}" fill="none" stroke="{color}" stroke-width="{width}" stroke-opacity="{opacity}" '
        f'stroke-linejoin="round" points="{line}"/>'
    )
    marks = [f'<circle class="{name}" fill="{color}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places]
    return curve + "".join(marks if series.has_marks else ())


def _grid(frame: _Frame, y_ticks: Sequence[float]) -> str:
    lines = []
    for tick in y_ticks:
        y = frame.y(tick)
        ends = f'x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"'
        lines.append(f'<line stroke="{_BORDER}" {ends}/>')
        lines.append(_text(LEFT - 8, y + 4, f"{tick:.4g}", "end"))
    return "".join(lines)


def _legend(series: Sequence[Series]) -> str:
    parts, x = [], float(LEFT)
    for entry in series:
        parts.append(_rect(entry.color, x, 10, 14, 4))
        parts.append(_text(x + 20, 16, entry.name, "start"))
        x += 44 + 7 * len(entry.name)
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{_MUTED}">{escape(text)}</text>'


def _rect(color: int, x: float, y: float, width: float, height: float) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="s{color}" fill="{_SERIES[color]}" {place} rx="2"/>'


def _svg(title: str, parts: Sequence[str], height: int = HEIGHT) -> str:
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
