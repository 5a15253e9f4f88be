import csv
import json

import numpy as np
import pytest

from studio.attention import read_map, rollout
from studio.errors import InputError, NotFoundError

pytestmark = pytest.mark.engine

TEXT, PAIR = "the film was a warm story", "dull music"


def run(arguments):
    from studio.engine.attention.jobs import run_attention_job

    return run_attention_job({"text": TEXT} | arguments, lambda _: None)


def explain(finished_run, **arguments):
    from studio.engine.attention.jobs import run_attribution_job

    given = {"model": str(finished_run.model_path), "text": TEXT, "method": "integrated_gradients"}
    return run_attribution_job(given | arguments, lambda _: None)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_without_a_file_the_mean_is_returned(bert_folder, open_reader):
    result = run({"preset": str(bert_folder), "pair": PAIR})
    reader = open_reader(bert_folder)
    [found] = reader.maps(reader.read(TEXT, PAIR))
    np.testing.assert_allclose(result["weights"], found.weights.mean(axis=(0, 1)), atol=1e-5)
    assert (result["kinds"], result["kind"], result["num_layers"], result["num_heads"]) == (
        ["encoder"],
        "encoder",
        2,
        2,
    )
    assert tuple(result["query_tokens"]) == found.query_tokens
    assert result["query_specials"] == [0, 7, 10]
    json.dumps(result, allow_nan=False)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ({"layer": 1, "head": 0}, lambda weights: weights[1, 0]),
        ({"layer": 1}, lambda weights: weights[1].mean(axis=0)),
        ({"head": 1}, lambda weights: weights[:, 1].mean(axis=0)),
        ({"view": "rollout"}, rollout),
    ],
)
def test_a_view_is_what_was_asked_for(bert_folder, open_reader, view, expected):
    reader = open_reader(bert_folder)
    [found] = reader.maps(reader.read(TEXT))
    result = run({"preset": str(bert_folder)} | view)
    np.testing.assert_allclose(result["weights"], expected(found.weights), atol=1e-5)


def test_a_file_gets_all_layers_and_heads_or_the_view(gpt2_folder, tmp_path):
    result = run({"preset": str(gpt2_folder), "out": str(tmp_path / "all.csv")})
    length = len(result["query_tokens"])
    assert "weights" not in result
    assert len(rows_of(tmp_path / "all.csv")) == 2 * 2 * length**2
    run({"preset": str(gpt2_folder), "out": str(tmp_path / "mean.csv"), "view": "mean"})
    assert len(rows_of(tmp_path / "mean.csv")) == length**2
    run({"preset": str(gpt2_folder), "out": str(tmp_path / "all.npz")})
    assert read_map(tmp_path / "all.npz").weights.shape == (2, 2, length, length)
    run({"preset": str(gpt2_folder), "out": str(tmp_path / "ROLLOUT.NPZ"), "view": "rollout"})
    assert read_map(tmp_path / "ROLLOUT.NPZ").weights.shape == (1, 1, length, length)
    run({"preset": str(gpt2_folder), "out": str(tmp_path / "head.json"), "layer": 0, "head": 1})
    data = json.loads((tmp_path / "head.json").read_text(encoding="utf-8"))
    assert np.shape(data["weights"]) == (length, length)
    assert data["kind"] == "decoder"


def test_an_encoder_decoder_shows_the_kind_that_is_asked_for(bart_folder):
    preset = {"preset": str(bart_folder), "pair": "a film"}
    assert run(preset)["kind"] == "encoder"
    result = run(preset | {"kind": "cross"})
    assert result["kinds"] == ["encoder", "decoder", "cross"]
    assert np.shape(result["weights"]) == (len(result["query_tokens"]), len(result["key_tokens"]))
    with pytest.raises(InputError, match="--rollout: expected self-attention"):
        run(preset | {"kind": "cross", "view": "rollout"})


def test_a_run_is_read_as_it_was_trained(finished_run):
    result = run({"model": str(finished_run.model_path), "text": "the film was warm " * 9})
    assert (len(result["query_tokens"]), result["num_cut_tokens"]) == (16, 22)
    assert result["part"] == {"num_cut": [22], "window": None}


def test_what_cannot_be_written_is_told(bert_folder, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for name, kind, expected in (
        ("a.png", InputError, "expected a file that ends in"),
        ("absent/a.csv", NotFoundError, "There is no folder"),
        ("folder.csv", InputError, "cannot be written"),
    ):
        with pytest.raises(kind, match=expected):
            run({"preset": str(bert_folder), "out": str(tmp_path / name)})
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("ending", ["csv", "json", "npz"])
def test_an_attribution_is_returned_and_written(finished_run, tmp_path, ending):
    out = tmp_path / f"scores.{ending}"
    result = explain(finished_run, out=str(out), target="good")
    assert (result["target"], result["out"]) == ("good", str(out))
    assert result["completeness_error"] <= 0.01
    match ending:
        case "csv":
            scores = [float(row["score"]) for row in rows_of(out)]
        case "json":
            scores = json.loads(out.read_text(encoding="utf-8"))["scores"]
        case _:
            scores = np.load(out)["scores"]
    np.testing.assert_allclose(scores, result["scores"], rtol=1e-6)


def test_leaving_tokens_out_is_a_method(finished_run):
    result = explain(finished_run, method="leave_one_out", pair=PAIR)
    assert (result["completeness_error"], result["num_steps"], result["removal"]) == (None, None, "mask")
    assert len(result["probability_changes"]) == len(result["tokens"])
    json.dumps(result, allow_nan=False)
