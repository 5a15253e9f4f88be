"""How the files of the data are read."""

import re
from collections.abc import Callable
from typing import Literal

from studio.encodings import find_encoding, join_names
from studio.errors import SpecError
from studio.settings import SpecPart, setting
from studio.spec.faults import shorten

_HEADER = re.compile(r"none|[1-9]\d{0,3}(-[1-9]\d{0,3})?")
_EXAMPLES = join_names(("utf-8", "cp1252", "gb18030", "koi8-r"))

TextRows = Literal["lines", "paragraphs", "documents"]


class ReadingSpec(SpecPart):
    """How the files of the data are read, where that is not to be told from their content."""

    encoding: str | None = setting(
        None,
        label="Encoding",
        help="The code page of text files, such as UTF-8, Windows-1252 or GB18030. Empty tells it from the bytes.",
        is_advanced=True,
    )
    delimiter: str | None = setting(
        None,
        label="Delimiter",
        help="The character between two values of a CSV file. Empty tells it from the first rows.",
        is_advanced=True,
    )
    header: str | None = setting(
        None,
        label="Header",
        help="Where the names of the columns stand: none, the number of a row such as 1, or several rows such as 1-3, "
        "of which the first one holds the names. Empty tells it from the first rows.",
        is_advanced=True,
    )
    sheet: str | None = setting(
        None,
        label="Sheet",
        help="The sheet of an Excel file that is read. Empty takes the first one that is visible and not empty.",
        is_advanced=True,
    )

    text_rows: TextRows | None = setting(
        None,
        label="A row of a text file",
        help="What is a row of a plain text file: a line, a paragraph, whose lines are joined, or a document, whose "
        "lines stay apart. Empty lines part both. Left open, it is lines, paragraphs where lines were cut at a width, "
        "and documents where a task needs them.",
        is_advanced=True,
    )

    def check(self, prefix: str = "") -> None:
        """Check each setting.

        Args:
            prefix: What stands before a setting's name in a message.

        Raises:
            SpecError: names the setting, what was expected and what came.
        """
        expected: dict[str, tuple[Callable[[str], bool], str]] = {
            "encoding": (lambda value: find_encoding(value) is not None, f"an encoding such as {_EXAMPLES}"),
            "delimiter": (lambda value: len(value) == 1 and value not in "\"'\\\r\n", "a single character"),
            "header": (lambda value: _HEADER.fullmatch(value) is not None, "none, a row such as 1, or rows as in 1-3"),
            "sheet": (lambda value: value != "", "the name of a sheet"),
        }
        for name, (is_right, what) in expected.items():
            value = getattr(self, name)
            if value is not None and not is_right(value):
                raise SpecError(
                    "{field}: expected {expected}. Received: {received}.",
                    field=prefix + name,
                    expected=what,
                    received=shorten(value),
                )

    def header_rows(self) -> tuple[int, int] | None:
        """Return the first and the last row of the header, counted from 1; (0, 0) for none, `None` where it is told."""
        if self.header is None:
            return None
        if self.header == "none":
            return 0, 0
        first, _, last = self.header.partition("-")
        return int(first), max(int(first), int(last or first))

    def given(self) -> tuple[str, ...]:
        """Return the names of the settings that are made."""
        return tuple(name for name, value in self if value is not None)
