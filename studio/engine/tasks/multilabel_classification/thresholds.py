"""From which probability on a label is said to apply."""

from dataclasses import replace

import numpy as np

from studio.engine.models.model_info import ModelInfo
from studio.schema import Schema
from studio.tasks.multilabel_classification import MultilabelSettings
from studio.tasks.multilabel_metrics import DEFAULT_THRESHOLD, Labels, Probabilities, choose_thresholds


def with_thresholds(
    schema: Schema, settings: MultilabelSettings, measured: tuple[Labels, Probabilities] | None
) -> Schema:
    """Return a schema with a threshold for each label.

    Args:
        schema: What is remembered of the data.
        settings: One threshold for all, or that they are chosen.
        measured: The labels of examples that were not trained on, and their probabilities; `None` where there are none:
            then nothing can be chosen.
    """
    if settings.threshold == "auto" and measured is not None:
        return replace(schema, thresholds=choose_thresholds(*measured))
    return replace(schema, thresholds=_alike(schema, settings.threshold))


def thresholds_of(info: ModelInfo) -> tuple[float, ...]:
    """Return the thresholds of a model; where a run was stopped before any were chosen, one for all labels."""
    return info.schema.thresholds or _alike(info.schema, info.settings.get("threshold"))


def _alike(schema: Schema, threshold: object) -> tuple[float, ...]:
    value = threshold if isinstance(threshold, int | float) else DEFAULT_THRESHOLD
    # As float32 holds it, so that an export compares with the very same.
    return (float(np.float32(value)),) * len(schema.class_names)
