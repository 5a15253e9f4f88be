"""The choice of the model that is looked into: the run's, or a preset that is ready offline."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from studio.catalogue import PresetInfo, check_weights, describe_folder, only_generates, presets
from ui.folders import home_folder
from ui.words import preset_words

_RUN, _FOLDER = "run", "folder"
_LEAST_WIDTH, _MOST_WIDTH = 150, 320


@dataclass(frozen=True, slots=True)
class BareModel:
    """A preset without a head that can be looked into.

    Attributes:
        name: What `backbone.preset` of a run would hold.
        label: What it is called in lists.
        languages: Two-letter codes; empty where they are not known.
    """

    name: str
    label: str
    languages: tuple[str, ...] = ()

    @staticmethod
    def of(preset: PresetInfo) -> "BareModel":
        """Return a preset of the catalogue as a model to look into."""
        return BareModel(preset.name, preset_words.shown_name(preset), preset.languages)


class ModelCombo(QComboBox):
    """Offers the run, the presets on this computer, and any folder.

    Signals:
        preset_chosen: The `BareModel` that the user chose; `None` for the run.
        folder_opened: The path of a folder that the user chose.
    """

    preset_chosen = Signal(object)
    folder_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run_name = ""
        self._preset: BareModel | None = None
        self._is_asked_for = False
        self._folders: dict[str, BareModel] = {}
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_self_activated)

    @property
    def preset(self) -> BareModel | None:
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

    def choose(self, preset: BareModel | None) -> None:
        """Look into a preset, or into the run, and tell of it."""
        self._preset, self._is_asked_for = preset, preset is not None
        self._fill()
        self.preset_chosen.emit(preset)

    def choose_other(self) -> None:
        """Look into another model than now, and tell of it: the run if there is one, else the first preset."""
        has_run = bool(self._run_name) and self._preset is not None
        others = (preset for preset in self._offered() if preset != self._preset)
        self.choose(None if has_run else next(others, None))

    def open_folder(self, path: Path) -> None:
        """Offer the preset of a folder, and look into it. One that only generates text can be looked into too.

        Raises:
            StudioError: if the folder holds none.
        """
        folder = path.resolve()
        if only_generates(folder):
            check_weights(folder)
            model = BareModel(str(folder), folder.name)
        else:
            model = BareModel.of(describe_folder(folder))
        self._folders[model.name] = model
        self.choose(model)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Model"))
        self.setToolTip(self.tr("The model whose attention is shown"))
        self._fill()

    def showPopup(self) -> None:  # noqa: N802
        """Look which presets are ready now, and open the list."""
        self._fill()
        super().showPopup()

    def _offered(self) -> list[BareModel]:
        ready = [BareModel.of(preset) for preset in presets() if preset.is_offline]
        return [*ready, *self._folders.values()]

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            if self._run_name:
                self.addItem(self.tr("Run: {name}").format(name=self._run_name), _RUN)
            for preset in self._offered():
                self.addItem(self.tr("Preset: {name}").format(name=preset.label), preset)
                if preset == self._preset:
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
        elif isinstance(chosen, BareModel):
            self.choose(chosen)

    def _ask_for_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Open a folder with a backbone"), home_folder())
        if path:
            self.folder_opened.emit(Path(path))
