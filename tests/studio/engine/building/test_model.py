from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.errors import DamagedFolderError, InputError, NotFoundError, PresetError, SpecError
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

TEXTS = ["a bright and clever film", "dull"]


def make_spec(preset: Path, seed: int = 0, **backbone: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset), **backbone},
            "data": {"train": "none.csv", "sequence_length": 32, "columns": {"text": "t", "label": "l"}},
            "fit": {"seed": seed},
        }
    )


def build(preset: Path, **options: Any):
    from studio.engine.building.model import build_model

    return build_model(make_spec(preset, **options), Schema(("bad", "good", "so-so")))


def logits(model) -> np.ndarray:
    return model.network(model.network.preprocessor(TEXTS), training=False).numpy()


def values(model) -> list[np.ndarray]:
    return [weight.numpy() for weight in model.network.weights]


def test_the_same_seed_builds_the_same_model_and_another_another_head(tiny_preset: Path) -> None:
    first, second, other = build(tiny_preset), build(tiny_preset), build(tiny_preset, seed=1)
    np.testing.assert_equal(values(first), values(second))
    changed = [
        weight.path for weight, value in zip(other.network.weights, values(first), strict=True)
        if not np.array_equal(weight.numpy(), value)
    ]  # fmt: skip
    assert changed == ["logits/kernel"]


def test_the_backbone_keeps_its_pretrained_weights(tiny_preset: Path) -> None:
    import keras_hub

    backbone = keras_hub.models.Backbone.from_preset(str(tiny_preset))
    found = build(tiny_preset).network.backbone
    np.testing.assert_equal([w.numpy() for w in found.weights], [w.numpy() for w in backbone.weights])


@pytest.mark.parametrize("backbone", [{}, {"trainable": "lora", "lora_rank": 3}])
def test_a_saved_model_says_the_same_when_it_is_loaded(
    tiny_preset: Path, tmp_path: Path, backbone: dict[str, Any]
) -> None:
    from studio.engine.building.model import load_model, save_model

    model = build(tiny_preset, **backbone)
    random = np.random.default_rng(0)
    for variable in model.network.trainable_variables:
        variable.assign(variable + random.normal(size=variable.shape) * 0.3)
    save_model(model, tmp_path / "model")
    loaded = load_model(tmp_path / "model")
    np.testing.assert_array_equal(logits(loaded), logits(model))
    assert np.abs(logits(loaded) - logits(build(tiny_preset))).max() > 0.01
    assert loaded.info == model.info
    assert loaded.info.class_names == ("bad", "good", "so-so")
    assert not any("lora" in weight.path for weight in loaded.network.weights)


def test_saving_replaces_an_earlier_model_and_leaves_nothing_beside_it(tiny_preset: Path, tmp_path: Path) -> None:
    from studio.engine.building.model import load_model, save_model

    save_model(build(tiny_preset), tmp_path / "model")
    (tmp_path / "model" / "left over").write_text("x")
    other = build(tiny_preset, seed=5)
    save_model(other, tmp_path / "model")
    np.testing.assert_array_equal(logits(load_model(tmp_path / "model")), logits(other))
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert not (tmp_path / "model" / "left over").exists()


def test_a_model_that_cannot_be_saved_leaves_nothing(
    tiny_preset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.building.model import save_model
    from studio.engine.models import model_info

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(model_info.ModelInfo, "write", fail)
    with pytest.raises(OSError, match="full"):
        save_model(build(tiny_preset), tmp_path / "model")
    assert not any(tmp_path.iterdir())


def test_a_fine_tuned_model_is_a_backbone_for_the_next_run(tiny_preset: Path, tmp_path: Path) -> None:
    from studio.engine.building.model import build_model, save_model

    first = build(tiny_preset)
    first.network.backbone.weights[0].assign(first.network.backbone.weights[0] * 2)
    save_model(first, tmp_path / "model")
    second = build_model(make_spec(tmp_path / "model"), Schema(("x", "y")))
    np.testing.assert_array_equal(second.network.backbone.weights[0].numpy(), first.network.backbone.weights[0].numpy())
    assert logits(second).shape == (2, 2)


def test_dropout_is_that_of_the_specification_or_of_the_backbone(tiny_preset: Path) -> None:
    for dropout, expected in ((None, 0.1), (0.25, 0.25), (0.0, 0.0)):
        classifier = build(tiny_preset, dropout=dropout).network
        rates = {layer.rate for layer in classifier._flatten_layers() if type(layer).__name__ == "Dropout"}
        assert rates == {expected}


def test_texts_are_cut_where_the_backbone_ends(tiny_preset: Path) -> None:
    from studio.engine.building.model import build_model

    spec = make_spec(tiny_preset)
    longer = spec.model_copy(update={"data": spec.data.model_copy(update={"sequence_length": 1000})})
    assert build_model(longer, Schema(("a", "b"))).info.sequence_length == 64


@pytest.mark.parametrize(
    ("trainable", "expected"),
    [("all", "everything"), ("head", "logits"), ({"last_layers": 1}, "transformer_layer_1"), ("lora", "lora")],
)
def test_what_is_trained_is_what_was_asked_for(tiny_preset: Path, trainable: Any, expected: str) -> None:
    classifier = build(tiny_preset, trainable=trainable).network
    paths = {variable.path for variable in classifier.trainable_variables}
    assert {"logits/kernel", "logits/bias"} <= paths
    if expected == "everything":
        assert paths == {weight.path for weight in classifier.weights}
    elif expected == "logits":
        assert paths == {"logits/kernel", "logits/bias"}
    elif expected == "lora":
        assert sum(path.endswith("lora_kernel_a") for path in paths) == 4
        assert not any(path.endswith("/kernel") for path in paths - {"logits/kernel"})
    else:
        assert any(path.startswith("transformer_layer_1/") for path in paths)
        assert "pooled_dense/kernel" in paths
        assert not any(path.startswith(("transformer_layer_0/", "token_embedding", "embeddings_")) for path in paths)


def test_more_last_layers_than_there_are_is_refused(tiny_preset: Path) -> None:
    with pytest.raises(SpecError, match=r"at most 2.*Received: 3"):
        build(tiny_preset, trainable={"last_layers": 3})


def test_a_folder_without_a_model_and_a_damaged_one_are_told_apart(tiny_preset: Path, tmp_path: Path) -> None:
    from studio.engine.building.model import load_model, save_model

    with pytest.raises(NotFoundError, match="no model of the studio"):
        load_model(tmp_path)
    save_model(build(tiny_preset), tmp_path / "model")
    (tmp_path / "model" / "model.weights.h5").write_bytes(b"nothing")
    with pytest.raises(DamagedFolderError, match=r"model\.weights\.h5: expected .* bytes"):
        load_model(tmp_path / "model")


@pytest.mark.parametrize(
    "name", ["task.weights.h5", "model.weights.h5", "task.json", "assets/tokenizer/vocabulary.txt"]
)
def test_a_model_that_lost_a_file_answers_nothing(tiny_preset: Path, tmp_path: Path, name: str) -> None:
    from studio.engine.building.model import load_model, save_model

    save_model(build(tiny_preset), tmp_path / "model")
    (tmp_path / "model" / name).unlink()
    with pytest.raises(DamagedFolderError, match=f"is damaged.*{name} is missing.*Resume its run"):
        load_model(tmp_path / "model")
    if name.endswith(".h5"):
        with pytest.raises(InputError, match=name):
            build(tmp_path / "model")
    # As earlier versions wrote it, without a manifest.
    (tmp_path / "model" / "manifest.json").unlink()
    with pytest.raises(PresetError):
        load_model(tmp_path / "model")
