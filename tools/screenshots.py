"""Takes pictures of the pages: each size, light and dark, English and Chinese.

    python tools/screenshots.py [OUT] [--workspace DIR] [--page NAME]... [--text TEXT] [--all] [--scale 1.5]
    python tools/screenshots.py [OUT] --tasks FOLDER [--page NAME]...

Without `--all` there is one size, 1280 × 860. The workspace is shown as it is; nothing in it is changed but the draft.
With `--text` there are also the parts of the playground that look into a model: attention, tokens, attribution, walk.
The journeys show the page Data with files as people have them, made for the pictures, each in a workspace of its own.
With `--tasks` there are only the pictures of the tasks: data, results and playground of each, `FOLDER` being what
`benchmarks/tasks.py --keep FOLDER` left. Of the tasks that write there is the playground alone; their runs are fitted
into the folder where it has none, which takes some minutes.
"""

import argparse
import functools
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage, QPixmap

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from journey_files import write_class_folders, write_semicolons, write_workbook
from task_pictures import PICTURES as ANSWERING_PICTURES
from task_pictures import PLACES, TaskPicture
from writing_pictures import WRITING_PICTURES

_DOCS = Path(__file__).resolve().parent.parent / "resources" / "guide" / "images"
SIZES = ((1024, 700), (1280, 860), (1920, 1080))
LANGUAGES = ("en", "zh_CN")
_DESIGNER = "designer"
# Parts of the playground that are pictured beside the pages.
_ATTENTION = ("attention", "tokens", "attribution", "walk")
_ATTENTION_PLACE = (2, 4)
_JOURNEYS: dict[str, Callable[[Path], Path]] = {
    "journey-excel": write_workbook,
    "journey-csv": write_semicolons,
    "journey-folder": write_class_folders,
}
_PAGES_OF = {_DESIGNER: "backbone"} | dict.fromkeys(_ATTENTION, "playground") | dict.fromkeys(_JOURNEYS, "data")
PICTURES = (*ANSWERING_PICTURES, *WRITING_PICTURES)
PICTURE_NAMES = [picture.name for picture in PICTURES]
_WALK_STEP = 2
# WebP of this quality loses nothing, in a third of the bytes of PNG.
_LOSSLESS = 100
_SETTLE_S = 0.25
_MOST_LOOKS = 20
_LONGEST_WAIT_S = 240.0


def main() -> None:
    """Take the pictures and name the folder."""
    options = _parser().parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _take_all(options, Path(folder))
    sys.stdout.write(f"{options.out}\n")


def _take_all(options: argparse.Namespace, folder: Path) -> None:
    from ui import pages
    from ui.app import make_app

    app = make_app()
    usual = (*(entry.name for entry in pages.entries()), _DESIGNER, *(_ATTENTION if options.text else ()), *_JOURNEYS)
    if options.tasks is not None:
        for picture in (picture for picture in PICTURES if picture.name in (options.page or PICTURE_NAMES)):
            _take_task(app, folder, picture, options)
        return
    names = options.page or usual
    if shown := [name for name in names if name not in _JOURNEYS]:
        window = _open(app, folder, options.workspace or folder / "workspace")
        if options.text:
            _ask(app.processEvents, window.page("playground"), options.text)
        _take(app.processEvents, window, shown, options)
    for name in (name for name in names if name in _JOURNEYS):
        window = _open(app, folder, folder / name)
        _open_file(app.processEvents, window, _JOURNEYS[name](folder / name))
        _take(app.processEvents, window, [name], options)


def _open(app: Any, folder: Path, workspace: Path) -> Any:
    """Open the window on its first page."""
    from ui.app import open_studio
    from ui.preferences import Preferences

    window = open_studio(app, Preferences(folder / "preferences.ini"), workspace).window
    session = window.session
    session.show_page(window.page_names()[0])
    window.show()
    _wait(app.processEvents, lambda: session.profile_progress is None and session.draft.data is not None)
    return window


def _take_task(app: Any, folder: Path, picture: TaskPicture, options: argparse.Namespace) -> None:
    """Take the pictures of a task, with the sample that it has and the run that was kept."""
    picture.prepare(options.tasks)
    workspace = folder / picture.name
    shutil.copytree(options.tasks / picture.row / "workspace", workspace)
    window = _open(app, folder, workspace)
    picture.show(window, functools.partial(_wait, app.processEvents))
    _take(app.processEvents, window, [f"{picture.name}-{place}" for place in picture.places], options)


def _open_file(process: Callable[[], None], window: Any, path: Path) -> None:
    """Open a file on the page Data, and wait until it is counted."""
    before = window.session.profile
    window.page("data").open_path(path)
    _wait(process, lambda: window.session.profile not in (None, before))


