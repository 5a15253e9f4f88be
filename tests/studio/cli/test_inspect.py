import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from studio.cli import first_batch, main

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.csv"
    rows = [f"a good film {i},good\na poor film {i},bad" for i in range(10)]
    path.write_text("\n".join(["review,label", *rows]) + "\n", encoding="utf-8")
    return path


def test_inspect_gives_rows_roles_and_classes(call: Call, reviews: Path) -> None:
    status, answer = call("inspect", str(reviews), "--task", "text_classification")
    assert status == 0
    assert (answer["num_rows"], answer["roles"]) == (20, {"text": "review", "label": "label"})
    assert {entry["label"]: entry["count"] for entry in answer["labels"]} == {"good": 10, "bad": 10}
    assert answer["words"]["max"] == 4


def test_inspect_takes_the_columns_given(call: Call, reviews: Path) -> None:
    status, answer = call("inspect", str(reviews), "--column", "text=label", "--column", "label=review")
    assert answer["roles"] == {"text": "label", "label": "review"}
    assert status == 2, "a label seen only once cannot be used"


@pytest.mark.parametrize("column", ["text", "text=", "=review"])
def test_a_column_option_of_another_form_is_refused(call: Call, reviews: Path, column: str) -> None:
    status, answer = call("inspect", str(reviews), "--column", column)
    assert status == 2
    assert answer["error"]["message"].endswith(f"Received: {column}.")


def test_a_batch_needs_a_backbone(call: Call, reviews: Path) -> None:
    status, answer = call("inspect", str(reviews), "--batch")
    assert status == 2
    assert answer["error"]["message"] == "--batch: expected --backbone with a preset, whose tokens are shown."


