import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from studio import answers, tasks
from studio.attention import read_map, read_walk
from studio.processes import child_environment, module_command
from studio.schema import Schema

pytestmark = pytest.mark.engine


@pytest.fixture
def files():
    from studio.engine.attention.answer_files import AnswerFiles

    with AnswerFiles() as files:
        yield files


@pytest.fixture
def worker(finished_run, files):
    from studio.engine.answering.inference_workers import InferenceWorker

    return InferenceWorker(finished_run.model_path, files)


@pytest.fixture
def preset_worker(tiny_preset, files):
    from studio.engine.answering.inference_workers import PresetWorker

    return PresetWorker(str(tiny_preset), files)


def tell(worker, line):
    from studio.engine.answering.inference import answer_line

    return answer_line(worker, line)


def ask(worker, **request):
    return tell(worker, json.dumps(request))


def test_a_request_is_answered_in_its_order(worker):
    answer = ask(worker, id=3, texts=["a warm film", "a dull film"])
    assert answer["id"] == 3
    assert len(answer["answers"]) == 2
    for data in answer["answers"]:
        found = answers.read(data)
        assert found.names == ("bad", "good")
        assert found.prediction == found.names[found.probabilities.index(max(found.probabilities))]
        assert sum(found.probabilities) == pytest.approx(1.0)


def test_inputs_are_named_or_texts_where_there_is_one(worker):
    assert ask(worker, id=1, inputs=[{"text": "a warm film"}]) == ask(worker, id=1, texts=["a warm film"])


def test_an_empty_text_has_no_answer_at_its_place(worker):
    alone = ask(worker, id=1, texts=["a warm film", "a dull film"])
    answer = ask(worker, id=2, texts=["", "a warm film", " \u200b", "a dull film"])
    assert answer["answers"] == [None, alone["answers"][0], None, alone["answers"][1]]


def test_no_text_is_answered_with_nothing(worker):
    assert ask(worker, id=1, texts=[])["answers"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("no json", "Expected a JSON object"),
        ("[1]", "Received: list"),
        ('{"id": 5}', "inputs: expected a list. Received: None"),
        ('{"id": 5, "texts": "a"}', "texts: expected a list. Received: a"),
        ('{"id": 5, "texts": ["a", 1]}', "inputs: expected strings named text. Received: {'text': 1}"),
        ('{"id": 5, "inputs": ["a"]}', "inputs: expected strings named text. Received: a"),
        ('{"id": 5, "inputs": [{"text": "a", "title": "b"}]}', "inputs: expected strings named text"),
        ('{"id": 5, "texts": ["a"], "model": "other"}', "model: expected after or before"),
    ],
)
def test_a_bad_request_gets_an_error_and_the_worker_lives_on(worker, line, expected):
    answer = tell(worker, line)
    assert answer["id"] == (5 if "5" in line else None)
    assert expected in answer["error"]["message"]
    assert "answers" in ask(worker, id=6, texts=["a warm film"])


def test_the_model_before_fine_tuning_gives_other_answers(worker):
    after = ask(worker, id=1, texts=["a warm film"])
    before = ask(worker, id=2, texts=["a warm film"], model="before")
    assert answers.read(before["answers"][0]).names == answers.read(after["answers"][0]).names
    assert before["answers"] != after["answers"]


def test_without_its_run_there_is_no_model_before(finished_run, files, tmp_path):
    from studio.engine.answering.inference_workers import InferenceWorker

    alone = tmp_path / "alone" / "model"
    alone.parent.mkdir()
    finished_run.model_path.rename(alone)
    answer = ask(InferenceWorker(alone, files), id=1, texts=["a"], model="before")
    assert answer["error"]["type"] == "NotFoundError"


