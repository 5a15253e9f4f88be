"""The card with what was found in a data set. A finding leads to its rows, and some to a choice about them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from studio.spec import DataSpec
from ui import theme
from ui.data.finding_actions import FindingAction, action_of
from ui.reading.findings import finding_line, sort_findings
from ui.text import format_count
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, IconLabel

if TYPE_CHECKING:
    from studio.data import Finding

# A quiet button has room around its words, which so stand below those of the finding.
_INDENT = theme.SPACE_M


class FindingsCard(Card):
    """What the user should know about the data, the gravest first.

    Signals:
        rows_asked: The finding whose rows are to be shown.
        data_changed: The new `DataSpec`, after a choice about a finding's rows.
    """

    rows_asked = Signal(object)
    data_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._findings: tuple[Finding, ...] | None = None
        self._data: DataSpec | None = None
        self._is_reading = False
        self._shown: list[FindingLine] = []
        # === Layout ===
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE_S)
        self.body.addLayout(self._lines)

    def show_findings(
        self, findings: "tuple[Finding, ...] | None", data: DataSpec | None = None, *, is_reading: bool
    ) -> None:
        """Show findings; `None` while they are being looked for, or if the data cannot be read."""
        self._findings, self._data, self._is_reading = findings, data, is_reading
        self.retranslate()

    def line(self, name: str) -> "FindingLine":
        """Return the line of the finding of that name."""
        return next(line for line in self._shown if line.finding.name == name)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Findings"))
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = [self._make_line(finding) for finding in sort_findings(self._findings or ())]
        for line in self._shown:
            self._lines.addWidget(line)
        if not self._shown:
            self._lines.addWidget(self._make_remark())
        count = len(self._findings or ())
        self.set_aside(format_count(count) if count else "")

    def _make_line(self, finding: "Finding") -> "FindingLine":
        action = None if self._data is None else action_of(finding, self._data)
        line = FindingLine(finding, action)
        line.rows_asked.connect(lambda: self.rows_asked.emit(finding))
        if action is not None:
            line.action_asked.connect(lambda: self.data_changed.emit(action.data))
        return line

    def _make_remark(self) -> IconLabel:
        if self._findings is None:
            words = self.tr("Being looked for…") if self._is_reading else self.tr("Not looked for.")
            return IconLabel("progress-clock" if self._is_reading else "help-circle-outline", words)
        return IconLabel("check-circle", self.tr("Nothing to complain about."), Tone.GOOD)


class FindingLine(QWidget):
    """A finding in words, and below it what can be done about it.

    Signals:
        rows_asked: Its rows are to be shown.
        action_asked: What is offered is to be done.
    """

    rows_asked = Signal()
    action_asked = Signal()

    def __init__(self, finding: "Finding", action: FindingAction | None) -> None:
        super().__init__()
        self.finding = finding
        line = finding_line(finding)
        # === Widgets ===
        self.words = IconLabel(line.icon_name, line.text, line.tone)
        self.rows_button = Button(self.tr("Show rows"), ButtonKind.QUIET, parent=self)
        self.action_button = Button("" if action is None else action.text, ButtonKind.QUIET, parent=self)
        # === Layout ===
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setContentsMargins(_INDENT, 0, 0, 0)
        self._buttons.setSpacing(theme.SPACE_XS)
        layout.addLayout(self._buttons)
        for button, is_there in ((self.rows_button, bool(finding.rows)), (self.action_button, action is not None)):
            button.setAccessibleDescription(line.text)
            button.setVisible(is_there)
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.addStretch(1)
        # === Signals ===
        self.rows_button.clicked.connect(self.rows_asked)
        self.action_button.clicked.connect(self.action_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the buttons below each other where they have no room side by side."""
        super().resizeEvent(event)
        shown = [button for button in (self.rows_button, self.action_button) if not button.isHidden()]
        wanted = _INDENT + sum(button.sizeHint().width() + theme.SPACE_XS for button in shown)
        directions = QBoxLayout.Direction
        self._buttons.setDirection(directions.LeftToRight if wanted <= event.size().width() else directions.TopToBottom)
