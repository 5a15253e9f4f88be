"""Whether an export predicts what the studio predicts, found out in a process that knows TensorFlow alone."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.answers import Arrays
from studio.data import SplitRows, prepare
from studio.engine import tasks
from studio.engine.answering.answerer import Answerer
from studio.engine.exporting.comparing import are_close, differing_rows, largest_difference, tolerance
from studio.engine.models.model import load_model
from studio.engine.models.text_model import TextModel
from studio.errors import ExportError, InputError, ParityError
from studio.exports import ExportReport
from studio.files import temporary_prefix
from studio.jobs import Progress
from studio.processes import child_environment
from studio.runs import RunFolder
from studio.tasks import Task
from studio.tasks import get as declared

MIN_ROWS = 256
MAX_ROWS = 512

_SCRIPT = Path(__file__).parent / "formats" / "run_saved_model.py"
_BATCH_SIZE = 32
_NUM_LAST_LINES = 12
_DTYPES = {
    "string": np.dtype(object),
    "float32": np.dtype(np.float32),
    "int32": np.dtype(np.int32),
    "bool": np.dtype(np.bool_),
}


@dataclass(frozen=True, slots=True)
class CheckTexts:
    """The texts that an export is checked on.

    Attributes:
        num_held_out: How many of them, from the first, the model was not trained on.
    """

    texts: tuple[str, ...]
    num_held_out: int

    def for_model(self, model: TextModel) -> "CheckTexts":
        """Return the texts in the form that the model's task asks about."""
        texts = tasks.get(model.info.task).check_texts(model, self.texts)
        return CheckTexts(tuple(texts), min(self.num_held_out, len(texts)))


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Check an export that exists, given as `run` and `path`, and return its report."""
    run, folder = RunFolder(Path(arguments["run"])), Path(arguments["path"])
    report(Progress("Reading the texts of the check"))
    model = load_model(run.model_path)
    check = read_check_texts(run).for_model(model)
    report(Progress("Predicting in the studio"))
    ours = studio_outputs(model, check)
    report(Progress("Predicting with the export"))
    return asdict(compare(folder, check, ours, declared(model.info.task), run.id))


def read_check_texts(run: RunFolder) -> CheckTexts:
    """Return texts of a run that its model was not trained on, evenly out of the validation and the test split.

    They come from the run's own measurements, else from its data. Where there are fewer than 256, texts of the
    training split follow.

    Raises:
        ExportError: if the run's data cannot be read any more.
    """
    held_out = _measured_texts(run)
    if len(held_out) >= MIN_ROWS:
        return CheckTexts(held_out, len(held_out))
    spec = run.spec()
    try:
        data = prepare(spec.data, declared(spec.task), spec.settings)
        if not held_out:
            splits = [split for split in (data.validation, data.test) if split is not None]
            held_out = tuple(text for split in splits for text in _spread(split, MAX_ROWS // len(splits)))
        return CheckTexts((*held_out, *_spread(data.train, MIN_ROWS - len(held_out))), len(held_out))
    except InputError as error:
        raise ExportError(
            "The check of the export needs the data of the run, which cannot be used: {reason}", reason=str(error)
        ) from error


def studio_outputs(model: TextModel, check: CheckTexts) -> Arrays:
    """Return what an export must say about the texts, by the names of its outputs."""
    answerer = Answerer(model)
    (name,) = declared(model.info.task).inputs
    return answerer.task.exported(answerer.answers({name: check.texts}))


def compare(folder: Path, check: CheckTexts, ours: Arrays, task: Task, run_id: str) -> ExportReport:
    """Run an export in a fresh process and compare its predictions with the studio's own.

    Args:
        folder: The SavedModel.
        check: The texts.
        ours: What the studio says about these texts.
        task: What declares the outputs, and how each is compared.
        run_id: Whose model it is.

    Raises:
        ParityError: if an output differs by more than its task allows.
        ExportError: if the export does not run at all, or not without KerasHub.
    """
    (name,) = task.inputs
    found = _run_export(folder, {name: check.texts})
    _check_signature(found, ours, task)
    theirs = {
        output.name: np.array(found["outputs"][output.name], _DTYPES[output.dtype]).reshape(ours[output.name].shape)
        for output in task.outputs
    }
    differing = differing_rows(task.outputs, ours, theirs)
    report = ExportReport(
        format="savedmodel",
        run=run_id,
        rows=len(check.texts),
        held_out_rows=check.num_held_out,
        label_mismatches=int(differing.sum()),
        max_difference=largest_difference(task.outputs, ours, theirs),
        tolerance=tolerance(task.outputs),
        latency_ms=round(found["latency_ms"], 3),
        texts_per_second=round(found["texts_per_second"], 3),
        batch_size=_BATCH_SIZE,
        loaded_modules=tuple(found["loaded_modules"]),
    )
    if differing.any() or not are_close(task.outputs, ours, theirs):
        raise _parity_error(report, check.texts[int(differing.argmax())] if differing.any() else "")
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


def _check_signature(found: Mapping[str, Any], ours: Mapping[str, NDArray[Any]], task: Task) -> None:
    """Check what an export gives, also for no row at all, and that nothing foreign was loaded for it.

    Raises:
        ExportError: if an output is missing, of another type or shape, or a module of KerasHub or the studio is there.
    """
    dtypes = {output.name: output.dtype for output in task.outputs}
    shapes = {name: [0, *array.shape[1:]] for name, array in ours.items() if name in dtypes}
    if found["dtypes"] != dtypes or found["empty_shapes"] != shapes:
        raise ExportError(
            "Expected the outputs {expected}, for no text at all of the shapes {expected_shapes}. Received: {dtypes}, "
            "of the shapes {shapes}.",
            expected=json.dumps(dtypes),
            expected_shapes=json.dumps(shapes),
            dtypes=json.dumps(found["dtypes"]),
            shapes=json.dumps(found["empty_shapes"]),
        )
    if found["loaded_modules"]:
        raise ExportError(
            "Expected the export to run with TensorFlow and TensorFlow Text alone. Received: it loaded {modules}.",
            modules=", ".join(found["loaded_modules"]),
        )


def _run_export(folder: Path, inputs: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        given, out = Path(name) / "in.json", Path(name) / "out.json"
        given.write_text(json.dumps({"inputs": inputs, "batch_size": _BATCH_SIZE}), encoding="utf-8")
        # -E and -P: neither the environment nor a neighbouring file may slip in what a stranger would not have.
        command = [sys.executable, "-E", "-P", "-X", "utf8", str(_SCRIPT), str(folder), str(given), str(out)]
        done = subprocess.run(command, capture_output=True, check=False, env=child_environment(), cwd=name)
        if done.returncode != 0 or not out.is_file():
            raise ExportError(
                "The export does not run in a process of its own (exit status {status}). Its last words: {log}",
                status=done.returncode,
                log="\n".join(done.stderr.decode("utf-8", "replace").splitlines()[-_NUM_LAST_LINES:]) or "none",
            )
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return found


def _measured_texts(run: RunFolder) -> tuple[str, ...]:
    """Return texts that the run was measured on at its end, evenly spread; none if it was not measured yet."""
    path = run.predictions_path
    if not path.is_file():
        return ()
    with duckdb.connect() as connection:
        texts = connection.read_parquet(str(path)).project("text").fetchnumpy()["text"]
    return tuple(texts[_even(len(texts), MAX_ROWS)].tolist())


def _spread(split: SplitRows, count: int) -> list[str]:
    """Return so many texts of a split, evenly spread; all if it has fewer."""
    return split.take(_even(len(split), max(0, count)))["text"]


def _even(size: int, count: int) -> NDArray[np.int64]:
    """Return so many positions in 0 to `size`, evenly spread; all if there are fewer."""
    return np.unique(np.linspace(0, size - 1, min(count, size)).round().astype(np.int64))
