import json

import pytest

from studio.errors import SpecError
from studio.spec import RunSpec

pytestmark = pytest.mark.engine


@pytest.fixture
def films(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text(
        "text,label\nthe film was bright,good\nthe story was warm,good\n"
        "the film was dull and the story was cold,bad\nthe music was bleak and the film was harsh,bad\n",
        encoding="utf-8",
    )
    return path


def first_batch(films, preset, workspace, task="text_classification", **fit):
    from studio.engine.running.first_batch import run_job

    spec = {
        "task": task,
        "data": {"train": str(films), "sequence_length": 8, "validation_fraction": 0.0, "test_fraction": 0.0},
        "backbone": {"preset": str(preset)},
        "fit": {"batch_size": 4, **fit},
    }
    report = []
    result = run_job({"spec": RunSpec.parse(spec).to_json(), "cache": str(workspace / "cache")}, report.append)
    json.dumps(result)
    assert [entry.what for entry in report[:2]] == ["Reading the data", "Loading the model"]
    return result


def test_the_first_batch_shows_tokens_targets_padding_and_what_was_cut(films, tiny_preset, tmp_path):
    result = first_batch(films, tiny_preset, tmp_path)

    assert (result["sequence_length"], result["num_examples"], result["num_rows"]) == (8, 4, 4)
    short, _, long, _ = sorted(result["examples"], key=lambda example: example["rows"])
    (stream,) = short["streams"]
    assert short["rows"] == [1]
    assert stream["tokens"] == ["[CLS]", "the", "film", "was", "bright", "[SEP]"]
    assert stream["specials"] == [0, 5]
    assert stream["segments"] == [0] * 6
    assert stream["num_padding"] == 2
    assert short["targets"] == ["good"]
    assert short["num_cut"] == 0
    # Nine words and two special tokens do not fit into eight.
    assert long["streams"][0]["tokens"] == ["[CLS]", "the", "film", "was", "dull", "and", "the", "[SEP]"]
    assert long["num_cut"] == 3
    assert long["targets"] == ["bad"]
    assert (result["num_tokens"], result["num_padding"]) == (28, 4)


def test_hidden_tokens_stand_under_their_masks(films, tiny_preset, tmp_path):
    result = first_batch(films, tiny_preset, tmp_path, task="masked_lm")

    rows = films.read_text(encoding="utf-8").splitlines()
    for example in result["examples"]:
        whole = ["[CLS]", *rows[example["rows"][0]].partition(",")[0].split()]
        assert example["under"]
        assert all(whole[int(place)] == word for place, word in example["under"].items())
        assert example["targets"] == []


def test_a_backbone_from_scratch_has_no_tokens_yet(films, tmp_path):
    from studio.engine.running.first_batch import run_job

    spec = {
        "task": "text_classification",
        "data": {"train": str(films)},
        "backbone": {"architecture": {"kind": "encoder"}},
    }
    with pytest.raises(SpecError, match="learns its tokens when the run starts"):
        run_job({"spec": spec, "cache": str(tmp_path)}, lambda progress: None)
