import json

import pytest

from studio import tasks
from studio.data import iter_texts, open_source, prepare, read_preview, read_profile
from studio.data.reading import iter_values
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("text_classification")
ROWS = [{"text": f"text {row}", "label": "ab"[row % 2]} for row in range(20)]


def texts_of(source):
    return [text for batch in iter_texts(source, "text") for text in batch]


def task(number, *choices, **more):
    notes = [
        {"was_cancelled": choice is None, "result": [] if choice is None else [chosen("tone", "choices", choice)]}
        for choice in choices
    ]
    return {"id": number, "data": {"text": f"text {number}"}, "annotations": notes, **more}


def chosen(name, kind, *values):
    return {"from_name": name, "to_name": "text", "type": kind, "value": {kind: list(values)}}


def test_rows_under_a_key_are_read(files):
    source = open_source(files / "data-key.json")
    assert source.column_names == ("text", "label")
    assert read_preview(source).rows[0] == ("this lamp died within a week, order 0", "bad")
    assert [(entry.label, entry.count) for entry in read_profile(source, TASK, {}).labels] == [
        ("bad", 30),
        ("good", 30),
    ]
    assert str(source.notes[0].message).endswith(": the rows lie under the key data.")


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("key", ["data", "rows", "数据"])
def test_the_key_and_the_spaces_may_be_any(write, key, indent):
    content = {"version": 1, "meta": {"by": ["x"]}, key: ROWS, "count": 20, "tags": ["a", "b"]}
    source = open_source(write(json.dumps(content, ensure_ascii=False, indent=indent), "a.json"))
    assert texts_of(source) == [row["text"] for row in ROWS]


def test_rows_that_are_wrapped_in_objects_are_unwrapped(write):
    content = {
        "features": [{"feature_idx": 0, "name": "text"}, {"feature_idx": 1, "name": "label"}],
        "rows": [{"row_idx": number, "row": row, "truncated_cells": []} for number, row in enumerate(ROWS)],
        "num_rows_total": 20,
    }
    source = open_source(write(json.dumps(content), "a.json"))
    assert source.column_names == ("text", "label")
    assert texts_of(source) == [row["text"] for row in ROWS]


def test_rows_under_two_keys_are_refused_by_name(write):
    with pytest.raises(DataError, match="Received: arrays of objects under the keys train, test"):
        open_source(write(json.dumps({"train": ROWS, "test": ROWS}), "a.json"))


def test_rows_under_a_second_key_far_into_a_file_are_refused_by_name(write):
    rows = [{"text": "many words " * 40 + str(row), "label": "ab"[row % 2]} for row in range(4_000)]
    source = open_source(write(json.dumps({"data": rows, "more": ROWS}), "a.json"))
    with pytest.raises(DataError, match="under the keys data, more"):
        texts_of(source)


def test_a_large_file_with_a_key_is_read_out_of_core(write):
    rows = [{"text": f"{row} " + "many words " * 40, "label": "ab"[row % 2]} for row in range(5_000)]
    source = open_source(write(json.dumps({"info": {}, "data": rows}, indent=1), "a.json"))
    assert len(read_preview(source, 50).rows) == 50
    assert texts_of(source)[-1].startswith("4999 many")


def test_objects_one_after_the_other_are_rows_themselves(write):
    content = "".join(json.dumps({"text": f"t{row}", "spans": [{"at": row}]}) + "\n" for row in range(3))
    assert open_source(write(content, "a.json")).column_names == ("text", "spans")
    assert open_source(write(content.splitlines()[0], "b.jsonl")).column_names == ("text", "spans")


def test_a_broken_row_under_a_key_is_named(write):
    content = json.dumps({"data": ROWS})[:-40]
    with pytest.raises(DataError, match="row 19: expected valid JSON"):
        texts_of(open_source(write(content, "a.json")))


def test_the_raw_export_of_label_studio_is_read(files):
    source = open_source(files / "labelstudio.json")
    assert source.column_names == ("id", "text", "sentiment")
    prepared = prepare(DataSpec(train=str(source.path)), TASK)
    assert prepared.schema.class_names == ("bad", "good")
    assert "raw export of Label Studio" in str(source.notes[0].message)


