"""Where the window stands: where it stood before, and always within the screen that there is."""

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_WISHED = QSize(1280, 860)
_BESIDE = QSize(1000, 720)
# What a window manager puts around a window is known only once it is shown.
_TITLE_BAR = 40
_SIDE = 4


def place_window(window: QWidget, kept: QByteArray) -> None:
    """Put a window where it stood before, else in the middle of the screen; all of it can be seen.

    Args:
        window: The window; it is not shown yet.
        kept: What `saveGeometry` gave; empty at the first start.
    """
    is_known = not kept.isEmpty() and window.restoreGeometry(kept)
    if window.isMaximized() or window.isFullScreen():
        return
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    primary = QGuiApplication.primaryScreen().availableGeometry()
    wanted = window.geometry() if is_known else _in_the_middle(primary)
    window.setGeometry(fitted(wanted, screens, primary))


def fitted(wanted: QRect, screens: list[QRect], primary: QRect) -> QRect:
    """Return a place moved and made smaller so that it, with its title bar, lies on the screen that shows most of it.

    Args:
        wanted: Where the window is to stand, its title bar not counted.
        screens: What each screen has free.
        primary: The screen to go to where none shows the place.
    """
    best = max(screens, key=lambda screen: _area(screen.intersected(wanted)), default=primary)
    screen = best if _area(best.intersected(wanted)) else primary
    room = screen.adjusted(_SIDE, _TITLE_BAR, -_SIDE, -_SIDE)
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(wanted.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _in_the_middle(screen: QRect) -> QRect:
    place = QRect(0, 0, _WISHED.width(), _WISHED.height())
    place.moveCenter(screen.center())
    return place


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


def fit_beside(window: QWidget, owner: QWidget, wished: QSize = _BESIDE) -> None:
    """Give a second window its first size and place: over its owner, within the screen."""
    place = QRect(0, 0, wished.width(), wished.height())
    place.moveCenter(owner.window().geometry().center())
    screen = owner.screen().availableGeometry()
    window.setGeometry(fitted(place, [screen], screen))
