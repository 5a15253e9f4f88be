"""map: where the texts of measured pairs lie in a plane."""

from typing import Annotated

import typer

from studio.cli.model_commands import run_job, trained_run
from studio.cli.options import JsonOption, RunArgument, WorkspaceOption, begin
from studio.measured_pairs import DEFAULT_NUM_PAIRS


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("map")(map_texts)


def map_texts(
    context: typer.Context,
    name: RunArgument,
    split: Annotated[str, typer.Option(metavar="SPLIT", help="test or validation.")] = "test",
    num_pairs: Annotated[
        int, typer.Option("--pairs", min=1, max=5000, help="How many pairs are mapped, from all over the split.")
    ] = DEFAULT_NUM_PAIRS,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Map the texts of measured pairs by the two axes on which their vectors differ most, after fine-tuning and before.

    It is for runs that make vectors. The points are in --json; the window shows them in the results.
    """
    invocation = begin(context, workspace, is_json)
    run = trained_run(invocation, name)
    found = run_job(invocation, "map", {"run": str(run.path), "split": split, "num_pairs": num_pairs})
    output = invocation.output
    output.result(found)
    rows = [
        (when, f"{data['similarity']:.4f}", *(f"{share:.1%}" for share in data["shares"]))
        for when, data in (("after", found["after"]), ("before", found["before"]))
        if data is not None
    ]
    numbers = ("similarity of a pair", "first axis", "second axis")
    output.table(("fine-tuning", *numbers), rows, numbers=numbers)
    output.line(f"{len(found['pairs'])} pairs of the {split} part; the axes with their share of the variance")
    if found["before_error"] is not None:
        output.note(found["before_error"]["message"])
