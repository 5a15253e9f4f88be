from pathlib import Path

import pytest

from studio import tasks
from studio.cli import main
from studio.mistakes import judge_of
from tests.judged_runs import JUDGED, make_judged_run
from tests.saved_answers import make_answered_run


@pytest.fixture
def run(workspace, tmp_path):
    data = tmp_path / "data.csv"
    rows = [f"text number {number},{['bad', 'good', 'mixed'][number % 3]}" for number in range(90)]
    data.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    return make_answered_run(workspace, data, wrong=(2, 4))


def test_mistakes_are_listed_with_the_right_class_beside_the_answer(call, run):
    status, answer = call("mistakes", run.id)
    assert status == 0
    assert (answer["split"], answer["found"], answer["file_state"]) == ("test", 2, "same")
    first = answer["rows"][0]
    assert set(first) == {"row", "text", "label", "prediction", "probability", "label_probability"}
    assert first["text"] == f"text number {first['row'] - 1}"
    assert first["label"] != first["prediction"]
    assert first["probability"] == pytest.approx(0.8)


def test_a_cell_is_chosen_by_both_classes_and_one_on_the_diagonal_holds_right_answers(call, run):
    first = call("mistakes", run.id)[1]["rows"][0]
    cell = call("mistakes", run.id, "--true", first["label"], "--predicted", first["prediction"])[1]
    assert first in cell["rows"]
    right = call("mistakes", run.id, "--true", "good", "--predicted", "good")[1]
    assert right["found"] > 5
    everything = call("mistakes", run.id, "--split", "validation", "--all", "--limit", "1")[1]
    assert (everything["found"], len(everything["rows"])) == (18, 1)


def test_a_person_reads_a_table_and_what_became_of_the_file(run, capsys):
    Path(run.spec().data.train).unlink()
    assert main(["mistakes", run.id]) == 0
    found = capsys.readouterr()
    assert "2 of 2 in the test part of" in found.out
    assert "is no longer there: the texts are those that the run kept" in found.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--true", "ugly"), '--true: expected one of "bad", "good", "mixed". Received: ugly.'),
        (("--split", "train"), "--split: expected one of test, validation. Received: train."),
    ],
)
def test_bad_input_gets_one_message(call, run, arguments, message):
    status, answer = call("mistakes", run.id, *arguments)
    assert status == 2
    assert answer["error"]["message"] == message


def test_a_run_without_results_says_so(call, active_run):
    status, answer = call("mistakes", active_run.id)
    assert status == 2
    assert "There are no results" in answer["error"]["message"]


@pytest.mark.parametrize("task", JUDGED)
def test_rows_of_every_task_are_listed_with_the_kinds_of_their_mistakes(call, workspace, capsys, task):
    run = make_judged_run(workspace, task, *JUDGED[task])
    status, answer = call("mistakes", run.id)
    assert status == 0
    assert answer["found"] == len(answer["rows"]) == answer["wrong"] > 0
    judge = judge_of(tasks.get(task), run.metrics()["test"])
    kinds = [mistake["kind"] for row in answer["rows"] for mistake in row["mistakes"]]
    assert answer["counts"] == {kind.name: kinds.count(kind.name) for kind in judge.KINDS}
    assert all(row["expected"]["kind"] == row["answer"]["kind"] for row in answer["rows"])
    everything = call("mistakes", run.id, "--all")[1]
    assert len(everything["rows"]) == everything["examples"] > answer["found"]
    assert main(["mistakes", run.id, "--all"]) == 0
    shown = capsys.readouterr().out
    assert all(kind.help in shown for kind in judge.KINDS)


def test_a_kind_and_a_type_are_chosen(call, workspace):
    run = make_judged_run(workspace, "token_classification", *JUDGED["token_classification"])
    found = call("mistakes", run.id, "--kind", "missing", "--type", "LOC")[1]
    assert [row["row"] for row in found["rows"]] == [2]
    (mistake,) = found["rows"][0]["mistakes"]
    assert (mistake["kind"], mistake["type"], mistake["expected"]["text"]) == ("missing", "LOC", "Rome")
    assert "found" not in mistake


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "near"), '--kind: expected one of "boundary", "type", "missing", "spurious". Received: near.'),
        (("--type", "ORG"), '--type: expected one of "PER", "LOC". Received: ORG.'),
        (("--true", "PER"), "--true says nothing about answers of the task token_classification."),
    ],
)
def test_mistakes_that_a_task_does_not_have_are_refused(call, workspace, arguments, message):
    run = make_judged_run(workspace, "token_classification", *JUDGED["token_classification"])
    status, answer = call("mistakes", run.id, *arguments)
    assert status == 2
    assert answer["error"]["message"] == message


def test_classes_have_no_kinds_of_mistakes(call, run):
    status, answer = call("mistakes", run.id, "--kind", "missing")
    assert status == 2
    assert "--kind says nothing about answers of the task text_classification" in answer["error"]["message"]


def test_scored_pairs_are_neither_right_nor_wrong(call, workspace):
    run = make_judged_run(workspace, "text_embedding", JUDGED["text_embedding"][0], {"metrics": {"spearman": 0.8}})
    status, answer = call("mistakes", run.id)
    assert status == 2
    assert "neither right nor wrong" in answer["error"]["message"]
