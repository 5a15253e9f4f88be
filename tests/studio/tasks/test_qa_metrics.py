"""Answers are counted as SQuAD's own scripts count them, and sensibly where a script has no spaces."""

import re
import string
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.tasks.qa_metrics import answer_words, best_threshold, chosen_threshold, exact_match, f1, question_report


def test_case_articles_punctuation_and_blanks_do_not_count():
    assert exact_match("the  Eiffel Tower.", ["Eiffel tower"]) == 1.0
    assert f1("An Eiffel, Tower!", ["eiffel tower"]) == 1.0


def test_f1_goes_over_words_as_often_as_they_occur():
    # "new new york" and "new york city": new and york are shared; precision 2/3, recall 2/3.
    assert f1("new new york", ["new york city"]) == pytest.approx(2 / 3)
    assert f1("in new york", ["york"]) == pytest.approx(2 * (1 / 3) * 1 / (1 / 3 + 1))
    assert f1("paris", ["london"]) == 0.0


def test_the_best_of_several_gold_answers_counts():
    assert exact_match("12 March 1912", ["1912", "12 March 1912"]) == 1.0
    assert f1("March 1912", ["1912", "12 March 1912"]) == pytest.approx(0.8)


def test_no_answer_is_right_only_where_there_is_none():
    assert (exact_match("", []), f1("", [])) == (1.0, 1.0)
    assert (exact_match("", ["1912"]), f1("", ["1912"])) == (0.0, 0.0)
    assert (exact_match("1912", []), f1("1912", [])) == (0.0, 0.0)


def test_a_hyphen_is_dropped_and_not_a_border_of_words_as_in_the_script():
    assert answer_words("well-known") == ["wellknown"]
    # Only ASCII punctuation is dropped from texts with spaces, as in the script.
    assert answer_words("“Quoted” – so") == ["“quoted”", "–", "so"]


def test_each_character_of_a_script_without_spaces_is_a_word():
    assert answer_words("東京都、2020年") == ["東", "京", "都", "2020", "年"]
    assert f1("東京", ["東京都"]) == pytest.approx(0.8)
    assert exact_match("「東京」", ["東京。"]) == 1.0
    assert exact_match("東 京", ["東京"]) == 1.0


def test_a_report_tells_answerable_and_unanswerable_questions_apart():
    report = question_report(["Paris", "", "in Rome", "1912"], [["Paris"], [], ["Rome"], []], loss=0.5)

    assert report.metrics == {
        "loss": 0.5,
        "exact_match": 0.5,
        "f1": pytest.approx((1 + 1 + 2 / 3 + 0) / 4),
        "has_answer_f1": pytest.approx((1 + 2 / 3) / 2),
        "no_answer_accuracy": 0.5,
    }
    assert report.to_json()["unanswerable"] == 2


def test_what_no_question_can_tell_is_left_out():
    assert "no_answer_accuracy" not in question_report(["a b"], [["b"]], loss=0.0).metrics
    assert "has_answer_f1" not in question_report([""], [[]], loss=0.0).metrics


def test_a_report_needs_a_prediction_for_each_question():
    with pytest.raises(ValueError, match="at least one question"):
        question_report([], [], loss=0.0)


def test_the_threshold_parts_the_questions_that_have_answers_from_the_others():
    scores, is_answerable = np.array([-3.0, 2.0, -1.0, 4.0]), np.array([True, False, True, False])

    assert best_threshold(scores, np.array([1.0, 0.0, 0.5, 0.0]), is_answerable) == pytest.approx(0.5)


def test_the_threshold_answers_everything_or_nothing_where_that_is_best():
    scores = np.array([1.0, 2.0])

    assert best_threshold(scores, np.ones(2), np.array([True, True])) > 2.0
    assert best_threshold(scores, np.zeros(2), np.array([False, False])) < 1.0


def test_questions_with_the_same_score_are_answered_together():
    # Answering only the first of the two would be best, but no threshold can do that.
    scores, f1s, is_answerable = np.array([0.0, 0.0, 5.0]), np.array([0.4, 0.0, 0.0]), np.array([True, False, False])

    assert best_threshold(scores, f1s, is_answerable) < 0.0


# === The rules of the script, written down once more ===


def _script_words(text: str) -> list[str]:
    lowered = "".join(character for character in text.lower() if character not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", lowered).split()


def _script_f1(first: list[str], second: list[str]) -> float:
    if not first or not second:
        return float(first == second)
    num_same = sum((Counter(first) & Counter(second)).values())
    if num_same == 0:
        return 0.0
    precision, recall = num_same / len(first), num_same / len(second)
    return 2 * precision * recall / (precision + recall)


@given(st.text("aAnthe the. 'é-12“x", max_size=12), st.text("aAnthe the. 'é-12“x", min_size=1, max_size=12))
def test_text_with_spaces_is_counted_as_by_the_script(prediction: str, answer: str):
    first, second = _script_words(prediction), _script_words(answer)

    assert answer_words(prediction) == first
    assert exact_match(prediction, [answer]) == float(first == second)
    assert f1(prediction, [answer]) == pytest.approx(_script_f1(first, second))


@pytest.mark.parametrize("kinds", [[True, True], [False, False]])
def test_questions_of_one_kind_alone_choose_no_threshold(kinds):
    assert chosen_threshold(np.array([1.0, 2.0]), np.ones(2), np.array(kinds), 0.25) == 0.25


def test_questions_of_both_kinds_choose_the_threshold_with_the_best_f1():
    found = chosen_threshold(np.array([1.0, 2.0]), np.array([1.0, 0.0]), np.array([True, False]), 0.25)
    assert found == pytest.approx(1.5)
