"""Tokens for the model hubs, as the page Settings shows them: whether there is one, never which."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from studio import credentials
from studio.credentials import HubAccount, TokenStatus
from studio.errors import StudioError
from ui import theme
from ui.jobs import IsCancelled, Report, ThreadJob
from ui.text import translate_error
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.label import Label

_LABEL_WIDTH = 152


class HubTokensCard(Card):
    """One line for each hub."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self.problem = IconLabel()
        self.problem.hide()
        self.lines = tuple(HubTokenLine(account) for account in credentials.accounts())
        self.body.setSpacing(theme.SPACE_M)
        self.body.addWidget(self._note)
        self.body.addWidget(self.problem)
        for line in self.lines:
            self.body.addWidget(line)
            line.looked.connect(self._show_problem)

    def begin(self) -> None:
        """Look which tokens there are."""
        for line in self.lines:
            line.look()

    def end(self) -> None:
        """End what is at work."""
        for line in self.lines:
            line.end()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Model hubs"))
        self._note.setText(
            self.tr(
                "Some models are given out only to people who accepted their terms. A token says who you are. It is "
                "kept in the keyring of your system, never in a file."
            )
        )
        for line in self.lines:
            line.retranslate()
        self._show_problem()

    def _show_problem(self) -> None:
        """Say once why the keyring cannot be used: it is the same one for all hubs."""
        problem = next((line.status.problem for line in self.lines if line.status and line.status.problem), None)
        self.problem.setVisible(problem is not None)
        if problem is not None:
            self.problem.set_content("alert", translate_error(problem), Tone.WARN)


class HubTokenLine(QWidget):
    """A hub's token: a line to enter one, and words on the one there is.

    Args:
        account: The hub.

    Attributes:
        status: Whether there is a token; `None` until it was looked for.

    Signals:
        looked: `status` is known, or another one.
    """

    looked = Signal()

    def __init__(self, account: HubAccount, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._account = account
        self.status: TokenStatus | None = None
        self._error: StudioError | None = None
        self._job: ThreadJob | None = None
        self._is_saving = False

        # === Widgets ===
        self._name = Label(account.label)
        self.line = QLineEdit(clearButtonEnabled=True)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._name.setBuddy(self.line)
        self.save = Button()
        self.remove = Button()
        self.get = Button(kind=ButtonKind.QUIET, icon_name="open-in-new")
        self.state = IconLabel()

        # === Layout ===
        entry = QHBoxLayout()
        entry.setSpacing(theme.SPACE_S)
        entry.addWidget(self.line, 1)
        entry.addWidget(self.save)
        entry.addWidget(self.remove)
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE_S)
        below.addWidget(self.state, 1)
        below.addWidget(self.get, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addLayout(entry, 0, 1)
        grid.addLayout(below, 1, 1)

        # === Signals ===
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.returnPressed.connect(self._on_save_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.get.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(account.token_page)))

    def look(self) -> None:
        """Ask the keyring, in a thread: it may ask the user in turn."""
        self._start(lambda: None)

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()

    def retranslate(self) -> None:
        """Take the words of another language."""
        name = self._account.label
        self.line.setPlaceholderText(self.tr("Paste a token"))
        self.line.setAccessibleName(self.tr("Token for {hub}").format(hub=name))
        self.save.setText(self.tr("Save"))
        self.save.setAccessibleName(self.tr("Save the token for {hub}").format(hub=name))
        self.remove.setText(self.tr("Remove"))
        self.remove.setAccessibleName(self.tr("Remove the token for {hub}").format(hub=name))
        self.get.setText(self.tr("Get a token"))
        self.get.setToolTip(self._account.token_page)
        self._show()

    def _start(self, action: Callable[[], object]) -> None:
        hub = self._account.name

        def work(report: Report, is_cancelled: IsCancelled) -> TokenStatus:
            action()
            return credentials.status(hub)

        self._error = None
        self._job = ThreadJob(work)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._job.start()
        self._show()

    def _show(self) -> None:
        is_busy, status = self._job is not None, self.status
        self.line.setEnabled(status is None or status.problem is None)
        self.save.setEnabled(bool(self.line.text().strip()) and not is_busy)
        self.remove.setEnabled(status is not None and status.is_in_keyring and not is_busy)
        if self._error is not None:
            self.state.set_content("alert-circle-outline", translate_error(self._error), Tone.BAD)
        elif status is None:
            self.state.set_content("", self.tr("Looking …"), Tone.MUTED)
        else:
            self.state.set_content(*self._words(status))

    def _words(self, status: TokenStatus) -> tuple[str, str, Tone]:
        if status.source == "environment":
            text = self.tr("From the environment variable {name}, which comes before the keyring")
            return "check-circle-outline", text.format(name=status.place), Tone.GOOD
        if status.source == "keyring":
            return "check-circle-outline", self.tr("Kept in the keyring ({name})").format(name=status.place), Tone.GOOD
        if status.source == "login":
            text = self.tr("From the hub's own program, in {file}").format(file=status.place)
            return "check-circle-outline", text, Tone.GOOD
        return "", self.tr("None. Most models need none."), Tone.MUTED

    def _on_save_clicked(self) -> None:
        token, hub = self.line.text().strip(), self._account.name
        if token and self._job is None:
            self._is_saving = True
            self._start(lambda: credentials.set_token(hub, token))

    def _on_remove_clicked(self) -> None:
        hub = self._account.name
        if self._job is None:
            self._start(lambda: credentials.delete_token(hub))

    def _on_job_finished(self, status: TokenStatus) -> None:
        self._job, self.status = None, status
        if self._is_saving:
            # It is kept: nothing of it stays in the window.
            self._is_saving = False
            self.line.clear()
        self._show()
        self.looked.emit()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job, self._error, self._is_saving = None, error, False
        self._show()
