"""The card that shows the first batch of the run as its model sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.jobs import Result
from ui.data.example_view import ExampleView
from ui.draft import Draft
from ui.jobs import ProcessJob
from ui.text import fill, short_preset, translate_error
from ui.theme import Tone
from ui.widgets import Button, Card, IconLabel, Label, ProgressLine

# So many examples say what a batch is like.
_NUM_SHOWN = 6
_BATCH_WORDS = "{num} {num:example|examples}, {tokens} {tokens:token|tokens}, {padding} of padding"


class BatchCard(Card):
    """Makes the first batch in a process of its own when it is asked for: that loads the backbone.

    Args:
        cache: The folder of the workspace's cache, where what is tokenized waits for the run.
    """

    def __init__(self, cache: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._cache = cache
        self._draft: Draft | None = None
        self._can_show = False
        self._job: ProcessJob | None = None
        self._found: Mapping[str, Any] | None = None
        self._error: StudioError | None = None
        # === Widgets ===
        self.show_button = Button(icon_name="eye-outline")
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self._problem = IconLabel()
        self._progress = ProgressLine()
        self.examples: list[ExampleView] = []
        # === Layout ===
        self.header.addWidget(self.show_button)
        for widget in (self._note, self._problem, self._progress):
            self.body.addWidget(widget)
        # === Signals ===
        self.show_button.clicked.connect(self._on_show_button_clicked)
        self._progress.cancelled.connect(self.end)

    def show_draft(self, draft: Draft, *, has_backbone: bool) -> None:
        """Take another draft; what was shown of the one before goes.

        Args:
            draft: The run that is put together.
            has_backbone: Whether its backbone is on this computer.
        """
        if (draft, has_backbone) == (self._draft, self._can_show):
            return
        self.end()
        self._draft, self._can_show = draft, has_backbone
        self._found = self._error = None
        self._fill()

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("First batch"))
        self.show_button.setText(self.tr("Show it"))
        self.show_button.setEnabled(self._can_show and self._job is None)
        self._progress.retranslate()
        self._progress.setVisible(self._job is not None)
        self._note.setText(self._words())
        self._problem.setVisible(self._error is not None)
        if self._error is not None:
            self._problem.set_content("alert", translate_error(self._error), Tone.BAD)
        for view in self.examples:
            view.retranslate()

    def _words(self) -> str:
        if self._found is not None:
            found = self._found
            numbers = {
                "num": len(found["examples"]),
                "tokens": int(found["num_tokens"]),
                "padding": int(found["num_padding"]),
            }
            return fill(_BATCH_WORDS, numbers)
        preset = None if self._draft is None else self._draft.backbone.preset
        if preset is None:
            return self.tr("A backbone from scratch learns its tokens when the run starts.")
        if not self._can_show:
            return self.tr("Choose a backbone that is on this computer to see its tokens.")
        text = self.tr(
            "The first batch as {preset} sees it: its tokens, what is to be said of them, and what is filled up or cut "
            "off."
        )
        return text.format(preset=short_preset(preset))

    def _on_show_button_clicked(self) -> None:
        if self._draft is None:
            return
        self._found = self._error = None
        self._fill()
        try:
            spec = self._draft.spec()
        except StudioError as error:
            self._on_failed(error)
            return
        self._job = ProcessJob("first_batch", {"spec": spec.to_json(), "cache": str(self._cache)}, self)
        self._job.progressed.connect(self._progress.set_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.start()
        self.retranslate()

    def _on_finished(self, result: Result) -> None:
        self._job, self._found = None, result.value
        self._fill()

    def _on_failed(self, error: StudioError) -> None:
        self._job, self._error = None, error
        self.retranslate()

    def _fill(self) -> None:
        for view in self.examples:
            view.hide()
            view.deleteLater()
        found = () if self._found is None else self._found["examples"]
        label = None if self._draft is None else self._draft.task.target_label
        self.examples = [ExampleView(example, label) for example in found[:_NUM_SHOWN]]
        for view in self.examples:
            self.body.addWidget(view)
        self.retranslate()
