"""The export page: take a run's model out of the studio, checked."""

from PySide6.QtGui import QShowEvent

from studio import exports
from studio.runs import RunFolder
from ui.export.card import ExportCard
from ui.pages.page import Page
from ui.runs.run_picker import RunPicker
from ui.session import Session, SessionChange
from ui.widgets import EmptyState


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

        # === Layout ===
        self.header.add_action(self.picker)
        for card in self.cards:
            self.body.addWidget(card)
        self.body.addWidget(self._empty, 100)
        self.body.addStretch(1)

        # === Signals ===
        for card in self.cards:
            card.resume_asked.connect(session.offer_to_resume)
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
        self._show_cards()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look which runs and exports there are now."""
        super().showEvent(event)
        self.picker.refresh()
        self._on_picker_run_changed(self.picker.run)

    def _on_picker_run_changed(self, run: RunFolder | None) -> None:
        self._show_cards()
        name = "" if run is None else run.name()
        for card in self.cards:
            card.set_run(run, name)

    def _show_cards(self) -> None:
        has_run = self.picker.run is not None
        self._empty.setVisible(not has_run)
        for card in self.cards:
            card.setVisible(has_run)
