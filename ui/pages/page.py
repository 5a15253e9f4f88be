"""What all pages have: a header, a body of cards that scrolls, and the session."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import SCROLL_BAR_WIDTH
from ui.journey.bar import JourneyBar
from ui.journey.steps import Step, steps
from ui.session import Session, SessionChange
from ui.widgets.page_header import PageHeader

# What the steps to a run depend on.
_JOURNEY = SessionChange.DRAFT | SessionChange.PROFILE | SessionChange.LANGUAGE


class Page(QWidget):
    """A page of the window.

    A page builds its widgets without words in `__init__`, sets every word in `retranslate`, and shows what the session
    holds in `on_session_changed`. The window calls `begin` once after the page was built.

    Args:
        session: What the pages share.
        step: The step to a run whose page this is; such a page shows the journey bar.

    Attributes:
        header: The title, the state and the actions.
        body: The layout for cards; it scrolls when it is too high.
    """

    def __init__(self, session: Session, step: Step | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self.session = session

        # === Widgets ===
        self.header = PageHeader()
        self._journey_bar = JourneyBar(step) if step is not None else None
        content = QWidget()
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room is kept always, in the margin, so that cards do not move when it comes.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

        # === Layout ===
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(theme.SPACE_XL, 0, theme.SPACE_XL - SCROLL_BAR_WIDTH, theme.SPACE_L)
        self.body.setSpacing(theme.SPACE_M)
        top = QVBoxLayout()
        top.setContentsMargins(theme.SPACE_XL, theme.SPACE_L + 1, theme.SPACE_XL, 14)
        top.addWidget(self.header)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(area, 1)

        # === Signals ===
        if self._journey_bar is not None:
            self.header.set_middle(self._journey_bar)
            self._journey_bar.chosen.connect(self._on_journey_bar_chosen)

    def begin(self) -> None:
        """Set the words, show what the session holds, and follow it from now on."""
        self.retranslate()
        self._on_session_changed(SessionChange.ALL)
        self.session.changed.connect(self._on_session_changed)

    def retranslate(self) -> None:
        """Set every word of the page, its header's title too. Called at the start and when the language changes."""
        raise NotImplementedError

    def on_session_changed(self, change: SessionChange) -> None:
        """Show what changed in the session; at the start that is `SessionChange.ALL`."""

    def end(self) -> None:
        """End what is at work for this page. Called when the window is closed."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self._on_session_changed(SessionChange.ALL)

    def _on_session_changed(self, change: SessionChange) -> None:
        if self._journey_bar is not None and change & _JOURNEY:
            self._journey_bar.set_steps(steps(self.session))
        self.on_session_changed(change)

    def _on_journey_bar_chosen(self, step: Step) -> None:
        self.session.show_page(step.value)
