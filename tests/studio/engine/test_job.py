import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio import jobs
from studio.errors import DataError, InputError, NotFoundError, UnclearEncodingError, WorkerError
from studio.jobs import Failure, Progress
from tests.asked import class_answers

pytestmark = pytest.mark.engine


def run_job(module, arguments):
    """Run a job's function here and return its result and the last progress."""
    seen = []
    result = module.run_job(arguments, seen.append)
    return result, seen[-1] if seen else None


def test_texts_are_predicted_with_all_their_probabilities(finished_run):
    from studio.engine.answering import predict

    result, _ = run_job(predict, {"model": str(finished_run.model_path), "texts": ["a warm film", "dull \udcff"]})
    first, second = result["predictions"]
    assert first["text"] == "a warm film"
    assert first["probability"] == first["probabilities"][first["prediction"]] == max(first["probabilities"].values())
    assert sum(first["probabilities"].values()) == pytest.approx(1.0)
    assert second["text"] == "dull ?"


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_file_gets_its_answers_behind_its_own_columns(finished_run, tmp_path, ending):
    import duckdb

    from studio.engine.answering import predict

    data = tmp_path / "texts.csv"
    data.write_text("number,review\n7,a warm film\n8,a dull film\n", encoding="utf-8")
    out = tmp_path / f"out{ending}"
    arguments = {"model": str(finished_run.model_path), "data": str(data), "out": str(out)}
    result, last = run_job(predict, arguments)
    assert (result["examples"], result["columns"], sum(result["counts"].values())) == (2, {"text": "review"}, 2)
    assert last.done == last.total
    columns = ["number", "review", "prediction", "probability", "probability_bad", "probability_good"]
    table = duckdb.sql(f"SELECT * FROM '{out}'")
    assert table.columns == columns
    assert [row[1] for row in table.fetchall()] == ["a warm film", "a dull film"]


def test_a_file_is_read_as_the_job_is_told(finished_run, tmp_path):
    from studio.engine.answering import evaluate, predict

    data = tmp_path / "texts.csv"
    data.write_bytes("text;label\na warm café;good\na dull café;bad\n".encode("cp1252"))
    model, reading = str(finished_run.model_path), {"encoding": "windows-1252", "delimiter": ";"}
    out = tmp_path / "out.jsonl"
    run_job(predict, {"model": model, "data": str(data), "out": str(out), "reading": reading})
    assert [json.loads(line)["text"] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "a warm café",
        "a dull café",
    ]
    result, _ = run_job(evaluate, {"model": model, "data": str(data), "reading": reading})
    assert result["examples"] == 2
    with pytest.raises(UnclearEncodingError, match="Choose one"):
        predict.run_job({"model": model, "data": str(data), "out": str(out)}, lambda progress: None)


def test_a_workbook_gets_its_answers(finished_run, tmp_path):
    import openpyxl

    from studio.engine.answering import predict

    book = openpyxl.Workbook()
    for row in (("number", "review"), (7, "a warm film"), (8, None), (9, "a dull film")):
        book.active.append(row)
    book.save(tmp_path / "texts.xlsx")
    out = tmp_path / "out.csv"
    run_job(predict, {"model": str(finished_run.model_path), "data": str(tmp_path / "texts.xlsx"), "out": str(out)})
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == ["7", "8", "9"]
    assert [bool(row["prediction"]) for row in rows] == [True, False, True]


def test_a_file_without_the_column_is_refused(finished_run, tmp_path):
    from studio.engine.answering import predict

    data = tmp_path / "numbers.csv"
    data.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    arguments = {"model": str(finished_run.model_path), "data": str(data), "out": str(tmp_path / "out.csv")}
    with pytest.raises(DataError, match=r"expected a column text with the texts\. Received: the columns a, b\."):
        predict.run_job(arguments, lambda progress: None)
    with pytest.raises(DataError, match="expected a column zzz"):
        predict.run_job(arguments | {"columns": {"text": "zzz"}}, lambda progress: None)
    assert not (tmp_path / "out.csv").exists()


def test_evaluate_measures_the_predictions_against_the_labels(finished_run, reviews):
    from studio.engine.answering import evaluate

    result, _ = run_job(evaluate, {"model": str(finished_run.model_path), "data": str(reviews)})
    with reviews.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    predicted, _ = class_answers(finished_run.model_path, [row["text"] for row in rows])
    right = sum(label == row["label"] for label, row in zip(predicted, rows, strict=True))
    assert result["examples"] == len(rows)
    assert result["metrics"]["accuracy"] == pytest.approx(right / len(rows))
    assert sum(map(sum, result["confusion_matrix"]["counts"])) == len(rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "a film,ugly",
            r"row 2, column label: expected a label of the training data \(\"bad\", \"good\"\)\. Received: \"ugly\"\.",
        ),
        ("a film,", r"row 2, column label: .* Received: an empty value \(1 row in all\)\."),
        (",good", r"row 2, column text: expected a text\."),
    ],
)
def test_a_row_that_cannot_be_measured_is_named_where_rows_must_be_whole(finished_run, tmp_path, row, expected):
    from studio.engine.answering import evaluate

    data = tmp_path / "data.csv"
    data.write_text(f"text,label\na film,good\n{row}\n", encoding="utf-8")
    arguments = {"model": str(finished_run.model_path), "data": str(data), "rules": {"is_strict": True}}
    with pytest.raises(DataError, match=expected):
        evaluate.run_job(arguments, lambda progress: None)


