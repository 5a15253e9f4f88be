"""Pairs and triplets of texts, with and without scores."""

import json

import pytest

from studio import tasks
from studio.data import open_source, prepare, read_profile
from studio.spec import DataSpec
from studio.tasks.text_embedding import TASK


@pytest.fixture
def write(tmp_path):
    def write(rows):
        path = tmp_path / "pairs.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


def findings(path):
    return {finding.name: finding for finding in read_profile(open_source(path), TASK, {}).findings}


def rows(number, **more):
    return [{"query": f"question {row}", "passage": f"answer {row}", **more} for row in range(number)]


def test_columns_of_pairs_are_found_by_their_names(write):
    train = prepare(DataSpec(train=str(write(rows(20)))), TASK).train
    assert dict(train.columns) == {"text": "query", "second_text": "passage"}
    (batch,) = train.iter_inputs()
    assert set(batch) == {"text", "second_text"}


def test_a_third_text_may_be_missing_in_some_rows(write):
    path = write([*rows(10, negative="wrong"), *rows(10, negative=None)])
    train = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK).train
    (batch,) = train.iter_inputs()
    assert sorted(set(batch["third_text"])) == ["", "wrong"]


def test_a_row_with_one_side_missing_is_left_out_and_told(write):
    path = write([*rows(10), {"query": "alone", "passage": ""}])
    assert findings(path)["no_second_text"].rows == (11,)
    assert len(prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK).train) == 10


def test_rows_whose_sides_are_the_same_are_told(write):
    found = findings(write([*rows(10), {"query": "same", "passage": "same"}]))["equal_texts"]
    assert found.rows == (11,)
    assert found.level == "warning"


def test_scores_are_read_with_their_range(write):
    path = write([{**row, "score": score % 6} for score, row in enumerate(rows(24))])
    prepared = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK)
    assert prepared.train.targets.arrays["value"].tolist()[:6] == [0, 1, 2, 3, 4, 5]
    assert (prepared.schema.minimum, prepared.schema.maximum) == (0, 5)


def test_the_task_stands_in_the_table():
    assert tasks.get("text_embedding") is TASK


def test_a_pair_that_comes_again_the_other_way_round_is_told(write):
    again = [{"query": "answer 3", "passage": "question 3"}, {"query": "same", "passage": "same"}]
    found = findings(write([*rows(10), *again]))["reversed_texts"]
    assert (found.count, found.rows) == (1, (11,))
    assert "row 11, columns query, passage" in str(found.message)
    assert "reversed_texts" not in findings(write(rows(10)))


def test_a_third_text_that_is_one_of_the_two_is_told(write):
    path = write([*rows(9, negative="wrong"), *rows(1, negative=None), {**rows(1)[0], "negative": "answer 0"}])
    found = findings(path)["equal_third_text"]
    assert (found.level, found.rows) == ("warning", (11,))
    assert "column negative" in str(found.message)


@pytest.mark.parametrize("side", ["query", "passage"])
def test_pairs_that_share_one_side_are_refused_without_scores(write, side):
    pairs = [{**row, side: "the same"} for row in rows(10)]
    (found,) = [finding for finding in findings(write(pairs)).values() if finding.level == "error"]
    assert f"column {side}: expected texts that differ. Received: a single one" in str(found.message)
    scored = [{**row, "score": number / 10} for number, row in enumerate(pairs)]
    assert not any(finding.level == "error" for finding in findings(write(scored)).values())


def test_third_texts_beside_scores_are_said_to_be_unused(write):
    pairs = [{**row, "negative": "wrong", "score": number / 10} for number, row in enumerate(rows(10))]
    found = findings(write(pairs))["unused_third_text"]
    assert "column negative: the cosine loss does not look at third texts" in str(found.message)
    settings = TASK.settings(loss="ranking")
    profile = read_profile(open_source(write(pairs)), TASK, {}, settings=settings)
    assert "unused_third_text" not in {finding.name for finding in profile.findings}


def test_a_column_of_labels_in_place_of_texts_is_told(write):
    pairs = [{**row, "passage": "good" if number % 2 else "bad"} for number, row in enumerate(rows(20))]
    found = findings(write(pairs))["few_second_text"]
    assert found.level == "warning"
    assert "column passage: 20 rows have only 2 different texts here" in str(found.message)
    assert not {"few_text", "few_second_text"} & findings(write(rows(20))).keys()
