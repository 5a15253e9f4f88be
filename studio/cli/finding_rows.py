"""The rows behind a finding, in the terminal."""

from collections.abc import Sequence

from studio.cli.formats import count
from studio.cli.output import Output
from studio.data import DataSource, Finding, read_rows
from studio.errors import InputError

_VALUE_WIDTH = 60


def show_rows(output: Output, source: DataSource, findings: Sequence[Finding], name: str) -> None:
    """Print the rows behind a finding with their numbers.

    Raises:
        InputError: if there is no finding of that name; says which ones there are.
    """
    known = {finding.name: finding for finding in findings if finding.rows}
    if name not in known:
        raise InputError(
            "--rows: expected the name of a finding with rows behind it: {expected}. Received: {received}.",
            expected=", ".join(known) or "this data set has none",
            received=name,
        )
    finding = known[name]
    found = read_rows(source, finding.rows)
    rows = [*zip(found.row_numbers, found.rows, strict=True)]
    output.result(
        {
            **finding.to_json(),
            "rows": [
                {"row": number, "values": dict(zip(source.column_names, values, strict=True))}
                for number, values in rows
            ],
        }
    )
    output.line(str(finding.message))
    columns = ("row", *source.column_names)
    output.table(columns, [(count(number), *map(_short, values)) for number, values in rows], numbers=("row",))
    if finding.count > len(rows):
        output.line(f"The first {count(len(rows))} are shown.")


def _short(value: str | None) -> str:
    line = " ".join((value or "").split())
    return line if len(line) <= _VALUE_WIDTH else f"{line[: _VALUE_WIDTH - 1]}…"
