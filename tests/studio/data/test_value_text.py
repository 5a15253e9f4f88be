"""Values of formats with types as text: the preview shows what is learned."""

import json

import pytest

from studio import tasks
from studio.data import iter_texts, open_source, prepare, read_preview, read_rows
from studio.spec import DataSpec

VALUES = {
    '"good"': "good",
    '["good"]': "good",
    "[]": None,
    "null": None,
    "[null]": None,
    "NaN": None,
    "[NaN]": None,
    "1": "1",
    "1.0": "1",
    "-0.0": "0",
    "[2.0]": "2",
    "10.5": "10.5",
    "true": "true",
    "[false]": "false",
    '"1.0"': "1.0",
    '["a", "b"]': '["a","b"]',
    '{"a": 1}': '{"a":1}',
}


@pytest.mark.parametrize(("written", "expected"), VALUES.items())
def test_a_json_value_is_shown_as_it_is_learned(tmp_path, written, expected):
    path = tmp_path / "data.jsonl"
    path.write_text(f'{{"text": "a", "label": {written}}}\n')
    source = open_source(path)
    (shown,) = read_preview(source).rows
    assert read_rows(source, [1]).rows == (("a", expected),)
    assert [text for batch in iter_texts(source, "label") for text in batch] == [expected]
    if expected is None or not expected.startswith(("[", "{")):
        assert shown == ("a", expected)
    else:
        assert json.loads(shown[1]) == json.loads(expected)


def test_whole_numbers_in_json_are_classes_without_a_point(tmp_path):
    path = tmp_path / "data.jsonl"
    labels = [1.0, 2.0, None, 1.0, 2.0] * 4
    path.write_text("".join(f"{json.dumps({'text': f'text {i}', 'label': v})}\n" for i, v in enumerate(labels)))
    assert prepare(DataSpec(train=str(path)), tasks.get("text_classification")).schema.class_names == ("1", "2")


def test_numbers_in_a_csv_file_are_text_and_stay_as_written(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("text,label\n" + "".join(f"text {i},{i % 2 + 1}.0\n" for i in range(20)))
    assert prepare(DataSpec(train=str(path)), tasks.get("text_classification")).schema.class_names == ("1.0", "2.0")
