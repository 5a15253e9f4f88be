import pytest
from PySide6.QtCore import QObject, Signal

from studio.attention import ReadPart, write_arrays
from studio.errors import InputError, WorkerError
from tests.ui.attention.conftest import make_map, make_walk
from ui.attention.reader import AttentionReader
from ui.inference.client import WorkerState
from ui.inference.questions import Refusal
from ui.inference.requests import MapsAnswer, MapsRequest, ModelText, WalkAnswer, WalkRequest

FILM = MapsRequest(ModelText("a film"))
OTHER = MapsRequest(ModelText("another film"))


class Client(QObject):
    """Stands in for the process: remembers what it was asked."""

    attention_answered = Signal(object)
    attention_refused = Signal(object)
    state_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []

    def ask(self, request):
        self.asked.append(request)


@pytest.fixture
def client(qapp):
    return Client()


@pytest.fixture
def reader(client):
    return AttentionReader(client)


@pytest.fixture
def map_file(tmp_path):
    write_arrays(tmp_path / "map.npz", make_map())
    return tmp_path / "map.npz"


def test_the_same_request_is_not_asked_twice_while_it_is_waited_for(client, reader):
    reader.ask(FILM)
    reader.ask(FILM)
    assert client.asked == [FILM]
    assert reader.is_waiting(MapsRequest)


def test_an_answer_is_read_in_a_thread_and_told(qtbot, client, reader, map_file):
    reader.ask(FILM)
    with qtbot.waitSignal(reader.maps_read) as read:
        client.attention_answered.emit(MapsAnswer(FILM, (map_file,), ReadPart(), 0.1))
    assert read.args[0].answer.request == FILM
    assert read.args[0].maps[0].num_layers == 3
    assert not reader.is_waiting(MapsRequest)


def test_the_answer_to_an_older_request_is_left_out(qtbot, client, reader, map_file):
    told = []
    reader.maps_read.connect(lambda read: told.append(read.answer.request))
    reader.ask(FILM)
    reader.ask(OTHER)
    client.attention_answered.emit(MapsAnswer(FILM, (map_file,), ReadPart(), 0.1))
    client.attention_answered.emit(MapsAnswer(OTHER, (map_file,), ReadPart(), 0.1))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [OTHER]


def test_numbers_of_a_head_are_read_too(qtbot, client, reader, tmp_path):
    write_arrays(tmp_path / "walk.npz", make_walk())
    request = WalkRequest(ModelText("a film"), "encoder", 1, 2)
    reader.ask(request)
    with qtbot.waitSignal(reader.walk_read) as read:
        client.attention_answered.emit(WalkAnswer(request, tmp_path / "walk.npz", 0.1))
    assert read.args[0].walk.num_heads == 4


def test_a_file_that_is_gone_is_a_refusal(qtbot, client, reader, tmp_path):
    reader.ask(FILM)
    with qtbot.waitSignal(reader.refused) as refused:
        client.attention_answered.emit(MapsAnswer(FILM, (tmp_path / "gone.npz",), ReadPart(), 0.1))
    assert isinstance(refused.args[0].error, WorkerError)
    assert "gone.npz" in str(refused.args[0].error)
    assert not reader.is_waiting(MapsRequest)


def test_a_refusal_of_the_newest_request_is_passed_on_and_that_of_an_older_one_is_not(qtbot, client, reader):
    error = InputError("No.")
    reader.ask(FILM)
    reader.ask(OTHER)
    with qtbot.assertNotEmitted(reader.refused):
        client.attention_refused.emit(Refusal(FILM, error))
    with qtbot.waitSignal(reader.refused):
        client.attention_refused.emit(Refusal(OTHER, error))


def test_nothing_is_waited_for_once_the_process_is_gone(client, reader):
    reader.ask(FILM)
    client.state_changed.emit(WorkerState.DEAD)
    assert not reader.is_waiting(MapsRequest)


def test_another_process_is_asked_after_a_change_of_the_model(qtbot, client, reader, map_file):
    reader.ask(FILM)
    second = Client()
    reader.set_client(second)
    with qtbot.assertNotEmitted(reader.maps_read, wait=50):
        client.attention_answered.emit(MapsAnswer(FILM, (map_file,), ReadPart(), 0.1))
    reader.ask(FILM)
    assert second.asked == [FILM]
    with qtbot.waitSignal(reader.maps_read):
        second.attention_answered.emit(MapsAnswer(FILM, (map_file,), ReadPart(), 0.1))
