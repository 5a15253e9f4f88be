"""What is shown instead of the window while the workspace cannot be used."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from studio.errors import StudioError
from ui import theme
from ui.folders import home_folder
from ui.widgets.error_card import ErrorCard


class StartFailure(QWidget):
    """Says why the workspace cannot be used and asks for another folder.

    Signals:
        chosen: Another folder was chosen; carries its `Path`.
    """

    chosen = Signal(object)

    def __init__(self, error: StudioError) -> None:
        super().__init__()
        self._card = ErrorCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL)
        layout.addWidget(self._card)
        layout.addStretch(1)
        self.resize(720, 320)
        self.setWindowTitle("Fettle Studio")
        kept = self.tr("Nothing was changed.")
        self._card.show_error(error, kept, self.tr("Choose another folder…"))
        self._card.activated.connect(self._on_card_activated)

    def _on_card_activated(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a workspace"), home_folder())
        if folder:
            self.chosen.emit(Path(folder))
