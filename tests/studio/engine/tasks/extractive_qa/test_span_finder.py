"""The head that finds answers stands on every encoder, and comes back as it was saved."""

from pathlib import Path

import numpy as np
import pytest

from tests import tiny_presets
from tests.matrix import cases

import studio.engine  # isort: skip  # noqa: F401
import keras

from studio.architecture import ArchitectureSpec
from studio.engine.building.scratch import build_backbone
from studio.engine.models.own_head import OwnPreprocessor
from studio.engine.models.pretrained import load_task
from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT, SpanFinder

pytestmark = [
    pytest.mark.engine,
    # KerasHub leaves the file of a SentencePiece vocabulary open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LENGTH = 12


def inputs_of(network):
    random = np.random.default_rng(1)
    arrays = {
        "token_ids": random.integers(5, 15, (2, LENGTH)),
        "padding_mask": np.ones((2, LENGTH)),
        "segment_ids": np.array([[0] * 5 + [1] * 7] * 2),
        "answer_mask": np.array([[1] + [0] * 4 + [1] * 7] * 2),
    }
    return {name: arrays[name].astype(np.int32) for name in network.input}


@pytest.mark.parametrize("family", cases(tiny_presets.FAMILIES, ["Bert", "Roberta"]))
def test_it_stands_on_every_family_and_comes_back_as_it_was_saved(family: str, tmp_path: Path):
    tiny_presets.save_keras_hub(family, tmp_path / "preset")
    network = load_task(SpanFinder, str(tmp_path / "preset"))
    network.preprocessor.sequence_length = 24
    inputs = inputs_of(network)
    logits = network(inputs).numpy()

    network.save_to_preset(str(tmp_path / "saved"))
    loaded = SpanFinder.from_preset(str(tmp_path / "saved"), dtype="float32")

    assert logits.shape == (2, LENGTH, 2)
    assert (logits[:, 1:5] == NO_LOGIT).all()
    assert (np.abs(logits[:, 5:]) < 100).all()
    np.testing.assert_array_equal(loaded(inputs).numpy(), logits)
    assert loaded.preprocessor.sequence_length == 24
    text = tiny_presets.TEXTS[0]
    assert list(loaded.preprocessor.tokenizer(text)) == list(network.preprocessor.tokenizer(text))


def test_a_folder_in_hugging_faces_layout_gets_a_fresh_head(tmp_path: Path):
    tiny_presets.save_hugging_face("Bert", tmp_path)

    assert load_task(SpanFinder, str(tmp_path)).output.shape == (None, None, 2)


def test_a_head_that_a_preset_brings_is_taken(tmp_path: Path):
    tiny_presets.save_keras_hub("Bert", tmp_path / "preset")
    network = load_task(SpanFinder, str(tmp_path / "preset"))
    network.save_to_preset(str(tmp_path / "saved"))

    again = load_task(SpanFinder, str(tmp_path / "saved"))

    np.testing.assert_array_equal(again.span_dense.kernel.numpy(), network.span_dense.kernel.numpy())


def test_it_stands_on_an_encoder_from_scratch_in_half_precision_with_logits_in_full():
    spec = ArchitectureSpec(kind="encoder", num_layers=1, hidden_dim=16, num_heads=2, intermediate_dim=32)
    backbone = build_backbone(spec, 50, dtype="mixed_bfloat16")
    network = SpanFinder(backbone, OwnPreprocessor(keras_tokenizer()))

    assert keras.backend.standardize_dtype(network(inputs_of(network)).dtype) == "float32"


def keras_tokenizer():
    return tiny_presets.make_tokenizer("Bert")
