from pathlib import Path

import pytest

from studio.errors import InputError, NotFoundError, StateError
from studio.queue import AfterFailure, QueueSettings, RunQueue
from studio.runs import RunFolder, RunState, RunStatus


def order_of(queue: RunQueue) -> list[str]:
    return [entry.run_id for entry in queue.entries()]


@pytest.fixture
def ids(queue: RunQueue, runs: list[RunFolder]) -> list[str]:
    """The ids of the four runs, which are in the queue in this order."""
    for run in runs:
        queue.add(run)
    return [run.id for run in runs]


def test_runs_wait_in_the_order_in_which_they_came(queue: RunQueue, ids: list[str]) -> None:
    assert order_of(queue) == ids
    assert all(queue.holds(run_id) for run_id in ids)
    # Another process sees the same.
    assert order_of(RunQueue(queue.workspace)) == ids


def test_an_empty_workspace_has_an_empty_queue_and_the_defaults(queue: RunQueue) -> None:
    assert queue.entries() == []
    assert queue.settings() == QueueSettings()
    assert not queue.path.exists()


@pytest.mark.parametrize(
    ("moved", "place", "expected"),
    [(3, 0, [3, 0, 1, 2]), (0, 2, [1, 2, 0, 3]), (1, 99, [0, 2, 3, 1]), (2, -5, [2, 0, 1, 3])],
)
def test_a_run_is_moved(queue: RunQueue, ids: list[str], moved: int, place: int, expected: list[int]) -> None:
    queue.move(ids[moved], place)
    assert order_of(queue) == [ids[number] for number in expected]


def test_an_order_may_name_strangers_and_leave_some_out(queue: RunQueue, ids: list[str]) -> None:
    queue.arrange([ids[2], "nobody", ids[2], ids[0]])
    assert order_of(queue) == [ids[2], ids[0], ids[1], ids[3]]


def test_a_run_that_is_taken_out_is_gone_and_asked_for_in_vain(queue: RunQueue, ids: list[str]) -> None:
    queue.remove(ids[1])
    assert order_of(queue) == [ids[0], ids[2], ids[3]]
    for change in (queue.remove, queue.ask_now, lambda run_id: queue.move(run_id, 0)):
        with pytest.raises(NotFoundError, match="is not in the queue"):
            change(ids[1])


def test_what_is_at_work_finished_or_there_already_does_not_wait(queue: RunQueue, runs: list[RunFolder]) -> None:
    queue.add(runs[0])
    with pytest.raises(StateError, match="in the queue already"):
        queue.add(runs[0])
    runs[1].enter(RunState.STARTING)
    with pytest.raises(StateError, match="is starting"):
        queue.add(runs[1])
    runs[2].write_status(RunStatus(RunState.FINISHED))
    with pytest.raises(StateError, match="is finished"):
        queue.add(runs[2])
    runs[3].write_status(RunStatus(RunState.STOPPED))
    queue.add(runs[3])
    assert order_of(queue) == [runs[0].id, runs[3].id]


def test_settings_are_kept_and_bounded(queue: RunQueue) -> None:
    queue.set(retries=5, after_failure=AfterFailure.PAUSE)
    queue.set(is_paused=True, command="notify-me 'two words'")
    settings = RunQueue(queue.workspace).settings()
    assert settings == QueueSettings(True, 5, AfterFailure.PAUSE, "notify-me 'two words'")
    for value in (-1, 21):
        with pytest.raises(InputError, match="from 0 to 20"):
            queue.set(retries=value)
    with pytest.raises(InputError, match="cannot be read"):
        queue.set(command="a 'quotation that never ends")
    assert queue.settings() == settings


@pytest.mark.parametrize(
    "written",
    ["", "[]", '{"retries": 1e999}', '{"retries": true, "is_paused": "yes"}', '{"after_failure": 3, "command": "\'"}'],
)
def test_settings_that_cannot_be_read_are_the_defaults(queue: RunQueue, ids: list[str], written: str) -> None:
    queue.set(is_paused=False)
    (path,) = queue.path.glob("*.options")
    path.write_text(written)
    assert queue.settings() == QueueSettings()
    assert order_of(queue) == ids


@pytest.mark.parametrize(
    "written", [b"", b"[1]", b'{"place": "first"}', b'{"place": NaN}', b'{"place": 1e999, "added": true}', b"\0" * 64]
)
def test_an_entry_that_cannot_be_read_still_waits_at_the_end(queue: RunQueue, ids: list[str], written: bytes) -> None:
    (queue.path / f"{ids[0]}.json").write_bytes(written)
    assert order_of(queue) == [*ids[1:], ids[0]]
    queue.move(ids[0], 0)
    assert order_of(queue) == ids


def test_a_temporary_file_is_no_entry(queue: RunQueue, ids: list[str]) -> None:
    Path(queue.path / ".20260101-run.json.77.tmp").write_text("{}")
    Path(queue.path / ".20260101-run.json").write_text("{}")
    assert order_of(queue) == ids
