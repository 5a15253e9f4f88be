"""The menu in which other data is chosen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from studio.samples import Sample
from ui.text import studio_text
from ui.tips import plain_tip


class DataMenu(QMenu):
    """Offers a dialog, what was used last, and the samples.

    Signals:
        file_asked: A file is to be chosen in a dialog.
        folder_asked: A folder is to be chosen in a dialog.
        chosen: The path of a data set that was used before.
        sample_chosen: The path of a sample.
    """

    file_asked = Signal()
    folder_asked = Signal()
    chosen = Signal(object)
    sample_chosen = Signal(object)

    def fill(self, recent: Sequence[Path], samples: Sequence[Sample]) -> None:
        """Offer these data sets, beside the dialogs; of a sample its task is said too."""
        self.clear()
        self.addAction(self.tr("Open file…"), self.file_asked.emit)
        self.addAction(self.tr("Open folder…"), self.folder_asked.emit)
        self._add_entries(self.tr("Used last"), [(path.name, path) for path in recent], self.chosen.emit)
        entries = [
            (f"{studio_text(sample.title)} · {studio_text(sample.task.label)}", sample.path) for sample in samples
        ]
        self._add_entries(self.tr("Samples"), entries, self.sample_chosen.emit)

    def _add_entries(self, title: str, entries: list[tuple[str, Path]], choose: Callable[[Path], None]) -> None:
        if entries:
            self.addSection(title)
        for text, path in entries:
            action = self.addAction(text)
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: choose(path))
