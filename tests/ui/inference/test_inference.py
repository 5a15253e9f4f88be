import json
import sys
from pathlib import Path

import pytest

from studio.errors import InputError, WorkerError
from ui.inference import client as inference
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Answer, Dropped, Loss, Question

# Stands in for the engine's worker: the same lines, without TensorFlow. "die" ends it, "fail" gives an error.
WORKER = """
import json, sys
print("a library says hello")
print(json.dumps({"state": "warming"}), flush=True)
print(json.dumps({"ready": True, "class_names": ["bad", "good"]}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "prepare" in request:
        print(json.dumps({"id": request["id"], "prepared": request["prepare"]}), flush=True)
        continue
    text = request["inputs"][0]["text"]
    if text == "die":
        sys.exit("out of memory")
    if text == "fail":
        error = {"type": "InputError", "template": "No: {text}.", "details": {"text": text}}
        print(json.dumps({"id": request["id"], "error": error}), flush=True)
        continue
    good = 0.25 if request["model"] == "before" else 0.75
    answer = {"kind": "classes", "probabilities": {"bad": 1 - good, "good": good}}
    print(json.dumps({"id": request["id"], "answers": [answer]}), flush=True)
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
        client.ask(Question.of_text("a fine film"))

    answer = answered.args[0]
    assert isinstance(answer, Answer)
    assert answer.question.line() == "a fine film"
    assert answer.said.ranked() == [("good", 0.75), ("bad", 0.25)]
    assert client.state is WorkerState.READY
    assert client.class_names == ("bad", "good")


def test_the_model_before_fine_tuning_is_asked_where_it_is_wanted(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.answered) as answered:
        client.ask(Question.of_text("a fine film", is_before=True))

    assert answered.args[0].said.probabilities == (0.75, 0.25)


def test_of_the_questions_that_wait_only_the_newest_is_asked(qtbot, client):
    texts = []
    client.answered.connect(lambda answer: texts.append(answer.question.line()))
    client.open(Path("model"))

    for text in ("a", "a f", "a fi", "a film"):
        client.ask(Question.of_text(text))

    qtbot.waitUntil(lambda: bool(texts))
    assert texts == ["a film"]


def test_an_error_of_a_question_leaves_the_worker_alive(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.failed) as failed:
        client.ask(Question.of_text("fail"))

    assert isinstance(failed.args[0], InputError)
    with qtbot.waitSignal(client.answered):
        client.ask(Question.of_text("a fine film"))


def test_a_worker_that_dies_is_told_and_started_again_by_the_next_question(qtbot, client):
    client.open(Path("model"))

    with qtbot.waitSignal(client.failed) as failed:
        client.ask(Question.of_text("die"))

    assert isinstance(failed.args[0], WorkerError)
    assert "out of memory" in failed.args[0].message.details["log"]
    assert "out of memory" not in str(failed.args[0])
    assert client.state is WorkerState.DEAD
    with qtbot.waitSignal(client.answered):
        client.ask(Question.of_text("a fine film"))


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

    assert process.is_over()
    assert client.state is WorkerState.OFF


def test_opening_the_same_model_again_keeps_the_process(qtbot, client):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    number = client.process_id

    client.open(Path("model"))

    assert client.process_id == number != 0


def kept(text, *, is_before=False):
    return Question.of_text(text, is_before, is_kept=True)


@pytest.fixture
def heard(client):
    """What the client says: the texts of its answers, its states, and what it drops."""
    heard = {"texts": [], "states": [], "dropped": []}
    client.answered.connect(lambda answer: heard["texts"].append(answer.question.line()))
    client.state_changed.connect(heard["states"].append)
    client.dropped.connect(heard["dropped"].append)
    return heard


def test_it_is_ready_only_after_it_has_warmed_up(qtbot, client, heard):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    assert heard["states"] == [WorkerState.LOADING, WorkerState.WARMING, WorkerState.READY]


def test_it_is_not_ready_for_what_has_to_be_built_first(qtbot, client, heard):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    client.prepare("texts", is_before=True)
    assert client.state is WorkerState.WARMING
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    client.prepare("texts", is_before=True)
    assert client.state is WorkerState.READY
    client.prepare("texts")
    assert client.state is WorkerState.READY


def test_while_it_answers_it_is_busy(qtbot, client, heard):
    client.open(Path("model"))
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    client.ask(Question.of_text("a fine film"))
    assert client.state is WorkerState.BUSY
    qtbot.waitUntil(lambda: client.state is WorkerState.READY)
    assert heard["texts"] == ["a fine film"]


def test_questions_to_keep_are_all_answered_in_their_order_whatever_is_typed(qtbot, client, heard):
    client.open(Path("model"))
    client.ask(kept("first"))
    client.ask(Question.of_text("typing"))
    client.ask(kept("second"))
    client.ask(Question.of_text("typing on"))
    client.ask(kept("third"))
    client.ask(kept("first"))
    assert [question.line() for question in client.waiting] == ["first", "second", "third"]
    qtbot.waitUntil(lambda: len(heard["texts"]) == 4)
    assert heard["texts"] == ["first", "second", "typing on", "third"]
    assert client.waiting == ()
    assert heard["dropped"] == []


def test_a_question_that_waits_can_be_taken_back(qtbot, client, heard):
    client.open(Path("model"))
    for text in ("first", "second", "third"):
        client.ask(kept(text))
    client.cancel(kept("second"))
    qtbot.waitUntil(lambda: len(heard["texts"]) == 2)
    assert heard["texts"] == ["first", "third"]


def test_what_waits_outlives_a_worker_that_dies_and_is_asked_by_the_next_one(qtbot, client, heard):
    client.open(Path("model"))
    for text in ("die", "second", "third"):
        client.ask(kept(text))
    qtbot.waitUntil(lambda: client.state is WorkerState.DEAD)
    assert heard["dropped"] == [Dropped(kept("die"), Loss.WORKER_DIED)]
    assert [question.line() for question in client.waiting] == ["second", "third"]
    client.restart()
    qtbot.waitUntil(lambda: len(heard["texts"]) == 2)
    assert heard["texts"] == ["second", "third"]


def test_a_better_model_of_the_same_run_answers_what_waits(qtbot, client, heard):
    client.open(Path("model"))
    client.ask(kept("first"))
    client.ask(kept("second"))
    client.restart()
    qtbot.waitUntil(lambda: len(heard["texts"]) == 2)
    assert heard["texts"] == ["first", "second"]
    assert heard["dropped"] == []


def test_another_model_is_not_asked_what_the_first_one_was(qtbot, client, heard):
    client.open(Path("model"))
    client.ask(kept("first"))
    client.open(Path("other"))
    assert heard["dropped"] == [Dropped(kept("first"), Loss.MODEL_CHANGED)]
    assert client.waiting == ()
    client.ask(kept("second"))
    qtbot.waitUntil(lambda: heard["texts"] == ["second"])


def test_a_question_that_is_refused_is_told_and_the_next_one_has_its_turn(qtbot, client, heard):
    client.open(Path("model"))
    client.ask(kept("fail"))
    client.ask(kept("second"))
    qtbot.waitUntil(lambda: heard["texts"] == ["second"])
    assert heard["dropped"] == [Dropped(kept("fail"), Loss.REFUSED)]
