"""Answers are checked against their contexts; contexts stay in one part of a split."""

import csv
import io
import json

import duckdb
import numpy as np
import pytest

from studio.data import open_source, prepare, read_profile
from studio.data.kinds import span
from studio.data.rules import RowRules
from studio.errors import DataError
from studio.schema import Schema
from studio.spec import DataSpec
from studio.tasks.extractive_qa import NEVER, TASK

CONTEXT = "Zoë was born in Zürich, and Zoë died in Genève on 3 May."


def row(answer, start, question="When?", context=CONTEXT):
    return {"question": question, "context": context, "answer": answer, "answer_start": start}


def rows(*, count=20, **more):
    contexts = (f"Number {number} was born in Bern." for number in range(count))
    return [row("Bern", context.index("Bern"), context=context, **more) for context in contexts]


@pytest.fixture
def profile_of(write):
    def read(content, faults="refuse"):
        lines = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in content)
        return read_profile(open_source(write(lines, "a.jsonl")), TASK, {}, rules=RowRules(faults=faults))

    return read


def named(profile):
    return {finding.name: finding for finding in profile.findings}


def test_answers_at_their_starts_are_fine_and_counted(profile_of):
    unanswerable = row("", None, question="Why?")
    several = row(["Zürich", "in Zürich"], [16, 13], question="Where?")
    profile = profile_of([*rows(), several, unanswerable])

    assert not profile.findings
    assert (profile.target.num_answerable, profile.target.num_unanswerable, profile.target.num_several) == (21, 1, 1)
    assert profile.target.characters.max == 9
    questions, lengths = profile.target.tables()
    assert questions.rows == (("answerable", 21), ("unanswerable", 1))
    assert [(row[0], row[-1]) for row in lengths.rows] == [("answer", 9)]


def test_several_questions_on_one_context_are_no_conflict(profile_of):
    profile = profile_of([row("Zürich", 16, "Where?"), row("3 May", 50, "When?"), *rows()])

    assert profile.num_conflicts == profile.num_duplicates == 0


def test_an_answer_that_stands_elsewhere_is_refused_and_can_be_mended(profile_of):
    wrong = [*rows(), row("3 May", 44)]
    finding = named(profile_of(wrong))["fault_mend_moved"]

    assert finding.level == "error"
    assert finding.rows == (21,)
    place = CONTEXT.index("3 May")
    assert f'where its start says. Received: "3 May" at 44, which stands at {place} (1 such' in str(finding.message)
    mended = profile_of(wrong, "mend")
    assert named(mended)["mended"].rows == (21,)
    assert mended.target.num_answerable == 21
    left_out = profile_of(wrong, "leave_out")
    assert left_out.left_out.faulty == 1
    assert left_out.target.num_answerable == 20


@pytest.mark.parametrize(
    ("answer", "start", "name"),
    [("Paris", 3, "absent"), ("Zoë", 14, "unclear"), ("Zürich", "soon", "unreadable")],
)
def test_an_answer_that_cannot_be_mended_is_refused_by_name_or_left_out(profile_of, answer, start, name):
    wrong = [*rows(), row(answer, start)]

    assert named(profile_of(wrong))[f"fault_{name}"].rows == (21,)
    assert profile_of(wrong, "mend").left_out.faulty == 1


