import json

import pytest

from studio.catalogue.sentence_pooling import read_pooling
from studio.errors import PresetError

OLD = {
    "word_embedding_dimension": 384,
    "pooling_mode_cls_token": False,
    "pooling_mode_mean_tokens": False,
    "pooling_mode_max_tokens": False,
    "pooling_mode_mean_sqrt_len_tokens": False,
}


@pytest.fixture
def write(tmp_path):
    def write(config, modules=("Transformer", "Pooling", "Normalize")):
        (tmp_path / "1_Pooling").mkdir()
        (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps(config))
        entries = [{"type": f"sentence_transformers.models.{name}"} for name in modules]
        (tmp_path / "modules.json").write_text(json.dumps(entries))
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("config", "pooling"),
    [
        (OLD | {"pooling_mode_mean_tokens": True}, "mean"),
        (OLD | {"pooling_mode_cls_token": True}, "first"),
        ({"embedding_dimension": 384, "pooling_mode": "mean", "include_prompt": True}, "mean"),
        ({"embedding_dimension": 384, "pooling_mode": "cls", "include_prompt": True}, "first"),
    ],
    ids=["old mean", "old first", "new mean", "new first"],
)
def test_the_pooling_is_read_in_both_layouts(write, config, pooling):
    assert read_pooling(write(config)) == pooling


@pytest.mark.parametrize(
    ("config", "received"),
    [
        (OLD | {"pooling_mode_max_tokens": True}, "max_tokens"),
        (OLD | {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}, "cls \\+ mean"),
        ({"pooling_mode": "lasttoken"}, "lasttoken"),
        (OLD, "none"),
    ],
)
def test_a_pooling_that_the_studio_has_not_is_refused(write, config, received):
    with pytest.raises(PresetError, match=f"Received: {received}"):
        read_pooling(write(config))


def test_a_folder_with_further_layers_is_refused(write):
    folder = write({"pooling_mode": "mean"}, modules=("Transformer", "Pooling", "Dense", "Normalize"))
    with pytest.raises(PresetError, match="Received: Dense"):
        read_pooling(folder)


def test_a_folder_that_says_nothing_has_no_pooling(tmp_path):
    assert read_pooling(tmp_path) is None
