"""The inputs for the types that settings have."""

import math
import types
import typing

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox

from studio.settings import SettingInfo
from ui.forms.field import Field
from ui.text import format_number, format_scientific
from ui.widgets.text_box import TextBox
from ui.words.setting_words import choice_word, empty_word

_AUTO = "auto"
_LARGEST_INT = 2**31 - 1
_PERCENT = 100.0
_TEXTS_HEIGHT = 58
_LADDER = (1.0, 2.0, 3.0, 5.0)


class IntField(Field):
    """A whole number; where it may be empty, the lowest step of the spin box says so."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = QSpinBox()
        super().__init__(info, self._box)
        self._is_optional = is_optional(info)
        least = int(info.minimum if info.minimum is not None else -_LARGEST_INT)
        self._box.setRange(least - self._is_optional, int(min(info.maximum or _LARGEST_INT, _LARGEST_INT)))
        self._box.setSingleStep(int(info.step or 1))
        self._box.setGroupSeparatorShown(True)
        self._box.valueChanged.connect(self.edited)

    def value(self) -> int | None:
        """Return the number; `None` where it is empty."""
        value = self._box.value()
        return None if self._is_optional and value == self._box.minimum() else value

    def set_value(self, value: int | None) -> None:
        """Show a number, silently."""
        with QSignalBlocker(self._box):
            self._box.setValue(self._box.minimum() if value is None else value)

    def set_maximum(self, maximum: int) -> None:
        """Allow no larger number."""
        with QSignalBlocker(self._box):
            self._box.setMaximum(maximum)

    def set_step(self, step: int) -> None:
        """Go up and down by so much."""
        self._box.setSingleStep(step)

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        self._box.setLocale(QLocale())
        if self._has_unit_inside and self.unit_text():
            self._box.setSuffix(f" {self.unit_text()}")
        if self._is_optional:
            self._box.setSpecialValueText(empty_word(self.info))


class FloatField(Field):
    """A decimal number; a fraction is shown as percent."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = _DecimalBox()
        super().__init__(info, self._box)
        self._is_optional = is_optional(info) or has_auto(info)
        self._empty = _AUTO if has_auto(info) else None
        self._scale = _PERCENT if is_fraction(info) else 1.0
        step = (info.step or 0.1) * self._scale
        self._box.setDecimals(max(0, -math.floor(math.log10(step))) + (0 if self._scale > 1 else 1))
        self._box.setSingleStep(step)
        least = (info.minimum or 0.0) * self._scale
        if self._is_optional and (has_auto(info) or not info.is_minimum_open):
            least -= 0.0 if info.is_minimum_open else step
        elif info.is_minimum_open:
            least += 10.0 ** -self._box.decimals()
        self._box.setRange(least, self._most(step))
        self._box.valueChanged.connect(self.edited)

    def value(self) -> float | str | None:
        """Return the number; `None` or `auto` where it is empty."""
        if self._is_optional and self._box.value() == self._box.minimum():
            return self._empty
        return round(self._box.value() / self._scale, 9)

    def set_value(self, value: float | str | None) -> None:
        """Show a number, silently."""
        with QSignalBlocker(self._box):
            self._box.setValue(value * self._scale if isinstance(value, int | float) else self._box.minimum())

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        self._box.setLocale(QLocale())
        if self._is_optional:
            self._box.setSpecialValueText(empty_word(self.info))

    def unit_text(self) -> str:
        """Return the unit; a fraction's is percent."""
        if self._scale == 1.0:
            return super().unit_text()
        return self.tr("% of steps") if self.info.path == "fit.warmup_fraction" else self.tr("%")

    def _most(self, step: float) -> float:
        most = (self.info.maximum if self.info.maximum is not None else 1e9) * self._scale
        return most - step if self.info.is_maximum_open else most


class _DecimalBox(QDoubleSpinBox):
    """A spin box that writes no zeros that say nothing."""

    def textFromValue(self, value: float) -> str:  # noqa: N802
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class ScientificField(Field):
    """A small number, typed as `5e-5`. The arrow keys go up and down by 1, 2, 3, 5."""

    def __init__(self, info: SettingInfo) -> None:
        self._line = _ScientificLine()
        super().__init__(info, self._line)
        self._line.textEdited.connect(self._on_line_text_edited)
        self._line.stepped.connect(self._on_line_stepped)

    def value(self) -> float:
        """Return the number."""
        return float(self._line.text().replace(",", "."))

    def set_value(self, value: float) -> None:
        """Show a number, silently; text that already means it stays as it was typed."""
        if self.problem() or self.value() != value:
            self._line.setText(write_number(value))
        self._mark()

    def problem(self) -> str:
        """Return what was expected and what came."""
        text = self._line.text()
        try:
            value = self.value()
        except ValueError:
            return self.tr("{label}: expected a number such as 5e-5. Received: {text}.").format(
                label=self.label.text(), text=text or "–"
            )
        low, high = self.info.minimum or 0.0, self.info.maximum or math.inf
        if low < value <= high:
            return ""
        return self.tr("{label}: expected more than {low} and at most {high}. Received: {text}.").format(
            label=self.label.text(), low=format_number(low), high=format_number(high), text=text
        )

    def _on_line_text_edited(self) -> None:
        self._mark()
        self.edited.emit()

    def _on_line_stepped(self, direction: int) -> None:
        if self.problem():
            return
        value = neighbour(self.value(), direction)
        if value <= (self.info.maximum or math.inf):
            self._line.setText(write_number(value))
            self.edited.emit()

    def _mark(self) -> None:
        self.set_wrong(bool(self.problem()))


