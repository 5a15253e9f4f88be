"""Whether an export predicts what the studio predicts, found out in a process that does not know the studio."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from studio.answers import Arrays
from studio.engine.answering.answerer import Answerer
from studio.engine.building.model import load_model
from studio.engine.exporting import formats
from studio.engine.exporting.check_rows import CheckRows, read_check_rows
from studio.engine.exporting.comparing import are_close, differing_rows, largest_difference, same_shape, tolerance
from studio.engine.exporting.formats import ExportRun
from studio.engine.models.text_model import TextModel
from studio.errors import ExportError, ParityError
from studio.exports import FORMATS, ExportReport
from studio.jobs import Progress
from studio.manifest import check_files
from studio.runs import RunFolder
from studio.tasks import Task

_BATCH_SIZE = 32


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Check an export that exists, given as `run`, `path` and `format`, and return its report."""
    run, folder = RunFolder(Path(arguments["run"])), Path(arguments["path"])
    format_name = arguments.get("format") or FORMATS[0].name
    report(Progress("Reading the texts of the check"))
    check_files(folder)
    model = load_model(run.model_path)
    check = read_check_rows(run).for_model(model)
    report(Progress("Predicting in the studio"))
    ours = studio_outputs(model, check)
    report(Progress("Predicting with the export"))
    return asdict(compare(folder, format_name, check, ours, model.info.task, run.id))


def studio_outputs(model: TextModel, check: CheckRows) -> Arrays:
    """Return what an export must say about the rows, by the names of its outputs."""
    answerer = Answerer(model)
    return answerer.task.exported(answerer.answers(check.inputs))


def compare(folder: Path, format_name: str, check: CheckRows, ours: Arrays, task: Task, run_id: str) -> ExportReport:
    """Run an export in a fresh process and compare its predictions with the studio's own.

    Args:
        folder: The export.
        format_name: Its format.
        check: The rows.
        ours: What the studio says about these rows.
        task: What declares the outputs, and how each is compared.
        run_id: Whose model it is.

    Raises:
        ParityError: if an output differs by more than its task allows.
        ExportError: if the export does not run at all, or not without KerasHub.
    """
    inputs = {task.served_inputs[name]: texts for name, texts in check.inputs.items()}
    found = formats.get(format_name).run(folder, inputs, _BATCH_SIZE)
    _check_signature(found, ours, task)
    ours, theirs = same_shape(task.outputs, ours, found.outputs)
    differing = differing_rows(task.outputs, ours, theirs)
    report = ExportReport(
        format=format_name,
        run=run_id,
        rows=len(check),
        held_out_rows=check.num_held_out,
        label_mismatches=int(differing.sum()),
        max_difference=largest_difference(task.outputs, ours, theirs),
        tolerance=tolerance(task.outputs),
        latency_ms=round(found.latency_ms, 3),
        texts_per_second=round(found.texts_per_second, 3),
        batch_size=_BATCH_SIZE,
        loaded_modules=tuple(found.loaded_modules),
    )
    if report.label_mismatches > check.num_tolerated or not are_close(task.outputs, ours, theirs):
        raise _parity_error(report, check.row(int(differing.argmax())) if differing.any() else "")
    return report


def _parity_error(report: ExportReport, text: str) -> ParityError:
    return ParityError(
        "The export does not predict what the studio predicts. Expected the same answers, and numbers that differ by "
        "at most {tolerance}. Received: {mismatches} of {rows} {rows:answer|answers} {mismatches:differs|differ}, the "
        "numbers by up to {difference}. {example}",
        tolerance=report.tolerance,
        mismatches=report.label_mismatches,
        rows=report.rows,
        difference=f"{report.max_difference:.3g}",
        example=f"The first of these texts: {text[:200]}" if text else "",
    )


def _check_signature(found: ExportRun, ours: Arrays, task: Task) -> None:
    """Check what an export gives, also for no row at all, and that nothing foreign was loaded for it.

    Raises:
        ExportError: if an output is missing, of another type or shape, or a module of KerasHub or the studio is there.
    """
    dtypes = {output.name: output.dtype for output in task.outputs}
    shapes = {name: [0, *array.shape[1:]] for name, array in ours.items() if name in dtypes}
    empty_shapes = dict(found.empty_shapes)
    for output in task.outputs:
        # How many entries the widest row has depends on the rows.
        if output.is_ragged and len(empty_shapes.get(output.name, ())) == len(shapes[output.name]):
            empty_shapes[output.name] = shapes[output.name]
    if dict(found.dtypes) != dtypes or empty_shapes != shapes:
        raise ExportError(
            "Expected the outputs {expected}, for no text at all of the shapes {expected_shapes}. Received: {dtypes}, "
            "of the shapes {shapes}.",
            expected=json.dumps(dtypes),
            expected_shapes=json.dumps(shapes),
            dtypes=json.dumps(found.dtypes),
            shapes=json.dumps(found.empty_shapes),
        )
    if found.loaded_modules:
        raise ExportError(
            "Expected the export to run with TensorFlow and TensorFlow Text alone. Received: it loaded {modules}.",
            modules=", ".join(found.loaded_modules),
        )
