"""The window: the rail, the page that is shown, and a place for what nobody foresaw."""

import importlib
import traceback
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.errors import StudioError
from ui import jobs, pages
from ui.focus import FocusFollower, focus_first
from ui.jobs import ThreadJob
from ui.pages.page import Page
from ui.preferences import Preferences
from ui.rail import Rail
from ui.runs.queue_notices import QueueNotices
from ui.runs.run_notice import RunNotice
from ui.session import Session, SessionChange
from ui.widgets.error_card import ErrorCard

_FOLD_BELOW = 1100
_LOAD_AFTER_MS = 150
# It imports pyqtgraph; its name alone costs nothing before the first paint.
_PLOT_MODULE = "ui.plots.view"


class MainWindow(QWidget):
    """The window.

    Args:
        session: What the pages share.
        preferences: What the user set.
        log_path: Where unexpected errors are written down.
    """

    def __init__(self, session: Session, preferences: Preferences, log_path: Path) -> None:
        super().__init__()

        # === State ===
        self.session = session
        self.preferences = preferences
        self._log_path = log_path
        self._entries = {entry.name: entry for entry in pages.entries()}
        self._pages: dict[str, Page] = {}
        self._is_painted = False

        # === Widgets ===
        self._rail = Rail(session, tuple(self._entries.values()))
        self._stack = QStackedWidget()
        self._error_card = ErrorCard()
        self._focus_follower = FocusFollower(self)
        self._notice = RunNotice(session)
        self._queue_notices = QueueNotices(session, self)

        # === Layout ===
        self._error_place = QVBoxLayout()
        self._error_place.addWidget(self._error_card)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._error_place)
        right.addWidget(self._notice)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)
        self.setMinimumSize(860, 600)
        self.resize(1280, 860)

        # === Signals ===
        self._rail.chosen.connect(session.show_page)
        self._error_card.activated.connect(self._on_error_card_activated)
        session.changed.connect(self._on_session_changed)
        self.retranslate()

    def page(self, name: str) -> Page:
        """Return a page; it is loaded and built when it is first asked for."""
        if name not in self._pages:
            module, _, class_name = self._entries[name].place.partition(":")
            page: Page = getattr(importlib.import_module(module), class_name)(self.session)
            self._pages[name] = page
            self._stack.addWidget(page)
            page.begin()
        return self._pages[name]

    def page_names(self) -> tuple[str, ...]:
        """Return the names of all pages, in the order of the rail."""
        return tuple(self._entries)

    def show_unexpected(self, error: BaseException) -> None:
        """Write an unexpected error down and show it above the page; the window goes on."""
        trace = "".join(traceback.format_exception(error))
        with self._log_path.open("a", encoding="utf-8") as log:
            log.write(trace + "\n")
        shown = error if isinstance(error, StudioError) else _unexpected(error)
        kept = self.tr("Nothing is lost: your settings and runs are kept. The details are in {file} too.")
        margins = (24, 16, 24, 0)
        self._error_place.setContentsMargins(*margins)
        self._error_card.show_error(shown, kept.format(file=self._log_path), self.tr("Go on"), trace)

    def retranslate(self) -> None:
        """Set the window's title."""
        self.setWindowTitle("Fettle Studio")
        self._error_card.retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Start, after the first paint, what would have kept it waiting."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, jobs.let_go)
            QTimer.singleShot(0, self.session.begin)
            QTimer.singleShot(_LOAD_AFTER_MS, self._load_pages)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold the rail where there is little room."""
        super().resizeEvent(event)
        self._rail.set_folded(event.size().width() < _FOLD_BELOW)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Keep what there is to keep. Runs go on."""
        self.preferences.geometry = self.saveGeometry()
        self.preferences.save()
        for page in self._pages.values():
            page.end()
        self.session.close()
        super().closeEvent(event)

    def _load_pages(self) -> None:
        """Import pages and plots in a thread, so that none makes the user wait when it is first shown."""
        modules = [*(entry.module for entry in self._entries.values()), _PLOT_MODULE]
        job = ThreadJob(lambda report, is_cancelled: [importlib.import_module(name) for name in modules])
        job.finished.connect(self._on_pages_loaded)
        job.start()

    def _on_pages_loaded(self, modules: object) -> None:
        # A click on Start goes there: it is built while nobody waits.
        if self.isVisible() and "monitor" in self._entries:
            self.page("monitor")

    def _on_session_changed(self, change: SessionChange) -> None:
        if change & SessionChange.PAGE and self.session.page in self._entries:
            page = self.page(self.session.page)
            self._stack.setCurrentWidget(page)
            focus_first(page, page.header)

    def _on_error_card_activated(self) -> None:
        self._error_card.clear()
        self._error_place.setContentsMargins(0, 0, 0, 0)


def _unexpected(error: BaseException) -> StudioError:
    return StudioError(
        "Something unexpected went wrong: {reason}.", reason=f"{type(error).__name__}: {error}".rstrip(".")
    )
