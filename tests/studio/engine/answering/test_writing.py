import json
import subprocess
import sys
import threading

import pytest

from studio.answers import Written
from studio.engine.answering.requests import NOBODY, Listener, Requests
from studio.errors import InputError, SpecError
from studio.generation import GenerationSettings
from studio.processes import child_environment

pytestmark = pytest.mark.engine

WORDS = ("Once", " upon", " a", " time", ".")


class TextsInTurn:
    """Stands in for the engine's: a word at each step."""

    def __init__(self, clock, seconds):
        self.groups = []
        self._clock, self._seconds = clock, seconds

    @property
    def _num_written(self):
        return min(sum(self.groups), len(WORDS))

    @property
    def is_over(self):
        return self._num_written == len(WORDS)

    def write(self, num_steps):
        self.groups.append(num_steps)
        self._clock.now += self._seconds * num_steps

    def texts(self):
        return [Written("".join(WORDS[: self._num_written]), self._num_written, self.is_over)]

    def token_ids(self):
        return [list(range(self._num_written))]

    def candidates(self, num):
        return [[(WORDS[self._num_written], 0.5), ("x", 0.25), ("y", 0.125)][:num]]


class Clock:
    now = 0.0


@pytest.fixture
def clock(monkeypatch):
    from studio.engine.answering import writing

    clock = Clock()
    monkeypatch.setattr(writing.time, "perf_counter", lambda: clock.now)
    return clock


@pytest.fixture
def writer(clock):
    class Writer:
        seconds = 0.02
        asked = None

        def start(self, inputs, settings):
            self.asked = (inputs, settings)
            self.texts = TextsInTurn(clock, self.seconds)
            return self.texts

    return Writer()


def parse(data, own=None):
    from studio.engine.answering.writing import WriteRequest

    return WriteRequest.parse(data, ("text",), own or {})


def write(writer, data, listener=NOBODY):
    from studio.engine.answering.writing import write_text

    return write_text(writer, parse(data), listener)


def test_the_first_token_is_told_at_once_and_the_others_in_groups_of_a_twentieth_of_a_second(writer):
    told = []
    written = write(writer, {"inputs": {"text": "Tell me"}}, Listener(tell=told.append))
    assert writer.asked[0] == {"text": ["Tell me"]}
    assert writer.texts.groups == [1, 2, 2]
    assert [part["writing"]["text"] for part in told] == ["Once", "Once upon a", "Once upon a time."]
    assert [part["writing"]["num_tokens"] for part in told] == [1, 3, 5]
    assert told[0]["writing"]["seconds"] == pytest.approx(0.02)
    assert told[0]["writing"]["candidates"] == []
    assert written == {
        "kind": "text",
        "prediction": "Once upon a time.",
        "num_tokens": 5,
        "is_ended": True,
        "token_ids": [0, 1, 2, 3, 4],
        "first_token_seconds": pytest.approx(0.02),
        "seconds": pytest.approx(0.1),
    }


def test_with_candidates_each_token_is_told_with_those_before_it_was_chosen(writer):
    told = []
    write(writer, {"inputs": {"text": "Tell me"}, "num_candidates": 2}, Listener(tell=told.append))
    assert writer.texts.groups == [1] * 5
    assert told[1]["writing"]["text"] == "Once upon"
    assert told[1]["writing"]["candidates"] == [[" upon", 0.5], ["x", 0.25]]


def test_a_beam_search_has_no_candidates(writer):
    told = []
    settings = {"sampler": "beam", "num_beams": 2}
    write(writer, {"inputs": {"text": "a"}, "settings": settings, "num_candidates": 2}, Listener(tell=told.append))
    assert {len(part["writing"]["candidates"]) for part in told} == {0}


def test_a_writing_that_is_stopped_keeps_what_is_written(writer):
    told = []
    listener = Listener(told.append, lambda: len(told) == 2)
    written = write(writer, {"inputs": {"text": "a"}}, listener)
    assert (written["prediction"], written["num_tokens"], written["is_ended"]) == ("Once upon a", 3, False)


