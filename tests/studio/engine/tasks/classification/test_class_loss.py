from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.devices import processor_has_bfloat16
from studio.engine.models.precision import Precision
from studio.schema import Schema
from studio.spec import FitSpec, RunSpec
from studio.tasks import text_classification
from studio.tasks.class_weights import balanced_weights

pytestmark = pytest.mark.engine

COUNTS = np.array([9, 1])
FLOAT32 = Precision("float32", "float32", is_rewritten=False, reason="a test")
REWRITTEN = Precision("bfloat16", "float32", is_rewritten=True, reason="a test")
CHOICES = [
    {},
    {"label_smoothing": 0.2},
    {"class_weights": "balanced"},
    {"class_weights": "balanced", "label_smoothing": 0.1},
]


def task_loss(**settings: Any) -> Any:
    from studio.engine import tasks
    from studio.spec import parse_settings

    schema = Schema(("common", "rare"), tuple(COUNTS.tolist()))
    return tasks.get(text_classification.TASK).loss(parse_settings(text_classification.TASK, settings), schema)


def keras_loss(logits: Any, labels: Any, class_weights: str = "none", label_smoothing: float = 0.0) -> Any:
    """What Keras makes of the same settings: the sum over the examples divided by their number."""
    import keras

    targets = keras.ops.one_hot(labels, logits.shape[-1])
    weights = balanced_weights(COUNTS)[labels] if class_weights == "balanced" else None
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=label_smoothing)
    return loss(targets, logits, sample_weight=weights)


def make_backend(preset: Path, precision: Precision = FLOAT32, accumulation_steps: int = 1, **settings: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.building.model import build_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset), "dropout": 0.0},
            "data": {"train": "none.csv", "sequence_length": 64},
            "settings": settings,
        }
    )
    fit = FitSpec(accumulation_steps=accumulation_steps, clip_norm=None)
    model = build_model(spec, Schema(("common", "rare")), precision.dtype_policy)
    return TensorFlowBackend(model, fit, precision, loss=task_loss(**settings))


def make_batch(labels: list[int], rows: slice = slice(None)) -> Any:
    from studio.engine.texts.batches import Batch

    token_ids = np.random.default_rng(0).integers(5, 1000, (len(labels), 16)).astype(np.int32)[rows]
    mask = np.ones_like(token_ids)
    inputs = {"token_ids": token_ids, "padding_mask": mask, "segment_ids": np.zeros_like(mask)}
    return Batch(inputs, {"label": np.array(labels, np.int32)[rows]}, len(mask), int(mask.sum()))


@pytest.mark.parametrize("settings", CHOICES)
def test_the_loss_is_what_keras_computes_from_class_weights_and_label_smoothing(settings: Any) -> None:
    random = np.random.default_rng(1)
    logits = random.normal(size=(7, 2)).astype(np.float32) * 3
    labels = np.array([0, 0, 1, 0, 0, 0, 1], np.int32)
    found = float(task_loss(**settings)(logits, {"label": labels})) / len(labels)
    assert found == pytest.approx(float(keras_loss(logits, labels, **settings)), rel=1e-6)


def test_without_settings_the_loss_is_bit_for_bit_the_plain_one() -> None:
    import tensorflow as tf

    logits = np.random.default_rng(2).normal(size=(64, 2)).astype(np.float32)
    labels = np.arange(64, dtype=np.int32) % 2
    plain = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    assert float(task_loss()(logits, {"label": labels})) == float(plain)


@pytest.mark.parametrize("settings", CHOICES[1:])
def test_a_step_follows_the_gradient_that_keras_gives_for_its_batch(tiny_preset: Path, settings: Any) -> None:
    import tensorflow as tf

    backend = make_backend(tiny_preset, **settings)
    batch = make_batch([0, 1, 0, 0])
    classifier = backend._network
    with tf.GradientTape() as tape:
        loss = keras_loss(classifier(batch.inputs, training=True), batch.targets["label"], **settings)
    gradients = tape.gradient(loss, [variable.value for variable in classifier.trainable_variables])
    norm = np.sqrt(sum(np.square(tf.convert_to_tensor(gradient).numpy()).sum() for gradient in gradients))
    found = backend.train_step([batch], 1e-3)
    assert found.loss == pytest.approx(float(loss), rel=1e-5)
    assert found.gradient_norm == pytest.approx(norm, rel=1e-4)


def test_weighted_batches_that_are_added_up_do_what_one_large_batch_does(tiny_preset: Path) -> None:
    settings = {"class_weights": "balanced", "label_smoothing": 0.1}
    # The rare class is in one of the two batches alone.
    labels = [0, 0, 0, 1, 0]
    whole = make_backend(tiny_preset, **settings)
    parts = make_backend(tiny_preset, accumulation_steps=2, **settings)
    for _ in range(3):
        expected = whole.train_step([make_batch(labels)], 1e-3)
        found = parts.train_step([make_batch(labels, slice(0, 3)), make_batch(labels, slice(3, 5))], 1e-3)
        assert found.loss == pytest.approx(expected.loss, rel=1e-5)
        assert found.gradient_norm == pytest.approx(expected.gradient_norm, rel=1e-4)


@pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")
def test_weights_and_smoothing_are_not_rounded_in_bfloat16(tiny_preset: Path) -> None:
    batch = make_batch([0, 1, 0, 0])
    plain = [make_backend(tiny_preset, precision).train_step([batch], 1e-3).loss for precision in (FLOAT32, REWRITTEN)]
    settings = {"class_weights": "balanced", "label_smoothing": 0.1}
    found = [
        make_backend(tiny_preset, precision, **settings).train_step([batch], 1e-3).loss
        for precision in (FLOAT32, REWRITTEN)
    ]
    # What bfloat16 does to the logits is all that differs.
    assert abs(found[1] / found[0] - 1) < 10 * abs(plain[1] / plain[0] - 1) + 1e-5


def test_evaluation_stays_the_plain_cross_entropy(tiny_preset: Path) -> None:
    batch = make_batch([0, 1, 0, 0])
    plain = make_backend(tiny_preset).outputs(batch)["probabilities"]
    weighted = make_backend(tiny_preset, class_weights="balanced", label_smoothing=0.1).outputs(batch)["probabilities"]
    np.testing.assert_array_equal(plain, weighted)
