"""What a training step computes for layers that are frozen: counted in its graph, not timed."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.engine.models.precision import Precision
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

FLOAT32 = Precision("float32", "float32", is_rewritten=False, reason="a test")
PRODUCTS = ("MatMul", "BatchMatMulV2", "Einsum")


def make_backend(preset: Path, trainable: Any, *, uses_stack: bool) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.building.model import build_model
    from studio.engine.models.cut_network import CutNetwork, HeadModel

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {
                "preset": str(preset),
                "trainable": "head" if trainable == "features" else trainable,
                "lora_rank": 4 if trainable == "lora" else None,
            },
            "data": {"train": "none.csv", "sequence_length": 32},
        }
    )
    model = build_model(spec, Schema(("bad", "good")))
    if trainable == "features":
        model = HeadModel.of(model, CutNetwork(model.network))
    return TensorFlowBackend(model, spec.fit, FLOAT32, uses_stack=uses_stack)


def products(backend: Any) -> list[Any]:
    """Return the products that a step computes: what nothing needs is never run."""
    graph = backend._train.get_concrete_function().graph
    needed, found = [*(tensor.op for tensor in graph.outputs), *graph.control_outputs], set()
    while needed:
        operation = needed.pop()
        if operation not in found:
            found.add(operation)
            needed += [*(tensor.op for tensor in operation.inputs), *operation.control_inputs]
    return [operation for operation in found if operation.type in PRODUCTS]


def kernel_gradients(backend: Any) -> list[int]:
    """Return the sizes of the products that are gradients of weights: they alone know nothing of the batch."""
    shapes = (operation.outputs[0].shape for operation in products(backend))
    return [int(np.prod(shape)) for shape in shapes if shape.is_fully_defined()]


@pytest.mark.parametrize("uses_stack", [False, True], ids=["KerasHub's layers", "the stack"])
def test_frozen_layers_get_no_gradients(tiny_preset: Path, uses_stack: bool) -> None:
    """Two layers: the products of a forward pass, and for what is trained the two that each has backward."""
    whole, both, upper, head, features = (
        len(products(make_backend(tiny_preset, trainable, uses_stack=uses_stack)))
        for trainable in ("all", {"last_layers": 2}, {"last_layers": 1}, "head", "features")
    )
    # A layer makes two products of attention, and of its weights four, or six where query, key and value are apart. The
    # stack's last one makes five: queries of the first token alone, which is all that is read.
    lower, last = (2 + 4, 2 + 5) if uses_stack else (2 + 6, 2 + 6)
    # No gradient goes on below the lowest trained layer: that of its query, key and value stops there.
    lower_stops, last_stops = (1, 2) if uses_stack else (3, 3)
    assert whole - both == lower_stops
    assert both - upper == 2 * lower - lower_stops + last_stops
    # BERT's pooler is trained with the layers: two products for it, and one for the gradient that comes to it.
    assert upper - head == 2 * last - last_stops + 3
    # Over features, the products of the layers are not there at all; nor is that of the pooler.
    assert head - features == lower + last + 1


@pytest.mark.parametrize("uses_stack", [False, True], ids=["KerasHub's layers", "the stack"])
def test_lora_computes_no_gradient_as_large_as_a_kernel(tiny_preset: Path, uses_stack: bool) -> None:
    """Width 32, 2 heads, rank 4: of query and value in both layers, and of the head."""
    lora, whole = (
        kernel_gradients(make_backend(tiny_preset, trainable, uses_stack=uses_stack)) for trainable in ("lora", "all")
    )
    first_matrix, kernel = 32 * 2 * 4, 32 * 32
    assert max(lora) == first_matrix
    assert lora.count(first_matrix) == 4
    assert max(whole) >= kernel
