"""Measuring a model by itself, in float32, on rows that were checked."""

import tempfile
from pathlib import Path
from typing import Any

import tensorflow as tf

from studio.data import SplitRows
from studio.engine.models.graphs import tensors
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import EngineTask, Report
from studio.engine.tasks.evaluation import Arrays
from studio.engine.texts.batches import Batch
from studio.engine.texts.token_cache import cached_examples
from studio.files import temporary_prefix
from studio.jobs import Progress


def measure(task: EngineTask, model: TextModel, rows: SplitRows, batch_size: int, report: Report) -> dict[str, Any]:
    """Measure a model as a run's own evaluation would, and return the report as JSON data.

    Args:
        task: The model's.
        model: Loaded in float32.
        rows: What it is measured on, with its targets.
        batch_size: How many examples are computed at once, at most.
        report: Called with the progress.
    """

    def on_written(num_written: float, num_texts: int) -> bool:
        report(Progress("Writing texts", int(num_written), num_texts))
        return True

    # A file may be larger than memory. Where a mapped file cannot be deleted, it is left to the next start.
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True) as folder:
        examples = cached_examples(
            Path(folder),
            "measured",
            task.example_chunks(model, rows),
            lambda done: report(Progress("Tokenizing", done, len(rows))),
        )
        evaluation = task.evaluator(model, rows, examples).evaluate(
            ModelOutputs(task, model),
            lambda done: report(Progress("Evaluating", done, len(examples))),
            batch_size,
            on_written,
        )
    return evaluation.report


class ModelOutputs:
    """What a model says, computed in a graph of its own.

    Args:
        task: Says what measuring needs.
        model: Loaded in float32.
    """

    def __init__(self, task: EngineTask, model: TextModel) -> None:
        inputs = {name: tf.TensorSpec((None, None), tf.int32) for name in model.input_names}
        # Never XLA: it compiles anew for each shape, and is the slower one on the CPU.
        self._call = tf.function(
            lambda inputs, targets: task.outputs(task.asked_outputs(model.network, inputs), targets),
            input_signature=[inputs, dict(task.target_specs_of(model))],
            jit_compile=False,
        )

    def outputs(self, batch: Batch) -> Arrays:
        """Return what the model says about a batch, as the task wants it."""
        found = self._call(tensors(batch.inputs), tensors(batch.targets))
        return {name: tensor.numpy() for name, tensor in found.items()}
