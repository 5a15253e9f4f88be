"""Where the keyboard's focus is: a ring around the control that has it, in every window of the studio.

One widget paints the ring for all others, outside of them, so that no control draws a mark of its own and none can lack
it. In a table the ring is around the row or cell that the keyboard acts on.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui import theme
from ui.drawing import draw_round
from ui.theme import color

RING_WIDTH = 2
RING_GAP = 2
_REACH = RING_WIDTH + RING_GAP
# What one types into or chooses from shows the ring however the focus came there.
INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
)
_MARGIN = 2 * _REACH


class FocusFollower(QObject):
    """Keeps the ring where the focus is, and what has the focus in sight.

    Args:
        window: The studio's window; windows that belong to it are followed too.
    """

    # Python may take the follower apart before Qt does, and Qt then still tells it of events.
    _target: QWidget | None = None
    _ring: "FocusRing | None" = None

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        # === State ===
        self._window = window
        self._watched: list[QObject] = []
        # === Signals ===
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow what moves the control, and show the ring as soon as a key is used."""
        kind = event.type()
        if kind in _MOVES or (kind is QEvent.Type.Paint and watched is self._viewport()):
            self._place()
        elif kind is QEvent.Type.KeyPress and self._ring is not None and isValid(self._ring):
            self._ring.is_wanted = True
            self._place()
        return False

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if now is None or not isValid(self._window) or not _belongs_to(now, self._window):
            return
        is_by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._target = now
        self._ring = _ring_of(now.window())
        self._ring.is_wanted = not is_by_mouse or isinstance(now, INPUTS)
        self._watched = [*_chain(now), *([view] if (view := self._viewport()) is not None else [])]
        for watched in self._watched:
            watched.installEventFilter(self)
        if not is_by_mouse:
            bring_into_view(framed(now), _area_of(now))
        self._place()

    def _leave(self) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
        self._watched, self._target, self._ring = [], None, None

    def _viewport(self) -> QWidget | None:
        target = self._target
        is_view = isinstance(target, QAbstractItemView) and isValid(target)
        return target.viewport() if is_view and isinstance(target, QAbstractItemView) else None

    def _place(self) -> None:
        target, ring = self._target, self._ring
        if target is not None and ring is not None and isValid(target) and isValid(ring):
            ring.surround(framed(target), _area_of(target))


class FocusRing(QWidget):
    """The ring; the mouse does not see it.

    Attributes:
        is_wanted: Whether it is shown; it is not after a click on a button.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.is_wanted = True
        self._radius = 0.0
        self._whole = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, widget: QWidget, area: QRect) -> None:
        """Stand around a part of a widget, cut off where what it scrolls in ends."""
        top_left = widget.mapTo(self.window(), area.topLeft())
        whole = QRect(top_left, area.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        seen = whole.intersected(_clip(widget, self.window()))
        if not self.is_wanted or not widget.isVisible() or seen.isEmpty():
            self.hide()
            return
        self._radius = float(getattr(widget, "focus_radius", theme.INPUT_RADIUS)) + RING_GAP + RING_WIDTH / 2
        self._whole = whole.translated(-seen.topLeft())
        if seen != self.geometry() or not self.isVisible():
            self.setGeometry(seen)
            self.raise_()
            self.show()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ring."""
        nothing = QColor(Qt.GlobalColor.transparent)
        draw_round(QPainter(self), self._whole, nothing, color("accent"), self._radius, width=RING_WIDTH)


def bring_into_view(widget: QWidget, area: QRect) -> None:
    """Scroll everything around a widget so that a part of it can be seen; of a part that is too high, its top."""
    parent = widget.parentWidget()
    while parent is not None:
        content = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and content is not None and content.isAncestorOf(widget):
            place = QRect(widget.mapTo(content, area.topLeft()), area.size())
            place.setHeight(min(place.height(), parent.viewport().height() - 2 * _MARGIN))
            centre = place.center()
            parent.ensureVisible(centre.x(), centre.y(), place.width() // 2, place.height() // 2 + _MARGIN)
        if parent.isWindow():
            return
        parent = parent.parentWidget()


def framed(widget: QWidget) -> QWidget:
    """Return what the user sees as the control: the frame around an editor, else the widget itself."""
    parent = widget.parentWidget()
    return parent if parent is not None and parent.focusProxy() is widget else widget


def focus_first(page: QWidget, header: QWidget) -> None:
    """Give the focus to the first input of a page that can be seen without scrolling, else to its first control.

    What stands in the page's header comes later than all that the page is for: whoever types at once means the text
    and not the run.
    """
    found = [widget for widget in tab_order(page) if not _clip(widget, page).isEmpty()]
    inputs = [widget for widget in found if isinstance(widget, INPUTS)]
    inputs.sort(key=header.isAncestorOf)
    for widget in (*inputs, *found[:1]):
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return


def tab_order(page: QWidget) -> list[QWidget]:
    """Return the controls of a page that Tab reaches, in its order."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        is_reached = is_reached and not _is_reached_by_arrows(widget)
        if is_reached and page.isAncestorOf(widget) and widget.isEnabled() and widget.isVisibleTo(page):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _is_reached_by_arrows(widget: QWidget) -> bool:
    """Whether a button is one of several of which one is chosen: Tab reaches the chosen one, arrow keys the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, widget)


def _area_of(widget: QWidget) -> QRect:
    """Return the part of a control that the keyboard acts on: of a table, its current row or cell."""
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        cell = widget.visualRect(widget.currentIndex())
        if widget.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
            cell.setLeft(0)
            cell.setWidth(widget.viewport().width())
        return cell.translated(widget.viewport().mapTo(widget, QPoint(0, 0)))
    return framed(widget).rect()


def _clip(widget: QWidget, window: QWidget) -> QRect:
    """Return the part of a window in which a widget can be seen, with room for a ring at its borders."""
    seen = window.rect()
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            view = parent.viewport()
            place = QRect(view.mapTo(window, QPoint(0, 0)), view.size())
            seen = seen.intersected(place.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        parent = None if parent.isWindow() else parent.parentWidget()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return seen if seen.intersects(place) else QRect()


def _chain(widget: QWidget) -> list[QWidget]:
    found = [widget]
    while not found[-1].isWindow() and (parent := found[-1].parentWidget()) is not None:
        found.append(parent)
    return found


def _belongs_to(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget stands in a window or in one that belongs to it; a list that has popped up shows itself."""
    top = widget.window()
    if top.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
        return False
    while top is not window:
        parent = top.parentWidget()
        if parent is None:
            return False
        top = parent.window()
    return True


def _ring_of(window: QWidget) -> FocusRing:
    return window.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly) or FocusRing(window)
