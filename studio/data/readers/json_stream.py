"""JSON values taken from a file piece by piece, so that a file of any size fits."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from studio.json_text import take_json

_CHUNK_CHARACTERS = 1 << 20
_MAX_VALUE_CHARACTERS = 16 << 20
_BLANK = "\ufeff \t\r\n"


class JsonStream:
    """Reads signs and values from a file.

    Args:
        file: The file, at the place to begin.

    Attributes:
        text: What was read and not yet taken.
        num_taken: How many characters were taken so far.
    """

    def __init__(self, file: TextIO) -> None:
        self.text = ""
        self.num_taken = 0
        self._file = file
        self._is_over = False

    def peek(self) -> str:
        """Return the next character that is no blank; an empty string at the end of the file."""
        while True:
            self.text = self.text.lstrip(_BLANK)
            if self.text or not self._read_on():
                return self.text[:1]

    def take(self, sign: str) -> bool:
        """Take a sign if it comes next, and return whether it did."""
        if self.peek() != sign:
            return False
        self._drop(1)
        return True

    def value(self) -> Any:
        """Take a value.

        Raises:
            JSONDecodeError: if there is none.
        """
        self.peek()
        while True:
            try:
                value, end = take_json(self.text)
                # A number at the end of what was read may go on in the next piece.
                if end == len(self.text) and not self._is_over:
                    raise json.JSONDecodeError("cut", self.text, end)
            except json.JSONDecodeError:
                if len(self.text) > _MAX_VALUE_CHARACTERS or not self._read_on():
                    raise
                continue
            self._drop(end)
            return value

    def elements(self) -> Iterator[Any]:
        """Take the values of an array, whose bracket comes next.

        Raises:
            JSONDecodeError: if one is none.
        """
        self.take("[")
        while self.peek() not in ("]", ""):
            yield self.value()
            self.take(",")
        self.take("]")

    def members(self) -> Iterator[str]:
        """Take the keys of an object, whose brace comes next. After each, its value has to be taken.

        Raises:
            JSONDecodeError: if one is none.
        """
        self.take("{")
        while self.peek() not in ("}", ""):
            key = self.value()
            self.take(":")
            yield str(key)
            self.take(",")
        self.take("}")

    def _read_on(self) -> bool:
        """Read the next piece and return whether there was one."""
        piece = "" if self._is_over else self._file.read(_CHUNK_CHARACTERS)
        self._is_over = not piece
        self.text += piece
        return bool(piece)

    def _drop(self, num_characters: int) -> None:
        self.text = self.text[num_characters:]
        self.num_taken += num_characters
