import json
import shutil

import pytest

from studio.cli.folder_check import tell_of_folder
from studio.cli.output import Output
from studio.spec import RunSpec
from tests.hugging_face import FOLDERS


@pytest.fixture
def told(tmp_path, capsys):
    """What is said of a tiny checkpoint whose configuration has some more settings."""

    def ask(name, **settings):
        folder = tmp_path / name
        shutil.copytree(FOLDERS / name, folder)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        (folder / "config.json").write_text(json.dumps({**config, **settings}), encoding="utf-8")
        (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", encoding="utf-8")
        (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}', encoding="utf-8")
        spec = {"task": "text_classification", "backbone": {"preset": str(folder)}, "data": {"train": "a.csv"}}
        tell_of_folder(Output(is_json=True), RunSpec.parse(spec))
        captured = capsys.readouterr()
        assert captured.out == ""
        return captured.err

    return ask


def test_settings_that_are_not_known_are_named(told):
    assert "settings that the studio does not know: attention_sink, new_one." in told(
        "bert-base", new_one=1, attention_sink=True
    )


def test_a_head_that_is_left_out_is_named(told):
    assert "are left out: classifier.bias, classifier.weight." in told("bert-one-segment")


def test_nothing_is_said_of_a_folder_that_is_all_known(told):
    assert told("bert-sharded") == ""
