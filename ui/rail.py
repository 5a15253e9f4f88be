"""The rail on the left: the name, the pages, the runs at work, the settings."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.icons import paint_icon
from ui.pages import PageEntry
from ui.runs.run_cards import RunCards
from ui.session import Session, SessionChange
from ui.theme import color, mix
from ui.tips import plain_tip

_ITEM_HEIGHT = 38
_SIDE = 12
_ICON_LEFT = 14
_TEXT_LEFT = 41


class Rail(QWidget):
    """Where one goes from page to page.

    Args:
        session: What the pages share.
        entries: The pages; the one named `settings` stands at the foot.

    Signals:
        chosen: A page was chosen; carries its name.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, entries: tuple[PageEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._session = session
        self._entries = {entry.name: entry for entry in entries}

        # === Widgets ===
        self._name = _Name()
        self._items = {entry.name: _Item(entry.icon_name) for entry in entries}
        self._run_cards = RunCards(session)
        self.setObjectName("rail")

        # === Layout ===
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, theme.SPACE_M, _SIDE, 11)
        layout.setSpacing(2)
        layout.addWidget(self._name)
        layout.addSpacing(theme.SPACE_S)
        for name, item in self._items.items():
            if name == "settings":
                layout.addStretch(1)
                layout.addWidget(self._run_cards)
                layout.addSpacing(2)
            layout.addWidget(item)
        self.set_folded(False)

        # === Signals ===
        for index, (name, item) in enumerate(self._items.items(), start=1):
            item.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            keys = QKeySequence("Ctrl+," if name == "settings" else f"Ctrl+{index}")
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(item.click)
            item.set_shortcut(keys)
        session.changed.connect(self._on_session_changed)
        self.retranslate()

    def set_folded(self, is_folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self.setFixedWidth(theme.RAIL_FOLDED_WIDTH if is_folded else theme.RAIL_WIDTH)
        self._name.set_folded(is_folded)
        self._run_cards.set_folded(is_folded)
        for item in self._items.values():
            item.set_folded(is_folded)

    def retranslate(self) -> None:
        """Take the words of another language."""
        for name, item in self._items.items():
            item.set_words(self._entries[name].label())
        self.setAccessibleName(self.tr("Pages"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground and the line at its right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("border"))

    def _on_session_changed(self, change: SessionChange) -> None:
        if change & SessionChange.PAGE:
            for name, item in self._items.items():
                item.setChecked(name == self._session.page)


class _Name(QWidget):
    """The studio's name; its first letter when folded."""

    def __init__(self) -> None:
        super().__init__()
        self._is_folded = False
        font = theme.body_font()
        font.setPixelSize(16)
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)
        self.setFixedHeight(32)

    def set_folded(self, is_folded: bool) -> None:
        self._is_folded = is_folded
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(color("text"))
        if self._is_folded:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "F")
        else:
            painter.drawText(self.rect().adjusted(_SIDE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Fettle Studio")


class _Item(QAbstractButton):
    """One page in the rail."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._is_folded = False
        self._keys = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_ITEM_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_shortcut(self, keys: QKeySequence) -> None:
        self._keys = keys.toString(QKeySequence.SequenceFormat.NativeText)

    def set_words(self, title: str) -> None:
        self.setText(title)
        self.setAccessibleName(title)
        self._tell()

    def set_folded(self, is_folded: bool) -> None:
        self._is_folded = is_folded
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setToolTip(plain_tip(f"{self.text()}  {self._keys}" if self._is_folded else self._keys))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.RAIL_FOLDED_WIDTH - 2 * _SIDE, _ITEM_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self.isChecked():
            fill_round(painter, QRectF(self.rect()), color("soft"), theme.SPACE_S)
        elif self.underMouse():
            fill_round(painter, QRectF(self.rect()), mix(color("surface"), color("background"), 0.9), theme.SPACE_S)
        ink = color("accent" if self.isChecked() else "muted")
        left = (self.width() - theme.ICON_SIZE) // 2 if self._is_folded else _ICON_LEFT
        top = (self.height() - theme.ICON_SIZE) // 2
        paint_icon(painter, QRect(left, top, theme.ICON_SIZE, theme.ICON_SIZE), self._icon_name, ink)
        if not self._is_folded:
            painter.setFont(theme.strong_font() if self.isChecked() else self.font())
            painter.setPen(ink)
            painter.drawText(self.rect().adjusted(_TEXT_LEFT, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
