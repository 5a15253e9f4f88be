"""Write what the guide takes from the code: the tables of settings in `fine-tuning.md` and `designer.md`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args, get_origin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from studio import tasks  # noqa: E402
from studio.architecture import ArchitectureSpec  # noqa: E402
from studio.settings import SettingInfo, SpecPart, walk_settings  # noqa: E402
from studio.spec import setting_infos, task_setting_infos  # noqa: E402

_FOLDER = ROOT / "resources" / "guide" / "en"
# Tasks may share a setting: it is told once.
_TASK_SETTINGS = {info.path: info for name in tasks.names() for info in task_setting_infos(name)}
PAGES = {
    _FOLDER / "fine-tuning.md": (*setting_infos(), *_TASK_SETTINGS.values()),
    _FOLDER / "designer.md": tuple(walk_settings(ArchitectureSpec, "backbone.architecture.")),
}
BEGIN = "<!-- settings: written by tools/guide.py from studio/spec.py -->\n"
END = "<!-- end of settings -->\n"


def settings_table(infos: Iterable[SettingInfo]) -> str:
    """Return settings as a Markdown table."""
    lines = ["| setting | in `run.json` | default | range | what it does |", "|---|---|---|---|---|"]
    for info in infos:
        cells = (info.label, f"`{info.path}`", default_words(info), range_words(info), info.help)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def default_words(info: SettingInfo) -> str:
    """Return the default as the guide writes it."""
    if info.default is None or info.default in ("", {}, []):
        return "–"
    if isinstance(info.default, bool):
        return str(info.default).lower()
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
    if annotation is bool:
        return ("true", "false")
    if isinstance(annotation, type) and issubclass(annotation, SpecPart):
        names = tuple(annotation.model_fields)
        return (f'{{"{names[0]}": n}}',) if len(names) == 1 else ("{…}",)
    return ()


def updated(page: str, infos: Iterable[SettingInfo]) -> str:
    """Return the page with the table of these settings as it ought to be."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{settings_table(infos)}\n{END}{after}"


def main() -> None:
    """Write the pages."""
    for page, infos in PAGES.items():
        page.write_text(updated(page.read_text(encoding="utf-8"), infos), encoding="utf-8")


if __name__ == "__main__":
    main()
