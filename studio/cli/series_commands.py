"""series: several runs of one setting, summed up."""

from typing import Annotated

import typer

from studio.cli.formats import metric, words
from studio.cli.options import JsonOption, WorkspaceOption, begin
from studio.cli.output import Output
from studio.errors import NotFoundError
from studio.series import MetricSpread, SeriesKind, SeriesSummary, read_series, summarize_series

_KIND_WORDS = {SeriesKind.SEEDS: "seeds", SeriesKind.FOLDS: "folds"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("series")(series)


def series(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The id or the name of one; else all.")] = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Sum up runs of one setting with several seeds or folds: mean, spread, smallest and largest of each metric."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    runs = {run.id: run for run in place.runs()}
    found = [summarize_series(entry, runs) for entry in read_series(place)]
    if name is not None:
        found = [summary for summary in found if name in (summary.series.id, summary.series.name)]
        if not found:
            raise NotFoundError("There is no series {name} in {file}.", name=name, file=place.path)
    invocation.output.result({"workspace": str(place.path), "series": [summary.to_json() for summary in found]})
    for summary in found:
        _show(invocation.output, summary)
    if not found:
        invocation.output.line("No series yet. `queue add RUN.json --seeds 5` makes one.")


def _show(output: Output, summary: SeriesSummary) -> None:
    template = "{name} ({id}): {count} {kind}, {finished} finished, {left} to come, {early} ended early"
    output.line(
        words(
            template,
            name=summary.series.name,
            id=summary.series.id,
            count=summary.num_runs,
            kind=_KIND_WORDS[summary.series.kind],
            finished=summary.num_finished,
            left=summary.num_left,
            early=summary.num_without_model,
        )
    )
    rows = [
        (split, name, *_cells(spread)) for split, spreads in summary.metrics.items() for name, spread in spreads.items()
    ]
    if rows:
        columns = ("part", "metric", "mean", "± 95 %", "deviation", "least", "most")
        output.table(columns, rows, numbers=columns[2:])


def _cells(spread: MetricSpread) -> tuple[str, ...]:
    return tuple(metric(value) for value in (spread.mean, spread.margin, spread.deviation, spread.least, spread.most))
