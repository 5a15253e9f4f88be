"""How the style draws each control, and where the parts of a control lie."""

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

from ui import theme
from ui.theme import color, mix

PRIMARY = "primary"
QUIET = "quiet"
ARROWS_WIDTH = 26
HEADER_MARGIN = 6
# Beside the title of the column that the rows are sorted by.
SORT_ARROW_ROOM = 14
PADDING = 10
BAR_HEIGHT = 6
MENU_WIDTH = 16
ICON_GAP = 7
SCROLL_BAR_WIDTH = 10

_Sub = QStyle.SubControl
_State = QStyle.StateFlag
_Complex = QStyle.ComplexControl
_TRANSPARENT = QColor(0, 0, 0, 0)


def draw_round(
    painter: QPainter, rect: QRectF | QRect, fill: QColor, line: QColor, radius: float, *, width: float = 1.0
) -> None:
    """Draw a rounded rectangle whose line lies inside the given one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width))
    painter.setBrush(fill)
    inset = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def draw_toned_card(painter: QPainter, rect: QRect, ink: QColor) -> None:
    """Draw the ground of a card that stands out: a breath of a colour, and a line with more of it."""
    draw_round(painter, rect, mix(color("surface"), ink, 0.05), mix(color("border"), ink, 0.5), theme.CARD_RADIUS)


def fill_round(painter: QPainter, rect: QRectF, fill: QColor, radius: float) -> None:
    """Fill a rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def draw_bar(painter: QPainter, rect: QRectF, fraction: float, ink: QColor | None = None) -> None:
    """Draw a bar, filled from the left up to a fraction of its length."""
    radius = rect.height() / 2
    fill_round(painter, rect, mix(color("border"), color("background"), 0.4), radius)
    if fraction > 0:
        width = max(rect.height(), rect.width() * min(1.0, fraction))
        fill_round(painter, QRectF(rect.left(), rect.top(), width, rect.height()), ink or color("accent"), radius)


def draw_chevron(painter: QPainter, center: QPointF, ink: QColor, *, is_up: bool, half_width: float = 4.0) -> None:
    """Draw the arrow of an input."""
    rise = -half_width / 2 if is_up else half_width / 2
    path = QPainterPath(center + QPointF(-half_width, -rise))
    path.lineTo(center + QPointF(0, rise))
    path.lineTo(center + QPointF(half_width, -rise))
    _stroke(painter, path, ink, 1.4)


def is_inside_input(widget: QWidget | None) -> bool:
    """Whether a line edit is the text part of a spin box or a combo box."""
    return widget is not None and isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)


