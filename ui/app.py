"""Opens the window."""

import argparse
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.errors import StudioError
from studio.runs import Workspace
from ui import theme
from ui.draft import Draft
from ui.exception_hook import ExceptionHook
from ui.look import Look
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.style import FettleStyle

_LOG_NAME = "window.log"


@dataclass(frozen=True, slots=True)
class Studio:
    """The window and what must live as long as it."""

    app: QApplication
    window: MainWindow
    hook: ExceptionHook


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application with our style and type."""
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("Fettle Studio")
    app.setDesktopFileName("fettle-studio")
    app.setStyle(FettleStyle())
    app.setFont(theme.body_font())
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
    session = Session(workspace, Draft.read(workspace.path), look)
    window = MainWindow(session, preferences, workspace.path / _LOG_NAME)
    hook = ExceptionHook(window.show_unexpected)
    return Studio(app, window, hook)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return the exit status once it is closed."""
    options = _parser().parse_args(arguments)
    app = make_app()
    try:
        studio = open_studio(app, Preferences.open(), options.workspace)
    except StudioError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    studio.hook.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    studio.window.restoreGeometry(studio.window.preferences.geometry)
    studio.window.session.show_page(studio.window.page_names()[0])
    studio.window.show()
    return app.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fettle", description="Fettle Studio: fine-tune Transformer language models.")
    parser.add_argument("--workspace", type=Path, help="the folder of the runs")
    return parser
