"""One page of the guide: pictures in the look of the window and as wide as there is room; links, search."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui import theme
from ui.guide.contents import guide_language, page_path, slug
from ui.guide.dress import dress

# The end of a picture's name: its look and its language.
_LOOK = re.compile(r"-light-\w+\.")
_SETTLE_MS = 150
_PAGE = ".md"


class GuideBrowser(QTextBrowser):
    """Shows a page of the guide; links to other pages and to headings work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenExternalLinks(True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(theme.SPACE_XL)
        self._resize_timer = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._resize_timer.timeout.connect(self._load_again)
        self.sourceChanged.connect(self._on_source_changed)

    def headings(self) -> list[tuple[int, str, QTextBlock]]:
        """Return the headings below the page's title: level, words, and the block they stand in."""
        found, block = [], self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level > 1:
                found.append((level, block.text(), block))
            block = block.next()
        return found

    def show_block(self, block: QTextBlock) -> None:
        """Scroll to a block, so that it stands at the top."""
        place = self.document().documentLayout().blockBoundingRect(block)
        self.verticalScrollBar().setValue(int(place.top()) - theme.SPACE_M)

    def show_words(self, words: str) -> bool:
        """Mark these words and scroll to them: a table's cell of nothing else, or else their first place."""
        places = list(self._places(words))
        found = next((place for place in places if _is_cell(place, words)), places[0] if places else QTextCursor())
        if found.isNull():
            return False
        self.setTextCursor(found)
        top = self.cursorRect(found).top()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top - self.height() // 4)
        return True

    def find_next(self, words: str) -> bool:
        """Mark the next place of these words; after the last one the first again."""
        if not words:
            return False
        if self.find(words):
            return True
        cursor = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self.find(words):
            return True
        self.setTextCursor(cursor)
        return False

    # === Qt ===

    def doSetSource(  # noqa: N802
        self, url: QUrl | str, type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource
    ) -> None:
        """Open a page in the window's language, and go to the heading that a link names."""
        name = QUrl(url)
        target = Path(name.path()).name
        if target.endswith(_PAGE):
            page = QUrl.fromLocalFile(str(page_path(target.removesuffix(_PAGE))))
            super().doSetSource(page, QTextDocument.ResourceType.MarkdownResource)
        if name.fragment():
            self._show_heading(name.fragment())

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: N802
        """Load a picture in the look and the language of the window, where it is there in these."""
        if type == QTextDocument.ResourceType.ImageResource.value:
            return self._fitted(QImage(str(self._picture(self.source().resolved(QUrl(name))))))
        return super().loadResource(type, name)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if (
            event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange)
            and self.source().isValid()
        ):
            self._load_again()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Scale the pictures anew once the window rests."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.source().isValid():
            self._resize_timer.start()

    def _on_source_changed(self) -> None:
        dress(self.document(), self._room())

    def _load_again(self) -> None:
        place, marked = self.verticalScrollBar().value(), self.textCursor()
        start, end = marked.anchor(), marked.position()
        self.document().clear()
        self.reload()
        marked = self.textCursor()
        marked.setPosition(start)
        marked.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(marked)
        # Lays the page out, so that there is something to scroll.
        self.document().documentLayout().documentSize()
        self.verticalScrollBar().setValue(place)

    def _fitted(self, picture: QImage) -> QImage:
        """Return a picture that is as wide as there is room, smoothly scaled to the pixels of the screen."""
        ratio = self.devicePixelRatioF()
        room = int(self._room() * ratio)
        if not 0 < room < picture.width() * ratio:
            return picture
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _room(self) -> int:
        """Return how wide a line may be; the scroll bar, which comes only once the page is laid out, is counted."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self.contentsRect().width() - bar - 2 * theme.SPACE_XL

    def _picture(self, url: QUrl) -> Path:
        path = Path(url.toLocalFile())
        look = "dark" if theme.is_dark() else "light"
        for language in (guide_language(), "en"):
            own = path.with_name(_LOOK.sub(f"-{look}-{language}.", path.name))
            if own.is_file():
                return own
        return path

    def _places(self, words: str) -> Iterator[QTextCursor]:
        flags = QTextDocument.FindFlag.FindCaseSensitively | QTextDocument.FindFlag.FindWholeWords
        found = self.document().find(words, 0, flags)
        while not found.isNull():
            yield found
            found = self.document().find(words, found, flags)

    def _show_heading(self, fragment: str) -> None:
        for _, words, block in self.headings():
            if slug(words) == fragment:
                self.show_block(block)
                return


def _is_cell(place: QTextCursor, words: str) -> bool:
    return place.currentTable() is not None and place.block().text() == words
