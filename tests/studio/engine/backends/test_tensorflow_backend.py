from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.devices import processor_has_bfloat16
from studio.engine.models.precision import Precision
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

FLOAT32 = Precision("float32", "float32", is_rewritten=False, reason="a test")
REWRITTEN = Precision("bfloat16", "float32", is_rewritten=True, reason="a test")
MIXED = Precision("bfloat16", "mixed_bfloat16", is_rewritten=False, reason="a test")


def make_backend(preset: Path, precision: Precision = FLOAT32, trainable: Any = "all", **fit: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.building.model import build_model

    settings = {"weight_decay": 0.1, **fit}
    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset), "dropout": 0.0, "trainable": trainable},
            "data": {"train": "none.csv", "sequence_length": 64},
            "fit": settings,
        }
    )
    model = build_model(spec, Schema(("bad", "good")), precision.dtype_policy)
    return TensorFlowBackend(model, spec.fit, precision)


def make_batch(lengths: tuple[int, ...], width: int, seed: int = 0) -> Any:
    from studio.engine.texts.batches import Batch

    random = np.random.default_rng(seed)
    mask = (np.arange(width) < np.array(lengths)[:, None]).astype(np.int32)
    token_ids = random.integers(5, 1000, (len(lengths), 64))[:, :width].astype(np.int32) * mask
    labels = random.integers(0, 2, len(lengths)).astype(np.int32)
    inputs = {"token_ids": token_ids, "padding_mask": mask, "segment_ids": np.zeros_like(mask)}
    return Batch(inputs, {"label": labels}, len(labels), int(mask.sum()))


def part_of(batch: Any, rows: slice) -> Any:
    from studio.engine.texts.batches import Batch

    inputs = {name: array[rows] for name, array in batch.inputs.items()}
    return Batch(
        inputs, {"label": (labels := batch.targets["label"][rows])}, len(labels), int(inputs["padding_mask"].sum())
    )


def test_the_loss_of_a_step_is_the_mean_cross_entropy_of_the_weights_before_it(tiny_preset: Path) -> None:
    backend = make_backend(tiny_preset)
    batch = make_batch((9, 16, 3), 16)
    before = backend.outputs(batch)["probabilities"]
    expected = -np.log(before[np.arange(3), batch.targets["label"]]).mean()
    assert backend.train_step([batch], 1e-3).loss == pytest.approx(expected, rel=1e-5)


def test_padding_changes_neither_loss_nor_gradient(tiny_preset: Path) -> None:
    narrow = make_backend(tiny_preset).train_step([make_batch((9, 12, 3), 16)], 1e-3)
    wide = make_backend(tiny_preset).train_step([make_batch((9, 12, 3), 40)], 1e-3)
    assert wide.loss == pytest.approx(narrow.loss, rel=1e-5)
    assert wide.gradient_norm == pytest.approx(narrow.gradient_norm, rel=1e-5)


def test_accumulated_batches_of_unequal_size_do_what_one_large_batch_does(tiny_preset: Path) -> None:
    batch = make_batch((9, 16, 3, 5, 12), 16)
    whole, parts = make_backend(tiny_preset), make_backend(tiny_preset, accumulation_steps=2)
    for _ in range(3):
        expected = whole.train_step([batch], 1e-3)
        found = parts.train_step([part_of(batch, slice(0, 4)), part_of(batch, slice(4, 5))], 1e-3)
        assert found.loss == pytest.approx(expected.loss, rel=1e-5)
        assert found.gradient_norm == pytest.approx(expected.gradient_norm, rel=1e-4)


