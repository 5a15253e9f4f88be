"""The card on top: which model reads which text."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.attention.model_combo import ModelCombo
from ui.attention.read_part import part_words
from ui.attention.reader import ReadMaps
from ui.inference.requests import ModelText
from ui.text import format_number
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, IconLabel
from ui.widgets.segments import Segments
from ui.widgets.text_box import TextBox

_PAUSE_MS = 350
_BOX_HEIGHT = 58


class AskCard(Card):
    """The model, the text, and a second text where one is wanted.

    Signals:
        source_changed: There is another text, or the model before or after fine-tuning is to read it.
        walk_toggled: Whether the side panel about one head is wanted.
    """

    source_changed = Signal()
    walk_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)

        # === Widgets ===
        self.model = ModelCombo()
        self.when = Segments(2)
        self.pair_button = Button(kind=ButtonKind.QUIET, icon_name="plus", icon_tone=Tone.MUTED)
        self.pair_button.setCheckable(True)
        self.walk_button = Button(icon_name="school-outline", icon_tone=Tone.MUTED)
        self.walk_button.setCheckable(True)
        self._box, self._pair_box = TextBox(), TextBox()
        self.text, self.pair = self._box.editor, self._pair_box.editor
        self._note = IconLabel()

        # === Layout ===
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self.model, 1)
        top.addWidget(self.when)
        top.addStretch(0)
        top.addWidget(self.pair_button)
        top.addWidget(self.walk_button)
        boxes = QHBoxLayout()
        boxes.setSpacing(theme.SPACE_S)
        for box in (self._box, self._pair_box):
            box.setFixedHeight(_BOX_HEIGHT)
            boxes.addWidget(box, 1)
        self._pair_box.hide()
        self.body.addLayout(top)
        self.body.addLayout(boxes)
        self.body.addWidget(self._note)

        # === Signals ===
        self._pause.timeout.connect(self.source_changed)
        self.text.textChanged.connect(self._pause.start)
        self.pair.textChanged.connect(self._pause.start)
        self.when.chosen.connect(lambda _index: self.ask_now())
        self.pair_button.toggled.connect(self._on_pair_button_toggled)
        self.walk_button.toggled.connect(self.walk_toggled)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.ask_now)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def source(self) -> ModelText:
        """Return what is to be read, and whether by the model before fine-tuning."""
        pair = self.pair.toPlainText().strip() if self.pair_button.isChecked() else ""
        is_before = self.model.preset is None and self.when.choice() == 1
        return ModelText(self.text.toPlainText().strip(), pair or None, is_before)

    def set_text(self, text: str, pair: str | None = None) -> None:
        """Write a text, and ask about it at once."""
        self.text.setPlainText(text)
        self.pair.setPlainText(pair or "")
        self.pair_button.setChecked(pair is not None)
        self.ask_now()

    def ask_now(self) -> None:
        """Ask without waiting for a pause in the typing."""
        self._pause.stop()
        self.source_changed.emit()

    def show_read(self, read: ReadMaps | None, *, is_waiting: bool) -> None:
        """Say below the text how it was read; `None` says nothing."""
        if read is None:
            self._show_note("")
        elif is_waiting:
            self._show_note(self.tr("Reading the text…"))
        elif part := part_words(read.answer.part):
            self._show_note(part, "content-cut", Tone.WARN)
        else:
            self._show_note(self._facts(read))

    def note(self) -> str:
        """Return the line below the text."""
        return self._note.text()

    def show_model(self) -> None:
        """Show what goes with the model: only a run has a before and an after."""
        self.when.setVisible(self.model.preset is None)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.model.retranslate()
        self.when.set_texts((self.tr("After"), self.tr("Before")), self.tr("After or before fine-tuning"))
        self.pair_button.setText(self.tr("Second text"))
        self.pair_button.setToolTip(self.tr("For models that read two texts at once, and to see them look across"))
        self.walk_button.setText(self.tr("How this works"))
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(self.tr("Type or paste a text. The maps follow your typing."))
        self.pair.setAccessibleName(self.tr("Second text"))
        self.pair.setPlaceholderText(self.tr("A second text, read together with the first."))

    def _show_note(self, text: str, icon_name: str = "", tone: Tone = Tone.MUTED) -> None:
        self._note.set_content(icon_name, text, tone)
        self._note.setVisible(bool(text))

    def _facts(self, read: ReadMaps) -> str:
        first, seconds = read.maps[0], read.answer.seconds
        tokens = self.tr("%Ln tokens", None, len(first.map.query_tokens))
        layers = self.tr("%Ln layers", None, first.num_layers)
        heads = self.tr("%Ln heads", None, first.num_heads)
        facts = f"{tokens} · {layers} × {heads}"
        time = self.tr("read in {time} s").format(time=format_number(seconds))
        if seconds < 1:
            time = self.tr("read in {time} ms").format(time=format_number(1000 * seconds))
        return f"{facts} · {time}"

    def _on_pair_button_toggled(self, is_on: bool) -> None:
        self._pair_box.setVisible(is_on)
        if is_on and not self.pair.toPlainText():
            self.pair.setFocus()
        else:
            self.ask_now()
