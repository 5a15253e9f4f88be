"""Files in the format of SQuAD: a row for each question, whatever version they are of."""

import json

import pytest

from studio.data import open_source, read_preview
from studio.errors import DataError

CONTEXT = "Ada Lovelace was born in London on 10 December 1815."
BORN = {"text": "10 December 1815", "answer_start": 35}


def squad(*questions, context=CONTEXT, **more):
    return {"version": "v2.0", "data": [{"title": "Ada", "paragraphs": [{"context": context, "qas": [*questions]}]}]}


def question(text, *answers, **more):
    return {"id": text[:3], "question": text, "answers": [*answers], **more}


def values_of(source, *columns):
    places = [source.column_names.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in read_preview(source).rows]


def test_each_question_is_a_row_with_its_context(write):
    source = open_source(write(json.dumps(squad(question("When?", BORN), question("Where?"))), "train.json"))

    assert source.column_names == ("question", "context", "answer", "answer_start", "id", "title")
    assert values_of(source, "question", "context", "answer", "answer_start", "title") == [
        ("When?", CONTEXT, "10 December 1815", "35", "Ada"),
        ("Where?", CONTEXT, None, None, "Ada"),
    ]
    assert str(source.notes[0].message).endswith("is in the format of SQuAD: its questions are the rows.")


def test_several_answers_are_lists_and_equal_ones_count_once(write):
    year = {"text": "1815", "answer_start": 47}
    source = open_source(write(json.dumps(squad(question("When?", BORN, year, BORN)), ensure_ascii=False), "dev.json"))

    assert values_of(source, "answer", "answer_start") == [('["10 December 1815", "1815"]', "[35, 47]")]


def test_plausible_answers_of_impossible_questions_are_left_out(write):
    asked = question("Who?", is_impossible=True, plausible_answers=[BORN])
    flagged = question("Why?", BORN, is_impossible=True)
    source = open_source(write(json.dumps(squad(asked, flagged, question("When?", BORN)), indent=1), "train.json"))

    assert values_of(source, "answer") == [(None,), (None,), ("10 December 1815",)]


def test_the_first_version_has_no_is_impossible_and_files_for_a_test_no_answers(write):
    content = squad({"id": "1", "question": "When?"}) | {"version": "1.1"}
    source = open_source(write(json.dumps(content), "test.json"))

    assert values_of(source, "id", "answer") == [("1", None)]


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ({"qas": []}, "article 2, paragraph 1: expected an object with the text context .* Received: qas"),
        ({"context": "c", "qas": {}}, "article 2, paragraph 1: expected .* Received: context, qas"),
        ({"context": "c", "qas": ["q"]}, "article 2, paragraph 1, question 1: expected .* Received: str"),
        (
            {"context": "c", "qas": [{"question": "q", "answers": [{"answer_start": 1}]}]},
            "article 2, paragraph 1, question 1: expected an object with a list of answers",
        ),
    ],
)
def test_what_is_not_laid_out_as_in_squad_is_refused_by_its_place(write, paragraph, message):
    content = squad(question("When?", BORN))
    content["data"].append({"title": "x", "paragraphs": [paragraph]})

    with pytest.raises(DataError, match=message):
        read_preview(open_source(write(json.dumps(content), "train.json")))


def test_rows_under_the_key_data_that_are_no_articles_are_rows(write):
    source = open_source(write(json.dumps({"data": [{"question": "q", "context": "c"}] * 3}), "rows.json"))

    assert source.column_names == ("question", "context")


def test_a_file_without_a_single_question_is_refused(write):
    with pytest.raises(DataError, match=r"expected questions on paragraphs of articles\. Received: none in 1 article"):
        open_source(write(json.dumps(squad()), "train.json"))
