"""The job `first_batch`: the examples that a run would begin with, as the model sees them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows, prepare
from studio.engine import tasks as engine_tasks
from studio.engine.building.model import build_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import EngineTask
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.sampler import Position, Sampler
from studio.engine.texts.showing import show_streams
from studio.engine.texts.token_cache import cache_key, cached_examples
from studio.errors import SpecError
from studio.jobs import Progress
from studio.spec import RunSpec

Report = Callable[[Progress], None]


def run_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Show the first batch of a run that has not started. What was tokenized for it waits in the cache for the run.

    Args:
        arguments: `spec`, a run specification, and `cache`, the folder of the workspace's cache.
        report: Called with the progress.

    Returns:
        `preset`, `sequence_length`, `num_examples`, `num_rows` (of the training part), `num_tokens` and `num_padding`
        (of the batch), and `examples`: for each the `rows` (from 1) that it is made of, its `streams`, its `targets`,
        what is to be said `under` a token of the main stream (by its place), and `num_cut`, the tokens that its rows
        lost.

    Raises:
        SpecError: if the backbone is from scratch: its tokens are learned when the run starts.
    """
    spec = RunSpec.parse(arguments["spec"])
    if spec.backbone.preset is None:
        raise SpecError(
            "backbone.preset: expected a pretrained backbone, as one from scratch learns its tokens when the run "
            "starts. Received: none."
        )
    report(Progress("Reading the data"))
    data = prepare(spec.data, spec.task, spec.settings)
    report(Progress("Loading the model"))
    model = build_model(spec, data.schema, columns=data.train.columns)
    report(Progress("Making tokens", 0, len(data.train)))
    task = engine_tasks.get(spec.task)
    examples = cached_examples(
        Path(arguments["cache"]),
        cache_key(data.fingerprint, data.train, model),
        task.example_chunks(model, data.train),
        lambda done: report(Progress("Making tokens", done, len(data.train))),
    )
    batcher = task.train_batcher(model, data.train, examples, spec.fit.seed)
    indices = Sampler(batcher.lengths, spec.fit.batch_size, 1, spec.fit.seed).step(Position())[0]
    return {
        "preset": spec.backbone.preset,
        "sequence_length": model.info.sequence_length,
        "num_examples": len(batcher),
        "num_rows": len(data.train),
        **_show_batch(task, model, data.train, batcher, indices),
    }


def _show_batch(
    task: EngineTask, model: TextModel, split: SplitRows, batcher: Batcher, indices: NDArray[np.int64]
) -> dict[str, Any]:
    batch = batcher.batch(indices)
    shown = [
        {
            "rows": [int(split.row_numbers[row]) + 1 for row in rows],
            "num_cut": _num_cut(task, model, split, rows),
            **_show_example(task, model, batcher, batch, at),
        }
        for at, rows in enumerate(batcher.rows(int(index)) for index in indices)
    ]
    num_padding = sum(stream["num_padding"] for example in shown for stream in example["streams"])
    return {"num_tokens": batch.num_tokens, "num_padding": num_padding, "examples": shown}


def _show_example(task: EngineTask, model: TextModel, batcher: Batcher, batch: Batch, at: int) -> dict[str, Any]:
    targets = task.shown_targets(model, batch, at)
    return {
        "streams": show_streams(model, batch, at, tuple(batcher.examples.streams)),
        "targets": list(targets.whole),
        "under": {str(place): word for place, word in targets.under.items()},
    }


def _num_cut(task: EngineTask, model: TextModel, split: SplitRows, rows: NDArray[np.int64]) -> int:
    return task.examples(model, split.take(rows), split.targets.take(rows)).num_cut_tokens
