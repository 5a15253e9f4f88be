"""How much of the backbone is trained."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from studio.settings import SettingInfo
from studio.spec import LastLayers, Trainable
from ui.forms.field import Field
from ui.text import format_parameters

_KINDS = ("all", "head", "last_layers", "lora")
_FIRST_LAST_LAYERS = 2


class TrainableField(Field):
    """Everything, the head alone, the last layers, or LoRA; how many layers is a field of its own."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = QComboBox()
        super().__init__(info, self._box)
        self._num_parameters: int | None = None
        self._num_layers: int | None = None
        self._num_last_layers = _FIRST_LAST_LAYERS
        self._box.addItems(_KINDS)
        self._box.currentIndexChanged.connect(self.edited)

    def value(self) -> Trainable | LastLayers:
        """Return what is trained."""
        match _KINDS[max(0, self._box.currentIndex())]:
            case "head":
                return "head"
            case "lora":
                return "lora"
            case "last_layers":
                return LastLayers(last_layers=self._num_last_layers)
        return "all"

    def set_value(self, value: Trainable | LastLayers) -> None:
        """Show what is trained, silently."""
        if isinstance(value, LastLayers):
            self._num_last_layers = value.last_layers
        kind = "last_layers" if isinstance(value, LastLayers) else value
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(_KINDS.index(kind))

    def set_size(self, num_parameters: int | None, num_layers: int | None) -> None:
        """Tell the size of the backbone, for the words of the choices."""
        self._num_parameters, self._num_layers = num_parameters, num_layers
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        everything = self.tr("Everything")
        if self._num_parameters is not None:
            count = format_parameters(self._num_parameters)
            everything = self.tr("Everything ({count} parameters)").format(count=count)
        layers = self.tr("The last layers and the head")
        if self._num_layers is not None:
            layers = self.tr("The last layers and the head (of %Ln layers)", None, self._num_layers)
        words = (everything, self.tr("The head only"), layers, self.tr("LoRA: small matrices beside frozen weights"))
        for index, word in enumerate(words):
            self._box.setItemText(index, word)