def test_the_first_batch_is_told_in_tokens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reviews: Path, tmp_path: Path
) -> None:
    asked = {}
    stream = {"name": "text", "tokens": ["[CLS]", "good", "[SEP]", "film", "[SEP]"], "segments": [0, 0, 0, 1, 1]}
    example = {"rows": [3], "num_cut": 2, "streams": [stream], "targets": ["good"], "under": {"1": "B-X"}}
    result = {"examples": [example], "num_tokens": 5, "num_padding": 1, "sequence_length": 8}

    def answer(invocation: Any, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        asked[name] = arguments
        return result

    monkeypatch.setattr(first_batch, "fetch", lambda invocation, preset: None)
    monkeypatch.setattr(first_batch, "run_job", answer)
    status = main(
        ["inspect", str(reviews), "--batch", "--backbone", "bert_tiny_en_uncased", "--workspace", str(tmp_path)]
    )

    assert status == 0
    assert asked["first_batch"]["spec"]["data"]["columns"] == {"text": "review", "label": "label"}
    assert asked["first_batch"]["cache"] == str(tmp_path / "cache")
    assert capsys.readouterr().out.splitlines() == [
        "Row 3 · good · 2 tokens cut off",
        "  [CLS] good⟨B-X⟩ [SEP] | film [SEP]",
        "1 example, 5 tokens, 1 of padding; a sequence takes up to 8",
    ]


def test_data_that_cannot_be_used_gives_exit_status_2_and_its_findings(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("text,label\na,b\nc,b\n", encoding="utf-8")
    status, answer = call("inspect", str(path))
    assert status == 2
    assert answer["findings"][0]["level"] == "error"
    assert answer["error"]["message"] == answer["findings"][0]["message"]


@pytest.fixture
def holes(tmp_path: Path) -> Path:
    path = tmp_path / "holes.csv"
    lines = [f"a film {row},{'ab'[row % 2]},{'reject' if row == 7 else 'accept'}" for row in range(20)]
    lines += ["no label,,accept", ",a,accept", "Namibia,NA,accept", "Norway,NA,accept"]
    path.write_text("\n".join(["text,label,answer", *lines]) + "\n", encoding="utf-8")
    return path


def test_rows_that_are_left_out_are_counted_by_reason(
    call: Call, holes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer = call("inspect", str(holes))
    assert status == 0
    assert (answer["num_rows"], answer["left_out"]) == (
        24,
        {"not_accepted": 1, "no_text": 1, "no_label": 1, "faulty": 0},
    )
    _, answer = call("inspect", str(holes), "--missing-label", "NA", "--all-answers")
    assert answer["left_out"] == {"not_accepted": 0, "no_text": 1, "no_label": 3, "faulty": 0}
    assert main(["inspect", str(holes)]) == 0
    assert "24 rows, 3 classes; 3 rows are left out: 1 without a text" in capsys.readouterr().out


def test_rows_can_be_refused_instead(call: Call, holes: Path) -> None:
    status, answer = call("inspect", str(holes), "--strict")
    assert status == 2
    assert "row 22, column text: expected a text" in answer["error"]["message"]


def test_the_rows_behind_a_finding_are_listed_with_their_numbers(
    call: Call, holes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer = call("inspect", str(holes), "--rows", "no_label")
    assert status == 0
    assert (answer["name"], answer["count"]) == ("no_label", 1)
    assert answer["rows"] == [{"row": 21, "values": {"text": "no label", "label": None, "answer": "accept"}}]
    assert main(["inspect", str(holes), "--rows", "missing_label=NA"]) == 0
    assert "Namibia" in capsys.readouterr().out
    status, answer = call("inspect", str(holes), "--rows", "nonsense")
    assert status == 2
    assert "no_text, no_label, not_accepted" in answer["error"]["message"]


def test_a_person_gets_a_table_and_the_findings(reviews: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(reviews)]) == 0
    out = capsys.readouterr().out
    assert "20 rows, 2 classes" in out
    assert "50.0 %" in out


def test_texts_taken_for_labels_flood_neither_the_table_nor_the_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "long.csv"
    labels = ['"' + "a long text\n" * 1000 + f'{number}"' for number in range(80)]
    path.write_text("text,label\n" + "".join(f"t,{label}\n" for label in labels), encoding="utf-8")
    assert main(["inspect", str(path)]) == 2
    found = capsys.readouterr()
    assert "… and 30 more classes" in found.out
    assert len(found.out + found.err) < 12_000
    assert "row 1, column label: expected each label on at least two rows" in found.out


def test_fit_refuses_bad_input_before_there_is_a_run(call: Call, reviews: Path, workspace: Any) -> None:
    file = reviews.with_name("run.json")
    file.write_text(
        '{"task": "text_classification", "backbone": {"preset": "minilm_l6_en_uncased"},'
        ' "data": {"train": "reviews.csv", "columns": {"text": "absent"}}}',
        encoding="utf-8",
    )
    status, answer = call("fit", str(file))
    assert status == 2
    assert "expected a column absent" in answer["error"]["message"]
    assert workspace.runs() == []


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """A file in Windows-1252 that fits other code pages too, with lines above its header."""
    path = tmp_path / "offers.csv"
    rows = "".join(f"only £{row} a week;{'ab'[row % 2]}\n" for row in range(20))
    path.write_bytes(("offers of the week;\ntext;label\nsaid what;chosen\n" + rows).encode("cp1252"))
    return path


def test_an_encoding_in_doubt_names_the_option_and_what_fits(call: Call, offers: Path) -> None:
    status, answer = call("inspect", str(offers))
    assert status == 2
    assert answer["error"]["type"] == "UnclearEncodingError"
    assert answer["error"]["details"]["encodings"].startswith("cp1252,")
    assert "--encoding" in answer["error"]["message"]


def test_how_a_file_is_read_is_set_by_options_and_told(call: Call, offers: Path) -> None:
    options = ("--encoding", "windows-1252", "--delimiter", ";", "--header", "2-3")
    status, answer = call("inspect", str(offers), *options)
    assert status == 0
    assert answer["reading"] == {"encoding": "cp1252", "delimiter": ";", "header": "2-3"}
    assert (answer["num_rows"], answer["roles"]) == (20, {"text": "text", "label": "label"})


def test_a_person_is_told_how_a_file_is_read(offers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(offers), "--encoding", "cp1252", "--header", "2-3"]) == 0
    assert 'Read as: encoding Windows-1252, delimiter ";", header in row 2-3' in capsys.readouterr().out


def test_a_delimiter_has_a_name(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\tlabel\n" + "".join(f"a, b {row}\t{row % 2}\n" for row in range(9)), encoding="utf-8")
    assert call("inspect", str(path), "--delimiter", "tab")[1]["reading"]["delimiter"] == "\t"


def test_an_option_that_means_nothing_is_refused_by_name(call: Call, reviews: Path) -> None:
    status, answer = call("inspect", str(reviews), "--encoding", "klingon")
    assert status == 2
    assert answer["error"]["message"].startswith("--encoding: expected an encoding such as UTF-8")
    assert call("inspect", str(reviews), "--sheet", "Data")[1]["error"]["details"]["received"] == "sheet"


def test_the_sheets_of_a_workbook_are_listed(call: Call, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Answers"
    book.active.append(("text", "label"))
    for row in range(10):
        book.active.append((f"answer {row}", row % 2))
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(tmp_path / "answers.xlsx")
    status, answer = call("inspect", str(tmp_path / "answers.xlsx"))
    assert (status, answer["num_rows"], answer["reading"]["sheet"]) == (0, 10, "Answers")
    assert answer["reading"]["sheets"] == [
        {"name": "Answers", "is_hidden": False},
        {"name": "Lists", "is_hidden": True},
    ]


def test_inspect_takes_settings_of_the_task(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "tags.jsonl"
    path.write_text('{"tokens": ["Anna", "left"], "ner_tags": [1, 0]}\n' * 3, encoding="utf-8")
    asked = ("inspect", str(path), "--task", "token_classification")
    status, answer = call(*asked)
    assert (status, "expected tags by name" in answer["error"]["message"]) == (2, True)
    status, answer = call(*asked, "--set", "tag_names=O B-PER")
    assert (status, answer["target"]["types"]) == (0, [["PER", 3]])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("tag_names", "--set: expected NAME=VALUE"),
        ("scheme=none", "settings.scheme: expected"),
        ("colour=red", "settings.colour"),
    ],
)
def test_a_setting_of_another_form_is_refused(call: Call, reviews: Path, given: str, message: str) -> None:
    status, answer = call("inspect", str(reviews), "--task", "token_classification", "--set", given)
    assert status == 2
    assert message in answer["error"]["message"]


@pytest.mark.parametrize(("given", "is_taken"), [("label_smoothing=0.1", True), ("label_smoothing=2", False)])
def test_numbers_of_settings_are_numbers(call: Call, reviews: Path, given: str, is_taken: bool) -> None:
    status, _ = call("inspect", str(reviews), "--set", given)
    assert (status == 0) is is_taken


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    path = tmp_path / "tagged.jsonl"
    good = {"tokens": ["Peter", "Smith"], "tags": ["B-PER", "I-PER"]}
    wrong = {"tokens": ["in", "Rome", "Italy"], "tags": ["B-PER", "I-LOC", "B-LOC"]}
    lines = [json.dumps(row) + "\n" for row in [*[good] * 20, wrong]]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_rows_with_a_fault_come_with_what_can_be_done(tagged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tagged), "--task", "token_classification"]) == 2
    assert "`data.faulty_rows` in its specification says otherwise" in capsys.readouterr().out


@pytest.mark.parametrize(("how", "finding", "count"), [("leave_out", "faulty", 1), ("mend", "mended", 0)])
def test_rows_with_a_fault_are_looked_at_as_a_run_would_take_them(
    call: Call, tagged: Path, how: str, finding: str, count: int
) -> None:
    status, answer = call("inspect", str(tagged), "--task", "token_classification", "--faulty-rows", how)
    assert status == 0
    assert {found["name"]: found["level"] for found in answer["findings"]}[finding] == "warning"
    assert answer["left_out"]["faulty"] == count
