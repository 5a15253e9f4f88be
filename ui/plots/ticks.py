"""Round numbers for the axes."""

import math

from PySide6.QtCore import QLocale

from ui.text import MINUS, THIN_SPACE, format_count, format_number, format_scientific

_STEPS = (1.0, 2.0, 5.0, 10.0)
_LARGE = 1e5


def round_step(span: float, num_steps: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that divides a span into at most so many steps."""
    least = span / max(1.0, num_steps)
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def linear_ticks(low: float, high: float, num_ticks: float, *, is_whole: bool = False) -> list[float]:
    """Return round values in a range, so many at most; whole numbers only if asked."""
    if not high > low:
        return []
    step = round_step(high - low, num_ticks)
    step = max(1.0, step) if is_whole else step
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def logarithmic_ticks(low: float, high: float, num_ticks: float) -> list[float]:
    """Return the decimal logarithms of round values in a range that is given in logarithms itself."""
    decades = high - low
    if decades >= 2.0:
        step = max(1, math.ceil(decades / max(1.0, num_ticks)))
        return [float(power) for power in range(math.ceil(low), math.floor(high) + 1) if power % step == 0]
    if decades >= 0.6:
        powers = range(math.floor(low), math.ceil(high) + 1)
        found = [power + math.log10(step) for power in powers for step in _STEPS[:3]]
        return [value for value in found if low <= value <= high]
    return [math.log10(value) for value in linear_ticks(10.0**low, 10.0**high, num_ticks) if value > 0]


def tick_labels(values: list[float]) -> list[str]:
    """Return the values in words, all with as many decimals as the finest of them needs."""
    return [label.replace("-", MINUS) if label.startswith("-") else label for label in _labels(values)]


def _labels(values: list[float]) -> list[str]:
    if not values:
        return []
    size = max(abs(value) for value in values)
    if size >= _LARGE and all(value == round(value) for value in values):
        return [_short(value) for value in values]
    if all(math.isclose(value, round(value), abs_tol=1e-9) for value in values):
        return [format_count(round(value)) for value in values]
    if size < 1e-2:
        return [format_scientific(value) if value else "0" for value in values]
    decimals = max(_decimals(value) for value in values)
    return [_fixed(value, decimals) for value in values]


def _short(value: float) -> str:
    if abs(value) < 1e3:
        return format_count(round(value))
    size, unit = (1e6, "M") if abs(value) >= 1e6 else (1e3, "k")
    scaled = value / size
    words = format_count(round(scaled)) if scaled == round(scaled) else format_number(scaled, 3).rstrip("0")
    return f"{words}{THIN_SPACE}{unit}"


def _decimals(value: float) -> int:
    for decimals in range(6):
        if math.isclose(value, round(value, decimals), rel_tol=1e-9, abs_tol=1e-12):
            return decimals
    return 6


def _fixed(value: float, decimals: int) -> str:
    return QLocale().toString(value, "f", decimals)
