"""Opens the window."""

import argparse
import atexit
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from studio.errors import StudioError
from studio.runs import Workspace
from ui import jobs, theme
from ui.draft import Draft
from ui.exception_hook import ExceptionHook
from ui.garbage import MainThreadCollector
from ui.look import Look
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.start_failure import StartFailure
from ui.style import FettleStyle
from ui.window_place import place_window

_LOG_NAME = "window.log"
# Late enough not to stand in the way of the first look around.
_SPARE_AFTER_MS = 4000


@dataclass(frozen=True, slots=True)
class Studio:
    """The window and what must live as long as it."""

    app: QApplication
    window: MainWindow
    hook: ExceptionHook

    def show(self) -> None:
        """Show the window on its first page and catch what nobody foresaw."""
        self.hook.install()
        jobs.hold_back()
        place_window(self.window, self.window.preferences.geometry)
        self.window.session.show_page(self.window.page_names()[0])
        self.window.show()


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application with our style and type."""
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("Fettle Studio")
    app.setDesktopFileName("fettle-studio")
    app.setStyle(FettleStyle())
    app.setFont(theme.body_font())
    MainThreadCollector(app)
    return app


def open_studio(app: QApplication, preferences: Preferences, workspace_path: Path | None = None) -> Studio:
    """Build the window; it is not shown yet.

    Args:
        app: The application.
        preferences: What the user set.
        workspace_path: The workspace; `None` for the one of the preferences, else the default one.

    Raises:
        StudioError: if the workspace cannot be used.
    """
    look = Look(app, preferences)
    look.show()
    workspace = Workspace.open(workspace_path or preferences.workspace)
    session = Session(workspace, Draft.read(workspace.path) or Draft.first(), look)
    window = MainWindow(session, preferences, workspace.path / _LOG_NAME)
    hook = ExceptionHook(window.show_unexpected)
    return Studio(app, window, hook)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Open the window and end the process once it is closed."""
    options = _parser().parse_args(arguments)
    # Ctrl+C in the terminal ends the window; runs go on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = make_app()
    opener = _Opener(app, Preferences.open())
    opener.open(options.workspace)
    # Modules and the window stay: collections need not look at them again and again.
    gc.freeze()
    _leave(app.exec())


def _leave(status: int) -> NoReturn:
    """End the process as the interpreter would, but without taking its modules apart.

    WORKAROUND: DuckDB 2.0 (by nanobind) counts what is left of it at that moment and prints a page about it, since Qt's
    bindings keep modules alive to the end.
    """
    jobs.end_processes()
    QThreadPool.globalInstance().waitForDone()
    logging.shutdown()
    atexit._run_exitfuncs()  # noqa: SLF001
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


class _Opener:
    """Opens the studio, and asks for another workspace as long as one cannot be used."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        self._app = app
        self._preferences = preferences
        self._shown: Studio | StartFailure | None = None

    def open(self, workspace_path: Path | None) -> None:
        """Show the window, or why it cannot be opened."""
        try:
            studio = open_studio(self._app, self._preferences, workspace_path)
        except StudioError as error:
            self._shown = StartFailure(error)
            self._shown.chosen.connect(self._on_shown_chosen)
            self._shown.show()
            return
        self._shown = studio
        studio.show()
        session = studio.window.session
        QTimer.singleShot(_SPARE_AFTER_MS, session, session.keep_spare_worker)
        QTimer.singleShot(_SPARE_AFTER_MS, session, session.tidy_workspace)

    def _on_shown_chosen(self, folder: Path) -> None:
        before = self._shown
        self._preferences.workspace = folder
        self.open(folder)
        if isinstance(before, StartFailure):
            before.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fettle", description="Fettle Studio: fine-tune Transformer language models.")
    parser.add_argument("--workspace", type=Path, help="the folder of the runs")
    return parser
