"""Fusion with inputs, buttons and bars drawn in our tokens.

A proxy style, not style sheets: a style sheet on a spin box hides its number, on a combo box its arrow, and one on the
application costs start-up time. Every widget of every page gets its look from here.
"""

from typing import Any, cast

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionViewItem,
    QWidget,
)

from ui import drawing, popups, theme
from ui.theme import color

_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl
_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric


def make_primary(button: QWidget) -> None:
    """Let the style draw a button as the page's main action."""
    button.setProperty(drawing.PRIMARY, True)


def make_quiet(button: QWidget) -> None:
    """Let the style draw a button without a frame until the mouse is over it."""
    button.setProperty(drawing.QUIET, True)


class FettleStyle(QProxyStyle):
    """Draws the controls; all that is not named here is Fusion's."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._corner_cutter = popups.CornerCutter(self)

    def polish(self, widget: Any) -> Any:
        """Let windows that pop up have round corners."""
        if isinstance(widget, QWidget) and popups.is_popup(widget):
            widget.installEventFilter(self._corner_cutter)
        return super().polish(widget)

    def drawPrimitive(  # noqa: N802
        self, element: _Primitive, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw frames, check marks and the ring around what has the focus."""
        match element:
            case _Primitive.PE_PanelLineEdit | _Primitive.PE_FrameLineEdit:
                drawing.draw_line_edit(option, painter, widget)
            case _Primitive.PE_PanelButtonCommand:
                drawing.draw_button(option, painter, widget)
            case _Primitive.PE_FrameFocusRect:
                # `ui.focus` draws a ring around what has the focus, outside of it.
                return
            case _Primitive.PE_PanelMenu | _Primitive.PE_PanelTipLabel:
                popups.draw_popup(option, painter)
            case _Primitive.PE_FrameMenu:
                return
            case _Primitive.PE_Frame if popups.is_popup(widget):
                popups.draw_popup(option, painter)
            case _Primitive.PE_IndicatorArrowDown:
                center = QPointF(option.rect.center()) + QPointF(0.5, 0.5)
                drawing.draw_chevron(painter, center, color("muted"), is_up=False)
            case _Primitive.PE_IndicatorCheckBox:
                drawing.draw_check_box(option, painter)
            case _Primitive.PE_IndicatorRadioButton:
                drawing.draw_radio_button(option, painter)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def drawControl(  # noqa: N802
        self, element: _Control, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw the bars, the table headers and the labels of buttons."""
        match element:
            case _Control.CE_ProgressBar:
                drawing.draw_progress(cast(QStyleOptionProgressBar, option), painter)
            case _Control.CE_Header if drawing.is_sorted(option):
                self._draw_sorted_header(cast(QStyleOptionHeader, option), painter, widget)
            case _Control.CE_HeaderSection:
                drawing.draw_header_section(option, painter)
            case _Control.CE_HeaderEmptyArea:
                # Below the last row's number there is nothing to part.
                drawing.draw_header_section(option, painter, has_line=bool(option.state & _State.State_Horizontal))
            case _Control.CE_ComboBoxLabel:
                drawing.draw_combo_box_label(cast(QStyleOptionComboBox, option), painter)
            case _Control.CE_MenuItem if option.state & _State.State_Selected:
                inner = QStyleOptionMenuItem(cast(QStyleOptionMenuItem, option))
                inner.state &= ~_State.State_Selected
                if option.state & _State.State_Enabled:
                    popups.draw_chosen_row(painter, option.rect)
                super().drawControl(element, inner, painter, widget)
            case _Control.CE_ItemViewItem if popups.is_in_combo_list(widget):
                inner_item = popups.draw_list_row(cast(QStyleOptionViewItem, option), painter)
                super().drawControl(element, inner_item, painter, widget)
            case _Control.CE_PushButtonLabel:
                drawing.draw_button_label(cast(QStyleOptionButton, option), painter, widget)
            case _:
                super().drawControl(element, option, painter, widget)

    def _draw_sorted_header(self, option: QStyleOptionHeader, painter: QPainter, widget: QWidget | None) -> None:
        """Draw a title with the arrow behind it: Fusion draws the arrow on a title that stands at the right."""
        self.drawControl(_Control.CE_HeaderSection, option, painter, widget)
        inner = QStyleOptionHeader(option)
        inner.rect = drawing.header_label_rect(option)
        self.drawControl(_Control.CE_HeaderLabel, inner, painter, widget)
        inner.rect = drawing.header_arrow_rect(option)
        self.drawPrimitive(_Primitive.PE_IndicatorHeaderArrow, inner, painter, widget)

    def drawComplexControl(  # noqa: N802
        self, control: _Complex, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw combo boxes, spin boxes, scroll bars and sliders."""
        match control:
            case _Complex.CC_ComboBox:
                drawing.draw_combo_box(cast(QStyleOptionComboBox, option), painter, widget)
            case _Complex.CC_SpinBox:
                drawing.draw_spin_box(cast(QStyleOptionSpinBox, option), painter, widget)
            case _Complex.CC_ScrollBar:
                drawing.draw_scroll_bar(self, cast(QStyleOptionSlider, option), painter, widget)
            case _Complex.CC_Slider:
                drawing.draw_slider(self, cast(QStyleOptionSlider, option), painter, widget)
            case _:
                super().drawComplexControl(control, option, painter, widget)

    def subControlRect(  # noqa: N802
        self, control: _Complex, option: QStyleOptionComplex, sub: _Sub, widget: QWidget | None = None
    ) -> QRect:
        """Place the text and the arrows of inputs; scroll bars have no arrows."""
        rect = option.rect
        if control is _Complex.CC_SpinBox:
            return drawing.spin_box_rect(rect, sub)
        if control is _Complex.CC_ComboBox:
            return drawing.combo_box_rect(rect, sub)
        if control is _Complex.CC_ScrollBar:
            return drawing.scroll_bar_rect(self, cast(QStyleOptionSlider, option), sub, widget)
        return super().subControlRect(control, option, sub, cast(QWidget, widget))

    def subElementRect(  # noqa: N802
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Give the text of a line edit its padding."""
        rect = super().subElementRect(element, option, cast(QWidget, widget))
        if element is QStyle.SubElement.SE_LineEditContents and not drawing.is_inside_input(widget):
            return rect.adjusted(drawing.PADDING - 4, 0, -(drawing.PADDING - 6), 0)
        return rect

    def sizeFromContents(  # noqa: N802
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Make inputs and buttons equally high."""
        result = super().sizeFromContents(kind, option, size, cast(QWidget, widget))
        types = QStyle.ContentsType
        match kind:
            case types.CT_LineEdit if not drawing.is_inside_input(widget):
                return QSize(result.width() + drawing.PADDING, theme.INPUT_HEIGHT)
            case types.CT_SpinBox | types.CT_ComboBox:
                return QSize(size.width() + drawing.ARROWS_WIDTH + 2 * drawing.PADDING, theme.INPUT_HEIGHT)
            case types.CT_PushButton:
                return QSize(max(result.width(), size.width() + 2 * theme.SPACE_L), theme.INPUT_HEIGHT)
            case types.CT_MenuItem if size.height() > _LEAST_ITEM:
                return QSize(result.width() + theme.SPACE_S, result.height() + theme.SPACE_XS)
            case types.CT_ItemViewItem if popups.is_in_combo_list(widget):
                return QSize(result.width() + theme.SPACE_M, max(result.height(), _LIST_ROW))
            case types.CT_ProgressBar:
                return QSize(result.width(), drawing.BAR_HEIGHT)
            case _:
                return result

    def pixelMetric(  # noqa: N802
        self, metric: _Metric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Return the sizes that differ from Fusion's."""
        return _METRICS.get(metric) or super().pixelMetric(metric, option, widget)

    def styleHint(  # noqa: N802
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: object = None,
    ) -> int:
        """Let a click on a slider's groove jump there; combo boxes open below themselves."""
        if hint is QStyle.StyleHint.SH_Slider_AbsoluteSetButtons:
            return Qt.MouseButton.LeftButton.value
        if hint in _HINTS_OFF:
            return 0
        return super().styleHint(hint, option, widget, data)  # type: ignore[arg-type]


# A separator is lower than any item with words.
_LEAST_ITEM = 12
_LIST_ROW = 28
_HINTS_OFF = (QStyle.StyleHint.SH_EtchDisabledText, QStyle.StyleHint.SH_ComboBox_Popup)
_METRICS = {
    _Metric.PM_ScrollBarExtent: drawing.SCROLL_BAR_WIDTH,
    _Metric.PM_ScrollBarSliderMin: 28,
    _Metric.PM_IndicatorWidth: 16,
    _Metric.PM_IndicatorHeight: 16,
    _Metric.PM_ExclusiveIndicatorWidth: 16,
    _Metric.PM_ExclusiveIndicatorHeight: 16,
    _Metric.PM_SliderLength: 16,
    _Metric.PM_SliderThickness: 20,
    _Metric.PM_ButtonIconSize: 16,
    _Metric.PM_SmallIconSize: 16,
    _Metric.PM_HeaderMargin: drawing.HEADER_MARGIN,
    _Metric.PM_MenuVMargin: theme.SPACE_XS,
    _Metric.PM_MenuHMargin: 1,
    _Metric.PM_LayoutHorizontalSpacing: theme.SPACE_M,
    _Metric.PM_LayoutVerticalSpacing: theme.SPACE_S,
}