def test_one_that_was_stopped_before_it_began_is_empty(writer):
    written = write(writer, {"inputs": {"text": "a"}}, Listener(is_stopped=lambda: True))
    assert (written["prediction"], written["is_ended"], written["first_token_seconds"]) == ("", False, None)


def test_settings_that_are_left_out_are_those_of_the_model():
    request = parse({"inputs": {"text": "a"}, "settings": {"stop": ["."]}}, {"max_new_tokens": 7, "seed": 3})
    assert request.settings == GenerationSettings(max_new_tokens=7, seed=3, stop=(".",))


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        ({}, InputError, "inputs: expected strings named text. Received: None"),
        ({"inputs": {"text": " "}}, InputError, "text: expected a text. Received: nothing to read"),
        ({"inputs": {"text": "a"}, "settings": 3}, InputError, "settings: expected an object. Received: 3"),
        ({"inputs": {"text": "a"}, "num_candidates": -1}, InputError, "num_candidates: expected 0 to 50. Received: -1"),
        ({"inputs": {"text": "a"}, "settings": {"top_p": 2.0}}, SpecError, "settings.top_p: expected .*Received: 2.0"),
        ({"inputs": {"text": "a"}, "settings": {"heat": 1}}, SpecError, "Unknown field settings.heat"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(data, kind, message):
    with pytest.raises(kind, match=message):
        parse(data)


# === Requests while it writes ===


def test_requests_come_in_their_order_without_blank_lines():
    assert list(Requests(["a\n", "  \n", "b\n"])) == ["a\n", "b\n"]


def test_a_stop_is_heard_while_the_request_before_it_is_answered():
    wanted = threading.Event()

    def lines():
        yield '{"id": 7}\n'
        yield '{"id": 8, "stop": 7}\n'
        wanted.wait()

    requests = Requests(lines())
    found = iter(requests)
    assert next(found) == '{"id": 7}\n'
    while not requests.is_stopped(7):
        pass
    assert not requests.is_stopped(9)
    assert not requests.is_stopped([7])
    assert next(found) == '{"id": 8, "stop": 7}\n'
    wanted.set()
    assert list(found) == []
    assert 7 not in requests._stopped


def test_the_end_of_the_input_stops_everything():
    requests = Requests([])
    assert list(requests) == []
    assert requests.is_stopped(1)


def test_lines_that_cannot_be_read_are_told_where_they_are_waited_for():
    def lines():
        yield "a\n"
        raise OSError("gone")

    found = iter(Requests(lines()))
    assert next(found) == "a\n"
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_the_parts_of_an_answer_bear_its_number_and_a_stop_gets_one_too():
    from studio.engine.answering.inference import answer_line

    class Worker:
        def answer(self, request, listener):
            listener.tell({"writing": {"text": "a"}})
            return {"written": {"prediction": "a"}}

    sent = []
    answer = answer_line(
        Worker(), '{"id": 7}', lambda number: Listener(lambda part: sent.append({"id": number, **part}))
    )
    assert sent == [{"id": 7, "writing": {"text": "a"}}]
    assert answer == {"id": 7, "written": {"prediction": "a"}}


def test_a_model_that_writes_no_text_says_so(finished_run):
    from studio.engine.answering.inference import answer_line
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    with AnswerFiles() as files:
        worker = InferenceWorker(finished_run.model_path, files)
        refused = answer_line(worker, '{"id": 1, "write": {"inputs": {"text": "a"}}}')
        assert "a model that writes texts. Received: one for text_classification" in refused["error"]["message"]
        assert answer_line(worker, '{"id": 2, "stop": 1}') == {"id": 2, "stopped": 1}


# A process that waits for a line while it is asked to end.
WAITING = """
import os, signal
from studio.engine.answering.channel import claim_stdin, end_cleanly_on_terminate
from studio.engine.answering.requests import Requests
end_cleanly_on_terminate()
for line in Requests(claim_stdin()):
    print(line, flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
"""


def test_a_process_that_waits_for_a_line_ends_when_it_is_asked_to():
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=child_environment(),
    ) as process:
        process.stdin.write(json.dumps({"id": 1}) + "\n")
        process.stdin.flush()
        assert process.wait() == 143
        assert process.stderr.read() == ""