class _ScientificLine(QLineEdit):
    """A line edit that hears the arrow keys."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        directions = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in directions:
            self.stepped.emit(directions[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class ChoiceField(Field):
    """One of a few words."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = QComboBox()
        super().__init__(info, self._box)
        self._choices: tuple[str, ...] = typing.get_args(info.annotation)
        self._box.addItems(self._choices)
        self._box.currentIndexChanged.connect(self.edited)

    def value(self) -> str:
        """Return the choice."""
        return self._choices[max(0, self._box.currentIndex())]

    def set_value(self, value: str) -> None:
        """Show a choice, silently."""
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(self._choices.index(value))

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        for index, choice in enumerate(self._choices):
            self._box.setItemText(index, choice_word(self.info.path, choice))


class BoolField(Field):
    """Yes or no."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = QCheckBox()
        super().__init__(info, self._box)
        self._box.toggled.connect(self.edited)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self._box.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick or clear it, silently."""
        with QSignalBlocker(self._box):
            self._box.setChecked(value)


class TextField(Field):
    """A line of text."""

    def __init__(self, info: SettingInfo) -> None:
        self._line = QLineEdit()
        super().__init__(info, self._line)
        self._is_optional = is_optional(info)
        self._line.textEdited.connect(self.edited)

    def value(self) -> str | None:
        """Return the text; `None` where the setting may be empty and is."""
        return self._line.text().strip() or (None if self._is_optional else "")

    def set_value(self, value: str | None) -> None:
        """Show a text, silently; one that differs in outer blanks only stays as it was typed."""
        if self.value() != value:
            self._line.setText(value or "")

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        if self._is_optional:
            self.set_placeholder(empty_word(self.info))

    def set_placeholder(self, text: str) -> None:
        """Show what an empty line means."""
        self._line.setPlaceholderText(text)

    def set_most_letters(self, count: int) -> None:
        """Take no more letters than that."""
        self._line.setMaxLength(count)


class TextsField(Field):
    """Texts, a line each. A line break in one of them is written as a backslash and an n."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = TextBox()
        self._box.setFixedHeight(_TEXTS_HEIGHT)
        super().__init__(info, self._box)
        self._box.editor.textChanged.connect(self.edited)

    def value(self) -> tuple[str, ...]:
        """Return the texts; lines without anything are none."""
        lines = self._box.editor.toPlainText().split("\n")
        return tuple(line.replace("\\n", "\n") for line in lines if line)

    def set_value(self, value: tuple[str, ...]) -> None:
        """Show texts, silently; lines that already mean them stay as they were typed."""
        if self.value() != value:
            with QSignalBlocker(self._box.editor):
                self._box.editor.setPlainText("\n".join(text.replace("\n", "\\n") for text in value))

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        self._box.editor.setAccessibleName(self.control.accessibleName())
        self._box.editor.setPlaceholderText(self.tr("One text a line; \\n stands for a line break"))


def is_optional(info: SettingInfo) -> bool:
    """Whether a setting may be empty."""
    return isinstance(info.annotation, types.UnionType) and types.NoneType in typing.get_args(info.annotation)


def has_auto(info: SettingInfo) -> bool:
    """Whether a setting is a number or the word `auto`."""
    parts = typing.get_args(info.annotation)
    return any(typing.get_origin(part) is typing.Literal and typing.get_args(part) == (_AUTO,) for part in parts)


def is_fraction(info: SettingInfo) -> bool:
    """Whether a setting is a fraction by its name, which the screen shows as percent."""
    return info.path.endswith("_fraction")


def neighbour(value: float, direction: int) -> float:
    """Return the next number of the ladder 1, 2, 3, 5, 10, … above or below a value."""
    exponent = math.floor(math.log10(value))
    rungs = [rung * 10.0**power for power in range(exponent - 1, exponent + 2) for rung in _LADDER]
    if direction > 0:
        found = next(rung for rung in rungs if rung > value * 1.000001)
    else:
        found = next(rung for rung in reversed(rungs) if rung < value * 0.999999)
    return float(f"{found:.6g}")


def write_number(value: float) -> str:
    """Return a number as one types it, whole: `5e-5`, `2.25e-5`, `0.01`."""
    short = format_scientific(value) if value < 1e-3 else f"{value:g}"
    return short if float(short) == value else repr(value)


def make_field(info: SettingInfo) -> Field:
    """Return the input for a setting's type."""
    kinds = {getattr(kind, "__origin__", kind) for kind in typing.get_args(info.annotation)} or {info.annotation}
    if typing.get_origin(info.annotation) is typing.Literal:
        return ChoiceField(info)
    if typing.get_origin(info.annotation) is tuple:
        return TextsField(info)
    if bool in kinds:
        return BoolField(info)
    if int in kinds:
        return IntField(info)
    if float in kinds:
        return ScientificField(info) if info.path == "fit.learning_rate" else FloatField(info)
    return TextField(info)
