"""Writes what is painted into files: as pixels, or as lines and letters."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.theme import color

_SCALE = 2.0

Paint = Callable[[QPainter], None]


def write_png(path: Path, size: QSize, paint: Paint) -> None:
    """Write a picture at twice the resolution of a plain screen.

    Raises:
        OSError: if the file cannot be written.
    """
    image = QImage(size * _SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_SCALE)
    image.fill(color("surface"))
    _paint(QPainter(image), size, paint)
    if not image.save(str(path)):
        raise OSError(f"{path} cannot be written")


def write_svg(path: Path, size: QSize, title: str, paint: Paint) -> None:
    """Write a picture as lines and letters.

    Raises:
        OSError: if the file cannot be written.
    """
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRectF(QPointF(0, 0), size))
    generator.setTitle(title)
    with path.open("wb"):
        pass
    _paint(QPainter(generator), size, paint)


def _paint(painter: QPainter, size: QSize, paint: Paint) -> None:
    if not painter.isActive():
        raise OSError("the picture cannot be written")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), color("surface"))
    paint(painter)
    painter.end()
