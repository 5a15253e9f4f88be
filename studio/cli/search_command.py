"""search: passages of a file that mean what a question means."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.blanks import is_blank
from studio.cli.formats import count, words
from studio.cli.model_commands import run_job, trained_run
from studio.cli.options import (
    JsonOption,
    RunArgument,
    WorkspaceOption,
    begin,
)
from studio.cli.reading_options import NOT_GIVEN, ReadingOptions, takes_reading
from studio.data.readers.records import shorten
from studio.errors import InputError

_STATES = {
    "changed": "{file} has changed since it was indexed: the passages are those of then. Name it with --data to index "
    "it anew.",
    "gone": "{file} is no longer there: the passages are those that were indexed.",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("search")(search)


@takes_reading
def search(
    context: typer.Context,
    name: RunArgument,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What is looked for.", show_default=False)],
    data: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file to search in. Else the one that was indexed last."),
    ] = None,
    column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column with the passages. Else it is guessed.")
    ] = None,
    num_hits: Annotated[int, typer.Option("--hits", min=1, max=1000, help="How many are listed at most.")] = 10,
    is_before: Annotated[
        bool, typer.Option("--before", help="Search with the model as it was before fine-tuning.")
    ] = False,
    is_new: Annotated[bool, typer.Option("--again", help="Index the file again, though nothing has changed.")] = False,
    reading: ReadingOptions = NOT_GIVEN,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Search a file by meaning with a run's best model.

    The file is indexed the first time, and again when it or the model has changed; the index is kept with the run.
    """
    invocation = begin(context, workspace, is_json)
    if is_blank(query):
        raise InputError("Expected a text to search for. Received: an empty one.")
    run = trained_run(invocation, name)
    arguments: dict[str, Any] = {"run": str(run.path), "query": query, "num_hits": num_hits, "is_before": is_before}
    if data is not None:
        how = reading.parse().model_dump()
        arguments |= {"data": str(data), "column": column, "reading": how, "is_new": is_new}
    found = run_job(invocation, "search", arguments)
    output = invocation.output
    output.result(found)
    rows = [(f"{hit['score']:.4f}", count(hit["row"]), shorten(hit["text"])) for hit in found["hits"]]
    output.table(("score", "row", "text"), rows, numbers=("score", "row"))
    passages = words("{num} {num:passage|passages}", num=found["passages"])
    output.line(f"Searched {passages} of {found['file']}, column {found['column']}")
    if found["file_state"] in _STATES:
        output.note(_STATES[found["file_state"]].format(file=found["file"]))
