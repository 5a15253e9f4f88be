import io
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest

from studio.cli import main, run_commands
from studio.cli.follow import follow, skip_to_end
from studio.cli.options import Invocation
from studio.cli.output import Console, Output
from studio.errors import DataError, FaultyRowsError, WorkerError
from studio.messages import Message
from studio.runs import EventReader, EventWriter, RunFolder, RunState, Workspace
from studio.runs.events import (
    EvaluationEvent,
    FailedEvent,
    FinishedEvent,
    LogEvent,
    StateEvent,
    StepEvent,
    WritingEvent,
)
from studio.spare import SpareWorker
from studio.spec import RunSpec

Wait = Callable[[Callable[[], bool]], None]
METRICS = {"validation": {"accuracy": 0.75, "loss": 0.5}}


def _console() -> Console:
    return Console(file=io.StringIO(), width=200)


def _finish(run: RunFolder) -> None:
    with EventWriter(run.events_path) as events:
        events.write(StepEvent(10, 1.0, 0.25, 1e-5, 1.0, 20.0, 400.0))
        events.write(EvaluationEvent(10, "validation", METRICS["validation"], is_best=True))
        events.write(FinishedEvent(10, 5.0, 19.5, METRICS))
    run.enter(RunState.FINISHED, step=10, seconds=5.0)


def test_a_metric_that_is_no_number_is_shown_as_a_dash(active_run: RunFolder) -> None:
    reader = skip_to_end(active_run)
    with EventWriter(active_run.events_path) as events:
        events.write(EvaluationEvent(10, "validation", {"loss": float("nan"), "accuracy": 0.5}))
    active_run.enter(RunState.FINISHED, step=10, seconds=5.0)
    console = _console()
    follow(active_run, reader, console)
    assert "Step 10: validation loss –, accuracy 0.5000" in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_run_that_ends_before_it_has_a_number_of_steps_or_a_rate_shows_none(
    active_run: RunFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = skip_to_end(active_run)
    active_run.enter(RunState.STOPPING)
    active_run.enter(RunState.STOPPED, step=0, seconds=5.0)
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    ending = follow(active_run, reader, console)
    assert "None" not in console.file.getvalue()  # type: ignore[attr-defined]
    invocation = Invocation(Output(is_json=False), None)
    run_commands._show_ending(invocation, active_run, ending)
    assert capsys.readouterr().out == f"{active_run.id}: stopped after 0 steps, 5.0 s\n"


def test_following_a_finished_run_gives_the_object_of_the_contract(active_run: RunFolder) -> None:
    reader = skip_to_end(active_run)
    _finish(active_run)
    console = _console()
    ending = follow(active_run, reader, console)
    assert ending.exit_status == 0
    assert ending.to_json(active_run.id) == {
        "run": active_run.id,
        "state": "finished",
        "steps": 10,
        "seconds": 5.0,
        "examples_per_second": 19.5,
        "metrics": METRICS,
        "left_out": {},
    }
    assert "Step 10: validation loss 0.5000, accuracy 0.7500, the best so far" in console.file.getvalue()  # type: ignore[attr-defined]


def test_only_what_happens_after_the_start_is_shown(active_run: RunFolder) -> None:
    with EventWriter(active_run.events_path) as events:
        events.write(LogEvent(Message("An old line.")))
    reader = skip_to_end(active_run)
    _finish(active_run)
    console = _console()
    follow(active_run, reader, console)
    assert "An old line." not in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "status"), [(DataError, 2), (WorkerError, 1)])
def test_a_failed_run_tells_bad_input_from_failed_work(
    active_run: RunFolder, kind: type[DataError | WorkerError], status: int
) -> None:
    with EventWriter(active_run.events_path) as events:
        events.write(FailedEvent(kind("{file}: it is empty.", file="a.csv").to_json()))
    active_run.enter(RunState.FAILED)
    ending = follow(active_run, EventReader(active_run.events_path), _console())
    assert ending.exit_status == status
    assert ending.to_json("r")["error"]["message"] == "a.csv: it is empty."


@pytest.mark.parametrize(("kind", "is_told"), [(FaultyRowsError, True), (DataError, False)])
def test_a_run_that_rows_with_a_fault_end_says_what_can_be_done_about_them(
    workspace: Workspace,
    spec: RunSpec,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: type[DataError],
    is_told: bool,
) -> None:
    def fail(run: RunFolder, spare: SpareWorker | None) -> None:
        with EventWriter(run.events_path) as events:
            events.write(FailedEvent(kind("{file}: a tag is wrong.", file="a.jsonl").to_json()))
        run.enter(RunState.STARTING)
        run.enter(RunState.FAILED)

    monkeypatch.setattr(run_commands, "start", fail)
    run = workspace.create_run(spec)
    assert main(["resume", run.id]) == 2
    told = capsys.readouterr().err
    assert "a.jsonl: a tag is wrong." in told
    assert ("`data.faulty_rows` in its specification" in told.replace("\n", " ")) is is_told


