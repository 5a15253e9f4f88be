"""Backbones as a table model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from studio.catalogue import PresetInfo
from ui import theme
from ui.icons import icon
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.words import preset_words

Index = QModelIndex | QPersistentModelIndex

NAME, FAMILY, PARAMETERS, SIZE, USE = range(5)
PRESET_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

_NUM_COLUMNS = 5
_RIGHT = (PARAMETERS, SIZE)
_NOWHERE = QModelIndex()


class PresetModel(QAbstractTableModel):
    """Holds presets; the one in use is semibold."""

    def __init__(self) -> None:
        super().__init__()
        self._presets: tuple[PresetInfo, ...] = ()
        self._used = ""
        self._foreign: frozenset[str] = frozenset()

    def show_presets(self, presets: tuple[PresetInfo, ...], used: str, foreign: frozenset[str] = frozenset()) -> None:
        """Hold other presets.

        Args:
            presets: The presets, in the order in which they are shown at first.
            used: The name of the one that the next run takes.
            foreign: The names of those that do not know the language of the texts: they get no green tick.
        """
        if (presets, used, foreign) == (self._presets, self._used, self._foreign):
            return
        self.beginResetModel()
        self._presets, self._used, self._foreign = presets, used, foreign
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """Return the row of a preset; -1 if it is not there."""
        return next((row for row, preset in enumerate(self._presets) if preset.name == name), -1)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _NUM_COLUMNS - 1)
        if self._presets:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._presets) - 1, _NUM_COLUMNS - 1))

    # === QAbstractTableModel ===

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many presets there are."""
        return 0 if parent.isValid() else len(self._presets)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else _NUM_COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        preset, column = self._presets[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(preset, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole:
                return self._font(preset, column)
            case Qt.ItemDataRole.DecorationRole if column == NAME:
                return _sign(preset, is_foreign=preset.name in self._foreign)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                foreign = self.tr("It was not trained on the language of the texts.")
                lines = (preset.name, preset_words.state(preset), foreign if preset.name in self._foreign else "")
                return "\n".join(filter(None, lines))
        if role == PRESET_ROLE:
            return preset
        return _sort_key(preset, column) if role == SORT_ROLE else None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns, and what they mean."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrapped_tip(self._helps()[section])
        return self._titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Name"),
            self.tr("Family"),
            self.tr("Parameters"),
            self.tr("Size"),
            self.tr("Good for"),
        )

    def _helps(self) -> tuple[str, ...]:
        return (
            self.tr("What the preset is called, here and in KerasHub. The sign says whether it is on this computer."),
            self.tr("The architecture: how the layers are built and what they were trained on at first."),
            self.tr("How many numbers are learned. More of them need more memory and time, and often know more."),
            self.tr(
                "What the files weigh on the disk. With ≈ it is an estimate for the download: 4 bytes a parameter."
            ),
            self.tr("A word on when to choose it."),
        )

    def _font(self, preset: PresetInfo, column: int) -> Any:
        if column in _RIGHT:
            return theme.tabular(theme.body_font())
        return theme.strong_font() if column == NAME and preset.name == self._used else None


def _text(preset: PresetInfo, column: int) -> str:
    texts = (
        preset_words.shown_name,
        preset_words.family,
        preset_words.parameters,
        preset_words.size,
        preset_words.use,
    )
    return texts[column](preset)


def _sort_key(preset: PresetInfo, column: int) -> Any:
    match column:
        case 2:
            return float(preset.num_parameters or 0)
        case 3:
            return float(preset_words.size_bytes(preset) or 0)
    return _text(preset, column).casefold()


def _sign(preset: PresetInfo, *, is_foreign: bool) -> Any:
    if preset.is_offline and is_foreign:
        return icon("alert", Tone.WARN, Tone.WARN)
    if preset.is_offline:
        return icon("check-circle-outline", Tone.GOOD, Tone.GOOD)
    return icon("cloud-download-outline", Tone.MUTED, Tone.MUTED)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
