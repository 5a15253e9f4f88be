"""Every family of backbones that KerasHub can classify texts with, tiny and untrained."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.engine.models.model_info import ModelInfo
from studio.errors import SpecError
from studio.schema import Schema
from studio.spec import BackboneSpec, FitSpec

pytestmark = pytest.mark.engine

COMMON = {"vocabulary_size": 50, "num_layers": 2, "num_heads": 2, "hidden_dim": 8, "intermediate_dim": 16}
BACKBONES: dict[str, dict[str, Any]] = {
    "Albert": {**COMMON, "embedding_dim": 8, "max_sequence_length": 32},
    "Bert": {**COMMON, "max_sequence_length": 32},
    "DebertaV3": {**COMMON, "max_sequence_length": 32, "bucket_size": 8},
    "DistilBert": {**COMMON, "max_sequence_length": 32},
    "FNet": {name: value for name, value in COMMON.items() if name != "num_heads"} | {"max_sequence_length": 32},
    "Roberta": {**COMMON, "max_sequence_length": 32},
    "RoformerV2": {**COMMON, "head_size": 4, "max_wavelength": 32},
    "XLMRoberta": {**COMMON, "max_sequence_length": 32},
}
WITHOUT_ATTENTION = {"FNet"}


class Tokenizer:
    pad_token_id = 0


class Preprocessor:
    tokenizer = Tokenizer()


@pytest.fixture(params=sorted(BACKBONES))
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make_model(family: str) -> Callable[[BackboneSpec], Any]:
    import keras
    import keras_hub

    from studio.engine.building.trainable import set_trainable
    from studio.engine.models.text_model import TextModel

    def make(spec: BackboneSpec) -> TextModel:
        keras.utils.set_random_seed(0)
        backbone = getattr(keras_hub.models, f"{family}Backbone")(**BACKBONES[family])
        classifier = getattr(keras_hub.models, f"{family}TextClassifier")(backbone=backbone, num_classes=2)
        set_trainable(classifier, spec)
        classifier.preprocessor = Preprocessor()
        return TextModel(classifier, ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), 24, {}, ""))

    return make


def make_rows() -> Any:
    from studio.engine.texts.tokens import TokenRows

    lengths = np.array([5, 12, 9])
    token_ids = np.random.default_rng(0).integers(4, 50, lengths.sum()).astype(np.int32)
    return TokenRows(token_ids, np.concatenate([[0], np.cumsum(lengths)]))


def make_backend(model: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision

    return TensorFlowBackend(model, FitSpec(), Precision("float32", "float32", is_rewritten=False, reason="a test"))


def test_a_step_lowers_the_loss_and_padding_changes_no_answer(
    family: str, make_model: Callable[[BackboneSpec], Any]
) -> None:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples

    model = make_model(BackboneSpec(preset="none", dropout=0.0))
    examples = Examples.single(make_rows(), {"label": np.array([0, 1, 1], np.int32)})
    backend, batcher = make_backend(model), Batcher(model, examples)
    together = backend.outputs(batcher.batch(np.arange(3)))["probabilities"]
    alone = [backend.outputs(batcher.batch(np.array([index])))["probabilities"][0] for index in range(3)]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    losses = [backend.train_step([batcher.batch(np.arange(3))], 1e-2).loss for _ in range(20)]
    assert min(losses[10:]) < losses[0]


def test_the_last_layer_alone_can_be_trained(family: str, make_model: Callable[[BackboneSpec], Any]) -> None:
    from studio.engine.building.trainable import transformer_layers

    model = make_model(BackboneSpec(preset="none", trainable={"last_layers": 1}))
    *others, last = transformer_layers(model.network.backbone)
    assert not any(layer.trainable_variables for layer in others)
    assert last.trainable_variables
    assert len(others) == (0 if family == "Albert" else 1)  # ALBERT's layers share one set of weights.
    assert not model.network.backbone.token_embedding.trainable_variables


def test_lora_stands_beside_frozen_attention(family: str, make_model: Callable[[BackboneSpec], Any]) -> None:
    spec = BackboneSpec(preset="none", trainable="lora", lora_rank=2)
    if family in WITHOUT_ATTENTION:
        with pytest.raises(SpecError, match="FNetBackbone has none"):
            make_model(spec)
        return
    paths = [variable.path for variable in make_model(spec).network.backbone.trainable_variables]
    assert sum("lora_kernel_a" in path for path in paths) >= 2
    assert not any(path.endswith("/kernel") for path in paths)
