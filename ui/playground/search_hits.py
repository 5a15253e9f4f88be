"""What a search found, after fine-tuning and beside it before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.answers import Hits
from ui import theme
from ui.answers.hits import HitsView
from ui.theme import Tone
from ui.widgets import Card, Label

_TOP = Qt.AlignmentFlag.AlignTop


class SearchHitsCard(Card):
    """The nearest passages. It is hidden while nothing was looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._hits: dict[bool, Hits] = {}

        # === Widgets ===
        self.views = {is_before: HitsView() for is_before in (False, True)}
        self._titles = {is_before: Label(tone=Tone.MUTED) for is_before in (False, True)}
        self._sides = {is_before: QWidget() for is_before in (False, True)}

        # === Layout ===
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_XL)
        for is_before, side in self._sides.items():
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SPACE_S)
            column.addWidget(self._titles[is_before])
            column.addWidget(self.views[is_before])
            row.addWidget(side, 1, _TOP)
        self.body.addLayout(row)
        self.hide()

    def show_hits(self, hits: Hits, *, is_before: bool) -> None:
        """Show what was found by the model after or before fine-tuning."""
        self._hits[is_before] = hits
        self.views[is_before].show_answer(hits)
        self._show()

    def clear(self) -> None:
        """Show nothing: something else is searched."""
        self._hits.clear()
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Nearest passages"))
        self._titles[False].setText(self.tr("After fine-tuning"))
        self._titles[True].setText(self.tr("Before fine-tuning"))
        for view in self.views.values():
            view.retranslate()

    def _show(self) -> None:
        self.setVisible(bool(self._hits))
        for is_before, side in self._sides.items():
            side.setVisible(is_before in self._hits)
            # One side alone needs no name.
            self._titles[is_before].setVisible(True in self._hits)
