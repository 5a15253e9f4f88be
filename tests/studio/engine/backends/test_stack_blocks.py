"""Training steps through the attention stack: the same numbers as through KerasHub's own layers, in any model."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from studio.spec import LastLayers
from tests.encoder_models import COMMON, FAMILIES, make_classifier, make_inputs, make_network, tokens_read

pytestmark = pytest.mark.engine

TRAINABLE: dict[str, Any] = {
    "all": "all",
    "the last layer": LastLayers(last_layers=1),
    "LoRA": "lora",
    "the head": "head",
}
CASES = [(family, "all") for family in FAMILIES] + [("Bert", part) for part in TRAINABLE if part != "all"]


def loss_and_gradients(classifier: Any) -> tuple[float, dict[str, np.ndarray]]:
    import tensorflow as tf

    variables = classifier.trainable_variables
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch([variable.value for variable in variables])
        logits = classifier(make_inputs(classifier), training=True)
        loss = tf.reduce_sum(logits * loss_weights(logits.shape))
    gradients = tape.gradient(loss, [v.value for v in variables], unconnected_gradients=tf.UnconnectedGradients.ZERO)
    found = {v.path: tf.convert_to_tensor(g).numpy() for v, g in zip(variables, gradients, strict=True)}
    return float(loss), found


def loss_weights(shape: Any) -> np.ndarray:
    if tuple(shape) == (4, 2):
        return np.array([[1.0, -0.5], [0.3, 2.0], [-1.0, 0.2], [0.7, 0.7]], np.float32)
    return np.random.default_rng(7).normal(0.0, 0.3, shape).astype(np.float32)


def make_blocks(classifier: Any, dtype: str = "float32") -> Any:
    import tensorflow as tf

    from studio.engine.backends.stack_blocks import StackBlocks

    blocks = StackBlocks(classifier, tf.as_dtype(dtype))
    is_grouped = classifier.backbone.__class__.__name__.startswith("Albert")
    assert len(blocks) == (FAMILIES["Albert"]["num_groups"] if is_grouped else COMMON["num_layers"])
    return blocks


def through_stack(classifier: Any, blocks: Any, read: Any = None) -> tuple[float, dict[str, np.ndarray]]:
    with blocks.computing(read):
        return loss_and_gradients(classifier)


def seeds_of(network: Any) -> list[Any]:
    weights = {id(variable) for variable in network.weights}
    return [variable for variable in network.variables if id(variable) not in weights]


@pytest.mark.parametrize(("family", "trainable"), CASES)
def test_loss_and_gradients_are_those_of_kerashub(family: str, trainable: str) -> None:
    classifier = make_classifier(family, trainable=TRAINABLE[trainable])
    loss, gradients = loss_and_gradients(classifier)
    stack_loss, stack_gradients = through_stack(classifier, make_blocks(classifier))
    assert stack_loss == pytest.approx(loss, rel=1e-5, abs=1e-5)
    assert stack_gradients.keys() == gradients.keys()
    assert max(np.abs(gradient).max() for gradient in gradients.values()) > 0.1
    for path, gradient in gradients.items():
        np.testing.assert_allclose(stack_gradients[path], gradient, rtol=1e-3, atol=1e-5, err_msg=path)


@pytest.mark.parametrize("head", ["first token", "masked tokens"])
@pytest.mark.parametrize(("family", "dropout"), [*((family, 0.3) for family in FAMILIES), ("Bert", 0.0)])
def test_a_last_layer_that_computes_what_is_read_changes_nothing(
    family: str, head: str, dropout: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With dropout as well: a value is dropped or kept as in the whole, and the seeds move on alike."""
    from studio.engine.backends import block_kernels

    # Compiling takes long; another test trains through compiled kernels.
    monkeypatch.setattr(block_kernels, "compiled", lambda function: function)
    network = make_network(family, head, dropout)
    seeds, blocks = seeds_of(network), make_blocks(network)
    before = [seed.numpy() for seed in seeds]
    loss, gradients = through_stack(network, blocks)
    after = [seed.numpy() for seed in seeds]
    for seed, value in zip(seeds, before, strict=True):
        seed.assign(value)
    read_loss, read_gradients = through_stack(network, blocks, tokens_read(head))
    np.testing.assert_equal([seed.numpy() for seed in seeds], after)
    assert read_loss == pytest.approx(loss, rel=1e-5, abs=1e-4)
    assert max(np.abs(gradient).max() for gradient in gradients.values()) > 0.1
    for path, gradient in gradients.items():
        np.testing.assert_allclose(read_gradients[path], gradient, rtol=1e-3, atol=1e-4, err_msg=path)


@pytest.mark.parametrize(("head", "num_read"), [("first token", 1), ("masked tokens", 8)])
def test_products_of_the_last_layer_have_rows_for_what_is_read_alone(head: str, num_read: int) -> None:
    import tensorflow as tf

    network = make_network("Bert", head)
    blocks, inputs = make_blocks(network), make_inputs(network)

    def forward(given: Any) -> Any:
        with blocks.computing(tokens_read(head)):
            return network(given, training=True)

    graph = tf.function(forward, autograph=False).get_concrete_function(
        {name: tf.TensorSpec(array.shape, tf.int32) for name, array in inputs.items()}
    )
    products = [
        (operation.inputs[0].shape[0], operation.inputs[1].shape.as_list())
        for operation in graph.graph.get_operations()
        if operation.type == "MatMul"
    ]
    dim, inner = COMMON["hidden_dim"], COMMON["intermediate_dim"]
    whole = [(48, [dim, 3 * dim]), (48, [dim, dim]), (48, [dim, inner]), (48, [inner, dim])]
    rows = 4 * num_read
    last = [(rows, [dim, dim]), (48, [dim, 2 * dim]), (rows, [dim, dim]), (rows, [dim, inner]), (rows, [inner, dim])]
    assert products[: 4 * (COMMON["num_layers"] - 1) + 5] == whole * (COMMON["num_layers"] - 1) + last


