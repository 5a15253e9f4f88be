"""Event files that TensorBoard reads."""

from pathlib import Path

import tensorflow as tf

from studio.runs.events import EvaluationEvent, EventBody, StepEvent


class TensorBoardWriter:
    """Writes the curves of a run.

    Args:
        path: The folder for the event files.
    """

    def __init__(self, path: Path) -> None:
        self._writer = tf.summary.create_file_writer(str(path))

    def write(self, body: EventBody) -> None:
        """Write what has a curve."""
        match body:
            case StepEvent():
                scalars = {
                    "train/step_loss": body.loss,
                    "train/learning_rate": body.learning_rate,
                    "train/gradient_norm": body.gradient_norm,
                    "train/examples_per_second": body.examples_per_second,
                }
            case EvaluationEvent():
                scalars = {f"{body.split}/{name}": value for name, value in body.metrics.items()}
            case _:
                return
        with self._writer.as_default():
            for name, value in scalars.items():
                tf.summary.scalar(name, value, step=body.step)

    def close(self) -> None:
        """Write what waits and close the file."""
        self._writer.close()
