"""Words and numbers as the window writes them, in the language that is shown."""

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from studio import plurals, tasks
from studio.errors import StudioError
from studio.messages import Detail, Message
from studio.rounding import about_seconds

THIN_SPACE = "\u2009"
MINUS = "\u2212"
_CONTEXT = "studio"
# The details that may be several words of the studio, joined by it.
_LISTS = frozenset({"expected", "variables", "missing"})
# The folder of a run that holds its model.
RUN_MODEL = "model"
_BYTE_UNITS = ("B", "kB", "MB", "GB", "TB")
_COUNT_UNITS = (("B", 1e9), ("M", 1e6), ("k", 1e3))
# People, whose names measures bear.
_PEOPLE = ("Pearson", "Spearman")


def short_preset(preset: str) -> str:
    """Return a preset in a few words: the last part of a path or a handle; of a run's model the name of the run."""
    *parents, last = preset.replace("\\", "/").rstrip("/").split("/")
    return parents[-1] if last == RUN_MODEL and parents else last


def num_same(first: str, second: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(first), len(second)))


def studio_text(text: str) -> str:
    """Translate a text that `studio` declares: labels, helps, units, findings."""
    return QCoreApplication.translate(_CONTEXT, text)


def in_sentence(label: str) -> str:
    """Return a label of `studio` as it stands inside of a sentence: `recall@1`, but `F1`, `MRR` and `Spearman`."""
    words = studio_text(label)
    is_name = words.startswith(_PEOPLE) or not words[1:2].islower()
    return words if is_name else words[:1].lower() + words[1:]


def translate_error(error: StudioError) -> str:
    """Return an error's message in the window's language: its template translated, its details put in."""
    return translate(error.message)


def translate(message: Message) -> str:
    """Return a message of `studio` in the window's language."""
    return fill(message.template, message.details)


def translate_in_short(message: Message) -> str:
    """Return a message about a file with the file's name in place of its path."""
    details = dict(message.details)
    if isinstance(details.get("file"), str):
        details["file"] = Path(str(details["file"])).name
    return fill(message.template, details)


def fill(template: str, details: Mapping[str, Detail]) -> str:
    """Translate a template of `studio` and put its details in, whole numbers with their thousands parted."""
    count = plurals.deciding_count(template, details)
    words = studio_text(template) if count is None else QCoreApplication.translate(_CONTEXT, template, None, count)
    return plurals.fill(words, {name: _detail(name, value) for name, value in details.items()}, _shown)


def _shown(value: object) -> object:
    return format_count(value) if isinstance(value, int) else value


def _detail(name: str, value: Detail) -> Detail:
    """Return a detail in the window's language, where it is in the studio's words and not in the user's."""
    if not isinstance(value, str):
        return value
    if name == "reason":
        return studio_text(value)
    if name == "task":
        return next((studio_text(task.label) for task in tasks.all_tasks() if task.name == value), value)
    if name in _LISTS:
        return value.replace(" or ", _tr(" or ")).replace(" and ", _tr(" and "))
    return value


def listing(parts: Iterable[str]) -> str:
    """Return several names one after the other, as the window's language parts them."""
    between = _tr("{first}, {second}").format(first="", second="")
    return between.join(parts)


def join_texts(texts: Iterable[str]) -> str:
    """Return the texts of one example in one line, with dots between them."""
    return " · ".join(" ".join(text.split()) for text in texts)


def in_a_row(sentences: Iterable[str]) -> str:
    """Return several sentences one after the other: in Chinese without a space between them."""
    between = _tr("{first} {second}").format(first="", second="")
    return between.join(sentences)


def format_count(value: int) -> str:
    """Return a whole number with its thousands parted: `8,484`."""
    return QLocale().toString(value)


def format_number(value: float, digits: int = 3) -> str:
    """Return a number with three significant digits: `0.842`, `12.3`, `1,230`; `2.1e-5` where it is tiny."""
    if value == 0:
        return "0"
    size = abs(value)
    if size < 1e-3:
        return format_scientific(value)
    decimals = max(0, digits - 1 - _exponent(size, digits))
    return QLocale().toString(float(value), "f", decimals).replace("-", MINUS)


def format_scientific(value: float) -> str:
    """Return a small number as one types it: `5e-5`, `2.1e-5`."""
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def format_percent(fraction: float, digits: int = 2) -> str:
    """Return a fraction as percent: `1.9 %`, `62 %`."""
    percent = 100 * fraction
    decimals = max(0, digits - 1 - _exponent(abs(percent), digits)) if percent else 0
    return f"{QLocale().toString(percent, 'f', decimals)}{THIN_SPACE}%"


def format_bytes(num_bytes: float) -> str:
    """Return a size in decimal units: `91 MB`, `1.8 GB`."""
    value, rank = float(num_bytes), 0
    while value >= 999.5 and rank < len(_BYTE_UNITS) - 1:
        value, rank = value / 1000, rank + 1
    decimals = 1 if value < 10 and rank else 0
    return f"{QLocale().toString(value, 'f', decimals)}{THIN_SPACE}{_BYTE_UNITS[rank]}"


def format_parameters(num_parameters: int) -> str:
    """Return a number of parameters: `22.7 M`, `1.2 B`."""
    for unit, size in _COUNT_UNITS:
        if num_parameters >= size:
            value = num_parameters / size
            return f"{QLocale().toString(value, 'f', 0 if value >= 100 else 1)}{THIN_SPACE}{unit}"
    return format_count(num_parameters)


def format_operations(count: float) -> str:
    """Return a number of floating-point operations: `22.0 MFLOPs`, `1.1 GFLOPs`."""
    for unit, size in (("T", 1e12), ("G", 1e9), ("M", 1e6)):
        if count >= size:
            value = count / size
            return f"{QLocale().toString(value, 'f', 0 if value >= 100 else 1)}{THIN_SPACE}{unit}FLOPs"
    return f"{QLocale().toString(count / 1e3, 'f', 0)}{THIN_SPACE}kFLOPs"


def format_duration(seconds: float) -> str:
    """Return a time in the two units that matter: `41 s`, `2 min 41 s`, `3 h 5 min`, `2 d 4 h`."""
    whole = max(0, round(seconds))
    units = ((86_400, _tr("d")), (3_600, _tr("h")), (60, _tr("min")), (1, _tr("s")))
    for (size, unit), (next_size, next_unit) in itertools.pairwise(units):
        if whole >= size:
            first = f"{whole // size}{THIN_SPACE}{unit}"
            rest = whole % size // next_size
            return f"{first} {rest}{THIN_SPACE}{next_unit}" if rest else first
    return f"{whole}{THIN_SPACE}{units[-1][1]}"


def format_about(seconds: float) -> str:
    """Return a rough time in one unit: `40 s`, `7 min`, `3 h`."""
    return format_duration(about_seconds(seconds))


def _tr(text: str) -> str:
    return QCoreApplication.translate("text", text)


def _exponent(size: float, digits: int) -> int:
    """Return the power of ten of a number that is rounded to so many digits: 0 of 0.9996 in three."""
    return int(f"{size:.{digits - 1}e}".split("e")[1])
