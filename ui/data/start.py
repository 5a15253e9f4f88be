"""The data page before anything is loaded: the drop zone, what was used last, and samples."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.icons import paint_icon
from ui.theme import Tone, color, mix
from ui.tips import plain_tip
from ui.widgets import Card, Label
from ui.widgets.drop_zone import DropZone

_ROW_HEIGHT = 44
_ICON = 18
_NUM_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DataChoice:
    """A data set that is one click away."""

    path: Path
    title: str
    note: str


class DataStart(QWidget):
    """Offers ways to choose a data set.

    Signals:
        chosen: The path of the data set that was dropped or clicked.
        sample_chosen: The path of the sample that was clicked.
        file_asked: A file is to be chosen in a dialog.
        folder_asked: A folder is to be chosen in a dialog.
    """

    chosen = Signal(object)
    sample_chosen = Signal(object)
    file_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === Widgets ===
        self._zone = DropZone()
        self._recent = _ChoiceCard("file-clock-outline")
        self._samples = _ChoiceCard("flask-outline")

        # === Layout ===
        lists = QHBoxLayout()
        lists.setSpacing(theme.SPACE_M)
        lists.addWidget(self._samples, 1)
        lists.addWidget(self._recent, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._zone, 1)
        layout.addLayout(lists)

        # === Signals ===
        self._zone.dropped.connect(self.chosen)
        self._zone.file_asked.connect(self.file_asked)
        self._zone.folder_asked.connect(self.folder_asked)
        self._recent.chosen.connect(self.chosen)
        self._samples.chosen.connect(self.sample_chosen)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the data sets that were used last."""
        self._recent.show_choices([DataChoice(path, path.name, str(path.parent)) for path in paths[:_NUM_SHOWN]])

    def show_samples(self, samples: Sequence[DataChoice]) -> None:
        """List the samples that travel with the studio."""
        self._samples.setVisible(bool(samples))
        self._samples.show_choices(samples)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._zone.retranslate()
        self._recent.set_words(self.tr("Used last"), self.tr("What you open will be listed here."))
        self._samples.set_words(self.tr("Samples"), "")


class _ChoiceCard(Card):
    chosen = Signal(object)

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._rows: list[_ChoiceRow] = []
        self._empty = Label(tone=Tone.MUTED, is_wrapped=True)
        self.body.setSpacing(0)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def set_words(self, title: str, empty: str) -> None:
        self.set_title(title)
        self._empty.setText(empty)

    def show_choices(self, choices: Sequence[DataChoice]) -> None:
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._empty.setVisible(not choices)
        for index, choice in enumerate(choices):
            row = _ChoiceRow(choice, self._icon_name)
            row.clicked.connect(lambda _=False, path=choice.path: self.chosen.emit(path))
            self._rows.append(row)
            self.body.insertWidget(index, row)


class _ChoiceRow(QAbstractButton):
    """A whole row that is clicked: icon, title, and a muted note below it."""

    def __init__(self, choice: DataChoice, icon_name: str) -> None:
        super().__init__()
        self._choice, self._icon_name = choice, icon_name
        self.setText(choice.title)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.note)
        self.setToolTip(plain_tip(str(choice.path)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, _ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        area = self.rect().adjusted(-0, 1, 0, -1)
        if self.underMouse():
            fill_round(painter, area.toRectF(), mix(color("surface"), color("border"), 0.35), theme.INPUT_RADIUS)
        sign = area.adjusted(theme.SPACE_S, (area.height() - _ICON) // 2, 0, 0)
        sign.setSize(QSize(_ICON, _ICON))
        paint_icon(painter, sign, self._icon_name, color(Tone.MUTED))
        words = area.adjusted(theme.SPACE_S + _ICON + theme.SPACE_M, 3, -theme.SPACE_S, -3)
        metrics = self.fontMetrics()
        upper = words.adjusted(0, 0, 0, -words.height() // 2)
        lower = words.adjusted(0, words.height() // 2, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color(Tone.TEXT))
        painter.drawText(upper, middle, metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, words.width()))
        painter.setPen(color(Tone.MUTED))
        note = metrics.elidedText(self._choice.note, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(lower, middle, note)
