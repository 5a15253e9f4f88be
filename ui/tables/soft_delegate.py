"""Rows that are chosen stand on the soft accent, so that their text and signs keep their colours."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import color

_INSET = 3


class SoftDelegate(QStyledItemDelegate):
    """Draws cells with a little air at both sides."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        inner = QStyleOptionViewItem(option)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, color("soft"))
            inner.state &= ~QStyle.StateFlag.State_Selected
        # The chosen row shows where the focus is; a frame around one cell says nothing more.
        inner.state &= ~QStyle.StateFlag.State_HasFocus
        inner.rect = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        super().paint(painter, inner, index)
