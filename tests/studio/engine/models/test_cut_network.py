"""A network cut at what never changes: both parts together are the whole, in every family."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.schema import Schema
from studio.spec import RunSpec
from tests.tiny_presets import FAMILIES, TEXTS, save_keras_hub

pytestmark = [
    pytest.mark.engine,
    # KerasHub leaves the SentencePiece file open that it reads.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def build(preset: Path, task: str = "text_classification", **backbone: Any) -> Any:
    from studio.engine.building.model import build_model

    settings = {"trainable": "head", **backbone}
    spec = RunSpec.parse(
        {
            "task": task,
            "backbone": {"preset": str(preset), **settings},
            "data": {"train": "none.csv", "sequence_length": 32},
        }
    )
    return build_model(spec, Schema(("bad", "good")))


def batch_of(model: Any) -> dict[str, Any]:
    from studio.engine.models.graphs import tensors
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    batcher = Batcher(model, Examples.single(TextEncoder(model).encode(TEXTS)))
    return tensors(batcher.batch(np.arange(len(TEXTS))).inputs)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_text_is_read_as_one_vector_whatever_the_head_takes(family: str, tmp_path: Path) -> None:
    from studio.engine.models.cut_network import CutNetwork, HeadModel

    save_keras_hub(family, tmp_path / family)
    model = build(tmp_path / family)
    cut = CutNetwork(model.network)
    assert [len(shape) for shape in cut.shapes.values()] == [2]
    inputs = batch_of(model)
    features = cut.compute(inputs)
    head = HeadModel.of(model, cut)
    assert head.input_names == ("feature_0",)
    assert head.tokenizer is model.tokenizer
    expected = model.network(inputs, training=False)
    np.testing.assert_array_equal(head.network(features, training=False), expected)
    assert head.network.trainable_variables == model.network.trainable_variables


def test_heads_over_tokens_read_a_vector_for_each_and_what_else_they_take(tiny_preset: Path) -> None:
    from studio.engine.models.cut_network import CutNetwork

    cut = CutNetwork(build(tiny_preset, "extractive_qa").network)
    assert cut.shapes == {"feature_0": (None, None, 32)}
    assert list(cut.passed) == ["answer_mask"]


@pytest.mark.parametrize("trainable", ["all", "lora", {"last_layers": 1}])
def test_nothing_is_cut_off_where_the_backbone_is_trained(tiny_preset: Path, trainable: Any) -> None:
    from studio.engine.models.cut_network import CutNetwork

    assert CutNetwork(build(tiny_preset, trainable=trainable).network).features == {}


def test_the_fingerprint_follows_weights_and_the_way_vectors_are_read(tiny_preset: Path) -> None:
    from studio.engine.models.cut_network import CutNetwork

    def fingerprint(task: str = "text_classification", change: float = 0.0) -> str:
        network = build(tiny_preset, task).network
        weight = network.backbone.weights[0]
        weight.assign(weight + change)
        # What is trained is no part of it.
        head = network.trainable_variables[0]
        head.assign(head + change)
        return CutNetwork(network).fingerprint()

    plain = fingerprint()
    assert fingerprint() == plain
    assert fingerprint(change=1e-3) != plain
    assert fingerprint("extractive_qa") != plain


def test_a_task_without_a_head_is_refused_by_name(tiny_preset: Path) -> None:
    from studio.errors import SpecError

    with pytest.raises(SpecError, match="needs a head with weights of its own"):
        build(tiny_preset, "text_embedding")
