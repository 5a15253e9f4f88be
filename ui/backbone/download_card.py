"""The card of a download that is under way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.catalogue import PresetInfo
from studio.errors import StudioError
from ui.backbone.preset_download import PresetDownload
from ui.text import format_bytes
from ui.widgets import Card, ProgressLine
from ui.words import preset_words


class DownloadCard(Card):
    """Downloads one preset at a time, and shows how far it is. It is hidden while there is none.

    Signals:
        changed: A download began or went on, or is over.
        finished: The `PresetInfo` that is whole now.
        failed: The `PresetInfo` that could not be downloaded, and the `StudioError`.
    """

    changed = Signal()
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._download: PresetDownload | None = None

        # === Widgets ===
        self.progress = ProgressLine(format_bytes, has_rate=True)

        # === Layout ===
        self.body.addWidget(self.progress)
        self.hide()

        # === Signals ===
        self.progress.cancelled.connect(self.cancel)

    def is_busy(self) -> bool:
        """Whether a download is under way; one that was cancelled still is until its process is gone."""
        return self._download is not None

    def start(self, preset: PresetInfo) -> None:
        """Download a preset."""
        self._download = PresetDownload(preset, self)
        self._download.changed.connect(self._show_download)
        self._download.finished.connect(self._on_download_finished)
        self._download.failed.connect(self._on_download_failed)
        self._download.cancelled.connect(self._let_go)
        self._download.start()
        self._show_download()

    def cancel(self) -> None:
        """End the download; what came is kept."""
        if self._download is not None:
            self._download.cancel()
            self.hide()

    def end(self) -> None:
        """End the download at once, because the window is closed."""
        if self._download is not None:
            self._download.end()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.progress.retranslate()

    def _on_download_finished(self) -> None:
        self.finished.emit(self._let_go())

    def _on_download_failed(self, error: StudioError) -> None:
        self.failed.emit(self._let_go(), error)

    def _let_go(self) -> PresetInfo:
        assert self._download is not None
        preset = self._download.preset
        self._download.deleteLater()
        self._download = None
        self._show_download()
        return preset

    def _show_download(self) -> None:
        self.setVisible(self._download is not None)
        if self._download is not None:
            self.set_title(preset_words.shown_name(self._download.preset))
            self.progress.set_progress(self._download.progress)
        self.changed.emit()
