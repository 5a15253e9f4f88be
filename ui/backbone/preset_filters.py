"""The line above the table of backbones: search and filters."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.catalogue import MULTILINGUAL, hugging_face_handle
from ui import theme
from ui.backbone.preset_filter import PresetQuery
from ui.icons import icon
from ui.words import preset_words

_LEAST_BOX_WIDTH = 96
_TYPING_MS = 150
_INFINITE = float("inf")
_SIZES = ((0.0, _INFINITE), (0.0, 50e6), (50e6, 150e6), (150e6, _INFINITE))
_LANGUAGES = ("", "en", "zh", MULTILINGUAL)


class PresetFilters(QWidget):
    """Holds a query.

    Signals:
        changed: The new `PresetQuery`.
        handle_entered: A hub's handle, or what looks like `owner/model`, was typed and finished with Enter.
    """

    changed = Signal(object)
    handle_entered = Signal(str)

    def __init__(self, families: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._families = tuple(families)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)

        # === Widgets ===
        self.search = QLineEdit(clearButtonEnabled=True)
        self._sign = QAction(icon("magnify"), "", self.search)
        self.search.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.family = QComboBox()
        self.language = QComboBox()
        self.size_range = QComboBox()
        self.offline = QCheckBox()
        for box in (self.family, self.language, self.size_range):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(_LEAST_BOX_WIDTH)

        # === Layout ===
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE_S)
        for box in (self.family, self.language, self.size_range):
            choices.addWidget(box)
        choices.addStretch(1)
        choices.addWidget(self.offline)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self.search)
        layout.addLayout(choices)

        # === Signals ===
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self._typing.timeout.connect(self._emit)
        for box in (self.family, self.language, self.size_range):
            box.currentIndexChanged.connect(self._emit)
        self.offline.toggled.connect(self._emit)

    def query(self) -> PresetQuery:
        """Return what is looked for."""
        least, most = _SIZES[max(0, self.size_range.currentIndex())]
        return PresetQuery(
            text=self.search.text(),
            family=self._families[self.family.currentIndex() - 1] if self.family.currentIndex() > 0 else "",
            language=_LANGUAGES[max(0, self.language.currentIndex())],
            least_parameters=least,
            most_parameters=most,
            is_offline=self.offline.isChecked(),
        )

    def clear(self) -> None:
        """Look for everything."""
        self.search.clear()
        self.offline.setChecked(False)
        for box in (self.family, self.language, self.size_range):
            box.setCurrentIndex(0)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.search.setPlaceholderText(self.tr("Search, or enter kaggle://… or hf://…"))
        self.search.setAccessibleName(self.tr("Search the backbones"))
        _set_items(self.family, self.tr("Family"), [self.tr("All families"), *self._families])
        languages = [preset_words.language(code) for code in _LANGUAGES[1:]]
        _set_items(self.language, self.tr("Language"), [self.tr("All languages"), *languages])
        # Parameters in millions, as everywhere in the table.
        sizes = (self.tr("All sizes"), self.tr("Up to 50 M"), self.tr("50 to 150 M"), self.tr("Over 150 M"))
        _set_items(self.size_range, self.tr("Size"), sizes)
        self.size_range.setToolTip(self.tr("The number of parameters"))
        self.offline.setText(self.tr("Ready offline"))
        self.offline.setToolTip(self.tr("Only backbones that are on this computer"))

    def _on_search_return_pressed(self) -> None:
        text = self.search.text().strip()
        if "://" in text or hugging_face_handle(text) is not None:
            self.handle_entered.emit(text)

    def _emit(self) -> None:
        self.changed.emit(self.query())


def _set_items(box: QComboBox, name: str, texts: Sequence[str]) -> None:
    """Fill a box anew in silence; its choice stays."""
    index = max(0, box.currentIndex())
    box.blockSignals(True)
    box.clear()
    box.addItems(texts)
    box.setCurrentIndex(index)
    box.blockSignals(False)
    box.setAccessibleName(name)