@pytest.mark.parametrize("unit", ["bytes", "utf16"])
def test_starts_that_count_something_else_are_recognized_and_converted(profile_of, unit):
    encoding, width = ("utf-8", 1) if unit == "bytes" else ("utf-16-le", 2)
    contexts = [f"😀 Nummer {number} wurde in Köln geboren." for number in range(20)]
    starts = [len(text[: text.index("Köln")].encode(encoding)) // width for text in contexts]
    content = [row("Köln", start, context=text) for start, text in zip(starts, contexts, strict=True)]

    finding = named(profile_of(content))[f"fault_mend_{unit}"]
    assert finding.count == 20
    assert "answer_start" in str(finding.message)
    assert profile_of(content, "mend").target.num_answerable == 20


def test_answers_without_a_start_are_looked_for(profile_of):
    content = [{key: value for key, value in row("Zoë", 0).items() if key != "answer_start"}]
    profile = profile_of([*({**entry, "answer_start": None} for entry in rows()), *content])

    assert named(profile)["first_of_several"].level == "info"
    assert profile.target.num_answerable == 21


def test_an_empty_question_is_left_out(profile_of):
    assert profile_of([*rows(), row("Zürich", 16, question=" ")]).left_out.no_text == 1


def test_data_without_any_answer_is_refused(profile_of):
    profile = profile_of([row("", None, context=f"c {i}") for i in range(9)])
    assert "expected rows with an answer" in str(profile.findings[0].message)


def test_contexts_stay_in_one_part_and_offsets_arrive_as_arrays(write):
    content = [row("Bern", 13, f"Question {n}?", f"Number {c:02} in Bern.") for c in range(12) for n in range(4)]
    content += [row("", None, "Why?", f"Number {c:02} in Bern.") for c in range(12)]
    path = write("\n".join(json.dumps(entry) for entry in content), "a.jsonl")
    data = prepare(DataSpec(train=str(path), validation_fraction=0.25, test_fraction=0.25), TASK)

    contexts = [set(split.take(np.arange(len(split)))["context"]) for split in data.splits]
    assert all(contexts)
    assert sum(map(len, contexts)) == 12
    assert data.schema == Schema(no_answer_threshold=0.0)
    answers = data.train.targets.ragged[span.ANSWERS]
    assert len(answers) == len(data.train)
    assert {tuple(entry) for entry in answers.values.tolist()} == {(13, 17)}
    assert (np.diff(answers.offsets) == 0).sum() == len(data.train) / 5


def test_a_model_of_data_in_which_all_is_answered_never_says_that_there_is_none(write):
    path = write("\n".join(json.dumps(entry) for entry in rows()), "a.jsonl")

    assert prepare(DataSpec(train=str(path)), TASK).schema.no_answer_threshold == NEVER


def test_the_layout_of_hugging_face_is_read_from_a_column_answers(write):
    content = [
        {
            "question": entry["question"],
            "context": entry["context"],
            "answers": {"text": [entry["answer"]], "answer_start": [entry["answer_start"]]},
        }
        for entry in rows()
    ] + [{"question": "Why?", "context": CONTEXT, "answers": {"text": [], "answer_start": []}}]
    path = write("\n".join(json.dumps(entry) for entry in content), "a.jsonl")
    profile = read_profile(open_source(path), TASK, {})

    assert not profile.findings
    assert (profile.target.num_answerable, profile.target.num_unanswerable) == (20, 1)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json", "rows.parquet", "rows.csv"])
@pytest.mark.parametrize("is_listed", [False, True])
def test_answers_in_a_struct_are_read_from_every_format(write, name, is_listed):
    def struct(texts, starts):
        if is_listed:
            return [{"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)]
        return {"text": texts, "answer_start": starts}

    content = [
        {"id": "a", "question": "Where?", "context": CONTEXT, "answers": struct(["Zürich", "in Zürich"], [16, 13])},
        {"id": "b", "question": "Why?", "context": CONTEXT, "answers": struct([], [])},
        {"id": "c", "question": "Who?", "context": CONTEXT, "answers": struct(["Zoë"], [28])},
    ]
    lines = "\n".join(json.dumps(entry) for entry in content)
    path = write(json.dumps(content) if name == "rows.json" else lines, name)
    if name == "rows.parquet":
        source, path = write(lines, "source.jsonl"), path.with_name(name)
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM read_json('{source}')) TO '{path}' (FORMAT parquet)")
    elif name == "rows.csv":
        table = io.StringIO()
        writer = csv.DictWriter(table, content[0])
        writer.writeheader()
        writer.writerows(content)
        path = write(table.getvalue(), name)
    data = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK)

    answers = data.train.targets.ragged[span.ANSWERS]
    assert [answers[row].tolist() for row in range(3)] == [[[16, 22], [13, 22]], [], [[28, 31]]]


def test_a_strict_run_names_the_first_fault(write):
    path = write("\n".join(json.dumps(entry) for entry in [*rows(), row("Paris", 3)]), "a.jsonl")

    with pytest.raises(DataError, match="row 21, column answer: expected an answer that stands in the context"):
        prepare(DataSpec(train=str(path)), TASK)


def test_an_answer_that_is_refused_is_not_said_to_be_left_out(profile_of):
    profile = profile_of([*rows(), row("Bern", 1)])
    assert profile.left_out.total == 0
    assert "faulty" not in named(profile)
    assert (profile.target.num_answerable, profile.target.num_unanswerable) == (20, 0)


def test_a_start_below_0_is_none_where_it_is_1_below_and_else_a_fault(profile_of):
    assert not profile_of([*rows(), row("Genève", -1)]).findings
    (fault,) = profile_of([*rows(), row("Genève", -5)]).findings
    assert (fault.name, fault.rows) == ("fault_unreadable", (21,))
    assert 'Received: "-5"' in str(fault.message)


def test_questions_without_an_answer_are_told_where_the_training_data_has_none(write):
    def file(content, name):
        return str(write("\n".join(json.dumps(entry, ensure_ascii=False) for entry in content), name))

    data = DataSpec(train=file(rows(), "train.jsonl"), test=file([row("", None, "Why?")], "test.jsonl"))
    (note,) = prepare(data, TASK).notes
    assert note.name == "unknown_no_answer"
    assert "1 question has no answer, but the training data has no such question" in str(note.message)
    assert not prepare(data, TASK, TASK.settings(no_answer="allowed")).notes
