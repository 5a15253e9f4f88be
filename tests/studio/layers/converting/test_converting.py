from collections import Counter
from typing import Any

import numpy as np
import parity
import pytest

pytestmark = [
    pytest.mark.engine,
    # KerasHub's own T5 layers say so of each other.
    pytest.mark.filterwarnings("ignore:Layer '.*' .of type T5MultiHeadAttention. was passed an input with a mask"),
]

BERT = ("BertBackbone", dict(parity.TINY[0][2]))


@pytest.fixture
def bert() -> Any:
    import studio.engine  # isort: skip  # noqa: F401

    return parity.make_tiny(*BERT)


def outputs(model: Any) -> np.ndarray:
    return np.asarray(model(parity.make_inputs(model), training=False)["sequence_output"])


def values(model: Any) -> list[np.ndarray]:
    return [weight.numpy() for weight in model.weights]


@pytest.mark.parametrize(("class_name", "arguments"), [pytest.param(*row[1:], id=row[0]) for row in parity.TINY])
def test_every_weight_of_both_sides_is_linked_once(class_name: str, arguments: dict[str, Any]) -> None:
    import studio.engine  # isort: skip  # noqa: F401

    from studio.layers.converting import link_weights, make_stack

    backbone = parity.make_tiny(class_name, arguments)
    stack = make_stack(backbone)
    links = link_weights(stack, backbone)
    assert Counter(id(link.target) for link in links) == Counter(map(id, stack.weights))
    sources = [getattr(source.layer, source.name) for link in links for source in link.sources]
    assert Counter(map(id, sources)) == Counter(map(id, backbone.weights))


def test_what_a_stack_has_learned_goes_back_into_the_backbone(bert: Any) -> None:
    from studio.layers.converting import from_stack, to_stack

    stack = to_stack(bert)
    parity.scramble(stack, seed=5)
    assert np.abs(outputs(stack) - outputs(bert)).max() > 0.1
    from_stack(stack, bert)
    np.testing.assert_allclose(outputs(bert), outputs(stack), atol=1e-5)


def test_attention_weights_are_those_of_kerashub(bert: Any) -> None:
    from studio.layers.converting import to_stack

    inputs = parity.make_inputs(bert)
    scores = to_stack(bert).attention_scores(inputs)["encoder"]
    hidden = bert.embeddings_layer_norm(
        bert.token_embedding(inputs["token_ids"])
        + bert.position_embedding(bert.token_embedding(inputs["token_ids"]))
        + bert.segment_embedding(inputs["segment_ids"])
    )
    for layer, found in zip(bert.transformer_layers, scores, strict=True):
        hidden, expected = layer(hidden, padding_mask=inputs["padding_mask"], return_attention_scores=True)
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_lora_is_added_to_the_weights_of_the_stack_and_refused_on_the_way_back(bert: Any) -> None:
    from studio.layers.converting import from_stack, to_stack

    before = outputs(bert)
    bert.enable_lora(2)
    for weight in bert.trainable_weights:
        if "lora" in weight.path:
            weight.assign(np.random.default_rng(0).normal(size=weight.shape))
    assert np.abs(outputs(bert) - before).max() > 0.1
    stack = to_stack(bert)
    np.testing.assert_allclose(outputs(stack), outputs(bert), atol=1e-5)
    kept = values(bert)
    with pytest.raises(ValueError, match=r"without LoRA\. Received: LoRA at .*query"):
        from_stack(stack, bert)
    np.testing.assert_equal(values(bert), kept)


def test_a_stack_of_another_shape_is_refused_before_anything_is_written(bert: Any) -> None:
    from studio.layers.converting import from_stack, to_stack

    other = to_stack(parity.make_tiny(BERT[0], {**BERT[1], "intermediate_dim": 64}))
    kept = values(bert)
    with pytest.raises(ValueError, match="Received: other settings of intermediate_dim"):
        from_stack(other, bert)
    np.testing.assert_equal(values(bert), kept)


def test_a_stack_computes_under_the_policy_of_its_backbone() -> None:
    import studio.engine  # isort: skip  # noqa: F401

    from studio.layers.converting import to_stack

    backbone = parity.make_tiny(BERT[0], {**BERT[1], "dtype": "mixed_bfloat16"})
    stack = to_stack(backbone)
    assert stack.dtype_policy.name == "mixed_bfloat16"
    assert outputs(stack).dtype.name == "bfloat16"
    difference = outputs(stack).astype(np.float32) - outputs(backbone).astype(np.float32)
    assert np.abs(difference).max() < 0.2


SMALL = parity.TINY[0][2] | {"max_sequence_length": 32}
UNCOVERED: dict[str, tuple[str, dict[str, Any]]] = {
    "another family": ("DebertaV3Backbone", {**SMALL, "bucket_size": 8}),
    "ALBERT with a product between equal widths": ("AlbertBackbone", {**SMALL, "embedding_dim": SMALL["hidden_dim"]}),
    "T5 with another curve": (
        "T5Backbone",
        {name: value for name, value in SMALL.items() if name != "max_sequence_length"} | {"activation": "tanh"},
    ),
}


@pytest.mark.parametrize("case", UNCOVERED)
def test_what_the_stack_does_not_cover_is_refused(case: str) -> None:
    import studio.engine  # isort: skip  # noqa: F401

    from studio.layers.converting import can_convert, to_stack

    class_name, arguments = UNCOVERED[case]
    backbone = parity.make_tiny(class_name, arguments)
    assert not can_convert(backbone)
    with pytest.raises(ValueError, match=f"Received: {class_name}"):
        to_stack(backbone)


@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize` method implemented")
def test_quantized_backbones_and_subclasses_are_not_covered(bert: Any) -> None:
    import keras_hub

    from studio.layers.converting import can_convert

    class Changed(keras_hub.models.BertBackbone):
        pass

    assert can_convert(bert)
    assert not can_convert(Changed(**BERT[1]))
    bert.quantize("int8")
    assert not can_convert(bert)