def draw_line_edit(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the panel of a line edit, unless it is a part of another input or was asked to have no frame."""
    if is_inside_input(widget) or not getattr(option, "lineWidth", 1):
        return
    draw_input(option, painter, is_wrong=bool(widget is not None and widget.property("wrong")))


def draw_input(option: QStyleOption, painter: QPainter, *, is_wrong: bool = False) -> None:
    """Draw the panel of an input."""
    is_enabled = bool(option.state & _State.State_Enabled)
    line = color("bad") if is_wrong else color("border")
    fill = color("surface") if is_enabled else color("background")
    draw_round(painter, option.rect, fill, line, theme.INPUT_RADIUS, width=1.6 if is_wrong else 1.0)


def draw_button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the panel of a push button: primary, quiet or plain."""
    fill, line = _button_colors(option, widget)
    draw_round(painter, option.rect, fill, line, theme.INPUT_RADIUS)


def _button_colors(option: QStyleOption, widget: QWidget | None) -> tuple[QColor, QColor]:
    is_enabled = bool(option.state & _State.State_Enabled)
    is_down = bool(option.state & (_State.State_Sunken | _State.State_On))
    is_hot = is_enabled and bool(option.state & _State.State_MouseOver)
    if widget is not None and widget.property(PRIMARY):
        accent = color("accent")
        fill = mix(accent, color("text"), 0.18 if is_down else 0.09 if is_hot else 0.0)
        fill = fill if is_enabled else mix(color("border"), color("background"), 0.4)
        return fill, fill
    if widget is not None and widget.property(QUIET) and not (is_hot or is_down):
        return _TRANSPARENT, _TRANSPARENT
    shade = 0.55 if is_down else 0.28 if is_hot else 0.0
    fill = mix(color("raised"), color("border"), shade) if is_enabled else color("background")
    return fill, color("border")


def draw_button_label(option: QStyleOptionButton, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a push button's icon and text, together in the middle; the arrow of a menu has its place at the right."""
    is_enabled = bool(option.state & _State.State_Enabled)
    area = option.rect.adjusted(PADDING, 0, -PADDING, 0)
    if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
        area.setRight(area.right() - MENU_WIDTH)
    gap = 0
    if not option.icon.isNull():
        size = option.iconSize
        gap = size.width() + (ICON_GAP if option.text else 0)
        text_width = option.fontMetrics.size(Qt.TextFlag.TextShowMnemonic.value, option.text).width()
        left = area.left() + max(0, (area.width() - gap - text_width) // 2)
        place = QRect(left, area.center().y() - size.height() // 2 + 1, size.width(), size.height())
        mode = QIcon.Mode.Normal if is_enabled else QIcon.Mode.Disabled
        state = QIcon.State.On if option.state & _State.State_On else QIcon.State.Off
        option.icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode, state)
        area = QRect(left + gap, area.top(), text_width + 2, area.height())
    painter.setPen(_button_ink(option, widget))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
    painter.drawText(area, flags.value, option.text)


def _button_ink(option: QStyleOptionButton, widget: QWidget | None) -> QColor:
    if not option.state & _State.State_Enabled:
        return option.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if widget is not None and widget.property(PRIMARY):
        return color("on_accent")
    return option.palette.color(QPalette.ColorRole.ButtonText)


def draw_check_box(option: QStyleOption, painter: QPainter) -> None:
    """Draw the box of a check box."""
    rect = QRectF(option.rect)
    is_on = bool(option.state & (_State.State_On | _State.State_NoChange))
    is_enabled = bool(option.state & _State.State_Enabled)
    accent = color("accent") if is_enabled else color("muted")
    line = mix(color("border"), color("muted"), 0.5)
    draw_round(painter, rect, accent if is_on else color("surface"), accent if is_on else line, 4)
    if option.state & _State.State_On:
        path = QPainterPath(rect.topLeft() + QPointF(4.2, 8.2))
        path.lineTo(rect.topLeft() + QPointF(7, 11))
        path.lineTo(rect.topLeft() + QPointF(12, 5.4))
        _stroke(painter, path, color("on_accent"))
    elif option.state & _State.State_NoChange:
        path = QPainterPath(rect.topLeft() + QPointF(4.5, 8))
        path.lineTo(rect.topLeft() + QPointF(11.5, 8))
        _stroke(painter, path, color("on_accent"))


def draw_radio_button(option: QStyleOption, painter: QPainter) -> None:
    """Draw the circle of a radio button."""
    rect = QRectF(option.rect)
    is_on = bool(option.state & _State.State_On)
    accent = color("accent") if option.state & _State.State_Enabled else color("muted")
    line = accent if is_on else mix(color("border"), color("muted"), 0.5)
    draw_round(painter, rect, color("surface"), line, 8)
    if is_on:
        fill_round(painter, rect.adjusted(4, 4, -4, -4), accent, 4)


def _stroke(painter: QPainter, path: QPainterPath, ink: QColor, width: float = 1.8) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)
    painter.restore()


def draw_progress(option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """Draw a progress bar: a thin line; a third of it, in the middle, where the end is not known."""
    rect = QRectF(option.rect)
    rect = QRectF(rect.left(), rect.center().y() - BAR_HEIGHT / 2, rect.width(), BAR_HEIGHT)
    span = option.maximum - option.minimum
    if span > 0:
        draw_bar(painter, rect, (option.progress - option.minimum) / span)
        return
    draw_bar(painter, rect, 0.0)
    third = QRectF(rect.left() + rect.width() / 3, rect.top(), rect.width() / 3, rect.height())
    fill_round(painter, third, color("accent"), BAR_HEIGHT / 2)


def draw_header_section(option: QStyleOption, painter: QPainter, *, has_line: bool = True) -> None:
    """Draw the ground of a table's header: the table's own, with a line below."""
    rect = option.rect
    painter.fillRect(rect, color("surface"))
    if has_line:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("border"))


def is_sorted(option: QStyleOption) -> bool:
    """Return whether the rows are sorted by a column."""
    header = cast(QStyleOptionHeader, option)
    return header.sortIndicator != QStyleOptionHeader.SortIndicator.None_


def header_label_rect(option: QStyleOptionHeader) -> QRect:
    """Return where the title of a column stands that the rows are sorted by."""
    return option.rect.adjusted(HEADER_MARGIN, 0, -HEADER_MARGIN - SORT_ARROW_ROOM, 0)


def header_arrow_rect(option: QStyleOptionHeader) -> QRect:
    """Return where the arrow stands that shows how the rows are sorted: behind the title."""
    side = SORT_ARROW_ROOM - 4
    right = option.rect.right() - HEADER_MARGIN
    return QRect(right - side + 1, option.rect.center().y() - side // 2, side, side)


def draw_combo_box(option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a combo box without its text."""
    if option.frame:
        draw_input(option, painter)
    ink = color("muted")
    if not option.state & _State.State_Enabled:
        ink.setAlphaF(0.5)
    arrow = combo_box_rect(option.rect, _Sub.SC_ComboBoxArrow)
    draw_chevron(painter, QPointF(arrow.center()) + QPointF(0.5, 0.5), ink, is_up=False)


def draw_combo_box_label(option: QStyleOptionComboBox, painter: QPainter) -> None:
    """Draw the icon and the text of a combo box; a text that is too long ends in an ellipsis."""
    if option.editable:
        return
    area = combo_box_rect(option.rect, _Sub.SC_ComboBoxEditField).adjusted(1, 0, 0, 0)
    if not option.currentIcon.isNull():
        size = option.iconSize
        place = QRect(area.left(), area.center().y() - size.height() // 2 + 1, size.width(), size.height())
        option.currentIcon.paint(painter, place)
        area.setLeft(place.right() + ICON_GAP)
    is_enabled = bool(option.state & _State.State_Enabled)
    group = QPalette.ColorGroup.Active if is_enabled else QPalette.ColorGroup.Disabled
    painter.setPen(option.palette.color(group, QPalette.ColorRole.Text))
    text = painter.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value, text)


def draw_spin_box(option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a spin box without its text."""
    draw_input(option, painter, is_wrong=bool(widget is not None and widget.property("wrong")))
    if option.buttonSymbols is QAbstractSpinBox.ButtonSymbols.NoButtons:
        return
    flags = QAbstractSpinBox.StepEnabledFlag
    for sub, flag in ((_Sub.SC_SpinBoxUp, flags.StepUpEnabled), (_Sub.SC_SpinBoxDown, flags.StepDownEnabled)):
        rect = spin_box_rect(option.rect, sub)
        is_up = sub is _Sub.SC_SpinBoxUp
        is_hot = bool(option.activeSubControls & sub)
        ink = color("text") if is_hot else color("muted")
        if not (option.stepEnabled & flag and option.state & _State.State_Enabled):
            ink.setAlphaF(0.4)
        center = QPointF(rect.center()) + QPointF(0.5, 2.0 if is_up else -0.5)
        draw_chevron(painter, center, ink, is_up=is_up, half_width=3.2)


def draw_scroll_bar(style: QStyle, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a scroll bar: its handle alone."""
    if option.minimum == option.maximum:
        return
    handle = style.subControlRect(_Complex.CC_ScrollBar, option, _Sub.SC_ScrollBarSlider, widget)
    is_hot = bool(option.state & _State.State_MouseOver)
    ink = mix(color("border"), color("muted"), 0.55 if is_hot else 0.25)
    fill_round(painter, QRectF(handle).adjusted(2, 2, -2, -2), ink, (SCROLL_BAR_WIDTH - 4) / 2)


def draw_slider(style: QStyle, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
    """Draw a horizontal slider."""
    groove = QRectF(style.subControlRect(_Complex.CC_Slider, option, _Sub.SC_SliderGroove, widget))
    handle = QRectF(style.subControlRect(_Complex.CC_Slider, option, _Sub.SC_SliderHandle, widget))
    ink = color("accent") if option.state & _State.State_Enabled else color("border")
    line = QRectF(groove.left(), groove.center().y() - 2, groove.width(), 4)
    draw_bar(painter, line, (handle.center().x() - line.left()) / max(1.0, line.width()), ink)
    knob = QRectF(0, 0, 14, 14)
    knob.moveCenter(QPointF(handle.center().x(), groove.center().y()))
    draw_round(painter, knob, color("raised"), ink, 7, width=2.0)


def spin_box_rect(rect: QRect, sub: QStyle.SubControl) -> QRect:
    """Return where a part of a spin box lies."""
    half = rect.height() // 2
    left = rect.right() - ARROWS_WIDTH
    match sub:
        case _Sub.SC_SpinBoxUp:
            return QRect(left, rect.top(), ARROWS_WIDTH, half)
        case _Sub.SC_SpinBoxDown:
            return QRect(left, rect.top() + half, ARROWS_WIDTH, rect.height() - half)
        case _Sub.SC_SpinBoxEditField:
            return rect.adjusted(PADDING - 2, 2, -ARROWS_WIDTH, -2)
    return rect


def combo_box_rect(rect: QRect, sub: QStyle.SubControl) -> QRect:
    """Return where a part of a combo box lies; the list opens right below."""
    match sub:
        case _Sub.SC_ComboBoxArrow:
            return QRect(rect.right() - ARROWS_WIDTH - 2, rect.top(), ARROWS_WIDTH, rect.height())
        case _Sub.SC_ComboBoxEditField:
            return rect.adjusted(PADDING - 2, 2, -ARROWS_WIDTH - 2, -2)
    return rect


def scroll_bar_rect(style: QStyle, option: QStyleOptionSlider, sub: QStyle.SubControl, widget: QWidget | None) -> QRect:
    """Return where a part of a scroll bar lies: all of it is groove, it has no arrows."""
    rect = option.rect
    is_horizontal = option.orientation is Qt.Orientation.Horizontal
    length = rect.width() if is_horizontal else rect.height()
    span = option.maximum - option.minimum
    size = length
    if span > 0:
        least = min(length, style.pixelMetric(QStyle.PixelMetric.PM_ScrollBarSliderMin, option, widget))
        size = min(length, max(least, round(length * option.pageStep / (span + option.pageStep))))
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    first, last = {
        _Sub.SC_ScrollBarSlider: (start, size),
        _Sub.SC_ScrollBarGroove: (0, length),
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + size, length - start - size),
    }.get(sub, (0, 0))
    if is_horizontal:
        return QRect(rect.left() + first, rect.top(), last, rect.height())
    return QRect(rect.left(), rect.top() + first, rect.width(), last)
