"""The page Settings: language, theme, workspace, tokens for hubs, what this computer has, licences."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QWidget

from studio import __version__
from studio.devices import Computer, probe
from ui import theme
from ui.jobs import ThreadJob
from ui.language import LANGUAGES
from ui.look import Look
from ui.pages.page import Page
from ui.preferences import SYSTEM_LANGUAGE
from ui.session import Session
from ui.settings.hub_tokens import HubTokensCard
from ui.settings.licences import Work, works
from ui.settings.storage_card import StorageCard
from ui.text import format_bytes
from ui.theme import ThemeChoice, Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.disclosure import Disclosure
from ui.widgets.icon_label import IconLabel
from ui.widgets.label import Label
from ui.widgets.line_list import Line, LineList

_LABEL_WIDTH = 152
_MAX_WIDTH = 760
_LANGUAGES = (SYSTEM_LANGUAGE, *LANGUAGES)
_THEMES = tuple(ThemeChoice)


class SettingsPage(Page):
    """What the user sets for good, and what there is to know of the studio and this computer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent=parent)

        # === State ===
        self._computer: Computer | None = None
        self._works: tuple[Work, ...] = ()

        # === Widgets ===
        self._look_card, self._workspace_card, self._computer_card = Card(), Card(), Card()
        self._language_label, self._language = Label(), QComboBox()
        self._theme_label, self._theme = Label(), QComboBox()
        self._path = Label(is_wrapped=True, is_selectable=True)
        self._choose, self._open = Button(), Button(icon_name="folder-open-outline")
        self._restart_note = IconLabel()
        self._computer_lines = LineList()
        self.tokens = HubTokensCard()
        self.storage = StorageCard(session.workspace)
        self._about_card = Card()
        self._about = Label(is_wrapped=True)
        self._licences = Disclosure(is_card=False)
        self._works_grid = QGridLayout()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._language.currentIndexChanged.connect(self._on_language_current_index_changed)
        self._theme.currentIndexChanged.connect(self._on_theme_current_index_changed)
        self._choose.clicked.connect(self._on_choose_clicked)
        self._open.clicked.connect(self._on_open_clicked)
        self._start_jobs()

    def retranslate(self) -> None:
        """Set the words."""
        self.header.set_title(self.tr("Settings"))
        self._look_card.set_title(self.tr("Look"))
        self._language_label.setText(self.tr("Language"))
        self._language.setAccessibleName(self.tr("Language"))
        self._theme_label.setText(self.tr("Theme"))
        self._theme.setAccessibleName(self.tr("Theme"))
        _set_items(self._language, (self.tr("As the system"), *LANGUAGES.values()))
        _set_items(self._theme, (self.tr("As the system"), self.tr("Light"), self.tr("Dark"), self.tr("High contrast")))
        self._workspace_card.set_title(self.tr("Workspace"))
        self._choose.setText(self.tr("Choose another folder…"))
        self._open.setText(self.tr("Open folder"))
        self.tokens.retranslate()
        self.storage.retranslate()
        self._computer_card.set_title(self.tr("This computer"))
        self._about_card.set_title(self.tr("About"))
        self._about.setText(
            self.tr("Fettle Studio {version}. Fine-tunes Transformer language models. Apache License 2.0.").format(
                version=__version__
            )
        )
        self._licences.set_title(self.tr("Works of others and their licences"))
        self._show_choices()
        self._show_workspace()
        self._show_computer()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, (label, box) in enumerate(((self._language_label, self._language), (self._theme_label, self._theme))):
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        self._look_card.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_M)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        self._workspace_card.body.addWidget(self._path)
        self._workspace_card.body.addWidget(self._restart_note)
        self._workspace_card.body.addLayout(buttons)
        self._computer_card.body.addWidget(self._computer_lines)
        self._about_card.body.addWidget(self._about)
        self._works_grid.setHorizontalSpacing(theme.SPACE_XL)
        self._works_grid.setVerticalSpacing(theme.SPACE_XS)
        self._works_grid.setColumnStretch(2, 1)
        self._licences.body.addLayout(self._works_grid)
        self._about_card.body.addWidget(self._licences)
        cards = (
            self._look_card,
            self._workspace_card,
            self.storage,
            self.tokens,
            self._computer_card,
            self._about_card,
        )
        for card in cards:
            card.setMaximumWidth(_MAX_WIDTH)
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _start_jobs(self) -> None:
        probe_job = ThreadJob(lambda report, is_cancelled: probe())
        probe_job.finished.connect(self._on_probe_job_finished)
        works_job = ThreadJob(lambda report, is_cancelled: works())
        works_job.finished.connect(self._on_works_job_finished)
        self._jobs = (probe_job, works_job)
        for job in self._jobs:
            job.start()
        self.tokens.begin()
        self.storage.begin()

    def end(self) -> None:
        """End what is at work."""
        for job in self._jobs:
            job.cancel()
        self.tokens.end()
        self.storage.end()

    @property
    def _look(self) -> Look:
        assert self.session.look is not None
        return self.session.look

    def _show_choices(self) -> None:
        with QSignalBlocker(self._language), QSignalBlocker(self._theme):
            self._language.setCurrentIndex(_LANGUAGES.index(self._look.language))
            self._theme.setCurrentIndex(_THEMES.index(self._look.theme))

    def _show_workspace(self) -> None:
        now, chosen = self.session.workspace.path, self._look.workspace
        self._path.setText(str(now))
        is_other = chosen is not None and chosen != now
        self._restart_note.setVisible(is_other)
        if is_other:
            text = self.tr("{folder} is opened at the next start. The runs stay where they are.")
            self._restart_note.set_content("information-outline", text.format(folder=chosen), Tone.MUTED)

    def _show_computer(self) -> None:
        computer = self._computer
        if computer is None:
            self._computer_lines.set_lines((Line(self.tr("Looking …"), tone=Tone.MUTED),))
            return
        cores = self.tr("%Ln cores", None, computer.num_cores)
        lines = [
            Line(f"{computer.processor} · {cores}", "cpu-64-bit"),
            Line(self.tr("{size} of memory").format(size=format_bytes(computer.memory_bytes)), "memory"),
        ]
        for device in computer.accelerators:
            lines.append(Line(f"{device.name} · {format_bytes(device.memory_bytes)}", "expansion-card"))
        if not computer.accelerators:
            text = self.tr("No NVIDIA GPU was found: runs use the processor.")
            lines.append(Line(text, "information-outline", Tone.MUTED))
        self._computer_lines.set_lines(tuple(lines))

    def _on_probe_job_finished(self, computer: Computer) -> None:
        self._computer = computer
        self._show_computer()

    def _on_works_job_finished(self, found: tuple[Work, ...]) -> None:
        for row, work in enumerate(found):
            cells = (Label(work.name), Label(work.version, tone=Tone.MUTED), Label(work.licence, tone=Tone.MUTED))
            for column, cell in enumerate(cells):
                self._works_grid.addWidget(cell, row, column)

    def _on_language_current_index_changed(self, index: int) -> None:
        self._look.set_language(_LANGUAGES[index])

    def _on_theme_current_index_changed(self, index: int) -> None:
        self._look.set_theme(_THEMES[index])

    def _on_choose_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a workspace"), self._path.text())
        if folder:
            self._look.set_workspace(Path(folder))
            self._show_workspace()

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.workspace.path)))


def _set_items(box: QComboBox, words: tuple[str, ...]) -> None:
    """Set the words of a box, silently; the choice stays."""
    with QSignalBlocker(box):
        while box.count() < len(words):
            box.addItem("")
        for index, word in enumerate(words):
            box.setItemText(index, word)
