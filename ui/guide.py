"""The guide in a window of its own."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

import resources
from ui import theme

_FOLDER = resources.path("guide", "en")


@dataclass(frozen=True, slots=True)
class GuidePlace:
    """A place in the guide.

    Attributes:
        page: The name of its file, without the ending.
        words: The words to look for on the page; empty for its top.
    """

    page: str
    words: str = ""

    @property
    def path(self) -> Path:
        """The page's file."""
        return _FOLDER / f"{self.page}.md"


class GuideWindow(QTextBrowser):
    """Shows a page of the guide; links to other pages work.

    Args:
        owner: The window that it belongs to and is closed with.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Guide"))
        self.setAccessibleName(self.tr("Guide"))
        self.setOpenExternalLinks(True)
        self.document().setDocumentMargin(theme.SPACE_XL)
        self.resize(760, 640)

    def show_place(self, place: GuidePlace) -> None:
        """Show a page and go to its words."""
        self.setSource(QUrl.fromLocalFile(str(place.path)))
        flags = QTextDocument.FindFlag.FindCaseSensitively | QTextDocument.FindFlag.FindWholeWords
        found = self.document().find(place.words, 0, flags) if place.words else QTextCursor()
        self.show()
        self.raise_()
        self.activateWindow()
        if not found.isNull():
            self.setTextCursor(found)
            top = self.cursorRect(found).top()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top - self.height() // 4)


def has_guide(place: GuidePlace) -> bool:
    """Whether the page of a place is there."""
    return place.path.is_file()


def open_guide(owner: QWidget, place: GuidePlace) -> None:
    """Open the guide at a place, in the window that is open already if there is one."""
    window = owner.window().findChild(GuideWindow) or GuideWindow(owner.window())
    window.show_place(place)