def test_the_process_answers_lines_until_its_input_ends(finished_run):
    done = subprocess.run(
        module_command("studio.engine.answering.inference", str(finished_run.model_path)),
        input='{"id": 1, "texts": ["a warm film"]}\n\nno json\n',
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    warming, ready, answer, error = [json.loads(line) for line in done.stdout.splitlines()]
    assert warming == {"state": "warming"}
    expected = {
        "ready": True,
        "task": "text_classification",
        "class_names": ["bad", "good"],
        "can_attribute": True,
        "attention_error": None,
    }
    assert (done.returncode, ready) == (0, expected)
    assert answer["id"] == 1
    assert error["error"]["type"] == "InputError"


def test_a_folder_without_a_model_is_told_instead_of_ready(tmp_path):
    from studio.engine.answering.inference import serve

    sent = []
    assert serve([str(tmp_path)], [], sent.append) == 2
    assert sent[0]["ready"] is False
    assert sent[0]["error"]["type"] == "NotFoundError"


def test_bad_requests_about_attention_are_told(worker):
    requests = [
        ('{"id": 5, "attention": "a"}', "attention: expected an object"),
        ('{"id": 5, "attention": {}}', "text: expected a string. Received: None"),
        ('{"id": 5, "attention": {"text": "a", "pair": 1}}', "pair: expected a string"),
        ('{"id": 5, "attribution": {"text": "a", "method": "magic"}}', "method: expected one of integrated_gradients"),
        ('{"id": 5, "attribution": {"text": "a", "target": "none"}}', "target: expected one of bad, good"),
        ('{"id": 5, "attribution": {"text": "a", "target": 1}}', "target: expected a name"),
        ('{"id": 5, "walk": {"text": "a", "layer": 0}}', "head: expected a whole number. Received: None"),
        ('{"id": 5, "walk": {"text": "a", "layer": 2, "head": 0}}', "layer: expected 0 to 1. Received: 2"),
        ('{"id": 5, "walk": {"text": "a", "layer": 0, "head": -1}}', "head: expected 0 to 1. Received: -1"),
        ('{"id": 5, "walk": {"text": "a", "kind": "cross", "layer": 0, "head": 0}}', "kind: expected one of encoder"),
        ('{"id": 5, "walk": {"text": "a", "kind": 7, "layer": 0, "head": 0}}', "kind: expected a kind of attention"),
    ]
    for line, expected in requests:
        answer = tell(worker, line)
        assert answer["id"] == 5
        assert expected in answer["error"]["message"]


def test_attention_is_answered_with_files_that_hold_its_maps(worker, files):
    answer = ask(worker, id=7, attention={"text": "a warm film", "pair": "a dull story"})
    [entry] = answer["attention"]["maps"]
    found = read_map(Path(entry["file"]))
    assert (entry["kind"], entry["num_layers"], entry["num_heads"]) == ("encoder", 2, 2)
    assert found.query_tokens == ("[CLS]", "a", "warm", "film", "[SEP]", "a", "dull", "story", "[SEP]")
    assert found.query_specials == found.key_specials == (0, 4, 8)
    assert found.weights.shape == (2, 2, 9, 9)
    assert answer["attention"]["num_cut_tokens"] == 0
    assert Path(entry["file"]).parent == files.folder


def test_a_walk_is_answered_with_a_file_that_agrees_with_the_map(worker):
    text = {"text": "a warm film"}
    [entry] = ask(worker, id=1, attention=text)["attention"]["maps"]
    answer = ask(worker, id=2, walk=text | {"kind": None, "layer": 1, "head": 1})
    walk = read_walk(Path(answer["walk"]["file"]))
    np.testing.assert_allclose(walk.weights, read_map(Path(entry["file"])).weights[1, 1], atol=1e-6)


@pytest.mark.parametrize("method", [None, "integrated_gradients", "leave_one_out"])
def test_an_attribution_is_answered_inline(worker, method):
    request = {"text": "a warm film that ends", "method": method}
    answer = ask(worker, id=1, attribution=request)["attribution"]
    said = ask(worker, id=2, texts=[request["text"]])
    assert answer["target"] == said["answers"][0]["prediction"]
    assert answer["probability"] == pytest.approx(said["answers"][0]["probability"], abs=1e-6)
    assert answer["tokens"] == ["[CLS]", "a", "warm", "film", "that", "ends", "[SEP]"]
    assert answer["specials"] == [0, 6]
    assert len(answer["scores"]) == 7
    if method == "leave_one_out":
        assert len(answer["probability_changes"]) == 7
        assert answer["completeness_error"] is None
    else:
        assert answer["completeness_error"] <= 0.01
        assert answer["num_steps"] >= 64


def test_attention_can_be_asked_of_the_model_before_fine_tuning(worker):
    after = ask(worker, id=1, attention={"text": "a warm film"})
    before = ask(worker, id=2, attention={"text": "a warm film"}, model="before")
    first, second = (read_map(Path(answer["attention"]["maps"][0]["file"])) for answer in (after, before))
    assert first.query_tokens == second.query_tokens
    assert abs(first.weights - second.weights).max() > 1e-3


def test_half_a_character_is_replaced(worker):
    answer = tell(worker, '{"id": 1, "attention": {"text": "warm \\ud83d film"}}')
    assert "attention" in answer


def test_only_the_newest_files_are_kept(worker, files):
    for number in range(10):
        answer = ask(worker, id=number, attention={"text": "a warm film"})
    assert Path(answer["attention"]["maps"][0]["file"]).is_file()
    assert len(list(files.folder.iterdir())) == 8


def test_a_backbone_without_a_head_shows_attention_and_refuses_to_answer(preset_worker):
    assert preset_worker.ready() == {"class_names": [], "can_attribute": False, "attention_error": None}
    [entry] = ask(preset_worker, id=1, attention={"text": "a warm film"})["attention"]["maps"]
    assert Path(entry["file"]).is_file()
    assert "without a head" in ask(preset_worker, id=2, texts=["a"])["error"]["message"]
    refused = ask(preset_worker, id=3, attribution={"text": "a"})["error"]["message"]
    assert "expected a run whose task gives answers that can be explained" in refused
    assert "never fine-tuned" in ask(preset_worker, id=4, attention={"text": "a"}, model="before")["error"]["message"]


def test_a_masked_language_model_shows_attention_to_its_masks_and_no_attribution(tiny_spec, files, tmp_path):
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.building.model import build_model, save_model

    spec = tiny_spec.model_copy(update={"task": tasks.get("masked_lm")})
    save_model(build_model(spec, Schema()), tmp_path / "model")
    worker = InferenceWorker(tmp_path / "model", files)
    assert worker.ready() == {"task": "masked_lm", "class_names": [], "can_attribute": False, "attention_error": None}
    [entry] = ask(worker, id=1, attention={"text": "a [MASK] film"})["attention"]["maps"]
    assert read_map(Path(entry["file"])).query_tokens == ("[CLS]", "a", "[MASK]", "film", "[SEP]")
    assert "error" in ask(worker, id=2, attribution={"text": "a film"})


def test_the_process_takes_a_preset_and_removes_its_files_at_the_end(tiny_preset):
    request = {"id": 1, "attention": {"text": "a warm film"}}
    done = subprocess.run(
        module_command("studio.engine.answering.inference", "--preset", str(tiny_preset)),
        input=json.dumps(request) + "\n",
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    _, ready, answer = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, ready["can_attribute"]) == (0, False)
    assert not Path(answer["attention"]["maps"][0]["file"]).parent.exists()


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--preset"]])
def test_other_arguments_are_told_instead_of_ready(arguments):
    from studio.engine.answering.inference import serve

    sent = []
    assert serve(arguments, [], sent.append) == 2
    assert "Expected the folder of a model, or --preset and a preset." in sent[0]["error"]["message"]


def test_an_unknown_preset_is_told_instead_of_ready():
    from studio.engine.answering.inference import serve

    sent = []
    assert serve(["--preset", "nonsense"], [], sent.append) == 2
    assert sent[0]["error"]["type"] == "PresetError"


def test_the_folder_of_a_worker_that_was_killed_is_removed_by_the_next(tmp_path, monkeypatch):
    from studio.engine.attention.answer_files import AnswerFiles

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    orphan = tmp_path / f"fettle-inference-{process.pid}-abcdefgh"
    foreign = tmp_path / "fettle-inference-notes"
    orphan.mkdir()
    foreign.mkdir()
    with AnswerFiles() as first, AnswerFiles() as second:
        assert not orphan.exists()
        assert foreign.exists()
        assert first.folder.is_dir()
        assert second.folder.is_dir()
    assert list(tmp_path.iterdir()) == [foreign]


def traces(worker, which):
    return worker._answerers[which]._ask.num_traces


def test_a_worker_that_has_warmed_up_traces_nothing_for_its_first_answer(worker):
    worker.warm_up()
    assert traces(worker, "after") == 1
    ask(worker, id=1, texts=["a warm film"])
    ask(worker, id=2, texts=["a much longer text about a film that was warm and moving"])
    assert traces(worker, "after") == 1


def test_the_model_before_fine_tuning_is_built_and_traced_when_that_is_asked_for(worker):
    assert ask(worker, id=1, prepare="texts", model="before") == {"id": 1, "prepared": "texts"}
    assert traces(worker, "before") == 1
    ask(worker, id=2, texts=["a warm film"], model="before")
    assert traces(worker, "before") == 1


@pytest.mark.parametrize("part", ["attention", "attribution"])
def test_what_is_asked_about_attention_can_be_prepared(worker, part):
    assert ask(worker, id=1, prepare=part) == {"id": 1, "prepared": part}


@pytest.mark.parametrize("part", ["nonsense", 3, None, []])
def test_what_cannot_be_prepared_is_told(worker, part):
    assert "expected one of texts, attention, attribution" in ask(worker, id=1, prepare=part)["error"]["message"]
