"""Several runs of the same settings: with other seeds, or as a cross-validation."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from studio.series import SeriesKind
from studio.series.making import LEAST_RUNS, MOST_RUNS
from ui import theme
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets.button import Button
from ui.widgets.disclosure import Disclosure
from ui.widgets.label import Label

_FIRST_COUNT = {SeriesKind.SEEDS: 3, SeriesKind.FOLDS: 5}


class SeveralCard(Disclosure):
    """Folded until somebody wants to know how sure a metric is.

    Signals:
        asked: Runs are to be put into the queue; carries the `SeriesKind` and how many.
    """

    asked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._reason = ""

        # === Widgets ===
        self.kind = QComboBox()
        self.count = QSpinBox()
        self.count.setRange(LEAST_RUNS, MOST_RUNS)
        self.meaning = Label(tone=Tone.MUTED, is_wrapped=True)
        self.add = Button(icon_name="playlist-plus")

        # === Layout ===
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self.kind, 1)
        line.addWidget(self.count)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        self.body.setSpacing(theme.SPACE_S)
        self.body.addLayout(line)
        self.body.addWidget(self.meaning)
        self.body.addLayout(buttons)

        # === Signals ===
        self.kind.activated.connect(self._on_kind_activated)
        self.count.valueChanged.connect(lambda _: self._show_words())
        self.add.clicked.connect(lambda: self.asked.emit(self.chosen(), self.count.value()))
        for kind in SeriesKind:
            self.kind.addItem("", kind)
        self._on_kind_activated()

    def chosen(self) -> SeriesKind:
        """Return in what the runs are to differ."""
        return SeriesKind(self.kind.currentData())

    def set_reason(self, reason: str) -> None:
        """Say why no run can be made now; empty if one can."""
        self._reason = reason
        self._show_words()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Several runs of these settings"))
        names = {SeriesKind.SEEDS: self.tr("Other seeds"), SeriesKind.FOLDS: self.tr("Cross-validation")}
        for place, kind in enumerate(SeriesKind):
            self.kind.setItemText(place, names[kind])
        self.kind.setAccessibleName(self.tr("In what the runs differ"))
        self.count.setAccessibleName(self.tr("How many runs"))
        self._show_words()

    def _on_kind_activated(self) -> None:
        self.count.setValue(_FIRST_COUNT[self.chosen()])
        self._show_words()

    def _show_words(self) -> None:
        if self.chosen() is SeriesKind.SEEDS:
            text = self.tr(
                "Each run begins with other random numbers. The mean says what to expect of these settings, the spread "
                "how much of a difference is chance."
            )
        else:
            text = self.tr(
                "Each run is measured on another part of the rows and trained on the rest, so that every row is "
                "measured on once. Good for small data; the test part stays out of it."
            )
        self.meaning.setText(text)
        self.add.setText(self.tr("Add %Ln runs to the queue", None, self.count.value()))
        self.add.setEnabled(not self._reason)
        self.add.setToolTip(plain_tip(self._reason))
