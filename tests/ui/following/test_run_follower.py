import shutil
import threading

import numpy as np
import pytest

from studio.runs import EventWriter, RunState
from studio.runs.events import StateEvent, StepEvent
from studio.runs.history import RunHistory
from tests.synthetic_run import make_run, step_events, write_status
from ui.following.run_follower import RunFollower


class Listener:
    def __init__(self, follower):
        self.history = RunHistory()
        self.updates = []
        self.threads = set()
        follower.updated.connect(self.take)

    def take(self, update):
        self.threads.add(threading.get_ident())
        self.updates.append(update)
        for part in update.parts:
            self.history.add(part)

    @property
    def states(self):
        return [update.status.state for update in self.updates if update.status is not None]


@pytest.fixture
def follower(qapp):
    follower = RunFollower()
    yield follower
    follower.close()
    qapp.processEvents()


def steps_of(history):
    return history.steps["step"].tolist()


def test_a_follower_tells_all_that_happened_before_and_all_that_comes(qtbot, workspace, follower):
    run = make_run(workspace, steps=120)
    listener = Listener(follower)
    follower.follow(run)
    qtbot.waitUntil(lambda: len(listener.history.steps) == 120)
    with EventWriter(run.events_path) as writer:
        for _, bodies in step_events(300, first=121):
            for body in bodies:
                writer.write(body)
    qtbot.waitUntil(lambda: listener.history.checkpoints[-1:] == [300])
    assert steps_of(listener.history) == list(range(1, 301))
    assert listener.history.checkpoints == [50, 100, 150, 200, 250, 300]
    assert listener.threads == {threading.get_ident()}


def test_every_point_of_a_resumed_run_is_there_once(qtbot, workspace, follower):
    run = make_run(workspace, steps=120)
    listener = Listener(follower)
    follower.follow(run)
    qtbot.waitUntil(lambda: len(listener.history.steps) == 120)
    with EventWriter(run.events_path) as writer:
        writer.write(StateEvent(RunState.RUNNING, 100))
        for step in range(101, 181):
            writer.write(StepEvent(step, 0.5, 2.0, 1e-5, 1.0, 60.0, 1500.0))
    qtbot.waitUntil(lambda: listener.history.last_step == 180)
    assert steps_of(listener.history) == list(range(1, 181))
    assert (listener.history.steps["loss"][100:] == 2.0).all()
    assert (listener.history.steps["loss"][:100] != 2.0).all()


def test_a_window_that_comes_later_finds_the_same_history(qtbot, workspace, qapp):
    run = make_run(workspace, steps=400)
    histories = []
    for _ in range(2):
        follower = RunFollower()
        listener = Listener(follower)
        follower.follow(run)
        qtbot.waitUntil(lambda heard=listener: len(heard.history.steps) == 400)
        follower.close()
        histories.append(listener.history)
    np.testing.assert_array_equal(histories[0].steps["loss"], histories[1].steps["loss"])
    assert histories[0].evaluations == histories[1].evaluations


def test_a_run_whose_process_died_without_a_word_has_crashed(qtbot, workspace, follower):
    run = make_run(workspace, steps=10)
    listener = Listener(follower)
    follower.follow(run)
    qtbot.waitUntil(lambda: listener.states == [RunState.RUNNING])
    write_status(run, RunState.RUNNING, 10, is_dead=True)
    qtbot.waitUntil(lambda: listener.states[-1] is RunState.CRASHED)


def test_a_run_that_vanishes_is_told_once(qtbot, workspace, follower):
    run = make_run(workspace, steps=10)
    listener = Listener(follower)
    follower.follow(run)
    qtbot.waitUntil(lambda: len(listener.history.steps) == 10)
    shutil.rmtree(run.path)
    qtbot.waitUntil(lambda: listener.updates[-1].is_gone)
    assert [update.is_gone for update in listener.updates].count(True) == 1


def test_the_end_of_the_log_is_told_when_it_grows(qtbot, workspace, follower):
    run = make_run(workspace, steps=10)
    listener = Listener(follower)
    follower.follow(run)
    logs = lambda: [update.log for update in listener.updates if update.log is not None]  # noqa: E731
    qtbot.waitUntil(lambda: len(logs()) == 1)
    with run.log_path.open("a", encoding="utf-8") as file:
        file.write("x" * 70_000 + "\nthe last line\n")
    qtbot.waitUntil(lambda: len(logs()) == 2)
    assert logs()[-1] == "the last line\n"


def test_after_another_run_was_chosen_nothing_is_heard_of_the_first(qtbot, workspace, follower):
    first, second = make_run(workspace, steps=600), make_run(workspace, steps=30)
    listener = Listener(follower)
    follower.follow(first)
    follower.follow(second)
    qtbot.waitUntil(lambda: len(listener.history.steps) >= 30)
    assert steps_of(listener.history) == list(range(1, 31))


def test_no_thread_outlives_a_follower_that_was_closed(workspace, qapp):
    follower = RunFollower()
    for _ in range(3):
        follower.follow(make_run(workspace, steps=50))
    threads = [follower._thread, *follower._ending]
    follower.close()
    assert len(threads) == 3
    assert all(thread.isFinished() for thread in threads)


def test_one_bad_step_does_not_end_the_reading(qtbot, workspace, follower):
    run = make_run(workspace, steps=10)
    with run.events_path.open("a", encoding="utf-8") as file:
        file.write('{"seq": 99, "time": 1, "kind": "step", "step": "many", "loss": {}}\n' + "\0" * 64 + "\n")
        file.write("[" * 100_000 + "\n")
    listener = Listener(follower)
    follower.follow(run)
    qtbot.waitUntil(lambda: listener.history.num_damaged == 3)
    with EventWriter(run.events_path) as writer:
        for _, bodies in step_events(20, first=11):
            for body in bodies:
                writer.write(body)
    qtbot.waitUntil(lambda: len(listener.history.steps) == 20)
    assert steps_of(listener.history) == list(range(1, 21))
