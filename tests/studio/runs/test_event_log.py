import errno
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.messages import Message
from studio.runs import EventReader, EventWriter, read_events
from studio.runs.events import CheckpointEvent, LogEvent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def write(path: Path, *steps: int) -> None:
    with EventWriter(path) as writer:
        for step in steps:
            writer.write(CheckpointEvent(step))


def test_events_are_numbered_without_gaps_over_several_writers(path: Path) -> None:
    write(path, 1, 2, 3)
    write(path, 4)
    found = read_events(path)
    assert [event.seq for event in found] == [0, 1, 2, 3]
    assert [event.body.step for event in found] == [1, 2, 3, 4]


@given(cut=st.integers(1, 60))
def test_a_line_that_a_killed_writer_left_unfinished_is_cut_off(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("run") / "events.jsonl"
    write(path, 1, 2)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - min(cut, len(content.splitlines()[-1]) + 1)])
    write(path, 3)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["seq"] for line in lines] == list(range(len(lines)))
    assert [line["step"] for line in lines] == [1, 3]


def test_an_event_is_readable_a_moment_after_it_was_written(path: Path) -> None:
    with EventWriter(path) as writer:
        before = time.monotonic()
        writer.write(CheckpointEvent(1))
        wait_for(lambda: bool(read_events(path)))
        assert time.monotonic() - before < 1.0


def test_a_reader_gets_each_event_once_and_waits_for_the_end_of_a_line(path: Path) -> None:
    reader = EventReader(path)
    assert reader.poll() == []
    write(path, 1, 2)
    assert [event.body.step for event in reader.poll()] == [1, 2]
    whole = path.read_bytes()
    write(path, 3)
    line = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + line[:10])
    assert reader.poll() == []
    path.write_bytes(whole + line)
    assert [event.body.step for event in reader.poll()] == [3]
    assert reader.poll() == []


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=20), st.integers(1, 4000))
def test_reading_in_small_pieces_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], max_bytes: int
) -> None:
    path = tmp_path_factory.mktemp("run") / "events.jsonl"
    with EventWriter(path) as writer:
        for size in sizes:
            writer.write(LogEvent(Message("ü" * size)))
    reader, found = EventReader(path), []
    while group := reader.poll(max_bytes):
        found.extend(group)
    assert [len(event.body.message.template) for event in found] == sizes


def test_a_full_disk_is_told_to_the_next_who_writes_and_leaves_no_half_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, 1)
    writer = EventWriter(path)
    file = FullAfter(writer._file, 20)
    monkeypatch.setattr(writer, "_file", file)
    writer.write(CheckpointEvent(2))
    wait_for(lambda: writer._error is not None)
    with pytest.raises(OSError, match="No space left"):
        writer.write(CheckpointEvent(3))
    assert [event.body.step for event in read_events(path)] == [1]
    file.room = 10_000
    writer.close()
    assert [event.body.step for event in read_events(path)] == [1, 2]


def test_after_a_full_disk_has_room_again_the_writer_goes_on_by_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EventWriter(path) as writer:
        file = FullAfter(writer._file, 20)
        monkeypatch.setattr(writer, "_file", file)
        writer.write(CheckpointEvent(1))
        wait_for(lambda: writer._error is not None)
        file.room = 10_000
        writer.write(CheckpointEvent(2))
        wait_for(lambda: len(read_events(path)) == 2)
    assert [event.seq for event in read_events(path)] == [0, 1]


DAMAGED = [b"\0\0\0\0", b"42", b"{}", b'{"kind": "state", "seq": 1, "time": 1.0, "state": "flying"}', b'{"seq": "x"}']


@pytest.mark.parametrize("line", DAMAGED)
def test_a_damaged_line_is_left_out_and_numbering_goes_on_after_the_last_whole_one(path: Path, line: bytes) -> None:
    write(path, 1)
    path.write_bytes(path.read_bytes() + line + b"\n")
    assert [event.body.step for event in read_events(path)] == [1]
    write(path, 2)
    assert [event.body.step for event in read_events(path)] == [1, 2]
    assert read_events(path)[-1].seq >= 1


class FullAfter:
    """A file on a disk with little room."""

    def __init__(self, file, room: int) -> None:
        self._file = file
        self.room = room

    def write(self, content: memoryview) -> int:
        if self.room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        count = self._file.write(content[: self.room])
        self.room -= count
        return count

    def __getattr__(self, name: str):
        return getattr(self._file, name)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)
