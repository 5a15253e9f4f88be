"""One setting of a form: a label, an input, a unit, a help."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from studio.settings import SettingInfo
from ui.guide.contents import GuidePlace
from ui.guide.help_button import HelpButton
from ui.text import studio_text
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets.label import Label

_LEAST_LETTERS = 12
_DESIGNED = "backbone.architecture."


class Field(QObject):
    """A setting with its widgets. A form places them in a row.

    Subclasses make the input and turn what stands in it into a value and back.

    Args:
        info: The setting's declaration.
        control: The input.

    Attributes:
        label, control, unit, help: The widgets of the row.

    Signals:
        edited: The user changed the input. Setting a value by program is silent.
    """

    edited = Signal()

    def __init__(self, info: SettingInfo, control: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = ""
        self._has_unit_inside = False
        self.info = info
        self.control = control
        self.label = Label()
        self.unit = Label(tone=Tone.MUTED)
        page = "designer" if info.path.startswith(_DESIGNED) else "fine-tuning"
        self.help = HelpButton(GuidePlace(page, info.label))
        self.label.setBuddy(control)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)
        if isinstance(control, QComboBox):
            # The longest choice must not decide how wide the form is.
            control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(_LEAST_LETTERS)

    def value(self) -> Any:
        """Return what stands in the input; only meaningful while there is no problem."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, silently."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return why what stands in the input is no value, in the window's language; empty if it is one."""
        return ""

    def set_visible(self, is_visible: bool) -> None:
        """Show or hide the row."""
        for widget in (self.label, self.control, self.help):
            widget.setVisible(is_visible)
        self.unit.setVisible(is_visible and not self._has_unit_inside)

    def set_unit_inside(self) -> None:
        """Write the unit behind what stands in the input, where a form has no column for it."""
        self._has_unit_inside = True
        self.unit.setParent(self.control)
        self.unit.hide()

    def set_locked(self, reason: str) -> None:
        """Let the input be changed or not; the reason, which a tooltip says, is empty if it can be."""
        self._lock = reason
        self.control.setEnabled(not reason)
        self.control.setToolTip(wrapped_tip(reason or studio_text(self.info.help)))

    def set_wrong(self, is_wrong: bool) -> None:
        """Mark the input as one whose value cannot be used."""
        self.control.setProperty("wrong", is_wrong)
        self.control.update()

    def retranslate(self) -> None:
        """Take the words of another language."""
        name, help_text = studio_text(self.info.label), studio_text(self.info.help)
        self.label.setText(name)
        self.unit.setText(self.unit_text())
        self.help.set_help(name, help_text)
        self.control.setAccessibleName(f"{name} ({self.unit.text()})" if self.unit.text() else name)
        self.control.setAccessibleDescription(help_text)
        self.control.setToolTip(wrapped_tip(self._lock or help_text))

    def unit_text(self) -> str:
        """Return the unit in the window's language."""
        return studio_text(self.info.unit) if self.info.unit else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the wheel scroll the page: an input that the mouse just passes over must not change."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