def test_rows_without_text_or_label_are_not_measured_but_counted(finished_run, tmp_path):
    from studio.engine.answering import evaluate

    data = tmp_path / "data.csv"
    data.write_text("text,label\na warm film,good\n,good\na dull film,\na cold film,good\n", encoding="utf-8")
    result, _ = run_job(evaluate, {"model": str(finished_run.model_path), "data": str(data)})
    right = class_answers(finished_run.model_path, ["a warm film", "a cold film"])[0].count("good")
    assert result["examples"] == 2
    assert result["metrics"]["accuracy"] == right / 2
    assert result["left_out"] == {"not_accepted": 0, "no_text": 1, "no_label": 1, "faulty": 0}


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".jsonl", ".parquet"])
def test_a_row_without_a_text_gets_an_empty_answer_and_the_others_stay_beside_their_texts(
    finished_run, tmp_path, ending
):
    import duckdb

    from studio.engine.answering import predict

    data = Path(__file__).parents[1] / "data" / "cases" / "predict-blank-rows.csv"
    out = tmp_path / f"out{ending}"
    result, _ = run_job(predict, {"model": str(finished_run.model_path), "data": str(data), "out": str(out)})
    assert (result["examples"], result["left_empty"], sum(result["counts"].values())) == (10, 2, 10)
    columns = "id, text, prediction, probability, probability_bad, probability_good"
    rows = duckdb.sql(f"SELECT {columns} FROM '{out}' ORDER BY id::INTEGER").fetchall()
    assert [int(row[0]) for row in rows] == list(range(12))
    assert [index for index, row in enumerate(rows) if row[2] is None] == [3, 7]
    assert all(row[3:] == (None, None, None) for row in (rows[3], rows[7]))
    present = [row for row in rows if row[2] is not None]
    labels, probabilities = class_answers(finished_run.model_path, [row[1] for row in present])
    assert [row[2] for row in present] == labels
    np.testing.assert_allclose([row[4:] for row in present], probabilities, atol=1e-6)


def test_an_empty_answer_is_nothing_in_csv_and_null_in_json(finished_run, tmp_path):
    from studio.engine.answering import predict

    data = tmp_path / "texts.csv"
    data.write_text("text\na warm film\n\u200b\n", encoding="utf-8")
    arguments = {"model": str(finished_run.model_path), "data": str(data)}
    run_job(predict, arguments | {"out": str(tmp_path / "out.csv")})
    run_job(predict, arguments | {"out": str(tmp_path / "out.jsonl")})
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[2] == "\u200b,,,,"
    last = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert {last[name] for name in ("prediction", "probability", "probability_bad", "probability_good")} == {None}


def test_a_file_that_must_be_whole_or_holds_no_text_is_refused(finished_run, tmp_path):
    from studio.engine.answering import predict

    data = tmp_path / "texts.csv"
    arguments = {"model": str(finished_run.model_path), "data": str(data), "out": str(tmp_path / "out.csv")}
    data.write_text("id,text\n1,a warm film\n2,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2, column text: expected a text\. Received: an empty value\."):
        predict.run_job(arguments | {"is_strict": True}, lambda progress: None)
    data.write_text("id,text\n1,\n2,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 1, column text: expected a text"):
        predict.run_job(arguments, lambda progress: None)
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_text_among_texts_has_no_answer(finished_run):
    from studio.engine.answering import predict

    result, _ = run_job(predict, {"model": str(finished_run.model_path), "texts": ["", "a warm film", " "]})
    first, second, third = result["predictions"]
    assert (first, second["text"], third) == (None, "a warm film", None)


def test_a_job_in_a_process_reports_progress_and_its_error(tmp_path):
    seen = []
    with pytest.raises(NotFoundError, match="There is no model of the studio"):
        jobs.run("evaluate", {"model": str(tmp_path), "data": "a.csv"}, seen.append)
    assert seen[0] == Progress("Loading the libraries")


@pytest.mark.parametrize(("name", "given"), [("nonsense", "{}"), ("predict", "no json"), ("predict", "[]")])
def test_a_job_that_cannot_be_understood_says_so(name, given):
    done = subprocess.run(jobs.command(name), input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    message = jobs.parse_line(done.stdout)
    assert isinstance(message, Failure)
    assert isinstance(message.error, InputError)


def test_what_libraries_print_never_reaches_the_messages():
    code = (
        "import os, sys; from studio.engine.answering.channel import claim_stdout; stream = claim_stdout(); "
        "print('python'); os.write(1, b'c library\\n'); os.system('echo child'); stream.write('{}\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "{}\n"
    assert {"python", "c library", "child"} <= set(done.stderr.split("\n"))


def test_an_unexpected_error_becomes_a_message(monkeypatch, capsys):
    import io

    from studio.engine import job

    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({})))
    monkeypatch.setitem(job._JOBS, "predict", ("studio.engine.absent", "run_job"))
    ending = job._run(["predict"], lambda message: None)
    assert isinstance(ending, Failure)
    assert isinstance(ending.error, WorkerError)
    assert "studio.engine.absent" in str(ending.error)
    assert "Traceback" in capsys.readouterr().err
