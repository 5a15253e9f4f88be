"""evaluate, predict, export."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from studio import exports, jobs
from studio.cli.answers import show_answers
from studio.cli.bars import watch_job
from studio.cli.formats import count, duration, left_out, metric, size, words
from studio.cli.options import (
    ColumnsOption,
    Invocation,
    JsonOption,
    RunArgument,
    StrictOption,
    WorkspaceOption,
    begin,
    parse_columns,
)
from studio.cli.output import Output
from studio.cli.reading_options import NOT_GIVEN, ReadingOptions, takes_reading
from studio.cli.totals import show_total
from studio.data import RowRules, check_table_path
from studio.errors import InputError, NotFoundError, WorkerError
from studio.runs import RunFolder

_FORMATS_HELP = f"One of: {', '.join(entry.name for entry in exports.FORMATS)}."


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("evaluate")(evaluate)
    app.command("predict")(predict)
    app.command("export")(export)


@takes_reading
def evaluate(
    context: typer.Context,
    name: RunArgument,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A data set, with labels if the task has them.", show_default=False),
    ],
    columns: ColumnsOption = None,
    is_strict: StrictOption = False,
    reading: ReadingOptions = NOT_GIVEN,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Measure a run's best model on a data set. The columns are those of the run unless given.

    Which rows count as missing is settled by the run's own settings; --strict refuses the first.
    """
    invocation = begin(context, workspace, is_json)
    run = trained_run(invocation, name)
    rules = RowRules.of(run.spec().data)
    arguments = {
        "model": str(run.model_path),
        "data": str(file),
        "columns": parse_columns(columns),
        "reading": reading.parse().model_dump(),
        "rules": replace(rules, is_strict=rules.is_strict or is_strict).to_json(),
    }
    report = run_job(invocation, "evaluate", arguments)
    output = invocation.output
    output.result(report)
    examples = words("{num} {num:example|examples}", num=report["examples"])
    output.line(f"{examples}{left_out(report['left_out'])}")
    if "masked_tokens" in report:
        output.line(words("{num} hidden {num:token|tokens}, the same each time", num=report["masked_tokens"]))
    output.table(("metric", "value"), [(key, metric(value)) for key, value in report["metrics"].items()], ("value",))
    if "baseline" in report:
        output.line(baseline_words(report["baseline"]))
    if "per_class" in report:
        _show_classes(output, report["per_class"])


