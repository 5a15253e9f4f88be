"""The runner's decisions, with runs that say how they went without any work."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pytest

from studio.errors import InputError
from studio.processes import process_started
from studio.queue import AfterFailure, RunQueue, read_journal
from studio.queue import runner as runner_module
from studio.queue.journal import NoteKind
from studio.queue.runner import Runner, find_devices
from studio.runs import RunFolder, RunState, RunStatus


class Workers:
    """What stands in for the processes of runs: each run has a list of how its attempts end."""

    def __init__(self, queue: RunQueue) -> None:
        self.started: list[tuple[str, str | None]] = []
        self.endings: dict[str, list[RunState]] = {}
        self._queue = queue
        self._at_work: list[RunFolder] = []

    def start(self, run: RunFolder, environment: Mapping[str, str]) -> None:
        """Stand in for `studio.runs.launch.start`."""
        run.check_state()
        self.started.append((run.id, environment.get("CUDA_VISIBLE_DEVICES")))
        self.begin(run)

    def begin(self, run: RunFolder) -> None:
        """Put a run at work."""
        run.write_status(RunStatus(RunState.RUNNING, os.getpid(), process_started(os.getpid()), step=1))
        self._at_work.append(run)

    def end_all(self) -> None:
        """Let all that is at work come to its end."""
        for run in self._at_work:
            endings = self.endings.get(run.id, [])
            state = endings.pop(0) if endings else RunState.FINISHED
            now = psutil.boot_time() + 3600.0
            status = RunStatus(RunState.RUNNING, 2**22, now) if state is RunState.CRASHED else RunStatus(state)
            run.write_status(status)
        self._at_work.clear()

    @property
    def num_at_work(self) -> int:
        """How many runs are at work."""
        return len(self._at_work)


@pytest.fixture
def workers(queue: RunQueue, monkeypatch: pytest.MonkeyPatch) -> Workers:
    workers = Workers(queue)
    monkeypatch.setattr(runner_module, "start", workers.start)
    return workers


@pytest.fixture
def ids(queue: RunQueue, runs: list[RunFolder]) -> list[str]:
    for run in runs:
        queue.add(run)
    return [run.id for run in runs]


def kinds_of(queue: RunQueue) -> list[tuple[NoteKind, str]]:
    return [(note.kind, note.run_id) for note in read_journal(queue.journal_path)]


def test_one_after_another_in_their_order(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    most = 0

    def wait() -> None:
        nonlocal most
        most = max(most, workers.num_at_work)
        workers.end_all()

    Runner(queue, ["cpu"]).work(wait)
    assert workers.started == [(run_id, None) for run_id in ids]
    assert most == 1
    assert queue.entries() == []
    told = [(kind, run_id) for run_id in ids for kind in (NoteKind.STARTED, NoteKind.FINISHED)]
    # The next one starts in the look that sees the one before it end.
    assert sorted(kinds_of(queue)) == sorted([*told, (NoteKind.EMPTY, "")])
    assert kinds_of(queue)[-1] == (NoteKind.EMPTY, "")


def test_each_device_takes_one(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    Runner(queue, ["0", "1"]).look()
    assert workers.started == [(ids[0], "0"), (ids[1], "1")]


def test_a_paused_queue_starts_what_is_asked_for_and_nothing_else(
    queue: RunQueue, workers: Workers, ids: list[str]
) -> None:
    queue.set(is_paused=True)
    runner = Runner(queue, ["cpu"])
    assert not runner.has_work()
    queue.ask_now(ids[2])
    assert runner.has_work()
    runner.work(workers.end_all)
    assert [run_id for run_id, _ in workers.started] == [ids[2]]
    assert [entry.run_id for entry in queue.entries()] == [ids[0], ids[1], ids[3]]


def test_what_is_asked_for_now_starts_beside_what_is_at_work(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    runner = Runner(queue, ["cpu"])
    runner.look()
    queue.ask_now(ids[3])
    runner.look()
    assert [run_id for run_id, _ in workers.started] == [ids[0], ids[3]]


def test_a_crash_is_taken_up_so_often_and_no_more(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    workers.endings = {ids[0]: [RunState.CRASHED] * 9, ids[1]: [RunState.CRASHED, RunState.CRASHED]}
    queue.set(retries=2)
    Runner(queue, ["cpu"]).work(workers.end_all)
    counts = [sum(run_id == started for started, _ in workers.started) for run_id in ids]
    assert counts == [3, 3, 1, 1]
    assert (NoteKind.GAVE_UP, ids[0]) in kinds_of(queue)
    assert (NoteKind.FINISHED, ids[1]) in kinds_of(queue)
    assert queue.entries() == []


def test_a_computer_that_was_switched_off_is_no_fault_of_the_run(
    queue: RunQueue, workers: Workers, ids: list[str], runs: list[RunFolder]
) -> None:
    queue.set(retries=0)
    Runner(queue, ["cpu"]).look()
    # After the restart: the number belongs to nobody, and the process was started before the computer.
    runs[0].write_status(RunStatus(RunState.RUNNING, 2**22, psutil.boot_time() - 3600.0, step=7))
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert kinds_of(queue)[:2] == [(NoteKind.STARTED, ids[0]), (NoteKind.TAKEN_UP, ids[0])]
    assert (NoteKind.FINISHED, ids[0]) in kinds_of(queue)


def test_a_failure_leaves_the_rest_going_or_pauses_it(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    workers.endings = {ids[0]: [RunState.FAILED], ids[2]: [RunState.FAILED]}
    runner = Runner(queue, ["cpu"])
    runner.look()
    workers.end_all()
    runner.look()
    assert [run_id for run_id, _ in workers.started] == ids[:2]
    queue.set(after_failure=AfterFailure.PAUSE)
    runner.work(workers.end_all)
    assert queue.settings().is_paused
    assert [entry.run_id for entry in queue.entries()] == [ids[3]]
    assert kinds_of(queue)[-2:] == [(NoteKind.FAILED, ids[2]), (NoteKind.PAUSED, ids[2])]
    queue.set(is_paused=False)
    runner.work(workers.end_all)
    assert queue.entries() == []


def test_a_run_that_was_stopped_leaves_the_queue(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    workers.endings = {ids[0]: [RunState.STOPPED]}
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert [run_id for run_id, _ in workers.started] == ids
    assert (NoteKind.STOPPED, ids[0]) in kinds_of(queue)


def test_the_next_runner_goes_on_where_one_died(
    queue: RunQueue, workers: Workers, ids: list[str], runs: list[RunFolder]
) -> None:
    workers.endings = {ids[0]: [RunState.CRASHED] * 9}
    queue.set(retries=1)
    first = Runner(queue, ["cpu"])
    first.look()
    workers.end_all()
    first.look()
    assert len(workers.started) == 2
    # What it knew of retries lives on.
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert [run_id for run_id, _ in workers.started] == [ids[0], ids[0], *ids[1:]]
    assert (NoteKind.GAVE_UP, ids[0]) in kinds_of(queue)


def test_a_run_that_finished_while_no_runner_lived_is_not_started_again(
    queue: RunQueue, workers: Workers, ids: list[str], runs: list[RunFolder]
) -> None:
    runs[0].write_status(RunStatus(RunState.FINISHED))
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert [run_id for run_id, _ in workers.started] == ids[1:]
    assert (NoteKind.FINISHED, ids[0]) in kinds_of(queue)


@pytest.mark.parametrize("is_in_the_queue", [True, False])
def test_a_run_that_was_started_by_hand_takes_a_device(
    queue: RunQueue, workers: Workers, runs: list[RunFolder], is_in_the_queue: bool
) -> None:
    for run in runs if is_in_the_queue else runs[:3]:
        queue.add(run)
    workers.begin(runs[3])
    runner = Runner(queue, ["cpu"])
    runner.look()
    assert workers.started == []
    workers.end_all()
    runner.look()
    assert [run_id for run_id, _ in workers.started] == [runs[0].id]
    assert ((NoteKind.FINISHED, runs[3].id) in kinds_of(queue)) is is_in_the_queue


def test_a_folder_that_is_gone_and_a_run_that_cannot_be_started_leave_the_queue(
    queue: RunQueue, workers: Workers, ids: list[str], runs: list[RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs[0].spec_path.unlink()

    def refuse(run: RunFolder, environment: Mapping[str, str]) -> None:
        if run.id == ids[1]:
            raise InputError("The disk is full.")
        workers.start(run, environment)

    monkeypatch.setattr(runner_module, "start", refuse)
    Runner(queue, ["cpu"]).work(workers.end_all)
    notes = {note.run_id: note for note in read_journal(queue.journal_path) if note.kind is not NoteKind.STARTED}
    assert notes[ids[0]].kind is NoteKind.GONE
    assert (notes[ids[1]].kind, str(notes[ids[1]].reason())) == (NoteKind.NOT_STARTED, "The disk is full.")
    assert [run_id for run_id, _ in workers.started] == ids[2:]


@pytest.fixture
def told(queue: RunQueue, tmp_path: Path) -> Callable[[], list[str]]:
    """Let the queue's command write what it is told into a file, and return a way to read it."""
    script, out = tmp_path / "tell.py", tmp_path / "told file.txt"
    script.write_text(
        "import os, sys\n"
        "names = ('EVENT', 'RUN', 'NAME', 'STATE')\n"
        "with open(sys.argv[1], 'a') as file:\n"
        "    print(*(os.environ.get('FETTLE_' + name, '-') for name in names), sep='|', file=file)\n"
    )
    queue.set(command=f"'{sys.executable}' '{script}' '{out}'")
    return lambda: out.read_text().splitlines()


def test_the_command_is_told_of_each_end_and_of_the_last(
    queue: RunQueue, workers: Workers, ids: list[str], told: Callable[[], list[str]]
) -> None:
    workers.endings = {ids[1]: [RunState.FAILED]}
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert told() == [
        f"run_over|{ids[0]}|Run 0|finished",
        f"run_over|{ids[1]}|Run 1|failed",
        f"run_over|{ids[2]}|Run 2|finished",
        f"run_over|{ids[3]}|Run 3|finished",
        "queue_empty|-|-|-",
    ]


def test_a_command_that_fails_holds_nothing_up(queue: RunQueue, workers: Workers, ids: list[str]) -> None:
    queue.set(command="/nowhere/at-all")
    Runner(queue, ["cpu"]).work(workers.end_all)
    assert queue.entries() == []
    assert sum(kind is NoteKind.COMMAND_FAILED for kind, _ in kinds_of(queue)) == 5


def test_the_devices_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "2,5")
    assert find_devices() == ["2", "5"]
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert find_devices() == ["cpu"]
