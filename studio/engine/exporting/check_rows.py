"""The rows that an export is checked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from studio.data import SplitRows, prepare
from studio.engine import tasks as engine_tasks
from studio.engine.models.text_model import TextModel
from studio.errors import ExportError, InputError
from studio.runs import RunFolder
from studio.spreading import spread

MIN_ROWS = 256
MAX_ROWS = 512

Inputs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class CheckRows:
    """The rows that an export is checked on.

    Attributes:
        inputs: By the names of the task's inputs, a text for each row.
        num_held_out: How many of the rows, from the first, the model was not trained on.
        num_tolerated: In how many of them an export may answer otherwise, since rounding alone decides there.
    """

    inputs: Inputs
    num_held_out: int
    num_tolerated: int = 0

    def __len__(self) -> int:
        return len(next(iter(self.inputs.values())))

    def row(self, index: int) -> str:
        """Return the texts of a row, for people."""
        return " | ".join(texts[index] for texts in self.inputs.values())

    def for_model(self, model: TextModel) -> "CheckRows":
        """Return the rows in the form that the model's task asks about."""
        task = engine_tasks.get(model.info.task)
        found = CheckRows(task.check_inputs(model, self.inputs), 0)
        tolerated = task.num_tolerated(model, len(found))
        return CheckRows(found.inputs, min(self.num_held_out, len(found)), tolerated)


def read_check_rows(run: RunFolder) -> CheckRows:
    """Return rows of a run that its model was not trained on, evenly out of the validation and the test split.

    They come from the run's own measurements, else from its data. Where there are fewer than 256, rows of the training
    split follow.

    Raises:
        ExportError: if the run's data cannot be read any more.
    """
    spec = run.spec()
    task = spec.task
    held_out = _measured(run, task.inputs)
    if held_out is not None and len(held_out) >= MIN_ROWS:
        return held_out
    try:
        data = prepare(spec.data, task, spec.settings)
        parts = [] if held_out is None else [held_out.inputs]
        if held_out is None:
            splits = [split for split in (data.validation, data.test) if split is not None]
            parts = [_spread(split, MAX_ROWS // len(splits)) for split in splits]
        num_held_out = sum(len(part[task.inputs[0]]) for part in parts)
        parts.append(_spread(data.train, MIN_ROWS - num_held_out))
        inputs = {name: [text for part in parts for text in part[name]] for name in task.inputs}
        return CheckRows(inputs, num_held_out)
    except InputError as error:
        raise ExportError(
            "The check of the export needs the data of the run, which cannot be used: {reason}", reason=str(error)
        ) from error


def _measured(run: RunFolder, names: Sequence[str]) -> CheckRows | None:
    """Return rows that the run was measured on at its end, evenly spread; `None` if it was not measured yet."""
    path = run.predictions_path
    if not path.is_file():
        return None
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(path))
        if not set(names) <= set(table.columns):
            return None
        columns = table.select(*(f'"{name}"' for name in names)).fetchnumpy()
    rows = spread(len(columns[names[0]]), MAX_ROWS)
    return CheckRows({name: columns[name][rows].tolist() for name in names}, len(rows))


def _spread(split: SplitRows, count: int) -> Inputs:
    """Return so many rows of a split, evenly spread; all if it has fewer."""
    return split.take(spread(len(split), max(0, count)))