def test_in_bfloat16_the_gradient_is_that_of_kerashub_but_for_rounding() -> None:
    classifier = make_classifier("Bert")
    loss, gradients = loss_and_gradients(classifier)
    stack_loss, stack_gradients = through_stack(classifier, make_blocks(classifier, "bfloat16"))
    assert stack_loss == pytest.approx(loss, rel=0.05, abs=0.05)
    ours, theirs = (np.concatenate([g[path].ravel() for path in gradients]) for g in (stack_gradients, gradients))
    assert np.linalg.norm(ours - theirs) < 0.05 * np.linalg.norm(theirs)


def test_the_model_is_left_as_it_was() -> None:
    classifier = make_classifier("Bert")
    before = loss_and_gradients(classifier)
    through_stack(classifier, make_blocks(classifier))
    assert not any("call" in vars(layer) for layer in classifier._flatten_layers())
    after = loss_and_gradients(classifier)
    assert after[0] == before[0]
    np.testing.assert_equal(after[1], before[1])


def test_what_is_frozen_whole_drops_nothing_out() -> None:
    classifier = make_classifier("Bert", dropout=0.5)
    inputs = make_inputs(classifier)
    expected = classifier(inputs, training=False)
    assert np.abs(np.asarray(classifier(inputs, training=True)) - np.asarray(expected)).max() > 1e-3
    with make_blocks(classifier).computing():
        found = classifier(inputs, training=False)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    # After that KerasHub's own layers answer.
    np.testing.assert_array_equal(classifier(inputs, training=False), expected)


def test_dropout_changes_from_step_to_step_and_repeats_from_the_same_seeds() -> None:
    classifier = make_classifier("Bert", dropout=0.3)
    seeds = seeds_of(classifier)
    before = [seed.numpy() for seed in seeds]
    blocks = make_blocks(classifier)
    first, second = through_stack(classifier, blocks), through_stack(classifier, blocks)
    assert first[0] != second[0]
    for seed, value in zip(seeds, before, strict=True):
        seed.assign(value)
    again = through_stack(classifier, blocks)
    assert again[0] == first[0]
    np.testing.assert_equal(again[1], first[1])


def test_a_layer_that_is_applied_several_times_drops_other_values_each_time() -> None:
    classifier = make_classifier("Albert", dropout=0.3)
    layer = classifier.backbone.transformer_layers[0][0]
    counter = layer._self_attention_dropout.seed_generator.state
    before = counter.numpy()
    through_stack(classifier, make_blocks(classifier))
    assert (counter.numpy() - before).tolist() == [0, 2]


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_dropout_leaves_the_mean_loss_where_it_is(dtype: str) -> None:
    """A dropped value that was not made up for, or a mask that is always the same, would move the mean."""
    classifier = make_classifier("Bert", dropout=0.1)
    inputs, blocks = make_inputs(classifier), make_blocks(classifier, dtype)

    def loss() -> float:
        return float(np.asarray(classifier(inputs, training=True)).sum())

    plain = [loss() for _ in range(40)]
    with blocks.computing():
        stack = [loss() for _ in range(40)]
    error = np.sqrt(np.var(plain) / 40 + np.var(stack) / 40)
    assert abs(np.mean(plain) - np.mean(stack)) < 5 * error
    assert 0.5 < np.std(stack) / np.std(plain) < 2.0


@pytest.mark.parametrize("family_without", ["FNet", "DebertaV3", "GPT2"])
def test_other_layers_are_left_to_kerashub(family_without: str) -> None:
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub
    import tensorflow as tf

    from studio.engine.backends.stack_blocks import StackBlocks

    arguments = {**COMMON, "max_sequence_length": 32}
    if family_without == "FNet":
        del arguments["num_heads"]
    blocks = StackBlocks(getattr(keras_hub.models, f"{family_without}Backbone")(**arguments), tf.float32)
    assert len(blocks) == 0
    with blocks.computing():
        pass


@pytest.mark.parametrize(
    ("is_rewritten", "uses_stack", "is_used"),
    [(True, None, True), (False, None, True), (True, False, False), (False, False, False)],
)
def test_a_backend_trains_through_the_stack_unless_told_otherwise(
    is_rewritten: bool, uses_stack: bool | None, is_used: bool, tiny_model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.backends import stack_blocks
    from studio.engine.backends.compiling import can_fuse
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision
    from studio.engine.texts.batches import Batch
    from studio.spec import FitSpec

    computed: list[Any] = []
    compute: Callable[..., Any] = stack_blocks.StackBlocks._compute

    def spy(self: Any, layer: Any, *others: Any) -> Any:
        computed.append(layer)
        return compute(self, layer, *others)

    monkeypatch.setattr(stack_blocks.StackBlocks, "_compute", spy)
    name = "bfloat16" if is_rewritten else "float32"
    precision = Precision(name, "float32", is_rewritten=is_rewritten, reason="a test")
    backend = TensorFlowBackend(tiny_model, FitSpec(), precision, uses_stack=uses_stack)
    num_layers = 2 if is_used and can_fuse() else 0
    assert backend.num_stack_layers == num_layers
    inputs = {name: np.ones((2, 8), np.int32) for name in tiny_model.input_names}
    batch = Batch(inputs, {"label": np.array([0, 1], np.int32)}, 2, 16)
    backend.train_step([batch], 1e-5)
    assert len(computed) == num_layers
    backend.outputs(batch)
    assert len(computed) == num_layers
