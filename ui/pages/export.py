"""The export page: take a run's model out of the studio, checked."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio import exports
from studio.runs import RunFolder
from ui import theme
from ui.pages.export_card import ExportCard
from ui.pages.page import Page
from ui.session import Session, SessionChange
from ui.widgets import EmptyState
from ui.widgets.run_picker import RunPicker


class ExportPage(Page):
    """A card for each format.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)

        # === Widgets ===
        self.picker = RunPicker(session)
        self._empty = EmptyState("export-variant")
        self.cards = tuple(ExportCard(entry) for entry in exports.FORMATS)
        self._stack = QStackedWidget()

        # === Layout ===
        self.header.add_action(self.picker)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for card in self.cards:
            layout.addWidget(card)
        layout.addStretch(1)
        self._content = content
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

        # === Signals ===
        self.picker.run_changed.connect(self._on_picker_run_changed)
        self._empty.activated.connect(lambda: session.show_page("fine_tune"))

    def retranslate(self) -> None:
        """Set every word of the page."""
        self.header.set_title(self.tr("Export"))
        self._empty.set_text(self.tr("No run has a model yet. Fine-tune one first."), self.tr("Go to Fine-tune"))
        self.picker.retranslate()
        for card in self.cards:
            card.retranslate()

    def end(self) -> None:
        """End an export that is being made."""
        for card in self.cards:
            card.end()

    def on_session_changed(self, change: SessionChange) -> None:
        """Follow the runs."""
        self.picker.on_session_changed(change)
        self._stack.setCurrentWidget(self._content if self.picker.run is not None else self._empty)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look which runs and exports there are now."""
        super().showEvent(event)
        self.picker.refresh()
        self._on_picker_run_changed(self.picker.run)

    def _on_picker_run_changed(self, run: RunFolder | None) -> None:
        self._stack.setCurrentWidget(self._content if run is not None else self._empty)
        name = "" if run is None else run.spec().name or run.id
        for card in self.cards:
            card.set_run(run, name)
