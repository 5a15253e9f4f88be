"""Folders and files outside of the window."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.reading.recent import read_recent


def open_folder(path: Path) -> None:
    """Show a folder, or the folder of a file, in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))


def home_folder() -> str:
    """Return where a dialog begins that knows nothing better.

    Left to itself it begins where the program was started, which may be anywhere.
    """
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)


def data_folder(workspace: Path) -> str:
    """Return where a dialog for data begins: beside what was opened last that is still there, else at home."""
    folders = (path.parent for path in read_recent(workspace))
    return next((str(folder) for folder in folders if folder.is_dir()), home_folder())


def ask_for_new_file(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Ask where something is to be saved.

    Args:
        parent: The widget that asks.
        title: The dialog's.
        name: What the file is called unless the person says otherwise, without an ending.
        kind: Its ending without the dot; it is put behind a name that has another one.

    Returns:
        The file; `None` if the person saves nothing.
    """
    proposal = str(Path(home_folder()) / f"{name}.{kind}")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, proposal, f"*.{kind}")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")
