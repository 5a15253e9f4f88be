import json

import pytest

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import ARCHITECTURE_PRESETS
from studio.cli import main
from studio.planning.architecture_sizes import architecture_sizes
from studio.sizes import count_parameters
from studio.spec import DataSpec, FitSpec


def write(path, data):
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_all_presets_are_listed_with_their_sizes(call, workspace):
    status, answer = call("architectures")
    assert status == 0
    listed = answer["architectures"]
    assert [entry["name"] for entry in listed] == [preset.name for preset in ARCHITECTURE_PRESETS]
    for entry, preset in zip(listed, ARCHITECTURE_PRESETS, strict=True):
        assert ArchitectureSpec(**entry["architecture"]) == preset.architecture
        assert entry["num_parameters"] == count_parameters(preset.architecture).total
        assert (entry["batch_size"], entry["sequence_length"]) == (32, 256)


def test_a_preset_is_measured_by_its_name(call, workspace):
    status, answer = call("architectures", "tiny", "--batch-size", "8", "--sequence-length", "64")
    assert status == 0
    assert answer["name"] == "encoder 2 × 128"
    data = DataSpec(train="-", sequence_length=64)
    sizes = architecture_sizes(ARCHITECTURE_PRESETS[0].architecture, FitSpec(batch_size=8), data)
    assert sizes.to_json().items() <= answer.items()


def test_an_architecture_is_measured_from_a_file(call, workspace, tmp_path):
    status, answer = call("architectures", write(tmp_path / "shape.json", {"num_layers": 3, "hidden_dim": 96}))
    assert status == 0
    assert answer["num_parameters"] == count_parameters(ArchitectureSpec(num_layers=3, hidden_dim=96)).total


def test_a_run_file_brings_its_own_batches(call, workspace, tmp_path):
    run = {
        "task": "text_classification",
        "backbone": {"architecture": {"num_layers": 3}},
        "data": {"train": "a.csv", "sequence_length": 96},
        "fit": {"batch_size": 12},
    }
    _, answer = call("architectures", write(tmp_path / "run.json", run))
    assert (answer["batch_size"], answer["sequence_length"]) == (12, 96)
    _, answer = call("architectures", str(tmp_path / "run.json"), "--batch-size", "2")
    assert (answer["batch_size"], answer["sequence_length"]) == (2, 96)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"hidden_dim": 250}', "multiple of the heads, 4. Received: 250."),
        ('{"layers": 3}', "Unknown field backbone.architecture.layers"),
        ('{"num_layers": 0}', "backbone.architecture.num_layers: expected greater than or equal to 1"),
        ("[1]", "backbone.architecture: expected"),
        ("{", "cannot be read"),
        (
            '{"backbone": {"preset": "a"}, "task": "masked_lm", "data": {"train": "a"}}',
            "expected backbone.architecture",
        ),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_message(call, workspace, tmp_path, content, expected):
    (tmp_path / "shape.json").write_text(content, encoding="utf-8")
    status, answer = call("architectures", str(tmp_path / "shape.json"))
    assert status == 2
    assert expected in answer["error"]["message"]


@pytest.mark.parametrize(
    ("given", "expected"), [("nonsense", "There is no architecture nonsense"), ("absent.json", "There is no file")]
)
def test_what_is_not_there_is_named(call, workspace, given, expected):
    status, answer = call("architectures", given)
    assert status == 2
    assert expected in answer["error"]["message"]


def test_a_person_reads_parameters_operations_and_memory(workspace, capsys):
    assert main(["architectures", "small"]) == 0
    shown = capsys.readouterr().out
    assert "encoder 4 × 256: 5,338,624 parameters" in shown
    assert "7.3 MFLOPs to run, 22.0 MFLOPs to train" in shown
    assert "activations" in shown
    assert main(["architectures"]) == 0
    assert "transformer_big" in capsys.readouterr().out
