import json
import sys
from pathlib import Path

import pytest

from studio.errors import InputError, WorkerError
from ui import inference
from ui.inference import Answer, InferenceClient, Question, WorkerState

# Stands in for the engine's worker: the same lines, without TensorFlow. "die" ends it, "fail" gives an error.
WORKER = """
import json, sys
print("a library says hello")
print(json.dumps({"ready": True, "class_names": ["bad", "good"]}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    text = request["texts"][0]
    if text == "die":
        sys.exit("out of memory")
    if text == "fail":
        error = {"type": "InputError", "template": "No: {text}.", "details": {"text": text}}
        print(json.dumps({"id": request["id"], "error": error}), flush=True)
        continue
    good = 0.25 if request["model"] == "before" else 0.75
    answer = {"label": ["good"], "probabilities": [[1 - good, good]], "class_names": ["bad", "good"]}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
"""


@pytest.fixture
def client(qapp, monkeypatch):
    monkeypatch.setattr(inference, "module_command", lambda module, *arguments: [sys.executable, "-c", WORKER])
    client = InferenceClient()
    yield client
    client.close()


def test_a_question_asked_before_the_model_is_loaded_is_answered_once_it_is(qtbot, client):
    client.open(Path("model"))
    assert client.state is WorkerState.LOADING

    with qtbot.waitSignal(client.answered) as answered:
        client.ask(Question("a fine film"))

    answer = answered.args[0]
    assert isinstance(answer, Answer)
    assert answer.question.text == "a fine film"
    assert answer.ranked() == [("good", 0.75), ("bad", 0.25)]
    assert client.state is WorkerState.READY
    assert client.class_names == ("bad", "good")


def test_the_model_before_fine_tuning_is_asked_where_it_is_wanted(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.answered) as answered:
        client.ask(Question("a fine film", is_before=True))

    assert answered.args[0].probabilities == (0.75, 0.25)


def test_of_the_questions_that_wait_only_the_newest_is_asked(qtbot, client):
    texts = []
    client.answered.connect(lambda answer: texts.append(answer.question.text))
    client.open(Path("model"))

    for text in ("a", "a f", "a fi", "a film"):
        client.ask(Question(text))

    qtbot.waitUntil(lambda: bool(texts))
    assert texts == ["a film"]


def test_an_error_of_a_question_leaves_the_worker_alive(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.failed) as failed:
        client.ask(Question("fail"))

    assert isinstance(failed.args[0], InputError)
    with qtbot.waitSignal(client.answered):
        client.ask(Question("a fine film"))


def test_a_worker_that_dies_is_told_and_started_again_by_the_next_question(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.failed) as failed:
        client.ask(Question("die"))

    assert isinstance(failed.args[0], WorkerError)
    assert "out of memory" in failed.args[0].details["log"]
    assert "out of memory" not in str(failed.args[0])
    assert client.state is WorkerState.DEAD
    with qtbot.waitSignal(client.answered):
        client.ask(Question("a fine film"))


def test_a_model_that_cannot_be_loaded_gives_one_error(qtbot, client, monkeypatch):
    error = {"type": "NotFoundError", "template": "There is no model.", "details": {}}
    code = f"import sys; print({json.dumps({'ready': False, 'error': error})!r}); sys.exit(2)"
    monkeypatch.setattr(inference, "module_command", lambda module, *arguments: [sys.executable, "-c", code])
    errors = []
    client.failed.connect(errors.append)

    client.open(Path("gone"))

    qtbot.waitUntil(lambda: client.state is WorkerState.DEAD)
    assert [str(entry) for entry in errors] == ["There is no model."]


def test_closing_ends_the_process(qtbot, client):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    process = client._process

    client.close()

    assert process.state() is process.ProcessState.NotRunning
    assert client.state is WorkerState.OFF


def test_opening_the_same_model_again_keeps_the_process(qtbot, client):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    number = client.process_id

    client.open(Path("model"))

    assert client.process_id == number != 0