def test_tasks_without_a_verdict_have_no_label(write):
    tasks = [
        task(0, "good"),
        task(1, None),
        task(2),
        task(3, None, "bad"),
        task(4, "good", "good"),
        task(5, "good", "bad"),
    ]
    source = open_source(write(json.dumps(tasks), "a.json"))
    assert read_preview(source).rows == (
        ("0", "text 0", "good"),
        ("1", "text 1", None),
        ("2", "text 2", None),
        ("3", "text 3", "bad"),
        ("4", "text 4", "good"),
        ("5", "text 5", None),
    )
    (finding,) = [found for found in read_profile(source, TASK, {}).findings if "disagree" in str(found.message)]
    assert (finding.message.details["row"], finding.count) == (6, 1)
    assert (finding.name, finding.rows) == ("disputed_tasks", (6,))


def test_the_ground_truth_outweighs_other_annotations(write):
    disputed = task(0, "bad", "good")
    disputed["annotations"][1]["ground_truth"] = True
    assert read_preview(open_source(write(json.dumps([disputed, task(1, "bad")]), "a.json"))).rows[0][2] == "good"


def test_several_choices_stay_several_and_other_controls_are_columns(write):
    first, second = task(0, "a"), task(1, "b")
    first["annotations"][0]["result"] = [chosen("tone", "choices", "a", "b"), chosen("text", "choices", "long")]
    second["annotations"][0]["result"] += [
        {"from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 4}}
    ]
    source = open_source(write(json.dumps([first, second]), "a.json"))
    assert source.column_names == ("id", "text", "tone", "text_label", "stars")
    assert read_preview(source).rows == (("0", "text 0", '["a", "b"]', "long", None), ("1", "text 1", "b", None, "4"))


def marked(number, text, *marks):
    """Return a task whose parts are marked: (start, end, part, labels), as the labelling page counts."""
    results = [
        {"from_name": "ner", "type": "labels", "value": {"start": start, "end": end, "text": part, "labels": labels}}
        for start, end, part, labels in marks
    ]
    return {"id": number, "data": {"text": text}, "annotations": [{"result": results}]}


def test_marks_in_texts_are_spans_in_code_points(write):
    tasks = [
        marked(0, "😀 Ada met Bob", (7, 10, "met", ["VERB"]), (3, 6, "Ada", ["PER"])),
        marked(1, "nobody is here"),
        marked(2, "Ada", (0, 3, "Ada", ["PER", "FIRST"])),
        {"id": 3, "data": {"text": "not looked at"}, "annotations": []},
    ]
    source = open_source(write(json.dumps(tasks), "a.json"))
    assert source.column_names == ("id", "text", "spans")
    values = [row for batch in iter_values(source, ["spans"], lists=["spans"]) for (row,) in batch]
    assert [value and json.loads(value) for value in values] == [
        [{"start": 2, "end": 5, "type": "PER"}, {"start": 6, "end": 9, "type": "VERB"}],
        [],
        [{"start": 0, "end": 3, "type": "FIRST"}, {"start": 0, "end": 3, "type": "PER"}],
        None,
    ]


def test_what_is_annotated_otherwise_is_named_as_not_read(write):
    related = task(0, "a")
    related["annotations"][0]["result"].append({"type": "relation", "from_id": "x", "to_id": "y"})
    source = open_source(write(json.dumps([related, task(1, "b")]), "a.json"))
    assert source.notes[-1].level == "warning"
    assert "what is annotated in it as relation is not read" in str(source.notes[-1].message)


def test_a_task_that_is_none_is_named(write):
    with pytest.raises(DataError, match="row 3: expected a task of Label Studio"):
        read_preview(open_source(write(json.dumps([task(0, "a"), task(1, "b"), {"x": 1}]), "a.json")))


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", "{}"), ("a.json", "[{}]")])
def test_a_single_row_of_lists_is_a_row(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content.replace("{}", json.dumps({"tokens": ["a", "b"], "tags": ["O", "O"]})))
    assert read_preview(open_source(path)).rows == (('["a", "b"]', '["O", "O"]'),)
