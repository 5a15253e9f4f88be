"""How a file is read: told in a line, and changed by hand with a click."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from studio.encodings import ENCODING_WORDS, encoding_name, find_encoding
from studio.spec import ReadingSpec, TextRows
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Button, ButtonKind, Label

if TYPE_CHECKING:
    from studio.data import DataSource

_SETTINGS = ("encoding", "delimiter", "header", "sheet", "text_rows")
_DELIMITERS = (",", ";", "\t", "|", " ", ":", "^")
_HEADERS = ("none", "1", "2", "3", "4", "5", "1-2", "1-3")
_TEXT_ROWS = get_args(TextRows)
_LEAST_WIDTH = 96


class ReadingBar(QWidget):
    """Tells encoding, delimiter, header and sheet of a file, or what its rows are, and lets each be chosen.

    Signals:
        reading_changed: The new `ReadingSpec`.
    """

    reading_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._source: DataSource | None = None
        self._reading = ReadingSpec()
        self._found: dict[str, object] = {}

        # === Widgets ===
        self._summary = Label(tone=Tone.MUTED, is_wrapped=True)
        self.change = Button(kind=ButtonKind.QUIET, icon_name="tune-variant", icon_tone=Tone.MUTED)
        self.change.setCheckable(True)
        self._choices = QWidget()
        self._choices.hide()
        self._names = {name: Label(tone=Tone.MUTED) for name in _SETTINGS}
        self.combos = {name: QComboBox() for name in _SETTINGS}
        self._fields = {name: QWidget() for name in _SETTINGS}

        # === Layout ===
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self._summary, 1)
        line.addWidget(self.change)
        fields = QHBoxLayout(self._choices)
        fields.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        fields.setSpacing(theme.SPACE_M)
        for name in _SETTINGS:
            column = QVBoxLayout(self._fields[name])
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SPACE_XS)
            column.addWidget(self._names[name])
            column.addWidget(self.combos[name])
            self.combos[name].setMinimumWidth(_LEAST_WIDTH)
            self.combos[name].setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._names[name].setBuddy(self.combos[name])
            fields.addWidget(self._fields[name], 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(line)
        layout.addWidget(self._choices)

        # === Signals ===
        self.change.toggled.connect(self._choices.setVisible)
        for name, combo in self.combos.items():
            combo.activated.connect(lambda _index, name=name: self._on_combo_activated(name))

    def show_source(self, source: "DataSource", reading: ReadingSpec) -> None:
        """Show how a data set is read, in silence.

        Args:
            source: The data set.
            reading: What was set by hand.
        """
        # Loaded by now: the data set could not have been opened without it.
        from studio.data.describing import reading_data

        self._source, self._reading, self._found = source, reading, reading_data(source)
        self.setVisible(bool(self._found))
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.change.setText(self.tr("Change…"))
        self.change.setAccessibleName(self.tr("Change how the file is read"))
        self.change.setToolTip(self.tr("Set encoding, delimiter, header, sheet or rows by hand"))
        titles = (self.tr("Encoding"), self.tr("Delimiter"), self.tr("Header"), self.tr("Sheet"), self.tr("Rows"))
        for name, title in zip(_SETTINGS, titles, strict=True):
            self._names[name].setText(title)
            self.combos[name].setAccessibleName(title)
        self._show()

    def _show(self) -> None:
        if self._source is None:
            return
        self._summary.setText(self.tr("Read as: {settings}").format(settings=" · ".join(self._summary_parts())))
        for name in _SETTINGS:
            self._fields[name].setVisible(name in self._found)
            if name in self._found:
                self._fill(name)

    def _summary_parts(self) -> Iterable[str]:
        found = self._found
        if "encoding" in found:
            yield encoding_name(str(found["encoding"]))
        if "delimiter" in found:
            yield self._delimiter_words(str(found["delimiter"]))
        if "header" in found:
            words = self._header_words(str(found["header"]))
            yield words if found["header"] == "none" else self.tr("header in {rows}").format(rows=words)
        if "sheet" in found:
            yield self.tr("sheet {name}").format(name=str(found["sheet"]))
        if "text_rows" in found:
            yield self.tr("rows are {rows}").format(rows=self._words("text_rows", str(found["text_rows"])))

    def _fill(self, name: str) -> None:
        """List what one setting may be, automatic first."""
        combo, chosen = self.combos[name], getattr(self._reading, name)
        if name == "encoding" and chosen is not None:
            chosen = find_encoding(chosen)
        automatic = self.tr("Automatic")
        if chosen is None:
            found = str(self._found[name])
            words = encoding_name(found) if name == "encoding" else self._words(name, found)
            automatic = self.tr("Automatic: {value}").format(value=words)
        values = self._values(name)
        if chosen is not None and chosen not in values:
            values = (*values, chosen)
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(automatic, None)
        for value in values:
            combo.addItem(self._words(name, value), value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else 0)
        combo.blockSignals(False)
        # A long name may be cut in a small window.
        combo.setToolTip(plain_tip(combo.currentText()))

    def _values(self, name: str) -> tuple[str, ...]:
        if name == "encoding":
            return tuple(ENCODING_WORDS)
        if name == "delimiter":
            return _DELIMITERS
        if name == "header":
            return _HEADERS
        if name == "text_rows":
            return _TEXT_ROWS
        return tuple(sheet.name for sheet in self._source.sheets) if self._source is not None else ()

    def _words(self, name: str, value: str) -> str:
        if name == "encoding":
            return studio_text(ENCODING_WORDS.get(value, value))
        if name == "delimiter":
            return self._delimiter_words(value)
        if name == "text_rows":
            words = {"lines": self.tr("lines"), "paragraphs": self.tr("paragraphs"), "documents": self.tr("documents")}
            return words[value]
        return self._header_words(value) if name == "header" else self._sheet_words(value)

    def _delimiter_words(self, value: str) -> str:
        names = {
            ",": self.tr("comma"),
            ";": self.tr("semicolon"),
            "\t": self.tr("tab"),
            "|": self.tr("bar"),
            " ": self.tr("space"),
            ":": self.tr("colon"),
        }
        return names.get(value, value)

    def _header_words(self, value: str) -> str:
        if value == "none":
            return self.tr("no header")
        first, _, last = value.partition("-")
        if last:
            return self.tr("rows {first} to {last}").format(first=first, last=last)
        return self.tr("row {row}").format(row=first)

    def _sheet_words(self, name: str) -> str:
        sheets = self._source.sheets if self._source is not None else ()
        is_hidden = any(sheet.name == name and sheet.is_hidden for sheet in sheets)
        return self.tr("{name} (hidden)").format(name=name) if is_hidden else name

    def _on_combo_activated(self, name: str) -> None:
        value = self.combos[name].currentData()
        reading = self._reading.model_copy(update={name: value})
        if reading != self._reading:
            self.reading_changed.emit(reading)
