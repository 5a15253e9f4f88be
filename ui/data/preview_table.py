"""The table of a data set's first rows, with roles above the columns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.columns import Columns, roles_of
from studio.tasks import Role
from ui import theme
from ui.data.preview_model import Index, PreviewModel
from ui.data.role_header import RoleHeader
from ui.tables.soft_delegate import SoftDelegate
from ui.theme import Tone, color

if TYPE_CHECKING:
    from studio.data import Preview

_ROW_HEIGHT = 30
# As many columns as fit are kept in sight; where they do not, a single long one gets more.
_MOST_WIDTHS = {True: 200, False: 140}
_LONGEST_WIDTH = 280
_NUM_MEASURED = 50


class PreviewTable(QTableView):
    """Shows up to a few hundred rows.

    Signals:
        roles_changed: The new mapping of role to column name, when the user chose.
        cell_chosen: The whole text of the cell that was chosen.
    """

    roles_changed = Signal(object)
    cell_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._model = PreviewModel()
        self._header = RoleHeader(self._model, self)
        self._widths: list[int] = []
        self._wanted: dict[int, int] = {}
        # === Layout ===
        self.setModel(self._model)
        self.setHorizontalHeader(self._header)
        self._header.setVisible(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())
        self.setItemDelegate(SoftDelegate(self))
        self.setVerticalHeader(_RowNumbers(self))
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # === Signals ===
        self._header.roles_changed.connect(self._on_header_roles_changed)
        self.retranslate()

    @property
    def preview_model(self) -> PreviewModel:
        """The model."""
        return self._model

    @property
    def role_header(self) -> RoleHeader:
        """The header."""
        return self._header

    def show_preview(self, preview: "Preview | None", roles: tuple[Role, ...]) -> None:
        """Show another preview and offer these roles."""
        self._header.set_roles(roles)
        self._model.show_preview(preview)

    def show_rows(self, preview: "Preview") -> None:
        """Show other rows of the same data set; the columns keep their roles and widths."""
        columns = self._header.columns
        self._model.show_preview(preview)
        self.show_columns(columns)
        # Numbers of six digits need more room than those of the first rows.
        self.verticalHeader().updateGeometry()

    def show_columns(self, columns: Columns) -> None:
        """Show which column plays which role, in silence."""
        self._header.show_columns(columns)
        self._model.show_roles(columns)
        self._size_columns(columns)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows a few rows."""
        return QSize(480, 320)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy the chosen rows, with tabs between the columns."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._copied())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell the text of the cell that is current now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.cell_chosen.emit(self._model.full_text(current))

    def _copied(self) -> str:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        columns = range(self._model.columnCount())
        return "\n".join(
            "\t".join(" ".join(self._model.full_text(self._model.index(row, column)).split()) for column in columns)
            for row in rows
        )

    def _on_header_roles_changed(self, columns: Columns) -> None:
        self._model.show_roles(columns)
        self.roles_changed.emit(columns)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("First rows of the data"))
        self._header.retranslate()
        # What a column is used for may be longer in another language.
        self._size_columns(self._header.columns)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give what is cut all the width that the other columns leave."""
        super().resizeEvent(event)
        self._fit_columns()

    def _size_columns(self, columns: Columns) -> None:
        self._header.setResizeContentsPrecision(_NUM_MEASURED)
        roles = roles_of(columns)
        self._widths, self._wanted = [], {}
        for section in range(self._model.columnCount()):
            wanted = self.sizeHintForColumn(section) + theme.SPACE_L
            name = self._model.column_name(section)
            most = _MOST_WIDTHS[name in roles]
            self._widths.append(max(min(wanted, most), self._header.least_width(section)))
            if name in roles:
                self._wanted[section] = wanted
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share what is left among the columns that are used: as much as each lacks, the rest to the longest."""
        if not self._wanted or len(self._widths) != self._model.columnCount():
            return
        widths = list(self._widths)
        lacks = {section: max(0, wanted - widths[section]) for section, wanted in self._wanted.items()}
        longest = max(lacks, key=lambda section: lacks[section])
        spare = self.viewport().width() - sum(widths)
        if spare >= 0:
            for section, share in _shares(lacks, spare).items():
                widths[section] += share
            widths[longest] += max(0, spare - sum(lacks.values()))
        elif sum(map(bool, lacks.values())) == 1:
            widths[longest] = max(widths[longest], min(self._wanted[longest], _LONGEST_WIDTH))
        for section, width in enumerate(widths):
            self._header.resizeSection(section, width)


def _shares(lacks: Mapping[int, int], spare: int) -> dict[int, int]:
    """Return what each gets of a width: no more than it lacks, and none more than another that lacks more."""
    shares: dict[int, int] = {}
    for place, section in enumerate(sorted(lacks, key=lambda section: lacks[section])):
        share = min(lacks[section], spare // (len(lacks) - place))
        shares[section] = share
        spare -= share
    return shares


class _RowNumbers(QHeaderView):
    """The numbers of the rows, muted, without lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        number = str(self.model().headerData(section, Qt.Orientation.Vertical))
        painter.save()
        painter.fillRect(rect, color("surface"))
        painter.setFont(theme.tabular(theme.body_font()))
        painter.setPen(color(Tone.MUTED))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            rect.adjusted(0, 0, -theme.SPACE_S, 0),
            flags,
            number,
        )
        painter.restore()
