"""What the command line prints: results on standard output, everything else on standard error."""

import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console as RichConsole
from rich.table import Table
from rich.text import Text

from studio.errors import StudioError
from studio.json_text import json_line

_WIDTH_WITHOUT_TERMINAL = 240


class Output:
    """Prints for a person or, as JSON, for a program.

    Args:
        is_json: Whether the one thing on standard output is a JSON object.
    """

    def __init__(self, is_json: bool = False) -> None:
        self.is_json = is_json
        self.log = _console(sys.stderr)
        self._out = _console(sys.stdout)

    def result(self, data: Mapping[str, Any]) -> None:
        """Print the JSON object; nothing when a person reads."""
        if self.is_json:
            self._write(json_line(data) + "\n")

    def line(self, text: str) -> None:
        """Print a line of the result for a person."""
        if not self.is_json:
            self._write(text + "\n")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> None:
        """Print a table for a person; the columns in `numbers` are aligned to the right."""
        if self.is_json:
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for name in columns:
            table.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._out.print(table)

    def note(self, text: str) -> None:
        """Print a remark that is no part of the result."""
        self.log.print(Text(text), soft_wrap=True)

    def error(self, error: StudioError) -> None:
        """Print what went wrong: for a person, and as the JSON object if one is expected."""
        self.error_message(str(error))
        self.result({"error": error.to_json()})

    def error_message(self, message: str) -> None:
        """Print what went wrong, for a person."""
        self.log.print(Text.assemble(("Error: ", "bold red"), message), soft_wrap=True)

    def _write(self, text: str) -> None:
        # Not through rich: it would wrap and colour what programs read.
        self._out.file.write(text)
        self._out.file.flush()


class Console(RichConsole):
    """A console that leaves a closed pipe to `main`."""

    def on_broken_pipe(self) -> None:
        """Raise, where rich would end the program with status 1."""
        raise BrokenPipeError


def use_utf8() -> None:
    """Write UTF-8 whatever the console's own encoding; a closed output swallows what is written."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _console(stream: TextIO) -> "Console":
    width = None if stream.isatty() else _WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=width, highlight=False, markup=False)