@takes_reading
def predict(
    context: typer.Context,
    name: RunArgument,
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help="Texts to predict.", show_default=False)
    ] = None,
    data: Annotated[Path | None, typer.Option(metavar="FILE", help="A data set to predict.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the answers go: .csv, .tsv, .jsonl or .parquet, also .gz."),
    ] = None,
    columns: ColumnsOption = None,
    keeps_formulas: Annotated[
        bool,
        typer.Option("--keep-formulas", help="Leave cells of .csv and .tsv that a spreadsheet computes as they are."),
    ] = False,
    is_strict: StrictOption = False,
    reading: ReadingOptions = NOT_GIVEN,
    batch_size: Annotated[int, typer.Option(min=1, max=65_536, help="How many texts are computed at once.")] = 32,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Predict texts, or a whole file: its columns are written with what the model says.

    That is prediction, probability and probability_<class>; for several labels predictions and probability_<class>; for
    a number prediction; for tags spans; for a question answer, start, end and probability; for a vector vector_0 and so
    on; for a masked language model, whose texts hold [MASK], prediction, masks, token_1 to token_5 and probability_1 to
    probability_5. In a row without a text they are empty. Where a model is given several texts at once, such as a
    question and a context, TEXT… holds them in turns.
    """
    invocation = begin(context, workspace, is_json)
    if bool(texts) == (data is not None) or (data is None) != (out is None):
        raise InputError("Expected either TEXT… or --data FILE with --out FILE.")
    run = trained_run(invocation, name)
    arguments: dict[str, Any] = {"model": str(run.model_path), "batch_size": batch_size}
    if texts:
        inputs = _inputs(texts, run.spec().task.inputs)
        result = run_job(invocation, "predict", arguments | {"inputs": inputs})
        _show_predictions(invocation, result)
    else:
        assert out is not None
        check_table_path(out)
        given = {
            "data": str(data),
            "out": str(out),
            "columns": parse_columns(columns),
            "reading": reading.parse().model_dump(),
            "is_strict": is_strict,
            "keeps_formulas": keeps_formulas,
        }
        result = run_job(invocation, "predict", arguments | given)
        num_rows = result["examples"] + result["left_empty"]
        written = words("{num} {num:row|rows} written to {out}", num=num_rows, out=result["out"])
        invocation.output.line(f"{written} in {duration(result['seconds'])}")
        if result["left_empty"]:
            template = "{num} {num:row without a text has|rows without a text have} an empty answer."
            invocation.output.line(words(template, num=result["left_empty"]))
        show_total(invocation.output, result)
    invocation.output.result(result)


def export(
    context: typer.Context,
    name: RunArgument,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder to make. Else one in the run's own.", show_default=False),
    ] = None,
    format_name: Annotated[str, typer.Option("--format", help=_FORMATS_HELP)] = exports.FORMATS[0].name,
    is_forced: Annotated[bool, typer.Option("--force", help="Replace a SavedModel that is not the studio's.")] = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Export a run's best model, and check that it predicts what the studio predicts. Else nothing is kept."""
    invocation = begin(context, workspace, is_json)
    exports.get(format_name)
    run = trained_run(invocation, name)
    result = run_job(
        invocation, "export", {"run": str(run.path), "format": format_name, "out": out and str(out), "force": is_forced}
    )
    output = invocation.output
    output.result(result)
    parity = result["parity"]
    output.line(f"{result['path']} ({size(result['size_bytes'])})")
    template = (
        "Compared on {num} {num:text|texts} ({held_out} held out): "
        "{wrong} {wrong:answer differs|answers differ}, numbers by at most {difference}"
    )
    output.line(
        words(
            template,
            num=parity["rows"],
            held_out=parity["held_out_rows"],
            wrong=parity["label_mismatches"],
            difference=f"{parity['max_difference']:.1e}",
        )
    )
    speed = f"{parity['latency_ms']:.1f} ms for one text, {parity['texts_per_second']:.0f} texts/s in batches"
    output.line(f"Speed: {speed}")


def baseline_words(baseline: Mapping[str, Any]) -> str:
    """Return what would be right without looking at the texts."""
    return f"Always {baseline['label']!r} would score an accuracy of {metric(baseline['accuracy'])}"


def trained_run(invocation: Invocation, name: str) -> RunFolder:
    """Return a run that has a model.

    Raises:
        NotFoundError: if there is no such run, or it has none yet.
    """
    run = invocation.workspace().run(name)
    if not run.model_path.is_dir():
        raise NotFoundError(
            "There is no model in {run} yet: it is {state}.", run=run.id, state=run.status().state.value
        )
    return run


def run_job(invocation: Invocation, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Run a job with a progress bar and return its result; Ctrl+C ends it."""
    with watch_job(invocation.output.log) as (show, is_cancelled):
        try:
            return jobs.run(name, arguments, show, is_cancelled)
        except WorkerError:
            # Ctrl+C in a terminal reaches the job as well, which may be gone before it could be asked to end.
            if is_cancelled():
                raise jobs.CancelledError from None
            raise


def _show_classes(output: Output, per_class: Mapping[str, Mapping[str, Any]]) -> None:
    output.table(
        ("class", "precision", "recall", "f1", "examples"),
        [
            (key, metric(entry["precision"]), metric(entry["recall"]), metric(entry["f1"]), count(entry["support"]))
            for key, entry in per_class.items()
        ],
        numbers=("precision", "recall", "f1", "examples"),
    )


def _inputs(texts: Sequence[str], names: Sequence[str]) -> list[dict[str, str]]:
    """Return texts as rows of inputs.

    Raises:
        InputError: if the last row is not whole.
    """
    if len(texts) % len(names):
        raise InputError(
            "Expected TEXT… in groups of {count}: {expected}. Received: {received} {received:text|texts}.",
            count=len(names),
            expected=", ".join(names),
            received=len(texts),
        )
    starts = range(0, len(texts), len(names))
    return [dict(zip(names, texts[start : start + len(names)], strict=True)) for start in starts]


def _show_predictions(invocation: Invocation, result: Mapping[str, Any]) -> None:
    entries = [entry for entry in result["predictions"] if entry is not None]
    if len(entries) < len(result["predictions"]):
        invocation.output.line("An empty text has no answer.")
    if entries:
        show_answers(invocation.output, entries)
