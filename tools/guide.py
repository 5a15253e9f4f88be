"""Write what the guide takes from the code: the table of settings in `docs/guide/fine-tuning.md`."""

import sys
from pathlib import Path
from typing import Literal, get_args, get_origin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from studio.settings import SettingInfo, SpecPart  # noqa: E402
from studio.spec import setting_infos  # noqa: E402

PAGE = ROOT / "docs" / "guide" / "fine-tuning.md"
BEGIN = "<!-- settings: written by tools/guide.py from studio/spec.py -->\n"
END = "<!-- end of settings -->\n"


def settings_table() -> str:
    """Return all settings as a Markdown table."""
    lines = ["| setting | in `run.json` | default | range | what it does |", "|---|---|---|---|---|"]
    for info in setting_infos():
        cells = (info.label, f"`{info.path}`", default_words(info), range_words(info), info.help)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def default_words(info: SettingInfo) -> str:
    """Return the default as the guide writes it."""
    if info.default is None or info.default in ("", {}):
        return "–"
    return f"{info.default:g}" if isinstance(info.default, float) else f"{info.default}"


def range_words(info: SettingInfo) -> str:
    """Return what a setting may be: its words, or its range with the unit."""
    words = [word for part in (info.annotation, *get_args(info.annotation)) for word in allowed_words(part)]
    if words:
        return ", ".join(f"`{word}`" for word in words)
    if info.minimum is None or info.maximum is None:
        return "–"
    low = f"{'above ' if info.is_minimum_open else ''}{info.minimum:,}"
    high = f"{'below ' if info.is_maximum_open else ''}{info.maximum:,}"
    return f"{low} to {high} {info.unit}".rstrip()


def allowed_words(annotation: object) -> tuple[str, ...]:
    """Return the words of a `Literal` and the form of an inner part; nothing for any other type."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, SpecPart):
        return tuple(f'{{"{name}": n}}' for name in annotation.model_fields)
    return ()


def updated(page: str) -> str:
    """Return the page with the table as it ought to be."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