def test_a_crashed_run_shows_the_end_of_its_log(active_run: RunFolder) -> None:
    active_run.log_path.write_text("first\nout of memory\n", encoding="utf-8")
    active_run.enter(RunState.CRASHED)
    ending = follow(active_run, skip_to_end(active_run), _console())
    assert ending.exit_status == 1
    assert str(ending.error).endswith("first\nout of memory")


def test_a_run_whose_folder_is_gone_is_no_crash_without_a_word(
    active_run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = active_run.path.with_name("elsewhere")
    monkeypatch.setattr("studio.cli.follow.time.sleep", lambda _: active_run.path.rename(elsewhere))
    ending = follow(active_run, skip_to_end(active_run), _console())
    assert ending.exit_status == 1
    assert "was deleted or renamed" in str(ending.error)


def test_the_first_interrupt_asks_the_run_to_stop_and_the_second_leaves_it(
    active_run: RunFolder, wait_until: Wait
) -> None:
    before = signal.getsignal(signal.SIGINT)

    def press_twice() -> None:
        wait_until(lambda: signal.getsignal(signal.SIGINT) is not before)
        signal.raise_signal(signal.SIGINT)
        wait_until(lambda: active_run.control().is_stop_asked)
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=press_twice)
    thread.start()
    ending = follow(active_run, skip_to_end(active_run), _console())
    thread.join()
    assert ending.state is RunState.RUNNING
    assert ending.exit_status == 3
    assert signal.getsignal(signal.SIGINT) is before


def test_stop_waits_until_the_run_has_stopped(
    active_run: RunFolder, wait_until: Wait, capsys: pytest.CaptureFixture[str]
) -> None:
    def obey() -> None:
        wait_until(lambda: active_run.control().is_stop_asked)
        active_run.enter(RunState.STOPPING)
        active_run.enter(RunState.STOPPED, step=4)

    thread = threading.Thread(target=obey)
    thread.start()
    status = main(["stop", active_run.id])
    thread.join()
    assert status == 0
    assert capsys.readouterr().out == f"{active_run.id}: stopped after 4 steps\n"


def test_a_run_that_is_over_cannot_be_stopped(
    active_run: RunFolder, call: Callable[..., tuple[int, dict[str, Any]]]
) -> None:
    active_run.enter(RunState.FINISHED)
    status, answer = call("stop", active_run.id)
    assert status == 1
    assert answer["error"]["type"] == "StateError"


def test_texts_of_an_evaluation_have_a_line_of_their_own_while_they_are_written(
    active_run: RunFolder, wait_until: Wait
) -> None:
    reader = skip_to_end(active_run)
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    with EventWriter(active_run.events_path) as events:
        events.write(WritingEvent(10, "validation", 1, 12.5, 64))

    def go_on() -> None:
        wait_until(lambda: "12/64" in console.file.getvalue())  # type: ignore[attr-defined]
        with EventWriter(active_run.events_path) as events:
            events.write(WritingEvent(10, "validation", 1, 64.0, 64, is_over=True))
        active_run.enter(RunState.FINISHED, step=10, seconds=5.0)

    thread = threading.Thread(target=go_on)
    thread.start()
    follow(active_run, reader, console)
    thread.join()
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert f"texts of step 10, validation; `skip {active_run.id}` leaves them out" in shown
    assert "writing" not in shown[shown.rindex("starting") :]


def test_the_texts_that_are_written_now_can_be_skipped(
    active_run: RunFolder, call: Callable[..., tuple[int, dict[str, Any]]]
) -> None:
    with EventWriter(active_run.events_path) as events:
        events.write(WritingEvent(10, "validation", 1, 64.0, 64, is_over=True))
        events.write(WritingEvent(20, "validation", 2, 12.5, 64))
    status, answer = call("skip", active_run.id)
    assert status == 0
    assert answer == {"run": active_run.id, "split": "validation", "step": 20, "written": 12, "texts": 64}
    assert active_run.control().skipped_writing == 2


@pytest.mark.parametrize("is_over", [True, False])
def test_where_nothing_is_written_nothing_can_be_skipped(
    active_run: RunFolder, call: Callable[..., tuple[int, dict[str, Any]]], is_over: bool
) -> None:
    with EventWriter(active_run.events_path) as events:
        events.write(WritingEvent(10, "validation", 1, 12.5, 64, is_over))
        # A worker that takes a run up does not write on what another one began.
        events.write(StateEvent(RunState.STARTING))
    status, answer = call("skip", active_run.id)
    assert status == 1
    assert answer["error"]["message"] == (
        f"Expected a run that writes texts for an evaluation. {active_run.id} writes none at this moment."
    )
    assert active_run.control().skipped_writing == 0
