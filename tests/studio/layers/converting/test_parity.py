"""Whole backbones against KerasHub's: outputs, gradients, and the way back."""

import parity
import pytest

from tests.matrix import cases

FORWARD_TOLERANCE = 1e-5
GRADIENT_TOLERANCE = 1e-4

pytestmark = [
    pytest.mark.engine,
    # KerasHub's own T5 layers say so of each other.
    pytest.mark.filterwarnings("ignore:Layer '.*' .of type T5MultiHeadAttention. was passed an input with a mask"),
]


TINY = {label: (class_name, arguments) for label, class_name, arguments in parity.TINY}
# Each has what another one shows as well.
VARIANTS = ("ALBERT, 2 groups of 2", "T5", "T5, wide heads", "XLM-RoBERTa")


@pytest.mark.parametrize("label", cases(TINY, TINY.keys() - set(VARIANTS)))
def test_a_tiny_random_backbone_and_its_stack_agree(label: str) -> None:
    import studio.engine  # isort: skip  # noqa: F401

    class_name, arguments = TINY[label]
    assert_parity(parity.measure(parity.make_tiny(class_name, arguments)))


def test_the_bundled_backbone_and_its_stack_agree() -> None:
    import studio.engine  # isort: skip  # noqa: F401

    assert_parity(parity.measure(parity.load_bundled()))


def assert_parity(found: parity.Parity) -> None:
    assert found.forward <= FORWARD_TOLERANCE
    assert found.gradient <= GRADIENT_TOLERANCE
    assert found.relative_gradient <= GRADIENT_TOLERANCE
    # Differences of small numbers would prove little.
    assert found.largest_gradient > 0.1
    assert found.is_restored


def test_every_family_is_measured() -> None:
    import keras_hub

    from studio.layers.converting import FAMILIES

    measured = {getattr(keras_hub.models, class_name) for _, class_name, _ in parity.TINY}
    assert len(FAMILIES) == 8
    for family in FAMILIES.values():
        # KerasHub's Llama 3 is its Llama under another name.
        assert measured & set(family.backbones)


def test_a_stack_with_one_changed_weight_is_noticed() -> None:
    import studio.engine  # isort: skip  # noqa: F401
    import numpy as np

    from studio.layers.converting import to_stack

    backbone = parity.make_tiny("BertBackbone", dict(parity.TINY[0][2]))
    stack, inputs = to_stack(backbone), parity.make_inputs(backbone)
    bias = stack.encoder.blocks[1].self_attention.query_key_value_dense.bias
    bias.assign(bias.numpy() + np.eye(1, bias.shape[0])[0])
    difference = stack(inputs)["sequence_output"] - backbone(inputs)["sequence_output"]
    assert np.abs(difference).max() > 100 * FORWARD_TOLERANCE
