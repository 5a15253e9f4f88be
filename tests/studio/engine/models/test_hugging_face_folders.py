"""Tiny checkpoints in each layout compute what transformers computes: its values lie in `tests/hugging_face`."""

import json
import shutil

import numpy as np
import pytest

from studio.catalogue import bundled_folder, check_weights, describe_folder
from studio.errors import PresetError
from studio.schema import Schema
from studio.spec import RunSpec
from tests.hugging_face import FOLDERS, MINILM, WITHOUT_POOLER

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 hands T5's attention an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

NAMES = sorted(folder.name for folder in FOLDERS.iterdir() if folder.name not in WITHOUT_POOLER)
TOLERANCE = 1e-5
# In float64 transformers' own numbers are as far away from those in float32, but for Qwen3's: KerasHub 0.32 adds 1e-5
# to the variance of queries and keys there, transformers 1e-6.
TOLERANCES = {
    "gemma2-lm": 5e-5,
    "gemma3-lm": 2e-4,
    "gemma3-stretched": 5e-5,
    "qwen3-lm": 5e-5,
    "t5-gated": 3e-4,
    "t5-two-tables": 5e-5,
}


def load(folder, **options):
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.pretrained import load_backbone

    return load_backbone(str(folder), **options)


def read(folder):
    with np.load(folder / "expected.npz") as file:
        return {name: file[name].astype(np.int32 if file[name].dtype == np.int8 else np.float32) for name in file}


def inputs_of(backbone, known):
    given = {"token_ids": known["ids"], "padding_mask": known["mask"], "segment_ids": known["types"]}
    sides = {f"{side}_{name}": given[name] for side in ("encoder", "decoder") for name in ("token_ids", "padding_mask")}
    return {name: (given | sides)[name] for name in backbone.input}


def outputs_of(backbone, known):
    outputs = backbone(inputs_of(backbone, known))
    if not isinstance(outputs, dict):
        return {"hidden": np.asarray(outputs)}
    names = {
        "sequence_output": "hidden",
        "pooled_output": "pooled",
        "decoder_sequence_output": "hidden",
        "encoder_sequence_output": "encoder_hidden",
    }
    return {names[name]: np.asarray(value) for name, value in outputs.items()}


def logits_of(backbone, known):
    import keras_hub

    kind = "Seq2SeqLM" if "encoder_token_ids" in backbone.input else "CausalLM"
    network = getattr(keras_hub.models, type(backbone).__name__.replace("Backbone", kind))(
        backbone=backbone, preprocessor=None
    )
    return np.asarray(network(inputs_of(backbone, known)))


def assert_like_transformers(found, known, tolerance=TOLERANCE):
    assert found.keys() == known.keys() - {"ids", "mask", "types"}
    for name, values in found.items():
        is_real = known["mask"].astype(bool) if values.ndim == 3 else slice(None)
        np.testing.assert_allclose(values[is_real], known[name][is_real], rtol=TOLERANCE, atol=tolerance, err_msg=name)


@pytest.mark.parametrize("name", NAMES)
def test_hidden_states_and_logits_are_those_of_transformers(name):
    from studio.layers.converting import can_convert

    known = read(FOLDERS / name)
    assert np.abs(known["hidden"]).mean() > 0.3
    backbone = load(FOLDERS / name)
    logits = {"logits": logits_of(backbone, known)} if "logits" in known else {}
    assert_like_transformers(outputs_of(backbone, known) | logits, known, TOLERANCES.get(name, TOLERANCE))
    if can_convert(backbone):
        assert_stack_is_alike(backbone, known)


def assert_stack_is_alike(backbone, known):
    """The attention page and the parity of the layers go through the stack."""
    from studio.layers.converting import to_stack

    stack = to_stack(backbone)
    outputs = stack({name: value for name, value in inputs_of(backbone, known).items() if name in stack.input})
    if isinstance(outputs, dict):
        outputs = outputs.get("decoder_sequence_output", outputs.get("sequence_output"))
    is_real = known["mask"].astype(bool)
    tolerance = 3e-4 if "encoder_hidden" in known else TOLERANCE
    np.testing.assert_allclose(np.asarray(outputs)[is_real], known["hidden"][is_real], rtol=0, atol=tolerance)


