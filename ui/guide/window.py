"""The guide in a window of its own: contents on the left, the page on the right."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlock
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.guide.browser import GuideBrowser
from ui.guide.contents import FIRST_PAGE, GuidePlace, contents, heading_number, is_in_own_language, page_path
from ui.tables.soft_delegate import SoftDelegate
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.icon_label import IconLabel
from ui.window_place import fit_beside

_PAGE, _BLOCK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_CONTENTS_WIDTH = 240
_ROW = QSize(0, 26)


class GuideWindow(QWidget):
    """Shows the guide in the window's language; a page that is there only in English says so.

    Args:
        owner: The window that it belongs to and is closed with.

    Attributes:
        browser: The page.
        contents: The pages, and the headings of the one that is shown.
        search: Where one types what to look for on the page.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)

        # === Widgets ===
        self.browser = GuideBrowser()
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setIndentation(theme.SPACE_L)
        self.contents.setItemDelegate(SoftDelegate(self.contents))
        self._back = Button(kind=ButtonKind.QUIET, icon_name="arrow-left", icon_tone=Tone.MUTED)
        self._forward = Button(kind=ButtonKind.QUIET, icon_name="arrow-right", icon_tone=Tone.MUTED)
        self._home = Button(kind=ButtonKind.QUIET, icon_name="home-outline", icon_tone=Tone.MUTED)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(260)
        self.note = IconLabel()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._back.clicked.connect(self.browser.backward)
        self._forward.clicked.connect(self.browser.forward)
        self._home.clicked.connect(lambda: self.show_place(GuidePlace(FIRST_PAGE)))
        self.browser.backwardAvailable.connect(self._back.setEnabled)
        self.browser.forwardAvailable.connect(self._forward.setEnabled)
        self.browser.sourceChanged.connect(self._on_browser_source_changed)
        self.contents.itemClicked.connect(self._on_contents_item_chosen)
        self.contents.itemActivated.connect(self._on_contents_item_chosen)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self.search.textChanged.connect(lambda: self._mark_search(is_found=True))
        for keys, act in (
            (QKeySequence.StandardKey.Cancel, self.close),
            (QKeySequence.StandardKey.Back, self.browser.backward),
            (QKeySequence.StandardKey.Forward, self.browser.forward),
            (QKeySequence.StandardKey.Find, self.search.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._back.setEnabled(False)
        self._forward.setEnabled(False)
        fit_beside(self, owner)
        self.retranslate()

    def show_place(self, place: GuidePlace) -> None:
        """Show a page and go to its heading or its words, which may stand there in the window's language."""
        url = QUrl.fromLocalFile(str(page_path(place.page)))
        if self.browser.source().path() != url.path():
            self.browser.setSource(url)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()
        number = heading_number(place)
        if not place.words:
            self.browser.verticalScrollBar().setValue(0)
        elif number is not None:
            self.browser.show_block(self.browser.headings()[number][2])
        elif not self.browser.show_words(studio_text(place.words)):
            self.browser.show_words(place.words)

    def retranslate(self) -> None:
        """Take the words of another language, and the page in it."""
        self.setWindowTitle(self.tr("Guide"))
        self.setAccessibleName(self.tr("Guide"))
        self.browser.setAccessibleName(self.tr("Guide"))
        self.contents.setAccessibleName(self.tr("Contents"))
        for button, words in (
            (self._back, self.tr("Back")),
            (self._forward, self.tr("Forward")),
            (self._home, self.tr("Contents")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.search.setPlaceholderText(self.tr("Search this page"))
        self.search.setAccessibleName(self.tr("Search this page"))
        self.note.set_content("translate", self.tr("This page is there in English only."), Tone.MUTED)
        self._list_pages()
        if self.browser.source().isValid():
            self.browser.setSource(self.browser.source())
            self._on_browser_source_changed(self.browser.source())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    # === Contents ===

    def _list_pages(self) -> None:
        with QSignalBlocker(self.contents):
            self.contents.clear()
            for page, title in contents():
                item = QTreeWidgetItem([title])
                item.setData(0, _PAGE, page)
                item.setSizeHint(0, _ROW)
                item.setToolTip(0, title)
                self.contents.addTopLevelItem(item)

    def _on_browser_source_changed(self, source: QUrl) -> None:
        path = page_path(source.fileName().removesuffix(".md"))
        self.note.setVisible(not is_in_own_language(path))
        with QSignalBlocker(self.contents):
            for place in range(self.contents.topLevelItemCount()):
                item = self.contents.topLevelItem(place)
                if item is not None:
                    self._show_headings(item, is_shown=item.data(0, _PAGE) == path.stem)

    def _show_headings(self, item: QTreeWidgetItem, *, is_shown: bool) -> None:
        item.takeChildren()
        if not is_shown:
            return
        for _, words, block in self.browser.headings():
            child = QTreeWidgetItem(item, [words])
            child.setData(0, _BLOCK, block.blockNumber())
            child.setToolTip(0, words)
            child.setSizeHint(0, _ROW)
        item.setExpanded(True)
        self.contents.setCurrentItem(item)

    def _on_contents_item_chosen(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, _BLOCK)
        if number is None:
            self.browser.setSource(QUrl.fromLocalFile(str(page_path(str(item.data(0, _PAGE))))))
            return
        block: QTextBlock = self.browser.document().findBlockByNumber(int(number))
        self.browser.show_block(block)

    # === Search ===

    def _on_search_return_pressed(self) -> None:
        self._mark_search(is_found=self.browser.find_next(self.search.text()))

    def _mark_search(self, *, is_found: bool) -> None:
        self.search.setProperty("wrong", not is_found)
        self.search.setToolTip("" if is_found else self.tr("Not found on this page."))
        self.search.update()

    # === Layout ===

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        bar.setSpacing(theme.SPACE_XS)
        for button in (self._back, self._forward, self._home):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.search)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.contents)
        page = QWidget()
        page_column = QVBoxLayout(page)
        page_column.setContentsMargins(0, 0, 0, 0)
        note_line = QHBoxLayout()
        note_line.setContentsMargins(theme.SPACE_XL, theme.SPACE_S, theme.SPACE_XL, 0)
        note_line.addWidget(self.note)
        page_column.addLayout(note_line)
        page_column.addWidget(self.browser, 1)
        split.addWidget(page)
        split.setStretchFactor(1, 1)
        split.setSizes([_CONTENTS_WIDTH, 3 * _CONTENTS_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(split, 1)


def open_guide(owner: QWidget, place: GuidePlace) -> None:
    """Open the guide at a place, in the window that is open already if there is one."""
    window = owner.window().findChild(GuideWindow) or GuideWindow(owner.window())
    window.show_place(place)
