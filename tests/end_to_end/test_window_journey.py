import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QAbstractButton

from studio.processes import child_environment
from studio.runs import RunState, Workspace, read_events, wait_until_over
from studio.runs.events import EvaluationEvent, StepEvent

PATIENCE_MS = 900_000
NUM_STEPS = 26
OPEN_AND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import make_app, open_studio
from ui.preferences import Preferences
folder = Path(sys.argv[1])
app = make_app()
studio = open_studio(app, Preferences(folder / "preferences.ini"), folder / "workspace")
studio.show()
QTimer.singleShot(0, lambda: studio.window.session.start_run())
app.exec()
"""

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def steps_of(run):
    """The losses of a run by step; of a step that was done twice, the later one."""
    return {
        event.body.step: event.body.loss for event in read_events(run.events_path) if isinstance(event.body, StepEvent)
    }


def monitor_shows(window, run):
    history = window.page("monitor").history
    expected = steps_of(run)
    shown = dict(zip(history.steps["step"].tolist(), history.steps["loss"].tolist(), strict=True))
    return shown == expected


def test_a_person_fine_tunes_watches_tries_and_exports(open_window, click, qtbot):
    window = open_window()
    session = window.session
    click(window, "Next: backbone")
    click(window, "Next: fine-tune")
    click(window, "Start")
    assert session.page == "monitor"
    run = session.run
    qtbot.waitUntil(lambda: run.status().state.is_over, timeout=PATIENCE_MS)
    assert run.status().state is RunState.FINISHED, run.log_path.read_text()
    assert len(steps_of(run)) == NUM_STEPS
    qtbot.waitUntil(lambda: monitor_shows(window, run), timeout=PATIENCE_MS)
    accuracy = run.metrics()["test"]["metrics"]["accuracy"]
    assert accuracy > 0.5, "six balanced classes: a guess is right one time in six"

    click(window, "Try it out")
    page = window.page("playground")
    answers = []
    page.client.answered.connect(answers.append)
    page.text_panel.text.setPlainText(
        "Mount Everest is the highest mountain on Earth, in the Himalayas between Nepal and China."
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert sum(answers[-1].said.probabilities) == pytest.approx(1.0, abs=1e-5)

    session.show_page("export")
    click(window.page("export"), "Export")
    exported = run.exports_path / "savedmodel"
    qtbot.waitUntil((exported / "parity.json").is_file, timeout=PATIENCE_MS)
    assert (exported / "saved_model.pb").is_file() or list(exported.glob("*/saved_model.pb"))


def test_a_run_outlives_its_killed_window_and_a_new_one_shows_every_point(open_window, click, qtbot, tmp_path, draft):
    workspace = Workspace(tmp_path / "workspace")
    draft.write(workspace.path)
    window = subprocess.Popen([sys.executable, "-c", OPEN_AND_START, str(tmp_path)], env=child_environment())

    def has_started():
        assert window.poll() is None, "the window ended by itself"
        return any(steps_of(workspace.run(row.id)) for row in workspace.runs())

    try:
        qtbot.waitUntil(has_started, timeout=PATIENCE_MS)
    finally:
        os.kill(window.pid, signal.SIGKILL)
        window.wait()
    run = workspace.run(workspace.runs()[0].id)
    assert run.status().state.is_active
    assert wait_until_over(run) is RunState.FINISHED, run.log_path.read_text()
    assert sorted(steps_of(run)) == list(range(1, NUM_STEPS + 1))
    reopened = open_window()
    reopened.session.show_page("monitor")
    qtbot.waitUntil(lambda: monitor_shows(reopened, run), timeout=PATIENCE_MS)


def test_a_run_is_stopped_and_resumed_from_the_window(open_window, click, qtbot):
    window = open_window()
    click(window, "Next: backbone")
    click(window, "Next: fine-tune")
    click(window, "Start")
    run = window.session.run
    qtbot.waitUntil(lambda: len(steps_of(run)) >= 3, timeout=PATIENCE_MS)
    click(window, "Stop")
    qtbot.waitUntil(lambda: run.status().state is RunState.STOPPED, timeout=PATIENCE_MS)
    stopped_after = run.status().step
    assert stopped_after < NUM_STEPS
    click(window, "Resume")
    qtbot.waitUntil(lambda: run.status().state is RunState.FINISHED, timeout=PATIENCE_MS)
    events = [event.body for event in read_events(run.events_path)]
    assert [body.step for body in events if isinstance(body, StepEvent)] == list(range(1, NUM_STEPS + 1))
    assert any(isinstance(body, EvaluationEvent) and body.step > stopped_after for body in events)
    qtbot.waitUntil(lambda: monitor_shows(window, run), timeout=PATIENCE_MS)


def test_a_backbone_that_is_gone_keeps_start_off_and_says_why(open_window, qtbot, tmp_path):
    window = open_window()
    session = window.session
    missing = tmp_path / "not_here"
    session.set_backbone(session.draft.backbone.model_copy(update={"preset": str(missing)}))
    session.show_page("fine_tune")
    start = next(button for button in window.findChildren(QAbstractButton) if button.text() == "Start")
    qtbot.waitUntil(lambda: not start.isEnabled() and str(missing) in start.toolTip(), timeout=PATIENCE_MS)
