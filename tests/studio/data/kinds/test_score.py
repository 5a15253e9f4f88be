"""Scores of pairs: their scale is told, and scores of another one are refused."""

import json

import numpy as np
import pytest

from studio.data import RowRules, open_source, prepare, read_profile
from studio.data.score_scale import divisor_of
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.text_embedding import TASK, EmbeddingSettings


@pytest.fixture
def write(tmp_path):
    def write(scores, name="pairs.jsonl"):
        path = tmp_path / name
        rows = ({"text": f"text {row}", "second_text": f"other {row}", "score": s} for row, s in enumerate(scores))
        path.write_text("\n".join(map(json.dumps, rows)))
        return path

    return write


def findings_of(path, faults="refuse", **settings):
    rules = RowRules(faults=faults)
    profile = read_profile(open_source(path), TASK, {}, rules=rules, settings=EmbeddingSettings(**settings))
    return {finding.name: finding for finding in profile.findings if finding.name}, profile


@pytest.mark.parametrize(
    ("ends", "divisor"),
    [((0, 1), 1), ((-1, 1), 1), ((0.2, 0.9), 1), ((0, 5), 5), ((0.4, 4.8), 5), ((1, 5), 5), ((-3, 2), 3)],
)
def test_scores_are_divided_by_their_largest_number_where_no_cosine_reaches_it(ends, divisor):
    assert divisor_of(*ends) == divisor


@pytest.mark.parametrize("scores", [[0.0, 0.25, 0.5, 1.0], [-1.0, -0.3, 0.2, 1.0]])
def test_scores_where_cosines_lie_are_taken_as_they_are(write, scores):
    found, _ = findings_of(write(scores * 5))
    assert {*found} == set()


def test_scores_of_another_scale_are_brought_there_and_that_is_said(write):
    found, _ = findings_of(write([0.0, 1.2, 2.5, 3.8, 4.75] * 4))
    assert "scores of 0 to 4.75 are divided by 5" in str(found["divided_scores"].message)
    assert {*found} == {"divided_scores"}


def test_parts_of_one_beside_whole_numbers_above_it_are_another_scale_and_can_be_left_out(write):
    path = write([0, 1, 2, 3, 4, 5] * 3 + [0.83, 0.4])
    found, _ = findings_of(path)
    fault = found["fault_other_scale"]
    assert (fault.level, fault.rows) == ("error", (19, 20))
    assert 'row 19, column score: expected scores of one scale. Received: "0.83"' in str(fault.message)
    with pytest.raises(DataError, match="expected scores of one scale"):
        prepare(DataSpec(train=str(path)), TASK)
    _, profile = findings_of(path, "leave_out")
    assert profile.left_out.faulty == 2


def test_ratings_with_a_half_now_and_then_are_one_scale(write):
    found, _ = findings_of(write([0.5, 1, 2, 3, 4, 5] * 3))
    assert {*found} == {"divided_scores"}


def test_a_crowd_between_zero_and_one_is_told(write):
    choose = np.random.default_rng(0)
    scores = [*np.round(choose.uniform(0, 5, 60), 2), *np.round(choose.uniform(0, 1, 60), 2)]
    found, _ = findings_of(write(scores))
    crowd = found["two_scales"]
    assert (crowd.level, crowd.rows[0] <= 61) == ("warning", True)
    assert "expected scores of one scale" in str(crowd.message)
    even, _ = findings_of(write(np.round(choose.uniform(0, 5, 120), 2).tolist()))
    assert {*even} == {"divided_scores"}


def test_the_ranking_loss_says_that_it_does_not_look_at_scores(write):
    found, _ = findings_of(write([0, 1, 2, 5] * 4), loss="ranking")
    assert {*found} == {"unused_scores"}


def test_a_separate_file_has_the_scale_of_the_training_data(write):
    train, above = write([0.0, 0.5, 1.0] * 4), write([0.5, 1.0, 4.5], "above.jsonl")
    with pytest.raises(
        DataError, match="row 3, column score: expected a score of the scale of the training data, up to 1"
    ):
        prepare(DataSpec(train=str(train), test=str(above)), TASK)
    fives, below = write([0.0, 2.5, 5.0] * 4, "fives.jsonl"), write([0.5, 1.0, 0.2], "below.jsonl")
    data = prepare(DataSpec(train=str(fives), test=str(below)), TASK)
    assert any(finding.name == "smaller_scale" for finding in data.findings)
