"""Which one? Three backbones for this data and this computer, with reasons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio.devices import Computer, probe
from studio.languages import LANGUAGES, Language
from studio.planning.backbone_advice import Situation, advise
from studio.planning.forecast_speed import Measured, measured_speeds
from studio.spec import DataSpec, RunSpec
from ui import theme
from ui.backbone.suggestion_view import SuggestionView
from ui.jobs import ThreadJob
from ui.outlook.run_outlook import session_texts
from ui.session import Session
from ui.text import translate
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.words.preset_words import text_language

_NUM_SUGGESTIONS = 3
_NO_DATA = "-"


class AdviceCard(Card):
    """Follows the session's data, task and settings.

    Args:
        session: What the pages share.

    Attributes:
        computer: What this computer has; `None` until it was looked at.

    Signals:
        preset_chosen: The user wants to look at a backbone; carries its name.
        scratch_asked: The user wants to design one from scratch.
        computer_found: `computer` is known.
    """

    preset_chosen = Signal(str)
    scratch_asked = Signal()
    computer_found = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self.computer: Computer | None = None
        self._session = session
        self._is_online = True
        self._situation: Situation | None = None
        self._measured_key: object = None
        self._speeds: dict[str, Measured] = {}

        # === Widgets ===
        self.language = QComboBox()
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._nothing = Label(is_wrapped=True)
        self.views = tuple(SuggestionView() for _ in range(_NUM_SUGGESTIONS))
        self.scratch = Button(icon_name="pencil-ruler")

        # === Layout ===
        self.header.addWidget(self.language)
        self._columns = QWidget()
        columns = QHBoxLayout(self._columns)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.SPACE_XL)
        for view in self.views:
            # The others keep their width where there are fewer.
            policy = view.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            view.setSizePolicy(policy)
            columns.addWidget(view, 1)
        instead = QHBoxLayout()
        instead.setSpacing(theme.SPACE_M)
        instead.addWidget(self._nothing, 1)
        instead.addWidget(self.scratch)
        self.body.addWidget(self._columns)
        self.body.addLayout(instead)

        # === Signals ===
        for view in self.views:
            view.chosen.connect(self.preset_chosen)
        self.scratch.clicked.connect(self.scratch_asked)
        self.language.currentIndexChanged.connect(self._on_language_chosen)
        self._probe_job = ThreadJob(lambda report, is_cancelled: probe())
        self._probe_job.finished.connect(self._on_probe_job_finished)
        self._probe_job.start()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Which one?"))
        self.language.setAccessibleName(self.tr("Language of the texts"))
        self.language.setToolTip(
            self.tr("The language of the texts. It is guessed from a sample; choose it if that is wrong.")
        )
        self.scratch.setText(self.tr("Design one from scratch"))
        for view in self.views:
            view.retranslate()
        self._show_languages()
        self._situation = None
        self._show()

    def show_session(self) -> None:
        """Show what the session's data, task and settings call for."""
        self._show_languages()
        self._show()

    def set_online(self, is_online: bool) -> None:
        """Take whether presets can be downloaded."""
        if is_online != self._is_online:
            self._is_online = is_online
            self._show()

    def end(self) -> None:
        """End what is at work."""
        self._probe_job.cancel()

    # === Language ===

    def _language(self) -> Language | None:
        known = self._session.text_language.known
        return None if known is None else known.language

    def _on_language_chosen(self, index: int) -> None:
        self._session.text_language.choose(LANGUAGES[index - 1] if index > 0 else None)

    def _show_languages(self) -> None:
        guess, chosen = self._session.text_language.guess, self._session.text_language.chosen
        guessed = self.tr("Language: not known yet")
        if guess is not None:
            text = self.tr("Guessed: {language}") if guess.is_sure else self.tr("Perhaps: {language}")
            guessed = text.format(language=text_language(guess.language))
        index = 0 if chosen is None else LANGUAGES.index(chosen) + 1
        self.language.blockSignals(True)
        self.language.clear()
        self.language.addItems([guessed, *(text_language(language) for language in LANGUAGES)])
        self.language.setCurrentIndex(index)
        self.language.blockSignals(False)

    # === Advice ===

    def _show(self) -> None:
        situation = self._find_situation()
        if situation is None or situation == self._situation:
            return
        self._situation = situation
        advice = advise(situation)
        for index, view in enumerate(self.views):
            is_shown = index < len(advice.suggestions)
            view.setVisible(is_shown)
            if is_shown:
                view.show_suggestion(advice.suggestions[index])
        self.set_aside(self._basis_words(situation))
        is_nothing = not advice.suggestions
        self._columns.setVisible(not is_nothing)
        self._nothing.setText(translate(advice.scratch) if is_nothing else "")
        self._nothing.setVisible(is_nothing)
        self.scratch.setVisible(is_nothing)

    def _find_situation(self) -> Situation | None:
        if self.computer is None:
            return None
        draft, texts = self._session.draft, session_texts(self._session)
        return Situation(
            task=draft.task,
            computer=self.computer,
            language=self._language(),
            num_rows=None if texts is None else texts.num_rows,
            mean_tokens=None if texts is None else texts.mean_tokens,
            longest_tokens=None if texts is None else texts.longest_tokens,
            measured=self._measured(),
            is_online=self._is_online,
            backbone=draft.backbone,
            data=draft.data or DataSpec(train=_NO_DATA),
            fit=draft.fit,
        )

    def _measured(self) -> dict[str, Measured]:
        draft, runs = self._session.draft, self._session.runs
        if draft.data is None or draft.backbone.architecture is not None:
            return {}
        key = (runs, draft.task, draft.backbone.trainable, draft.fit.precision)
        if key != self._measured_key:
            self._measured_key = key
            spec = RunSpec(task=draft.task, backbone=draft.backbone, data=draft.data, fit=draft.fit)
            self._speeds = measured_speeds(self._session.workspace, runs, spec)
        return self._speeds

    def _basis_words(self, situation: Situation) -> str:
        if situation.num_rows is None:
            return self.tr("Choose data, and it follows their language and size")
        if not situation.is_online:
            return self.tr("%Ln examples, this computer, without a network", None, situation.num_rows)
        return self.tr("%Ln examples, this computer", None, situation.num_rows)

    def _on_probe_job_finished(self, computer: Computer) -> None:
        self.computer = computer
        self._show()
        self.computer_found.emit()
