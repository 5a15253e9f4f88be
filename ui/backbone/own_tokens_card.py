"""The card that says what a backbone's own tokenizer makes of the user's texts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.catalogue import PresetInfo
from studio.errors import StudioError
from studio.jobs import Result
from studio.spec import DataSpec
from studio.tasks import Task
from studio.token_check import TokenSample, job_arguments, read_sample
from ui.jobs import ProcessJob, ThreadJob
from ui.session import Session
from ui.text import format_count, format_percent, listing, translate_error
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel

_MAX_UNKNOWN = 0.01
_SHOWN_CHARACTERS = 60
_SHOWN_OF_A_WORD = 12


class OwnTokensCard(Card):
    """Counts unknown words by itself, in a thread; the comparison needs TensorFlow, so a click starts a process for it.

    Args:
        session: Tells the data and the task.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._session = session
        self._key: object = None
        self._preset: PresetInfo | None = None
        self._sample: TokenSample | None = None
        self._found: Mapping[str, Any] | None = None
        self._error: StudioError | None = None
        self._reading: ThreadJob | None = None
        self._comparing: ProcessJob | None = None

        # === Widgets ===
        self.unknown = IconLabel()
        self.outcome = IconLabel()
        self.compare = Button(icon_name="compare-horizontal")

        # === Layout ===
        self.body.addWidget(self.unknown)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)

        # === Signals ===
        self.compare.clicked.connect(self._on_compare_clicked)
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Tokens of your texts"))
        self.compare.setToolTip(
            self.tr(
                "Compares the tokens of a sample of your texts, and of hard ones, with those of the backbone's own "
                "tokenizer. Each run does so at its start."
            )
        )
        self._show()

    def show_preset(self, preset: PresetInfo | None) -> None:
        """Take the backbone that is looked at, and the session's data."""
        draft, is_read = self._session.draft, self._session.profile is not None
        is_here = preset is not None and preset.folder is not None and draft.data is not None and is_read
        key = (preset, draft.data, draft.task) if is_here else None
        if key == self._key:
            return
        self.end()
        self._key, self._preset = key, preset if is_here else None
        self._sample = self._found = self._error = None
        if preset is not None and preset.folder is not None and draft.data is not None and is_read:
            self._read(preset.folder, draft.data, draft.task)
        self._show()

    def end(self) -> None:
        """End what is at work."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None

    def _read(self, folder: Path, data: DataSpec, task: Task) -> None:
        self._reading = ThreadJob(lambda report, is_cancelled: read_sample(folder, data, task, is_cancelled))
        self._reading.finished.connect(self._on_reading_finished)
        # What is wrong with the data is told with its profile, with the backbone when it is opened.
        self._reading.failed.connect(lambda _error: None)
        self._reading.start()

    # === Showing ===

    def _show(self) -> None:
        sample = self._sample
        self.setVisible(sample is not None or self._error is not None)
        self.unknown.setVisible(sample is not None)
        if sample is not None:
            self._show_unknown(sample)
        can_compare = sample is not None and sample.unknown is not None
        self.compare.setVisible(can_compare and self._found is None)
        self.compare.setEnabled(self._comparing is None)
        self.compare.setText(self.tr("Comparing…") if self._comparing is not None else self.tr("Compare the tokens"))
        self.outcome.setVisible(self._found is not None or self._error is not None)
        if self._error is not None:
            self.outcome.set_content("alert", translate_error(self._error), Tone.WARN)
        elif self._found is not None:
            self._show_found(self._found)

    def _show_unknown(self, sample: TokenSample) -> None:
        unknown = sample.unknown
        if unknown is None:
            text = self.tr("They are those of KerasHub: the preset holds no other tokenizer to compare them with.")
            self.unknown.set_content("information-outline", text, Tone.MUTED)
        elif not unknown.num_unknown:
            self.unknown.set_content("check", self.tr("It knows every word in a sample of your texts."), Tone.GOOD)
        else:
            text = self.tr("{percent} of the words in a sample of your texts are unknown to it: {examples}").format(
                percent=format_percent(unknown.fraction, digits=1), examples=listing(map(_shortened, unknown.examples))
            )
            is_much = unknown.fraction > _MAX_UNKNOWN
            self.unknown.set_content("alert" if is_much else "check", text, Tone.WARN if is_much else Tone.GOOD)

    def _show_found(self, found: Mapping[str, Any]) -> None:
        different = [entry for part in (found["texts"], found["probe"]) for entry in part["differences"]]
        values = {
            "texts": format_count(found["texts"]["num_texts"]),
            "hard": format_count(found["probe"]["num_texts"]),
            "different": format_count(found["texts"]["num_different"]),
            "hard_different": format_count(found["probe"]["num_different"]),
        }
        if not different:
            text = self.tr(
                "The tokens of {texts} of your texts and of {hard} hard ones are those of its own tokenizer."
            )
            self.outcome.set_content("check", text.format(**values), Tone.GOOD)
            return
        text = self.tr(
            "Other tokens than its own tokenizer's: in {different} of {texts} of your texts, in {hard_different} of "
            "{hard} hard ones. For instance: {text}"
        )
        shown = different[0]["text"][:_SHOWN_CHARACTERS]
        is_bad = bool(found["texts"]["num_different"])
        icon, tone = ("alert", Tone.WARN) if is_bad else ("information-outline", Tone.MUTED)
        self.outcome.set_content(icon, text.format(**values, text=shown), tone)

    # === Slots ===

    def _on_reading_finished(self, sample: TokenSample) -> None:
        self._reading = None
        self._sample = sample if sample.texts else None
        self._show()

    def _on_failed(self, error: StudioError) -> None:
        self._comparing = None
        self._error = error
        self._show()

    def _on_compare_clicked(self) -> None:
        if self._preset is None or self._sample is None:
            return
        self._error = None
        self._comparing = ProcessJob("check_tokens", job_arguments(self._preset.name, self._sample.texts), self)
        self._comparing.finished.connect(self._on_comparing_finished)
        self._comparing.failed.connect(self._on_failed)
        self._comparing.start()
        self._show()

    def _on_comparing_finished(self, result: Result) -> None:
        self._comparing = None
        self._found = result.value if result.value["source"] is not None else None
        self._show()


def _shortened(word: str) -> str:
    return word if len(word) <= _SHOWN_OF_A_WORD else f"{word[: _SHOWN_OF_A_WORD - 1]}…"