def test_the_bundled_backbone_gives_the_vectors_of_sentence_transformers():
    with np.load(MINILM) as file:
        known = {name: file[name] for name in file}
    ids, mask = (known[name].astype(np.int32) for name in ("ids", "mask"))
    backbone = load(bundled_folder())
    inputs = {"token_ids": ids, "padding_mask": mask, "segment_ids": np.zeros_like(ids)}
    hidden = np.asarray(backbone(inputs)["sequence_output"])
    means = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
    np.testing.assert_allclose(vectors, known["vectors"], rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", sorted(WITHOUT_POOLER))
def test_a_checkpoint_without_the_pooler_gets_a_fresh_one_the_same_each_time(name):
    checked = check_weights(FOLDERS / name)
    assert not checked.has_pooler
    assert "cls.predictions.bias" in checked.pretraining_heads
    kernels = [load(FOLDERS / name).get_layer("pooled_dense").kernel.numpy() for _ in range(2)]
    assert 0.005 < kernels[0].std() < 0.05
    np.testing.assert_array_equal(*kernels)


@pytest.mark.parametrize("name", ["bert-base", "albert-base"])
def test_without_the_pooler_the_hidden_states_are_the_same(name, tmp_path):
    from safetensors.numpy import load_file, save_file

    folder = tmp_path / name
    shutil.copytree(FOLDERS / name, folder)
    tensors = load_file(folder / "model.safetensors")
    save_file({key: value for key, value in tensors.items() if "pooler" not in key}, folder / "model.safetensors")
    known = read(FOLDERS / name)
    found = outputs_of(load(folder), known)
    is_real = known["mask"].astype(bool)
    np.testing.assert_allclose(found["hidden"][is_real], known["hidden"][is_real], rtol=0, atol=TOLERANCE)
    assert np.abs(found["pooled"] - known["pooled"]).max() > 0.1


# === Whole models ===


@pytest.fixture
def spec_of(tmp_path):
    """A run on a checkpoint that is whole: the tiny ones have no vocabulary of their own."""
    from tests.tiny_presets import words, write_vocabulary

    def make(name, family):
        folder = tmp_path / name
        shutil.copytree(FOLDERS / name, folder)
        write_vocabulary(family, folder)
        assert len(words()) + 5 <= 24
        data = {"train": "a.csv", "sequence_length": 12}
        return RunSpec.parse({"task": "text_classification", "backbone": {"preset": str(folder)}, "data": data})

    return make


CASES = [("bert-base", "Bert"), ("distilbert-masked-lm", "DistilBert")]


def test_a_missing_pooler_is_remembered_until_a_classifier_trained_it(tmp_path, spec_of):
    from studio.engine.building.model import build_model, save_model

    spec = spec_of("bert-masked-lm", "Bert")
    masked = RunSpec.parse(spec.to_json() | {"task": "masked_lm", "settings": {}})
    save_model(build_model(masked, Schema()), tmp_path / "masked")
    assert describe_folder(tmp_path / "masked").has_pooler is False
    assert "has_pooler" in json.loads((tmp_path / "masked" / "fettle.json").read_text())
    backbone = spec.backbone.model_copy(update={"preset": str(tmp_path / "masked")})
    save_model(build_model(spec.model_copy(update={"backbone": backbone}), Schema(("a", "b"))), tmp_path / "classifier")
    assert describe_folder(tmp_path / "classifier").has_pooler


def train_a_little(model):
    """Change all weights that are trained, as a few steps would."""
    random = np.random.default_rng(1)
    for weight in model.network.trainable_weights:
        weight.assign_add(random.normal(0.0, 0.05, weight.shape))


@pytest.mark.parametrize(("name", "family"), CASES)
def test_a_trained_model_answers_alike_once_saved_and_loaded_and_as_a_backbone(tmp_path, spec_of, name, family):
    from studio.engine.building.model import build_model, load_model, save_model
    from studio.engine.models.pretrained import BlockSettings

    model = build_model(spec_of(name, family), Schema(("a", "b")))
    train_a_little(model)
    save_model(model, tmp_path / "model")
    loaded = load_model(tmp_path / "model")
    known = read(FOLDERS / name)
    inputs = inputs_of(model.network.backbone, known)
    expected = np.asarray(model.network(inputs))
    np.testing.assert_array_equal(np.asarray(loaded.network(inputs)), expected)
    assert BlockSettings.of(loaded.network.backbone) == BlockSettings.of(model.network.backbone)
    again = load(tmp_path / "model")
    for ours, theirs in zip(
        outputs_of(again, known).values(), outputs_of(model.network.backbone, known).values(), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)


def test_a_model_that_was_saved_before_answers_as_it_was_trained(tmp_path, spec_of):
    from studio.engine.building.model import build_model, load_model, save_model
    from studio.engine.models.pretrained import BlockSettings

    spec = spec_of("bert-base", "Bert")
    model = build_model(spec, Schema(("a", "b")))
    inputs = inputs_of(model.network.backbone, read(FOLDERS / "bert-base"))
    BlockSettings("gelu_approximate", 1e-12).apply(model.network.backbone)
    expected = np.asarray(model.network(inputs))
    save_model(model, tmp_path / "model")
    for name in ("block_settings.json", "manifest.json"):
        (tmp_path / "model" / name).unlink()
    np.testing.assert_array_equal(np.asarray(load_model(tmp_path / "model").network(inputs)), expected)


def test_settings_that_are_not_known_are_refused(tmp_path):
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.pretrained import BlockSettings

    (tmp_path / "block_settings.json").write_text('{"activation": "new_curve", "layer_norm_epsilon": 1e-5}')
    with pytest.raises(PresetError, match=r"expected an activation among relu, gelu.*Received: .*new_curve"):
        BlockSettings.read(tmp_path)


def test_dropout_is_the_configurations_own(tmp_path):
    folder = tmp_path / "bert"
    shutil.copytree(FOLDERS / "bert-base", folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "hidden_dropout_prob": 0.3}), encoding="utf-8")
    assert load(folder).dropout == 0.3


