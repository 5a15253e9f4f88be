"""A part of a matrix: its numbers on shades, with the row that is followed in a frame."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.attention.matrix import Matrix, with_gaps
from ui.attention.shades import signed_color, weight_color
from ui.attention.words import number
from ui.theme import color

_TITLE_HEIGHT = 24.0
_HEADER_HEIGHT = 18.0
_ROW_HEIGHT, _GAP_HEIGHT = 21.0, 13.0
_CELL_WIDTH, _GAP_WIDTH = 48.0, 13.0
_LEAST_CELL_WIDTH = 40.0
_MOST_NAME, _LEAST_NAME = 92.0, 44.0
_NAME_GAP = 8.0
_CELL_PX, _NAME_PX = 12, 12
_TITLE_PX = 16
# So that numbers stand out from their ground, signed shades do not go to the full.
_PALE = 0.7


class MatrixView(QWidget):
    """Shows a matrix in part; a click on a row follows its token.

    Signals:
        row_chosen: The row that was clicked.
    """

    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix."""
        self._matrix = matrix
        self.setAccessibleName(f"{matrix.name} {matrix.shape_words}")
        self.setAccessibleDescription(self._spoken(matrix))
        self.updateGeometry()
        self.update()

    def matrix(self) -> Matrix | None:
        """Return what is shown."""
        return self._matrix

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that the shown part takes."""
        if self._matrix is None:
            return QSize(0, 0)
        height = _TITLE_HEIGHT + (_HEADER_HEIGHT if self._matrix.column_names else 0)
        for place in with_gaps(self._matrix.rows, len(self._matrix.values)):
            height += _GAP_HEIGHT if place is None else _ROW_HEIGHT
        return QSize(240, int(height) + 2)

    # === Events ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint name, shape and numbers."""
        matrix = self._matrix
        if matrix is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter, matrix)
        columns = self._columns(matrix)
        if matrix.column_names:
            self._paint_column_names(painter, matrix, columns)
        for place, rect in self._rows(matrix):
            if place is None:
                painter.setPen(color("muted"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, "⋮")
            else:
                self._paint_row(painter, matrix, place, rect, columns)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the token of the row."""
        row = self._row_at(event.position())
        if row is not None:
            self.row_chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that a row can be clicked."""
        is_row = self._row_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_row else Qt.CursorShape.ArrowCursor)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    # === Painting ===

    def _paint_title(self, painter: QPainter, matrix: Matrix) -> None:
        font = theme.formula_font(_TITLE_PX)
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(color("text"))
        line = QRectF(0, 0, self.width(), _TITLE_HEIGHT - 4)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, flags, matrix.name)
        line.setLeft(QFontMetricsF(font).horizontalAdvance(matrix.name) + theme.SPACE_S)
        painter.setFont(self.font())
        painter.setPen(color("muted"))
        painter.drawText(line, flags, matrix.shape_words)

    def _paint_column_names(
        self, painter: QPainter, matrix: Matrix, columns: list[tuple[int | None, float, float]]
    ) -> None:
        font = _sized(self.font(), _NAME_PX)
        painter.setFont(font)
        painter.setPen(color("muted"))
        for place, left, width in columns:
            if place is not None:
                name = matrix.column_names[place]
                shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, width - 2)
                rect = QRectF(left, _TITLE_HEIGHT - 4, width, _HEADER_HEIGHT)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_row(
        self,
        painter: QPainter,
        matrix: Matrix,
        row: int,
        rect: QRectF,
        columns: list[tuple[int | None, float, float]],
    ) -> None:
        is_focus = row == matrix.focus
        name_width = columns[0][1] - _NAME_GAP
        font = _sized(theme.strong_font() if is_focus else self.font(), _NAME_PX)
        painter.setFont(font)
        painter.setPen(color("text" if is_focus else "muted"))
        shown = QFontMetricsF(font).elidedText(matrix.row_names[row], Qt.TextElideMode.ElideMiddle, name_width)
        name_rect = QRectF(0, rect.top(), name_width, rect.height())
        painter.drawText(name_rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(_sized(theme.tabular(self.font()), _CELL_PX))
        most = _most(matrix)
        for place, left, width in columns:
            cell = QRectF(left, rect.top(), width, rect.height())
            if place is None:
                painter.setPen(color("muted"))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, "⋯")
                continue
            value = float(matrix.values[row, place])
            ground = _ground(value, most, is_weights=matrix.is_weights)
            painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), ground)
            painter.setPen(theme.ink_on(ground))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, number(value))
        if is_focus:
            last = columns[-1]
            frame = QRectF(columns[0][1], rect.top(), last[1] + last[2] - columns[0][1], rect.height())
            painter.setPen(QPen(color("accent"), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 2, 2)

    # === Places ===

    def _rows(self, matrix: Matrix) -> list[tuple[int | None, QRectF]]:
        top = _TITLE_HEIGHT + (_HEADER_HEIGHT - 4 if matrix.column_names else 0)
        columns = self._columns(matrix)
        width = columns[-1][1] + columns[-1][2]
        result = []
        for place in with_gaps(matrix.rows, len(matrix.values)):
            height = _GAP_HEIGHT if place is None else _ROW_HEIGHT
            left = columns[0][1] if place is None else 0.0
            result.append((place, QRectF(left, top, width - left, height)))
            top += height
        return result

    def _columns(self, matrix: Matrix) -> list[tuple[int | None, float, float]]:
        """Return the place, the left end and the width of each column."""
        shown = with_gaps(matrix.columns, matrix.values.shape[1])
        metrics = QFontMetricsF(_sized(theme.strong_font(), _NAME_PX))
        longest = max((metrics.horizontalAdvance(matrix.row_names[row]) for row in matrix.rows), default=0.0)
        num_gaps = shown.count(None)
        num_cells = len(shown) - num_gaps
        gaps = num_gaps * _GAP_WIDTH
        most = self.width() - _NAME_GAP - gaps - num_cells * _LEAST_CELL_WIDTH
        left = max(_LEAST_NAME, min(_MOST_NAME, most, longest + 1)) + _NAME_GAP
        room = (self.width() - left - gaps) / max(1, num_cells)
        cell = max(_LEAST_CELL_WIDTH, min(_CELL_WIDTH, room))
        result = []
        for place in shown:
            width = _GAP_WIDTH if place is None else cell
            result.append((place, left, width))
            left += width
        return result

    def _row_at(self, point: QPointF) -> int | None:
        matrix = self._matrix
        if matrix is None or not matrix.can_choose:
            return None
        return next((place for place, rect in self._rows(matrix) if place is not None and rect.contains(point)), None)

    def _spoken(self, matrix: Matrix) -> str:
        if matrix.focus is None:
            return ""
        values = " ".join(number(float(matrix.values[matrix.focus, column])) for column in matrix.columns)
        return f"{matrix.row_names[matrix.focus]}: {values}"


def _ground(value: float, most: float, *, is_weights: bool) -> QColor:
    if not np.isfinite(value):
        return color("surface")
    return weight_color(value / most) if is_weights else signed_color(_PALE * value / most)


def _most(matrix: Matrix) -> float:
    shown = np.abs(matrix.values[np.ix_(matrix.rows, matrix.columns)])
    finite = shown[np.isfinite(shown)]
    return max(float(finite.max(initial=0.0)), 1e-12)


def _sized(font: QFont, size_px: int) -> QFont:
    result = QFont(font)
    result.setPixelSize(size_px)
    return result
