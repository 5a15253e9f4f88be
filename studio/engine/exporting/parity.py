"""Whether an export predicts what the studio predicts, found out in a process that knows TensorFlow alone."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows, prepare
from studio.engine import tasks
from studio.engine.models.model import load_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import Predictions
from studio.errors import ExportError, InputError, ParityError
from studio.exports import ExportReport
from studio.files import temporary_prefix
from studio.jobs import Progress
from studio.processes import child_environment
from studio.runs import RunFolder

TOLERANCE = 1e-5
MIN_ROWS = 256
MAX_ROWS = 512

_SCRIPT = Path(__file__).with_name("run_saved_model.py")
_BATCH_SIZE = 32
_NUM_LAST_LINES = 12


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
    predictions = tasks.get(model.info.task).predictor(model).predict(check.texts)
    report(Progress("Predicting with the export"))
    return asdict(compare(folder, check, predictions, run.id))


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
        data = prepare(spec.data, spec.task)
        if not held_out:
            splits = [split for split in (data.validation, data.test) if split is not None]
            held_out = tuple(text for split in splits for text in _spread(split, MAX_ROWS // len(splits)))
        return CheckTexts((*held_out, *_spread(data.train, MIN_ROWS - len(held_out))), len(held_out))
    except InputError as error:
        raise ExportError(
            "The check of the export needs the data of the run, which cannot be used: {reason}", reason=str(error)
        ) from error


def compare(folder: Path, check: CheckTexts, predictions: Predictions, run_id: str) -> ExportReport:
    """Run an export in a fresh process and compare its predictions with the studio's own.

    Args:
        folder: The SavedModel.
        check: The texts.
        predictions: What the studio says about these texts.
        run_id: Whose model it is.

    Raises:
        ParityError: if a label differs or a probability by more than 1e-5.
        ExportError: if the export does not run at all, or not without KerasHub.
    """
    found = _run_export(folder, check.texts)
    expected = predictions.exported()
    _check_shapes(found, expected)
    ours = expected["probabilities"]
    probabilities = np.array(found["probabilities"], np.float32).reshape(ours.shape)
    differing = _differing(expected[_label_name(expected)], found["labels"], ours)
    report = ExportReport(
        format="savedmodel",
        run=run_id,
        rows=len(check.texts),
        held_out_rows=check.num_held_out,
        label_mismatches=sum(differing),
        max_difference=float(np.abs(probabilities - ours).max()),
        tolerance=TOLERANCE,
        latency_ms=round(found["latency_ms"], 3),
        texts_per_second=round(found["texts_per_second"], 3),
        batch_size=_BATCH_SIZE,
        loaded_modules=tuple(found["loaded_modules"]),
    )
    _check_report(report, check, differing)
    return report


def _check_report(report: ExportReport, check: CheckTexts, differing: list[bool]) -> None:
    # Written so that a difference that is not a number fails as well.
    if report.label_mismatches == 0 and report.max_difference <= TOLERANCE:
        return
    text = check.texts[differing.index(True)] if report.label_mismatches else ""
    raise ParityError(
        "The export does not predict what the studio predicts. Expected the same labels and probabilities that differ "
        "by at most {tolerance}. Received: {mismatches} of {rows} {rows:label|labels} {mismatches:differs|differ}, "
        "the probabilities by up to {difference}. {example}",
        tolerance=TOLERANCE,
        mismatches=report.label_mismatches,
        rows=report.rows,
        difference=f"{report.max_difference:.3g}",
        example=f"The first of these texts: {text[:200]}" if text else "",
    )


def _label_name(outputs: Mapping[str, Any]) -> str:
    return next(name for name in outputs if name != "probabilities")


def _differing(ours: NDArray[Any], theirs: list[Any], probabilities: NDArray[np.float32]) -> list[bool]:
    """Return for each text whether the likeliest label differs."""
    if ours.ndim == 1:
        return [mine != other for mine, other in zip(ours, theirs, strict=True)]
    # Of a whole vocabulary two may be equally likely: which of them comes first says nothing.
    is_clear = probabilities[:, 0] - probabilities[:, 1] > TOLERANCE
    return [bool(clear) and mine[0] != other[0] for mine, other, clear in zip(ours, theirs, is_clear, strict=True)]


def _check_shapes(found: Mapping[str, Any], expected: Mapping[str, NDArray[Any]]) -> None:
    label, width = _label_name(expected), expected["probabilities"].shape[1]
    shapes = found["empty_shapes"] == {name: [0, *array.shape[1:]] for name, array in expected.items()}
    dtypes = found["dtypes"] == {label: "string", "probabilities": "float32"}
    if not (shapes and dtypes):
        raise ExportError(
            "Expected the outputs {label} (string) and probabilities (float32, {width} a text). "
            "Received: {dtypes}, for no text at all of the shapes {shapes}.",
            label=label,
            width=width,
            dtypes=json.dumps(found["dtypes"]),
            shapes=json.dumps(found["empty_shapes"]),
        )
    if found["loaded_modules"]:
        raise ExportError(
            "Expected the export to run with TensorFlow and TensorFlow Text alone. Received: it loaded {modules}.",
            modules=", ".join(found["loaded_modules"]),
        )


def _run_export(folder: Path, texts: tuple[str, ...]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        given, out = Path(name) / "in.json", Path(name) / "out.json"
        given.write_text(json.dumps({"texts": texts, "batch_size": _BATCH_SIZE}), encoding="utf-8")
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
    return split.take(_even(len(split), max(0, count)))


def _even(size: int, count: int) -> NDArray[np.int64]:
    """Return so many positions in 0 to `size`, evenly spread; all if there are fewer."""
    return np.unique(np.linspace(0, size - 1, min(count, size)).round().astype(np.int64))