def test_training_through_the_stack_computes_the_folders_curve_and_epsilon():
    import studio.engine  # isort: skip  # noqa: F401
    import tensorflow as tf

    from studio.engine.backends.stack_blocks import StackBlocks

    known = read(FOLDERS / "bert-base")
    backbone = load(FOLDERS / "bert-base", dropout=0.0)
    blocks = StackBlocks(backbone, tf.float32)
    assert len(blocks) == 2
    with blocks.computing():
        hidden = backbone(inputs_of(backbone, known), training=True)["sequence_output"]
    is_real = known["mask"].astype(bool)
    np.testing.assert_allclose(np.asarray(hidden)[is_real], known["hidden"][is_real], rtol=0, atol=TOLERANCE)


def test_what_the_folder_asks_for_and_is_not_computed_is_refused_before_it_is_loaded(tmp_path):
    folder = tmp_path / "llama"
    shutil.copytree(FOLDERS / "llama-base", folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for key, value, message in (
        ("attention_bias", True, r"Expected attention_bias: false\. Received: true"),
        ("rope_parameters", {"rope_type": "yarn", "factor": 4.0}, r"rope_parameters\.rope_type: default, llama3"),
        ("hidden_act", "gelu", "Expected hidden_act: silu, swish"),
        ("head_dim", 8, r"Expected head_dim: 4\. Received: 8"),
    ):
        (folder / "config.json").write_text(json.dumps({**config, key: value}), encoding="utf-8")
        with pytest.raises(PresetError, match=message):
            load(folder)
