"""Which of a hub's files are fetched."""

from pathlib import Path

import pytest

from studio.downloads.hubs import choose
from studio.downloads.transfer import RemoteFile


def chosen(*names):
    place = Path("cache")
    files = [RemoteFile(name, 1, place / name, place / f"{name}.part") for name in ("config.json", "vocab.txt", *names)]
    return {file.name for file in choose("hf://owner/name", files)} - {"config.json", "vocab.txt"}


@pytest.mark.parametrize("other", ["pytorch_model.bin", "pytorch_model-00001-of-00002.bin", "tf_model.h5"])
def test_one_form_of_the_weights_is_enough(other):
    assert chosen("model.safetensors", other) == {"model.safetensors"}


def test_weights_of_pytorch_are_fetched_where_there_are_no_others():
    assert chosen("pytorch_model.bin", "training_args.bin") == {"pytorch_model.bin"}
    parts = {"pytorch_model.bin.index.json", *(f"pytorch_model-0000{number}-of-00002.bin" for number in (1, 2))}
    assert chosen(*parts) == parts
