"""What happened, what was kept, the next click: an error in its place on the page."""

import json
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.errors import AccessError, DataError, StudioError
from ui import theme
from ui.drawing import draw_toned_card
from ui.text import translate_error, translate_in_short
from ui.theme import Tone, color
from ui.widgets.button import Button
from ui.widgets.disclosure import Disclosure
from ui.widgets.icon_label import IconLabel
from ui.widgets.label import Label, LabelKind


class ErrorCard(QWidget):
    """An error in words, with details to unfold and copy.

    It is hidden until an error is shown.

    Signals:
        activated: The next click was done.
        settings_asked: A hub wants a token, and the user wants to go where tokens are kept.
    """

    activated = Signal()
    settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._error: StudioError | None = None
        self._kept = ""
        self._action: Callable[[], None] | None = None

        # === Widgets ===
        self._what = IconLabel()
        self._rest = Label(tone=Tone.MUTED, is_wrapped=True)
        self._settings = Button(icon_name="cog-outline")
        self._next = Button()
        self._details = Disclosure(is_card=False)
        self._text = Label(kind=LabelKind.MONOSPACE, is_wrapped=True, is_selectable=True)
        self._copy = Button(icon_name="content-copy")

        # === Layout ===
        self._details.body.addWidget(self._text)
        self._details.body.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self._settings)
        line.addWidget(self._next)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._what)
        layout.addWidget(self._rest)
        layout.addLayout(line)
        layout.addWidget(self._details)
        self.hide()

        # === Signals ===
        self._settings.clicked.connect(self.settings_asked)
        self._next.clicked.connect(self.activated)
        self.activated.connect(self._on_activated)
        self._copy.clicked.connect(self._on_copy_clicked)
        self.retranslate()

    def show_error(
        self,
        error: StudioError,
        kept: str = "",
        next_click: str = "",
        trace: str = "",
        *,
        action: Callable[[], None] | None = None,
    ) -> None:
        """Show an error.

        Args:
            error: What happened.
            kept: What was kept, in a sentence.
            next_click: What the button says; empty for none.
            trace: A traceback or the end of a log, for the details.
            action: What the next click does; `None` leaves it to whoever hears of `activated`.
        """
        self._error, self._kept, self._action = error, kept, action
        self._next.setText(next_click)
        self._next.setVisible(bool(next_click))
        self._settings.setVisible(isinstance(error, AccessError))
        self._text.setText(
            "\n\n".join(filter(None, (_details(error), str(error.message.details.get("log", "")), trace)))
        )
        self.retranslate()
        self.show()

    def clear(self) -> None:
        """Hide the card."""
        self._error = None
        self._details.set_open(False)
        self.hide()

    def retranslate(self) -> None:
        """Take the words of another language."""
        message = _message(self._error) if self._error is not None else ""
        self._what.set_content("alert-circle-outline", message, Tone.BAD)
        self._rest.setText(self._kept)
        self._rest.setVisible(bool(self._kept))
        self._settings.setText(self.tr("Open the settings"))
        self._details.set_title(self.tr("Details"))
        self._copy.setText(self.tr("Copy details"))
        self.setAccessibleName(message)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        draw_toned_card(QPainter(self), self.rect(), color(Tone.BAD))

    def _on_activated(self) -> None:
        if self._action is not None:
            self._action()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._what.text()}\n\n{self._text.text()}")


def _message(error: StudioError) -> str:
    """Return what happened. Of a data set the name is enough: its whole path stands in the details."""
    return translate_in_short(error.message) if isinstance(error, DataError) else translate_error(error)


def _details(error: StudioError) -> str:
    """Return what the error says of itself; the end of a log stands below, with its lines."""
    found = error.to_json()
    found["details"] = {name: value for name, value in error.message.details.items() if name != "log"}
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)
