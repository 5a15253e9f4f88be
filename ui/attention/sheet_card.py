"""A card whose view can be saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from studio.errors import InputError
from ui.attention.sheet import Sheet
from ui.folders import ask_for_new_file
from ui.jobs import ThreadJob
from ui.widgets.card import Card
from ui.widgets.menu_button import MenuButton

_HEADER_HEIGHT = 28


class SheetCard(Card):
    """A card with a menu that saves what it shows as PNG, SVG and CSV.

    Args:
        sheet: Returns what is saved; `None` while nothing is shown.
    """

    def __init__(self, sheet: Callable[[], Sheet | None], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._sheet = sheet
        self._name = ""

        # === Widgets ===
        self._menu_button = MenuButton(self.menu)

        # === Layout ===
        self.header.addWidget(self._menu_button)
        # Cards beside each other have their titles at one height, whatever stands beside the titles.
        self.header.addStrut(_HEADER_HEIGHT)

    def set_name(self, title: str) -> None:
        """Show another title; files are named after it."""
        self._name = title
        self.set_title(title)
        self._menu_button.setAccessibleName(self.tr("Menu of {name}").format(name=title))
        self._menu_button.setToolTip(self.tr("Save what is shown here"))

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget into the header line, before the menu."""
        self.header.insertWidget(self.header.indexOf(self._menu_button), widget)

    def menu(self) -> QMenu:
        """Return what can be done with the view."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save as PNG…"), lambda: self._ask_and_save("png"))
        menu.addAction(self.tr("Save as SVG…"), lambda: self._ask_and_save("svg"))
        menu.addAction(self.tr("Save as CSV…"), lambda: self._ask_and_save("csv"))
        menu.setEnabled(self._sheet() is not None)
        return menu

    def save(self, path: Path) -> None:
        """Save the view; the ending says as what.

        Raises:
            InputError: if nothing is shown yet, the ending is another one or the file cannot be written.
        """
        self._shown_sheet().save(path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Open the menu."""
        self.menu().exec(event.globalPos())

    def _ask_and_save(self, kind: str) -> None:
        path = ask_for_new_file(self, self.tr("Save"), self._name, kind)
        if path is None:
            return
        if kind == "csv":
            self._save_in_thread(path)
        else:
            self.save(path)

    def _save_in_thread(self, path: Path) -> None:
        """Write a table, which may have millions of rows, while the window goes on."""
        sheet = self._shown_sheet()
        job = ThreadJob(lambda _report, _is_cancelled: sheet.save(path))
        job.failed.connect(_raise)
        job.start()

    def _shown_sheet(self) -> Sheet:
        sheet = self._sheet()
        if sheet is None:
            raise InputError("There is nothing to save yet.")
        return sheet


def _raise(error: Exception) -> None:
    """Hand an error to the window, which shows it above the page."""
    raise error
