"""Measuring a saved model on a data set."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio.data import RowRules, Watch, map_columns, open_source, read_separate
from studio.engine import tasks
from studio.engine.answering.measuring import measure
from studio.engine.answering.questions import known_columns
from studio.engine.building.model import load_model
from studio.engine.models.model_info import ModelInfo
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE
from studio.jobs import Progress
from studio.spec import ReadingSpec, parse_settings


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Measure a model on a data set.

    Args:
        arguments: `model` (a folder), `data`, and `columns` by role: those of the training data unless given;
            `rules` (`RowRules.to_json()`), `batch_size` if they are to be others.
        report: Called with the progress.

    Returns:
        The task's report: `examples`, `metrics` and more; `left_out` says how many rows were not measured, by reason.

    Raises:
        DataError: if there is nothing to measure, or a label that the model does not know.
    """
    folder = Path(arguments["model"])
    info = ModelInfo.read(folder)
    task = info.task
    source = open_source(
        arguments["data"],
        ReadingSpec(**(arguments.get("reading") or {})),
        reads_documents=task.learns_pairs(info.settings),
    )
    columns = map_columns(source, task, known_columns(source, info, arguments.get("columns") or {}))
    batch_size = int(arguments.get("batch_size") or DEFAULT_BATCH_SIZE)
    rules = RowRules.read(arguments.get("rules") or {})
    # All rows are looked at before the first of many batches is computed.
    watch: Watch = {"on_progress": report, "is_cancelled": None}
    settings = parse_settings(task, info.settings)
    separate = read_separate("test", source, task, columns, info.schema, rules, settings, watch)
    found = measure(tasks.get(info.task), load_model(folder), separate.rows, batch_size, report)
    return found | {"left_out": separate.left_out.to_json()}
