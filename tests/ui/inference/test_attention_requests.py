import json
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.errors import InputError, PresetError, WorkerError
from ui.inference import client as inference
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Question
from ui.inference.requests import (
    AttributionAnswer,
    AttributionRequest,
    MapsAnswer,
    MapsRequest,
    ModelText,
    WalkAnswer,
    WalkRequest,
)

FINE = ModelText("a fine film")
# Stands in for the engine's worker: the same lines, without TensorFlow. It answers with what it was asked.
WORKER = """
import json, sys
is_bare = "--preset" in sys.argv
error = {"type": "PresetError", "template": "No maps.", "details": {}} if "gpt" in sys.argv else None
print(json.dumps({"ready": True, "class_names": [] if is_bare else ["bad", "good"], "can_attribute": not is_bare,
                  "attention_error": error}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    answer = {"id": request["id"]}
    body = request.get("attention") or request.get("attribution") or request.get("walk") or {}
    if body.get("text") == "die":
        sys.exit("out of memory")
    if body.get("text") == "fail":
        answer["error"] = {"type": "InputError", "template": "No: {text}.", "details": {"text": "fail"}}
    elif "attention" in request:
        name = f"/tmp/{body['text']}|{body['pair']}|{request['model']}.npz"
        maps = [{"kind": "encoder", "file": name, "num_layers": 6, "num_heads": 12}]
        answer["attention"] = {"maps": maps, "part": {"num_cut": [3], "window": None}, "seconds": 0.1}
    elif "attribution" in request:
        is_left_out = body["method"] == "leave_one_out"
        answer["attribution"] = {
            "method": body["method"], "target": body["target"] or "good", "tokens": ["[CLS]", "fine", "[SEP]"],
            "specials": [0, 2], "scores": [0.0, 1.5, -0.25], "baseline_output": -0.1, "output": 1.15,
            "completeness_error": None if is_left_out else 0.003, "num_steps": None if is_left_out else 64,
            "removal": "mask", "probability": 0.9, "probability_changes": [0.0, 0.4, 0.0] if is_left_out else None,
            "part": {"num_cut": [0], "window": None}, "seconds": 1.7}
    elif "walk" in request:
        name = f"/tmp/{body['kind']}.{body['layer']}.{body['head']}.npz"
        answer["walk"] = {"file": name, "part": {"num_cut": [0], "window": None}, "seconds": 0.1}
    else:
        answer["answers"] = [{"kind": "classes", "probabilities": {"bad": 0.25, "good": 0.75}}]
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def client(qapp, monkeypatch):
    monkeypatch.setattr(
        inference, "module_command", lambda module, *arguments: [sys.executable, "-c", WORKER, *arguments]
    )
    client = InferenceClient()
    yield client
    client.close()


def test_the_weights_are_asked_for_and_come_as_files(qtbot, client):
    client.open(Path("model"))
    request = MapsRequest(ModelText("a fine film", "a bad one", is_before=True))

    with qtbot.waitSignal(client.attention_answered) as answered:
        client.ask(request)

    answer = answered.args[0]
    assert isinstance(answer, MapsAnswer)
    assert answer.request == request
    assert answer.files == (Path("/tmp/a fine film|a bad one|before.npz"),)
    assert answer.part.num_cut_tokens == 3
    assert answer.seconds > 0


def test_integrated_gradients_come_with_the_error_of_their_sum(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.attention_answered) as answered:
        client.ask(AttributionRequest(FINE, "integrated_gradients", "bad"))

    answer = answered.args[0]
    assert isinstance(answer, AttributionAnswer)
    assert answer.attribution.target == "bad"
    assert answer.attribution.specials == (0, 2)
    np.testing.assert_array_equal(answer.attribution.scores, np.array([0.0, 1.5, -0.25], np.float32))
    assert answer.attribution.completeness_error == 0.003
    assert (answer.num_steps, answer.probability, answer.probability_changes) == (64, 0.9, None)


def test_leaving_tokens_out_tells_how_the_probability_falls(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.attention_answered) as answered:
        client.ask(AttributionRequest(FINE, "leave_one_out"))

    answer = answered.args[0]
    assert answer.attribution.completeness_error is None
    assert answer.probability_changes == (0.0, 0.4, 0.0)


def test_the_walk_through_a_head_comes_as_a_file(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.attention_answered) as answered:
        client.ask(WalkRequest(FINE, "encoder", 2, 5))

    assert answered.args[0] == WalkAnswer(
        WalkRequest(FINE, "encoder", 2, 5), Path("/tmp/encoder.2.5.npz"), answered.args[0].seconds
    )


def test_of_each_kind_that_waits_only_the_newest_is_asked(qtbot, client):
    told = []
    client.attention_answered.connect(lambda answer: told.append(answer.request))
    client.answered.connect(lambda answer: told.append(answer.question))
    client.open(Path("model"))

    for text in ("a", "a f", "a film"):
        client.ask(MapsRequest(ModelText(text)))
        client.ask(AttributionRequest(ModelText(text), "leave_one_out"))
        client.ask(Question.of_text(text))

    qtbot.waitUntil(lambda: len(told) == 3)
    newest = ModelText("a film")
    assert told == [MapsRequest(newest), AttributionRequest(newest, "leave_one_out"), Question.of_text("a film")]


def test_a_request_that_is_refused_is_told_with_its_error_and_the_worker_lives_on(qtbot, client):
    failures = []
    client.failed.connect(failures.append)
    client.open(Path("model"))

    with qtbot.waitSignal(client.attention_refused) as refused:
        client.ask(MapsRequest(ModelText("fail")))

    assert refused.args[0].request == MapsRequest(ModelText("fail"))
    assert isinstance(refused.args[0].error, InputError)
    assert failures == []
    with qtbot.waitSignal(client.attention_answered):
        client.ask(MapsRequest(FINE))


def test_a_worker_that_dies_over_a_request_is_told_and_started_again_by_the_next_one(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.failed) as failed:
        client.ask(MapsRequest(ModelText("die")))

    assert isinstance(failed.args[0], WorkerError)
    assert client.state is WorkerState.DEAD
    with qtbot.waitSignal(client.attention_answered):
        client.ask(MapsRequest(FINE))


def test_a_bare_preset_has_no_head_and_a_family_without_maps_says_why(qtbot, client):
    client.open_preset("gpt")

    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    assert client.can_attribute is False
    assert client.class_names == ()
    assert isinstance(client.attention_error, PresetError)
    client.open(Path("model"))
    assert client.can_attribute is True
    assert client.attention_error is None


def test_requests_are_json_as_the_worker_expects_them():
    body = AttributionRequest(ModelText("α", "β"), "integrated_gradients", None).to_json()
    assert json.loads(json.dumps(body)) == {
        "attribution": {"text": "α", "pair": "β", "method": "integrated_gradients", "target": None}
    }
