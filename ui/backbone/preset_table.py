"""The table of backbones."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.catalogue import PresetInfo
from ui import theme
from ui.backbone.preset_filter import PresetFilter, PresetQuery
from ui.backbone.preset_model import FAMILY, NAME, PARAMETERS, SIZE, USE, PresetModel
from ui.tables.soft_delegate import SoftDelegate

_ROW_HEIGHT = 34
_WIDTHS = {NAME: 244, FAMILY: 112, PARAMETERS: 88, SIZE: 84}
_UNSORTED = -1
_NARROW = 640


class PresetTable(QTableView):
    """Lists backbones; a click on a header sorts, a third click brings the first order back.

    Signals:
        preset_chosen: The `PresetInfo` of the row that was chosen.
        preset_activated: The `PresetInfo` of a row that was double-clicked, or chosen with Enter.
        num_shown_changed: How many rows the query found.
    """

    preset_chosen = Signal(object)
    preset_activated = Signal(object)
    num_shown_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._model = PresetModel()
        self._filter = PresetFilter()
        self._filter.setSourceModel(self._model)
        # === Layout ===
        self.setModel(self._filter)
        self.setItemDelegate(SoftDelegate(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(theme.ICON_SIZE - 2, theme.ICON_SIZE - 2))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(_UNSORTED, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(USE, QHeaderView.ResizeMode.Stretch)
        # === Signals ===
        self.activated.connect(self._on_activated)

    def show_presets(
        self, presets: tuple[PresetInfo, ...], used: str, chosen: str, foreign: frozenset[str] = frozenset()
    ) -> None:
        """Show other presets and choose one, in silence; see `PresetModel.show_presets`."""
        self._model.show_presets(presets, used, foreign)
        self.choose(chosen)
        self.num_shown_changed.emit(self._filter.rowCount())

    def set_query(self, query: PresetQuery) -> None:
        """Show what another query finds."""
        self._filter.set_query(query)
        self.num_shown_changed.emit(self._filter.rowCount())

    def choose(self, name: str) -> None:
        """Choose a preset, if it is shown, in silence."""
        index = self._filter.mapFromSource(self._model.index(self._model.row_of(name), 0))
        self.blockSignals(True)
        if index.isValid():
            self.selectRow(index.row())
            self.scrollTo(index)
        else:
            self.clearSelection()
        self.blockSignals(False)

    def chosen(self) -> PresetInfo | None:
        """Return the preset of the chosen row."""
        rows = self.selectionModel().selectedRows()
        return self._filter.preset(rows[0].row()) if rows else None

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Backbones"))
        self._model.retranslate()

    def selectionChanged(self, selected: object, deselected: object) -> None:  # noqa: N802
        """Tell which preset is chosen."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        preset = self.chosen()
        if preset is not None:
            self.preset_chosen.emit(preset)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy the name of the chosen preset."""
        preset = self.chosen()
        if event.matches(QKeySequence.StandardKey.Copy) and preset is not None:
            QGuiApplication.clipboard().setText(preset.name)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out the family where there is little room; most names begin with it."""
        self.setColumnHidden(FAMILY, event.size().width() < _NARROW)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows a dozen rows."""
        return QSize(520, 12 * _ROW_HEIGHT)

    def _on_activated(self, index: QModelIndex) -> None:
        self.preset_activated.emit(self._filter.preset(index.row()))
