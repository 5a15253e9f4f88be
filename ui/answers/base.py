"""What all views of answers have in common."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.answers import Answer
from ui import theme


class AnswerView(QWidget):
    """Shows the answers of one kind. It shows nothing until it is given one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.SPACE_S)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer of the view's kind."""
        raise NotImplementedError

    def note(self) -> str:
        """Return what is to be said beside the time, such as how much is not shown."""
        return ""

    def retranslate(self) -> None:
        """Take the words of another language."""
