"""The options that say how a file is read: declared once, for all commands that read one."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, TypeVar

from studio.cli.options import option
from studio.spec import ReadingSpec, TextRows

T = TypeVar("T")

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|", "space": " "}

_Encoding = Annotated[
    str | None,
    option(
        "--encoding", "E", "The code page of a text file, e.g. utf-8, windows-1252, gb18030. Else told from its bytes."
    ),
]
_Delimiter = Annotated[
    str | None,
    option(
        "--delimiter",
        "D",
        "What stands between two values of a CSV file, e.g. ; or tab. Else told from the first rows.",
    ),
]
_Header = Annotated[
    str | None,
    option(
        "--header",
        "ROWS",
        "Where the names of the columns stand: none, 1, or 1-3 if two more rows belong to the header. Else told.",
    ),
]
_Sheet = Annotated[
    str | None,
    option("--sheet", "NAME", "The sheet of an Excel file. Else the first one."),
]
_TextRows = Annotated[
    TextRows | None,
    option(
        "--text-rows",
        "ROWS",
        "What is a row of a plain text file: lines, paragraphs or documents, which empty lines part. Else told.",
    ),
]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What was given of them."""

    encoding: _Encoding = None
    delimiter: _Delimiter = None
    header: _Header = None
    sheet: _Sheet = None
    text_rows: _TextRows = None

    def parse(self) -> ReadingSpec:
        """Return how a file is to be read.

        Raises:
            SpecError: names the option, what was expected and what came.
        """
        given = self.delimiter
        delimiter = None if given is None else _DELIMITERS.get(given.lower(), given)
        reading = ReadingSpec(
            encoding=self.encoding,
            delimiter=delimiter,
            header=self.header,
            sheet=self.sheet,
            text_rows=self.text_rows,
        )
        reading.check("--")
        return reading


# What a command's parameter `reading` is where nothing is given.
NOT_GIVEN = ReadingOptions()


def takes_reading(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options in the place of its parameter `reading`."""
    options = inspect.signature(ReadingOptions).parameters
    signature = inspect.signature(command)
    parameters: list[inspect.Parameter] = []
    for parameter in signature.parameters.values():
        parameters += options.values() if parameter.name == "reading" else [parameter]

    @wraps(command)
    def take(**values: Any) -> T:
        reading = ReadingOptions(**{name: values.pop(name) for name in options})
        return command(**values, reading=reading)

    # What typer asks for the options of a command.
    take.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    vars(take)["__signature__"] = signature.replace(parameters=parameters)
    return take
