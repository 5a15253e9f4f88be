"""The choice of the model that is looked into: the run's, or a preset that is ready offline."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from studio.catalogue import PresetInfo, describe_folder, presets
from ui import preset_words

_RUN, _FOLDER = "run", "folder"
_LEAST_WIDTH, _MOST_WIDTH = 150, 320


class ModelCombo(QComboBox):
    """Offers the run, the presets on this computer, and any folder.

    Signals:
        preset_chosen: The `PresetInfo` that the user chose; `None` for the run.
        folder_opened: The path of a folder that the user chose.
    """

    preset_chosen = Signal(object)
    folder_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run_name = ""
        self._preset: PresetInfo | None = None
        self._is_asked_for = False
        self._folders: dict[str, PresetInfo] = {}
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_self_activated)

    @property
    def preset(self) -> PresetInfo | None:
        """The preset that is looked into; `None` for the run, or where there is neither."""
        return self._preset

    def set_run(self, name: str) -> None:
        """Offer a run by its name; an empty one for none. A preset is kept only if the user asked for it."""
        self._run_name = name
        if not name and self._preset is None:
            self._preset = next(iter(self._offered()), None)
        elif name and not self._is_asked_for:
            self._preset = None
        self._fill()

    def choose(self, preset: PresetInfo | None) -> None:
        """Look into a preset, or into the run, and tell of it."""
        self._preset, self._is_asked_for = preset, preset is not None
        self._fill()
        self.preset_chosen.emit(preset)

    def choose_first(self) -> None:
        """Look into the first preset that is ready, and tell of it."""
        self.choose(next(iter(self._offered()), None))

    def open_folder(self, path: Path) -> None:
        """Offer the preset of a folder, and look into it.

        Raises:
            StudioError: if the folder holds none.
        """
        preset = describe_folder(path)
        self._folders[preset.name] = preset
        self.choose(preset)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Model"))
        self.setToolTip(self.tr("The model whose attention is shown"))
        self._fill()

    def showPopup(self) -> None:  # noqa: N802
        """Look which presets are ready now, and open the list."""
        self._fill()
        super().showPopup()

    def _offered(self) -> list[PresetInfo]:
        ready = [preset for preset in presets() if preset.is_offline]
        return [*ready, *self._folders.values()]

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            if self._run_name:
                self.addItem(self.tr("Run: {name}").format(name=self._run_name), _RUN)
            for preset in self._offered():
                self.addItem(self.tr("Preset: {name}").format(name=preset_words.shown_name(preset)), preset)
                if self._preset is not None and preset.name == self._preset.name:
                    self.setCurrentIndex(self.count() - 1)
            self.insertSeparator(self.count())
            self.addItem(self.tr("Open a folder…"), _FOLDER)

    def _on_self_activated(self) -> None:
        chosen = self.currentData()
        if chosen == _FOLDER:
            self._fill()
            self._ask_for_folder()
        elif chosen == _RUN:
            self.choose(None)
        elif isinstance(chosen, PresetInfo):
            self.choose(chosen)

    def _ask_for_folder(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        path = QFileDialog.getExistingDirectory(self, self.tr("Open a folder with a backbone"), home)
        if path:
            self.folder_opened.emit(Path(path))
