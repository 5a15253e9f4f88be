import sys
from pathlib import Path

import pytest

from studio.answers import Written
from studio.errors import InputError
from studio.generation import GenerationSettings
from tests.writing_worker import WORKER
from ui.inference import client as inference
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Question
from ui.inference.writing import Generation, Writing, WrittenToken


@pytest.fixture
def client(qapp, monkeypatch):
    monkeypatch.setattr(inference, "module_command", lambda module, *arguments: [sys.executable, "-c", WORKER])
    client = InferenceClient()
    yield client
    client.close()


def question(text, num_candidates=0, **settings):
    generation = Generation(GenerationSettings(**settings), num_candidates)
    return Question((("text", text),), is_kept=True, generation=generation)


def test_a_text_comes_in_parts_and_then_whole(qtbot, client):
    told = []
    client.progressed.connect(told.append)
    client.open(Path("model"))
    with qtbot.waitSignal(client.answered) as answered:
        client.ask(question("one two three", num_candidates=2))
    answer = answered.args[0]
    assert answer.said == Written("one two three", 3)
    assert [progress.writing.text for progress in told] == ["one", "one two", "one two three"]
    assert [token.end for token in answer.writing.tokens] == [3, 7, 13]
    assert answer.writing.tokens[1].candidates == ((" two", 0.75), (" other", 0.25))
    assert answer.writing.first_token_seconds == 0.25
    assert answer.writing.tokens_per_second == pytest.approx(8.0)
    assert client.state is WorkerState.READY


def test_how_it_is_written_is_told(qtbot, client):
    client.open(Path("model"))
    with qtbot.waitSignal(client.answered) as answered:
        client.ask(question("one two three", max_new_tokens=2))
    assert answered.args[0].said == Written("one two", 2, is_ended=False)
    assert answered.args[0].writing.tokens == ()


def test_what_is_written_stays_when_it_is_stopped(qtbot, client):
    client.open(Path("model"))
    with qtbot.waitSignal(client.progressed):
        client.ask(question("for ever", num_candidates=1))
    with qtbot.waitSignal(client.answered) as answered:
        client.stop()
    assert answered.args[0].said.text.startswith("for")
    assert not answered.args[0].said.is_ended
    with qtbot.waitSignal(client.answered):
        client.ask(question("one"))


def test_a_text_that_is_refused_is_told(qtbot, client):
    client.open(Path("model"))
    with qtbot.waitSignal(client.failed) as failed:
        client.ask(question("fail"))
    assert isinstance(failed.args[0], InputError)


def message(text, num_tokens, candidates=(("a", 0.5),)):
    return {"text": text, "num_tokens": num_tokens, "candidates": [list(entry) for entry in candidates], "seconds": 1.0}


def test_a_character_of_several_tokens_belongs_to_the_one_that_made_it_whole():
    writing = Writing().told(message("a", 1)).told(message("a\ufffd", 2)).told(message("a東", 3))
    assert [token.end for token in writing.tokens] == [1, 1, 2]


def test_the_text_that_stopped_the_writing_has_no_tokens():
    writing = Writing().told(message("a", 1)).told(message("a b", 2))
    ended = writing.ended({"prediction": "a", "num_tokens": 1, "first_token_seconds": 0.5, "seconds": 2.0})
    assert ended.tokens == (WrittenToken(1, (("a", 0.5),)), WrittenToken(1, (("a", 0.5),)))


def test_the_end_is_no_token_of_the_text():
    writing = Writing().told(message("a", 1)).told(message("a", 1))
    assert len(writing.tokens) == 1
    assert writing.tokens_per_second is None
