"""What the queue did, told by the system, where the window is not looked at."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from studio.queue import QueueNote
from studio.queue.journal import NoteKind
from ui.icons import icon
from ui.session import Session
from ui.text import translate, translate_error
from ui.theme import Tone

_TOLD = frozenset({NoteKind.FINISHED, NoteKind.EMPTY})

# Shows a title and a text, and whether it is bad news.
Tell = Callable[[str, str, bool], None]


class QueueNotices(QObject):
    """Tells of runs that ended and of trouble, by a message of the desktop and by the window's entry in its bar.

    Args:
        session: What the pages share.
        window: The window; while it is the active one, nothing is told that it shows anyway.
        tell: How a message is shown; `None` for the desktop's way, where it has one.
    """

    def __init__(self, session: Session, window: QWidget, tell: Tell | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._tell = tell or self._tell_by_desktop
        self._tray: QSystemTrayIcon | None = None
        session.queue.noted.connect(self._on_noted)

    def _on_noted(self, note: QueueNote) -> None:
        if self._window.isActiveWindow() or not (note.kind in _TOLD or note.kind.is_trouble):
            return
        reason = note.reason()
        parts = [translate(note.message())] + ([] if reason is None else [translate_error(reason)])
        QApplication.alert(self._window)
        self._tell(self._window.windowTitle(), " ".join(parts), note.kind.is_trouble)

    def _tell_by_desktop(self, title: str, text: str, is_trouble: bool) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            # Only whoever has a queue gets a sign in the tray.
            self._tray = QSystemTrayIcon(icon("chart-line", Tone.ACCENT), self)
            self._tray.setToolTip(title)
            self._tray.activated.connect(self._on_tray_activated)
            self._tray.show()
        kinds = QSystemTrayIcon.MessageIcon
        self._tray.showMessage(title, text, kinds.Warning if is_trouble else kinds.Information)

    def _on_tray_activated(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
