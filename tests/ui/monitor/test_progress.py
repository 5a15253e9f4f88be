"""What the line above the key numbers says of the time before the first step."""

from dataclasses import replace

import numpy as np

from studio.messages import Message
from studio.runs import RunState, RunStatus
from studio.runs.events import Event, LogEvent, StateEvent
from studio.runs.history import HistoryPart, RunHistory
from ui.monitor.progress import RunProgress


def history_of(*bodies):
    history = RunHistory()
    events = tuple(Event(number, 0.0, body) for number, body in enumerate(bodies))
    history.add(HistoryPart(None, np.zeros((0, 8)), events))
    return history


def computing(done, total):
    counts = {"count": done, "total": total}
    message = Message("Computing features once: {count} of {total} {total:row|rows}.", counts)
    return LogEvent(message, done_fraction=done / total)


def test_work_before_the_first_step_is_shown_with_how_much_is_done(qtbot):
    status, progress = RunStatus(RunState.STARTING), RunProgress()
    qtbot.addWidget(progress)
    starting = StateEvent(RunState.STARTING)
    progress.show_run(status, history_of(starting))
    assert progress._bar.maximum() == 0
    assert progress._where.text() == "Starting: loads TensorFlow, the backbone and the data"
    progress.show_run(status, history_of(starting, computing(300, 1200)))
    assert progress._where.text() == "Computing features once: 300 of 1,200 rows."
    assert progress._bar.value() / progress._bar.maximum() == 0.25
    other = LogEvent(Message("The Transformer layers train as their backbone computes them."))
    progress.show_run(status, history_of(starting, computing(300, 1200), other))
    assert progress._bar.maximum() == 0
    running = replace(status, state=RunState.RUNNING, num_steps=50)
    progress.show_run(running, history_of(starting, computing(1200, 1200)))
    assert progress._where.text() == "Step 0 of 50"
    assert progress._bar.value() == 0
