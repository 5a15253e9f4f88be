"""A page of the window by itself, for as long as a test looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from pytestqt.qtbot import QtBot

from ui.pages.page import Page

AnyPage = TypeVar("AnyPage", bound=Page)


@contextmanager
def opened(qtbot: QtBot, page: AnyPage, width: int = 1000, height: int = 760) -> Iterator[AnyPage]:
    """Show a page, and end it as the window does when it is closed."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.begin()
    page.show()
    yield page
    page.end()
