"""The card that says which rows are trained on, and which are held back."""

from dataclasses import astuple, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from studio.parts import part_sizes
from studio.spec import DataSpec
from ui import theme
from ui.data.split_bar import Split, SplitBar, part_color
from ui.drawing import fill_round
from ui.guide.contents import GuidePlace
from ui.guide.help_button import HelpButton
from ui.icons import icon
from ui.text import THIN_SPACE, format_count, format_percent
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Button, ButtonKind, Card, Label, LabelKind

_DOT = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a separate file are used, and how many are left out."""

    num_usable: int
    num_left_out: int = 0


@dataclass(frozen=True, slots=True)
class SeparateFiles:
    """How many rows the separate files have; `None` where there is none or it is not counted yet."""

    validation: Counted | None = None
    test: Counted | None = None


class SplitCard(Card):
    """A bar with borders to drag, percents to type, and files to choose instead.

    Signals:
        data_changed: The new `DataSpec`.
        file_asked: `"validation"` or `"test"`: a separate file is to be chosen.
    """

    data_changed = Signal(object)
    file_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._data: DataSpec | None = None
        self._num_rows: int | None = None
        self._separate = SeparateFiles()

        # === Widgets ===
        self._bar = SplitBar()
        self._help = HelpButton(GuidePlace("data", "Split"))
        self._parts = tuple(_Part(index) for index in range(3))

        # === Layout ===
        self.header.addWidget(self._help)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_L)
        for part in self._parts:
            line.addWidget(part, 1)
        self.body.addWidget(self._bar)
        self.body.addLayout(line)

        # === Signals ===
        self._bar.moved.connect(self._on_bar_moved)
        for part, name in zip(self._parts[1:], ("validation", "test"), strict=True):
            part.percent_changed.connect(lambda percent, name=name: self._on_part_percent(name, percent))
            part.file_asked.connect(lambda name=name: self.file_asked.emit(name))
            part.file_removed.connect(lambda name=name: self._on_part_file_removed(name))
        self.retranslate()

    def show_data(self, data: DataSpec, num_rows: int | None, separate: SeparateFiles) -> None:
        """Show how data is split, in silence."""
        self._data, self._num_rows, self._separate = data, num_rows, separate
        split = _effective(data)
        sizes: tuple[int | None, ...] = (None,) * 3
        if num_rows is not None:
            sizes = astuple(part_sizes(num_rows, data))
        self._bar.show_split(split)
        self._parts[0].show_fraction(split.train, sizes[0])
        for part, path, fraction, size, rows in (
            (self._parts[1], data.validation, split.validation, sizes[1], separate.validation),
            (self._parts[2], data.test, split.test, sizes[2], separate.test),
        ):
            if path is None:
                part.show_fraction(fraction, size)
            else:
                part.show_file(Path(path), rows)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Split"))
        self._bar.retranslate()
        self._help.set_help(
            self.tr("Split"),
            self.tr(
                "Validation rows are measured on during the run, to pick the best moment. Test rows are measured once, "
                "at the end. Neither is trained on. Each part gets the same mix of classes."
            ),
        )
        names = (self.tr("Training"), self.tr("Validation"), self.tr("Test"))
        for part, name in zip(self._parts, names, strict=True):
            part.set_name(name)
        if self._data is not None:
            self.show_data(self._data, self._num_rows, self._separate)

    def _on_bar_moved(self, split: Split) -> None:
        self._take(split)

    def _on_part_percent(self, name: str, percent: int) -> None:
        if self._data is not None:
            split = _effective(self._data)
            change = split.with_validation if name == "validation" else split.with_test
            self._take(change(percent / 100))

    def _on_part_file_removed(self, name: str) -> None:
        if self._data is not None:
            self.data_changed.emit(self._data.model_copy(update={name: None, f"{name}_encoding": None}))

    def _take(self, split: Split) -> None:
        """Change the fractions, except those that a separate file stands for."""
        if self._data is None:
            return
        if self._data.validation is not None:
            split = replace(split, validation=0.0)
        if self._data.test is not None:
            split = replace(split, test=0.0)
        changes: dict[str, object] = {}
        if self._data.validation is None:
            changes["validation_fraction"] = split.validation
        if self._data.test is None:
            changes["test_fraction"] = split.test
        data = self._data.model_copy(update=changes)
        self.show_data(data, self._num_rows, self._separate)
        self.data_changed.emit(data)


def _effective(data: DataSpec) -> Split:
    """Return the parts of the training file that are held back: none where there is a separate file."""
    return Split(
        0.0 if data.validation is not None else data.validation_fraction,
        0.0 if data.test is not None else data.test_fraction,
    )


class _Part(QWidget):
    """One of the three parts: its name, how much it is, and where its rows come from."""

    percent_changed = Signal(int)
    file_asked = Signal()
    file_removed = Signal()

    def __init__(self, index: int) -> None:
        super().__init__()
        # === State ===
        self._index = index
        self._path: Path | None = None
        # === Widgets ===
        self._name = Label(kind=LabelKind.STRONG)
        self._rows = Label(tone=Tone.MUTED)
        self._percent = QSpinBox()
        self._percent.setRange(0, 95)
        self._percent.setSuffix(f"{THIN_SPACE}%")
        self._percent.setFixedWidth(72)
        self._percent.setKeyboardTracking(False)
        self._file = Button(kind=ButtonKind.QUIET)
        # === Layout ===
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(_Dot(index))
        head.addWidget(self._name)
        tail = QHBoxLayout()
        tail.setSpacing(theme.SPACE_S)
        # Training has nothing to set: its rows stand where the other parts have their percents.
        (tail if index == 0 else head).addWidget(self._rows)
        head.addStretch(1)
        tail.addWidget(self._percent)
        tail.addWidget(self._file)
        tail.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addLayout(head)
        layout.addLayout(tail)
        layout.addStretch(1)
        if index == 0:
            self._percent.hide()
            self._file.hide()
        # === Signals ===
        self._percent.valueChanged.connect(self.percent_changed)
        self._file.clicked.connect(self._on_file_clicked)

    def set_name(self, name: str) -> None:
        self._name.setText(name)
        self._percent.setAccessibleName(self.tr("{part}, in percent of the rows").format(part=name))
        self._show_button()

    def show_fraction(self, fraction: float, num_rows: int | None) -> None:
        self._path = None
        rows = "" if num_rows is None else self.tr("%Ln rows", None, num_rows)
        parts = [rows, format_percent(fraction) if self._index == 0 else ""]
        self._rows.setText(" · ".join(part for part in parts if part))
        self._percent.setVisible(self._index > 0)
        self._percent.blockSignals(True)
        self._percent.setValue(round(100 * fraction))
        self._percent.blockSignals(False)
        self._show_button()

    def show_file(self, path: Path, counted: Counted | None) -> None:
        self._path = path
        parts = [] if counted is None else [self.tr("%Ln rows", None, counted.num_usable)]
        if counted is not None and counted.num_left_out:
            parts.append(self.tr("{count} left out").format(count=format_count(counted.num_left_out)))
        self._rows.setText(" · ".join(parts))
        self._percent.hide()
        self._show_button()

    def _show_button(self) -> None:
        if self._path is None:
            self._file.setText(self.tr("Own file…"))
            self._file.setIcon(icon("file-plus-outline", Tone.MUTED, Tone.MUTED))
        else:
            self._file.setText(self.tr("Remove {file}").format(file=self._path.name))
            self._file.setIcon(icon("close", Tone.MUTED, Tone.MUTED))
        self._file.setAccessibleName(f"{self._name.text()}: {self._file.text()}")
        self._file.setToolTip("" if self._path is None else plain_tip(str(self._path)))

    def _on_file_clicked(self) -> None:
        if self._path is None:
            self.file_asked.emit()
        else:
            self.file_removed.emit()


class _Dot(QWidget):
    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self.setFixedSize(QSize(_DOT, 18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        area = self.rect().toRectF()
        area.setTop((self.height() - _DOT) / 2)
        area.setHeight(_DOT)
        fill_round(QPainter(self), area, part_color(self._index), _DOT / 2)
