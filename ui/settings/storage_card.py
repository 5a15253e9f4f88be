"""The card that says how much room the cache takes, and clears it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.leftovers import CacheEntry, Freed, cache_entries, clear_cache
from studio.runs import Workspace
from ui.jobs import ThreadJob
from ui.text import format_bytes, translate_error
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.label import Label

_Found = tuple[Freed | None, list[CacheEntry]]


class StorageCard(Card):
    """What runs keep to begin sooner.

    Args:
        workspace: Whose cache it is.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._workspace = workspace
        self._entries: list[CacheEntry] | None = None
        self._freed: Freed | None = None
        self._job: ThreadJob | None = None

        # === Widgets ===
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self._size = Label()
        self._outcome = IconLabel()
        self._outcome.hide()
        self._clear = Button(icon_name="broom")

        # === Layout ===
        self.body.addWidget(self._note)
        self.body.addWidget(self._size)
        self.body.addWidget(self._outcome)
        self.body.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)

        # === Signals ===
        self._clear.clicked.connect(self._on_clear_clicked)

    def begin(self) -> None:
        """Look how large the cache is."""
        self._start(ThreadJob(lambda report, is_cancelled: (None, cache_entries(self._workspace))))

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Storage"))
        self._note.setText(
            self.tr(
                "Texts that were turned into tokens once are kept, and so is what a frozen backbone computed of them, "
                "so that runs on the same data begin sooner. What was not used for 30 days goes by itself. Clearing "
                "loses nothing: a run makes again what it needs."
            )
        )
        self._clear.setText(self.tr("Clear the cache"))
        self._show()

    def _start(self, job: ThreadJob) -> None:
        self._job = job
        job.finished.connect(self._on_job_finished)
        job.failed.connect(self._on_job_failed)
        self._clear.setEnabled(False)
        job.start()

    def _show(self) -> None:
        entries = self._entries
        self._clear.setEnabled(bool(entries))
        if entries is None:
            self._size.setText(self.tr("Looking …"))
            return
        total = format_bytes(sum(entry.num_bytes for entry in entries))
        self._size.setText(self.tr("Tokens and features: {size}").format(size=total))
        self._outcome.setVisible(self._freed is not None)
        if self._freed is not None:
            text = self.tr("{size} freed.").format(size=format_bytes(self._freed.num_bytes))
            if entries:
                text += " " + self.tr("The rest is in use by a run.")
            self._outcome.set_content("check", text, Tone.GOOD)

    def _on_clear_clicked(self) -> None:
        workspace = self._workspace
        self._start(ThreadJob(lambda report, is_cancelled: (clear_cache(workspace), cache_entries(workspace))))

    def _on_job_finished(self, found: _Found) -> None:
        self._job = None
        self._freed, self._entries = found
        self._show()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        self._outcome.show()
        self._outcome.set_content("alert", translate_error(error), Tone.WARN)
        self._clear.setEnabled(True)
