"""Write what the guide takes from the code: the tables of settings in `fine-tuning.md` and `designer.md`.

Each language of the guide has them, in the words that the window shows in that language.
"""

import functools
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import translations  # noqa: E402
from strings import STUDIO, Text  # noqa: E402

from studio import tasks  # noqa: E402
from studio.architecture import ArchitectureSpec  # noqa: E402
from studio.settings import SettingInfo, SpecPart, walk_settings  # noqa: E402
from studio.spec import setting_infos, task_setting_infos  # noqa: E402

_FOLDER = ROOT / "resources" / "guide"


@dataclass(frozen=True, slots=True)
class TableWords:
    """What a table of settings says in one language besides the settings' own words.

    Attributes:
        titles: Of the columns.
        above, below: A bound that is not itself part of the range.
        between: Both bounds.
    """

    titles: tuple[str, ...]
    above: str
    below: str
    between: str


WORDS = {
    "en": TableWords(
        ("setting", "in `run.json`", "default", "range", "what it does"), "above {}", "below {}", "{} to {}"
    ),
    "zh_CN": TableWords(("设置", "在 `run.json` 中", "默认值", "范围", "作用"), "{}（不含）", "{}（不含）", "{}～{}"),
}
# Tasks may share a setting: it is told once.
_TASK_SETTINGS = {info.path: info for task in tasks.all_tasks() for info in task_setting_infos(task)}
_TABLES = {
    "fine-tuning.md": (*setting_infos(), *_TASK_SETTINGS.values()),
    "designer.md": tuple(walk_settings(ArchitectureSpec, "backbone.architecture.")),
}
PAGES = {
    _FOLDER / language / name: infos
    for language in WORDS
    for name, infos in _TABLES.items()
    if (_FOLDER / language / name).is_file()
}
BEGIN = "<!-- settings: written by tools/guide.py from studio/spec -->\n"
END = "<!-- end of settings -->\n"


def settings_table(infos: Iterable[SettingInfo], language: str) -> str:
    """Return settings as a Markdown table."""
    lines = [f"| {' | '.join(WORDS[language].titles)} |", "|---|---|---|---|---|"]
    for info in infos:
        label, help_text = translated(info.label, language), translated(info.help, language)
        cells = (label, f"`{info.path}`", default_words(info), range_words(info, language), help_text)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def translated(text: str, language: str) -> str:
    """Return a setting's words as the window shows them; a text that is not translated yet stays English."""
    return _translations(language).get(text) or text


@functools.cache
def _translations(language: str) -> Mapping[str, str]:
    known = translations.read(translations.FOLDER / f"fettle_{language}.ts")
    return {text.source: forms[0] for text, forms in known.items() if text == Text(STUDIO, text.source)}


def default_words(info: SettingInfo) -> str:
    """Return the default as the guide writes it."""
    if info.default is None or info.default in ("", {}, []):
        return "–"
    if isinstance(info.default, bool):
        return str(info.default).lower()
    return f"{info.default:g}" if isinstance(info.default, float) else f"{info.default}"


def range_words(info: SettingInfo, language: str) -> str:
    """Return what a setting may be: its words, or its range with the unit."""
    words = [word for part in (info.annotation, *get_args(info.annotation)) for word in allowed_words(part)]
    named = ", ".join(f"`{word}`" for word in words)
    if words and info.minimum is None:
        return named
    if info.minimum is None or info.maximum is None:
        return "–"
    own = WORDS[language]
    low, high = f"{info.minimum:,}", f"{info.maximum:,}"
    low = own.above.format(low) if info.is_minimum_open else low
    high = own.below.format(high) if info.is_maximum_open else high
    between = f"{own.between.format(low, high)} {translated(info.unit, language)}".rstrip()
    return f"{named}, {between}" if words else between


def allowed_words(annotation: object) -> tuple[str, ...]:
    """Return the words of a `Literal` and the form of an inner part; nothing for any other type."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if annotation is bool:
        return ("true", "false")
    if isinstance(annotation, type) and issubclass(annotation, SpecPart):
        names = tuple(annotation.model_fields)
        return (f'{{"{names[0]}": n}}',) if len(names) == 1 else ("{…}",)
    return ()


def updated(page: Path) -> str:
    """Return a page with its table of settings as it ought to be."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{settings_table(PAGES[page], page.parent.name)}\n{END}{after}"


def main() -> None:
    """Write the pages."""
    for page in PAGES:
        page.write_text(updated(page), encoding="utf-8")


if __name__ == "__main__":
    main()
