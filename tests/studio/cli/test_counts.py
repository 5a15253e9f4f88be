"""What the command line counts: all rows that are written, in words that follow their number."""

import pytest

from studio.cli import main, model_commands
from studio.cli.formats import left_out, words
from studio.runs import RunState, Workspace
from tests.synthetic_run import make_run


def test_words_follow_their_number_and_thousands_are_parted():
    assert words("{num} {num:row|rows}", num=1) == "1 row"
    assert words("{num} {num:row|rows} in {file}", num=1234, file="a.csv") == "1,234 rows in a.csv"


def test_what_is_left_out_follows_its_number():
    assert left_out({"no_text": 0, "no_label": 0}) == ""
    assert left_out({"no_text": 1}) == "; 1 row is left out: 1 without a text"
    assert left_out({"no_text": 1, "no_label": 2}) == "; 3 rows are left out: 1 without a text, 2 without a label"


@pytest.mark.parametrize(
    ("examples", "left_empty", "expected"),
    [
        (38, 2, ["40 rows written to answers.csv in 1.0 s", "2 rows without a text have an empty answer."]),
        (1, 1, ["2 rows written to answers.csv in 1.0 s", "1 row without a text has an empty answer."]),
        (1, 0, ["1 row written to answers.csv in 1.0 s"]),
    ],
)
def test_predict_counts_the_rows_without_a_text_among_those_written(
    tmp_path, capsys, monkeypatch, examples, left_empty, expected
):
    workspace = Workspace(tmp_path / "workspace")
    run = make_run(workspace, steps=60, state=RunState.FINISHED)
    run.model_path.mkdir()
    result = {"examples": examples, "left_empty": left_empty, "out": "answers.csv", "seconds": 1.0, "kind": "vector"}
    result["vector_size"] = 8
    monkeypatch.setattr(model_commands, "run_job", lambda *_arguments: result)
    arguments = ["predict", run.id, "--data", "a.csv", "--out", str(tmp_path / "answers.csv")]
    assert main([*arguments, "--workspace", str(workspace.path)]) == 0
    assert capsys.readouterr().out.splitlines() == [*expected, "Each row has a vector of 8 numbers."]