def test_a_step_without_room_changes_nothing_and_can_be_done_in_parts(
    tiny_preset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    from studio.engine.backends.base import StepTooLargeError

    batch = make_batch((9, 16, 3, 5, 12), 16)
    whole, parts = make_backend(tiny_preset), make_backend(tiny_preset)
    before = parts.weights()

    def refuse(*_: Any) -> None:
        raise tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")

    with monkeypatch.context() as patch:
        patch.setattr(parts, "_train", refuse)
        with pytest.raises(StepTooLargeError) as caught:
            parts.train_step([batch], 1e-3)
    assert not caught.value.is_begun
    assert all(np.array_equal(array, before[name]) for name, array in parts.weights().items())
    for step in range(3):
        expected = whole.train_step([batch], 1e-3)
        if step == 1:
            # The first part was added up before the second one found no room: it is forgotten.
            accumulate, calls = parts._accumulate, iter([parts._accumulate, refuse])
            parts._accumulate = lambda *given, calls=calls: next(calls)(*given)
            with pytest.raises(StepTooLargeError):
                parts.train_step([part_of(batch, slice(0, 3)), part_of(batch, slice(3, 5))], 1e-3)
            parts._accumulate = accumulate
        found = parts.train_step([part_of(batch, slice(0, 3)), part_of(batch, slice(3, 5))], 1e-3)
        assert found.loss == pytest.approx(expected.loss, rel=1e-5)
        assert found.gradient_norm == pytest.approx(expected.gradient_norm, rel=1e-4)
    # The effective batch is the same, and so is what is learned, within rounding.
    for name, array in parts.weights().items():
        np.testing.assert_allclose(array, whole.weights()[name], atol=2e-4, err_msg=name)


def test_a_step_that_fails_after_its_update_began_says_so(tiny_preset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.backends.base import StepTooLargeError

    backend = make_backend(tiny_preset)
    train = backend._train

    def fail_late(*given: Any) -> None:
        train(*given)
        raise MemoryError

    monkeypatch.setattr(backend, "_train", fail_late)
    with pytest.raises(StepTooLargeError) as caught:
        backend.train_step([make_batch((9, 16, 3), 16)], 1e-3)
    assert caught.value.is_begun


def test_the_gradient_norm_counts_tokens_that_occur_twice_once(tiny_preset: Path) -> None:
    import tensorflow as tf

    backend = make_backend(tiny_preset)
    batch = make_batch((9, 16, 3), 16)
    batch.inputs["token_ids"][:, 1:4] = 7
    classifier = backend._network
    with tf.GradientTape() as tape:
        logits = classifier(batch.inputs, training=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(batch.targets["label"], logits))
    gradients = tape.gradient(loss, [variable.value for variable in classifier.trainable_variables])
    expected = np.sqrt(sum(np.square(tf.convert_to_tensor(gradient).numpy()).sum() for gradient in gradients))
    assert backend.train_step([batch], 1e-3).gradient_norm == pytest.approx(expected, rel=1e-4)


def test_clipping_bounds_the_step_but_not_the_reported_norm(tiny_preset: Path) -> None:
    batch = make_batch((9, 16, 3), 16)
    free = make_backend(tiny_preset, clip_norm=None).train_step([batch], 1e-3)
    clipped = make_backend(tiny_preset, clip_norm=free.gradient_norm / 100)
    assert clipped.train_step([batch], 1e-3).gradient_norm == pytest.approx(free.gradient_norm, rel=1e-5)
    moments = [array for name, array in clipped.optimizer_state().items() if name.startswith("first_moment")]
    norm = np.sqrt(sum(np.square(array).sum() for array in moments))
    assert norm == pytest.approx(0.1 * free.gradient_norm / 100, rel=1e-4)


@pytest.mark.parametrize(
    ("trainable", "is_trained"),
    [
        ("head", lambda path: path.startswith("logits")),
        ({"last_layers": 1}, lambda path: not path.startswith(("token_", "position_", "segment_", "embeddings_"))),
    ],
)
def test_what_is_frozen_stays_as_it_was(tiny_preset: Path, trainable: Any, is_trained: Any) -> None:
    backend = make_backend(tiny_preset, trainable=trainable)
    weights = backend._network.weights
    before = [weight.numpy().copy() for weight in weights]
    backend.train_step([make_batch((9, 16, 3), 16)], 1e-3)
    changed = {w.path for w, old in zip(weights, before, strict=True) if not np.array_equal(w.numpy(), old)}
    if trainable == {"last_layers": 1}:
        assert not any(path.startswith("transformer_layer_0") for path in changed)
    assert changed
    assert all(is_trained(path) for path in changed)


@pytest.mark.parametrize("precision", [REWRITTEN, MIXED])
def test_evaluation_computes_in_float32_whatever_the_training_computes_in(
    tiny_preset: Path, precision: Precision
) -> None:
    batch = make_batch((9, 16, 3), 16)
    expected = make_backend(tiny_preset).outputs(batch)["probabilities"]
    backend = make_backend(tiny_preset, precision)
    np.testing.assert_array_equal(backend.outputs(batch)["probabilities"], expected)
    backend.train_step([batch], 0.0)
    np.testing.assert_array_equal(backend.outputs(batch)["probabilities"], expected)


@pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")
def test_bfloat16_training_is_near_float32_but_not_the_same(tiny_preset: Path) -> None:
    batch = make_batch((9, 16, 3), 16)
    exact = make_backend(tiny_preset).train_step([batch], 1e-3)
    rough = make_backend(tiny_preset, REWRITTEN).train_step([batch], 1e-3)
    assert rough.gradient_norm != exact.gradient_norm
    assert rough.gradient_norm == pytest.approx(exact.gradient_norm, rel=0.1)
    assert rough.loss == pytest.approx(exact.loss, rel=0.02)


def test_restored_weights_and_optimizer_go_on_bit_for_bit(tiny_preset: Path) -> None:
    first, second = make_backend(tiny_preset), make_backend(tiny_preset)
    batches = [make_batch((9, 16, 3), 16, seed) for seed in range(6)]
    for batch in batches[:3]:
        first.train_step([batch], 1e-3)
    second.restore_weights(first.weights())
    second.restore_optimizer_state(first.optimizer_state())
    for batch in batches[3:]:
        assert second.train_step([batch], 1e-3) == first.train_step([batch], 1e-3)


def test_a_step_is_traced_once_for_batches_of_any_shape(tiny_preset: Path) -> None:
    backend = make_backend(tiny_preset)
    for lengths, width in (((9, 16, 3), 16), ((4,), 8), ((40, 30), 40)):
        backend.train_step([make_batch(lengths, width)], 1e-3)
    assert backend._train.experimental_get_tracing_count() == 1


def test_what_was_read_from_the_weights_stays_while_training_goes_on(tiny_preset: Path) -> None:
    backend = make_backend(tiny_preset)
    batch = make_batch((9, 16, 3), 16)
    backend.train_step([batch], 1e-2)
    state = backend.weights() | backend.optimizer_state()
    kept = {name: array.copy() for name, array in state.items()}
    for _ in range(3):
        backend.train_step([batch], 1e-2)
    np.testing.assert_equal(state, kept)
    assert any(not np.array_equal(array, kept[name]) for name, array in backend.weights().items())
