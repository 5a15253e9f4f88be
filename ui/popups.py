"""Menus, the lists of combo boxes and tooltips: surface, border and radius of cards.

They are windows of their own. Their corners are cut off with a mask, since not every desktop can show a window that is
transparent in part.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QBitmap, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QMenu, QStyle, QStyleOption, QStyleOptionViewItem, QWidget

from ui import theme
from ui.drawing import draw_round, fill_round
from ui.theme import color

COMBO_LIST = "QComboBoxPrivateContainer"
_TIP = "QTipLabel"
_RADIUS = theme.INPUT_RADIUS
_ROW_INSET = 4


def is_popup(widget: QWidget | None) -> bool:
    """Whether a widget is a window that the theme gives round corners."""
    return isinstance(widget, QMenu) or (widget is not None and (widget.inherits(COMBO_LIST) or widget.inherits(_TIP)))


def is_in_combo_list(widget: QWidget | None) -> bool:
    """Whether a widget is the list of a combo box."""
    return widget is not None and widget.window().inherits(COMBO_LIST)


class CornerCutter(QObject):
    """Cuts the corners of windows off, each time they get another size."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of a window."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            watched.setMask(_round_region(watched.rect()))
        return False


def draw_popup(option: QStyleOption, painter: QPainter) -> None:
    """Draw the ground and the border of a menu, a list or a tooltip."""
    draw_round(painter, option.rect, color("raised"), color("border"), _RADIUS)


def draw_chosen_row(painter: QPainter, rect: QRect) -> None:
    """Draw the ground of the row that is chosen."""
    fill_round(painter, QRectF(rect).adjusted(_ROW_INSET, 1, -_ROW_INSET, -1), color("soft"), _RADIUS - 2)


def draw_list_row(option: QStyleOptionViewItem, painter: QPainter) -> QStyleOptionViewItem:
    """Draw the ground of a row in the list of a combo box, and return how its words are to be drawn."""
    states = QStyle.StateFlag
    inner = QStyleOptionViewItem(option)
    if option.state & states.State_Selected:
        draw_chosen_row(painter, option.rect)
    inner.state &= ~(states.State_Selected | states.State_MouseOver | states.State_HasFocus)
    inner.rect = option.rect.adjusted(_ROW_INSET + 2, 0, -_ROW_INSET, 0)
    return inner


def _round_region(rect: QRect) -> QRegion:
    bitmap = QBitmap(rect.size())
    bitmap.fill(Qt.GlobalColor.color0)
    painter = QPainter(bitmap)
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), _RADIUS, _RADIUS)
    painter.fillPath(path, Qt.GlobalColor.color1)
    painter.end()
    return QRegion(bitmap)
