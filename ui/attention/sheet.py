"""What is saved of a view: a picture with its title, and a table."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from studio.errors import InputError
from ui import theme
from ui.pictures import write_png, write_svg
from ui.theme import color

_MARGIN = 16
_TITLE_LINE, _LINE = 24, 20
_LEAST_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view, to be saved.

    Attributes:
        title: What is seen.
        notes: Lines below the title: the model, the text.
        size: The size of what is painted below them.
        paint: Paints it, its upper left corner at the origin.
        write_table: Writes the numbers as CSV.
    """

    title: str
    notes: tuple[str, ...]
    size: QSize
    paint: Callable[[QPainter], None]
    write_table: Callable[[Path], None]

    def save(self, path: Path) -> None:
        """Save the view; the ending says as what.

        Raises:
            InputError: if the ending is another one or the file cannot be written.
        """
        savers: dict[str, Callable[[Path], None]] = {
            ".png": lambda path: write_png(path, self._whole_size(), self._paint_whole),
            ".svg": lambda path: write_svg(path, self._whole_size(), self.title, self._paint_whole),
            ".csv": self.write_table,
        }
        saver = savers.get(path.suffix.lower())
        if saver is None:
            raise InputError("{file}: expected one of the endings .png, .svg and .csv.", file=path)
        try:
            saver(path)
        except OSError as error:
            raise InputError("{file} cannot be written: {reason}.", file=path, reason=str(error)) from None

    def _head(self) -> int:
        return _MARGIN + _TITLE_LINE + _LINE * len(self.notes) + theme.SPACE_S

    def _whole_size(self) -> QSize:
        width = max(_LEAST_WIDTH, self.size.width()) + 2 * _MARGIN
        return QSize(width, self._head() + self.size.height() + _MARGIN)

    def _paint_whole(self, painter: QPainter) -> None:
        line = QRectF(_MARGIN, _MARGIN - 4, self._whole_size().width() - 2 * _MARGIN, _TITLE_LINE)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color("text"))
        painter.setFont(theme.card_title_font())
        painter.drawText(line, flags, self.title)
        painter.setPen(color("muted"))
        painter.setFont(theme.body_font())
        line.translate(0, _TITLE_LINE)
        line.setHeight(_LINE)
        for note in self.notes:
            shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, flags, shown)
            line.translate(0, _LINE)
        painter.translate(QPointF(_MARGIN, self._head()))
        self.paint(painter)