def _take(process: Callable[[], None], window: Any, names: Sequence[str], options: argparse.Namespace) -> None:
    """Take the pictures of a window in all looks, and close it."""
    from ui import jobs
    from ui.theme import ThemeChoice

    look = window.session.look
    sizes = SIZES if options.all else SIZES[1:2]
    looks = itertools.product(sizes, (ThemeChoice.LIGHT, ThemeChoice.DARK), LANGUAGES)
    for (width, height), choice, language in looks:
        window.resize(width, height)
        look.set_theme(choice)
        look.set_language(language)
        for name in names:
            _show(process, window, name, options.text)
            _wait(process, lambda: jobs.num_running() == 0)
            path = options.out / f"{name}-{width}x{height}-{choice.value}-{language}.webp"
            _settled(process, window.grab).save(str(path), quality=_LOSSLESS)
    window.close()
    _wait(process)


def _ask(process: Callable[[], None], page: Any, text: str) -> None:
    """Have a text answered in the playground, and kept in its history."""
    answers: list[object] = []
    page.client.answered.connect(answers.append)
    page.session.show_page("playground")
    page.text_panel.text.setPlainText(text)
    page.text_panel.ask_and_keep()
    _wait(process, lambda: bool(answers))


def _show(process: Callable[[], None], window: Any, name: str, text: str) -> None:
    """Show a page; the designer is the other side of that of the backbones, attention a part of the playground."""
    from ui.pages.playground import Mode

    page = _PAGES_OF.get(name) or PLACES.get(name.rpartition("-")[2], name)
    window.session.show_page(page)
    if page == "backbone":
        window.page(page).show_origin(int(name == _DESIGNER))
    elif name in _ATTENTION:
        _show_attention(process, window.page(page), name, text)
    elif page == "monitor" and name != page:
        _show_results(process, window.page(page))
    elif page == "playground":
        window.page(page).show_mode(Mode.TEXT)


def _show_results(process: Callable[[], None], page: Any) -> None:
    """Scroll to the results of a run."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QScrollArea

    from ui import jobs, theme
    from ui.monitor.results import ResultsCard

    card, area = page.findChild(ResultsCard), page.findChild(QScrollArea)
    # What stands above and inside of it takes its height only once it is seen.
    for _ in range(2):
        _wait(process, lambda: jobs.num_running() == 0)
        place = card.mapTo(area.widget(), QPoint(0, 0)).y()
        area.verticalScrollBar().setValue(place - theme.SPACE_M)


def _show_attention(process: Callable[[], None], page: Any, name: str, text: str) -> None:
    """Look into the model of the run, or into the bundled preset without one."""
    from ui.attention.choice import Choice
    from ui.attention.view_bar import View
    from ui.pages.playground import Mode

    views = {"tokens": View.TOKENS, "attribution": View.ATTRIBUTION}
    panel = page.attention_panel
    page.show_mode(Mode.ATTENTION)
    panel.show_view(views.get(name, View.MAPS))
    if panel.ask_card.source().text != text:
        panel.ask_card.set_text(text)
        _wait(process, panel.readings.has_maps)
        layer, head = _ATTENTION_PLACE
        panel.maps_view.choose(Choice(layer=layer, head=head))
        panel.maps_view.follow(_WALK_STEP)
    panel.ask_card.walk_button.setChecked(name == "walk")
    panel.walk_panel.show_step(_WALK_STEP)
    _wait(process, lambda: not panel.readings.is_waiting())


def _settled(process: Callable[[], None], grab: Callable[[], QPixmap]) -> QImage:
    """Return the picture once it stays the same: plots and layouts follow some time after what they show."""
    picture = grab().toImage()
    for _ in range(_MOST_LOOKS):
        _wait(process)
        before, picture = picture, grab().toImage()
        if picture == before:
            break
    return picture


def _wait(process: Callable[[], None], is_ready: Callable[[], bool] = lambda: True) -> None:
    """Let the window work until it is ready, and a little longer for timers and threads."""
    began = time.monotonic()
    while time.monotonic() - began < _SETTLE_S or (not is_ready() and time.monotonic() - began < _LONGEST_WAIT_S):
        process()
        time.sleep(0.005)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=_DOCS, help="the folder for the pictures")
    parser.add_argument("--workspace", type=Path, help="the workspace to show; without it an empty one")
    parser.add_argument(
        "--page",
        action="append",
        help="a page, `designer` or `journey-excel`, `-csv`, `-folder`; may be given several times; all without it",
    )
    parser.add_argument("--tasks", type=Path, help="the folder of the runs of the tasks")
    parser.add_argument("--text", help="a text to ask in the playground")
    parser.add_argument("--all", action="store_true", help="all sizes")
    parser.add_argument("--scale", type=float, default=1.0, help="the scale of the screen")
    return parser


if __name__ == "__main__":
    main()
