"""A page on which a file or a folder can be dropped anywhere."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.journey.steps import Step
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.drop_zone import dropped_path


class DropPage(Page):
    """Takes a single file or folder of this computer. The arguments are those of `Page`."""

    def __init__(self, session: Session, step: Step | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, step, parent)
        self.setAcceptDrops(True)

    def open_dropped(self, path: Path) -> None:
        """Open what was dropped."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take a file or a folder anywhere on the page."""
        if dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        path = dropped_path(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_dropped(path)
