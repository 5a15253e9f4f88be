"""A place for a file or a folder to be dropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.icons import paint_icon
from ui.theme import Tone, color, mix
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label, LabelKind

_SIGN_SIZE = 44


def dropped_path(data: QMimeData) -> Path | None:
    """Return the file or folder that is dragged; `None` unless it is a single one of this computer."""
    urls = data.urls() if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class DropZone(QWidget):
    """Takes a drop, and offers the same with two buttons.

    Args:
        has_folder: Whether a folder can be opened too.

    Signals:
        dropped: The path of the file or folder.
        file_asked: The first button was clicked.
        folder_asked: The second button was clicked.
    """

    dropped = Signal(object)
    file_asked = Signal()
    folder_asked = Signal()

    def __init__(self, *, has_folder: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._is_hot = False
        self._has_folder = has_folder

        # === Widgets ===
        self._sign = _Sign()
        self._title = Label(kind=LabelKind.CARD_TITLE)
        self._forms = Label(tone=Tone.MUTED, is_wrapped=True)
        self._file = Button(kind=ButtonKind.PRIMARY, icon_name="file-outline")
        self._folder = Button(icon_name="folder-outline")

        # === Layout ===
        center = Qt.AlignmentFlag.AlignHCenter
        self._forms.setAlignment(center)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_M)
        buttons.addStretch(1)
        buttons.addWidget(self._file)
        buttons.addWidget(self._folder)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL)
        layout.setSpacing(theme.SPACE_S)
        layout.addStretch(1)
        layout.addWidget(self._sign, 0, center)
        layout.addSpacing(theme.SPACE_S)
        layout.addWidget(self._title, 0, center)
        layout.addWidget(self._forms)
        layout.addSpacing(theme.SPACE_M)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self._folder.setVisible(has_folder)
        self.setAcceptDrops(True)

        # === Signals ===
        self._file.clicked.connect(self.file_asked)
        self._folder.clicked.connect(self.folder_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._has_folder:
            self._title.setText(self.tr("Drop a file or a folder here"))
            self._forms.setText(
                self.tr(
                    "CSV, TSV, Excel, JSON, JSON lines, Parquet or plain text, also gzipped; "
                    "or a folder with one folder for each class"
                )
            )
        else:
            self._title.setText(self.tr("Drop a file here"))
            self._forms.setText(self.tr("CSV, TSV, Excel, JSON, JSON lines, Parquet or plain text, also gzipped"))
        self._file.setText(self.tr("Open file…"))
        self._folder.setText(self.tr("Open folder…"))

    # === Drag and drop ===

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take what can be opened."""
        if dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Look as before."""
        self._set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        self._set_hot(False)
        path = dropped_path(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the dashed border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = color("accent") if self._is_hot else mix(color("border"), color("muted"), 0.35)
        painter.setPen(QPen(line, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(color("soft") if self._is_hot else color("surface"))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, theme.CARD_RADIUS, theme.CARD_RADIUS)

    def _set_hot(self, is_hot: bool) -> None:
        self._is_hot = is_hot
        self.update()


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIGN_SIZE, _SIGN_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        paint_icon(QPainter(self), self.rect(), "tray-arrow-down", color("accent"))
