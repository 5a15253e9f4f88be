"""The log of a run, folded away until it is wanted."""

import time
from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.runs.history import TimedLog
from ui import theme
from ui.text import translate
from ui.widgets import Disclosure
from ui.widgets.segments import Segments

_NUM_LINES = 12
_MOST_LINES = 2000


class LogPane(Disclosure):
    """The messages of the run, or all that its process prints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._logs: Sequence[TimedLog] = ()
        self._num_logs = 0
        self._num_damaged = 0
        self._output = ""

        # === Widgets ===
        self._choice = Segments(2)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(theme.monospace_font())
        self._text.setMaximumBlockCount(_MOST_LINES)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._text.setFixedHeight(QFontMetrics(self._text.font()).lineSpacing() * _NUM_LINES + theme.SPACE_L)

        # === Layout ===
        self.body.addWidget(self._choice)
        self.body.addWidget(self._text)

        # === Signals ===
        self._choice.chosen.connect(self._show)

    def show_logs(self, logs: Sequence[TimedLog], num_damaged: int = 0) -> None:
        """Show the run's messages, and below them how many lines of its events could not be read."""
        if len(logs) == self._num_logs and logs is self._logs and num_damaged == self._num_damaged:
            return
        self._logs, self._num_logs, self._num_damaged = logs, len(logs), num_damaged
        if self._choice.choice() == 0:
            self._show()

    def show_output(self, output: str) -> None:
        """Show the end of what the process printed."""
        self._output = output
        if self._choice.choice() == 1:
            self._show()

    def output_end(self, num_lines: int = 30) -> str:
        """Return the last lines that the process printed."""
        return "\n".join(self._output.splitlines()[-num_lines:])

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Log"))
        self._choice.set_texts((self.tr("Messages"), self.tr("Output of the process")), self.tr("Log"))
        self._text.setAccessibleName(self.tr("Log"))
        self._text.setPlaceholderText(self.tr("Nothing yet"))
        self._show()

    def _show(self) -> None:
        bar = self._text.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - 1
        if self._choice.choice() == 0:
            lines = [_line(entry) for entry in self._logs[-_MOST_LINES:]]
            if self._num_damaged:
                lines.append(
                    self.tr("%Ln lines of events.jsonl could not be read and are left out.", None, self._num_damaged)
                )
            self._text.setPlainText("\n".join(lines))
        else:
            self._text.setPlainText(self._output)
        if is_at_end:
            self._text.moveCursor(QTextCursor.MoveOperation.End)
            self._text.moveCursor(QTextCursor.MoveOperation.StartOfLine)


def _line(entry: TimedLog) -> str:
    clock = time.strftime("%H:%M:%S", time.localtime(entry.time))
    level = "" if entry.body.level == "info" else f"{entry.body.level}: "
    return f"{clock}  {level}{translate(entry.body.message)}"
