from studio.runs import RunState
from tests.synthetic_run import make_run
from ui.monitor.log import LogPane
from ui.runs.rows import run_columns, run_row


def cells(workspace):
    runs = workspace.runs()
    columns = run_columns(runs)
    return {run.id: dict(zip((column.key for column in columns), run_row(run, columns), strict=True)) for run in runs}


def test_a_run_with_a_damaged_file_is_marked_and_says_which(qapp, workspace):
    sound, odd = (make_run(workspace, steps=10, state=RunState.STOPPED, name=name) for name in ("Sound", "Odd"))
    odd.state_path.write_text('{"state": "running", "step": Infinity}')
    rows = cells(workspace)
    # The name alone can be edited in its place.
    assert [(rows[run.id]["name"].text, rows[run.id]["name"].sign) for run in (sound, odd)] == [
        ("Sound", ""),
        ("Odd", "alert"),
    ]
    assert f"{odd.state_path} is damaged" in rows[odd.id]["name"].help
    assert "Crashed" in rows[odd.id]["state"].text


def test_the_log_says_how_many_lines_are_left_out(qtbot):
    pane = LogPane()
    qtbot.addWidget(pane)
    pane.retranslate()
    pane.show_logs([], 1)
    assert pane._text.toPlainText() == "1 line of events.jsonl could not be read and is left out."
    pane.show_logs([], 1200)
    assert pane._text.toPlainText() == "1,200 lines of events.jsonl could not be read and are left out."
