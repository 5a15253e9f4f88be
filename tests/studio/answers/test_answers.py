import json

import numpy as np
import pytest

from studio import answers
from studio.answers import Classes, Fills, Hit, Hits, Number, Span, Spans, Vector, Written
from studio.errors import InputError

CLASSES = Classes(("bad", "good"), (0.25, 0.75))
LABELS = Classes(("war", "art", "sea"), (0.5, 0.25, 0.75), (0.5, 0.5, 0.25))
NO_LABEL = Classes((), ())
TAGS = Spans("Anna sah 東京", (Span(0, 4, "PER", "Anna", 0.5), Span(9, 11, "LOC", "東京", 0.75)))
ANSWER = Spans("Born in 1815.", (Span(8, 12, "", "1815", 0.75), Span(5, 12, "", "in 1815", 0.125)), 0.0625)
NO_ANSWER = Spans("Born in 1815.", (Span(8, 12, "", "1815", 0.25),), 0.5, has_answer=False)
FILLS = Fills("Paris is a city.", ((("a", 0.5), ("the", 0.25)), (("city", 0.5), ("town", 0.25))))
NUMBER = Number(3.5, 0.25, 1.0, 5.0)
VECTOR = Vector((0.5, -0.25, 0.125, 0.0, 1.0))
HITS = Hits((Hit(7, "the sea", 0.75), Hit(2, "a lake", 0.5)))
WRITTEN = Written("東京は\n大きい。", 5, is_ended=False)
ALL = (CLASSES, LABELS, NO_LABEL, TAGS, ANSWER, NO_ANSWER, FILLS, NUMBER, Number(1.5), VECTOR, HITS, Hits(()), WRITTEN)


@pytest.mark.parametrize("answer", ALL, ids=repr)
def test_an_answer_comes_back_from_its_json(answer):
    data = json.loads(json.dumps(answer.to_json()))
    assert data["kind"] == answer.KIND
    assert answers.read(data) == answer


@pytest.mark.parametrize("answer", ALL, ids=repr)
def test_columns_have_an_entry_for_each_answer(answer):
    assert {len(values) for values in type(answer).columns([answer, answer, answer]).values()} <= {3}


def test_each_kind_has_an_answer_here():
    assert {answer.KIND for answer in ALL} == set(answers.names())


@pytest.mark.parametrize(
    ("answer", "text", "number"),
    [
        (CLASSES, "good", 0.75),
        (LABELS, "war, sea", None),
        (NO_LABEL, "", None),
        (TAGS, "Anna (PER) · 東京 (LOC)", None),
        (ANSWER, "1815", 0.75),
        (NO_ANSWER, "", 0.5),
        (FILLS, "a · city", 0.25),
        (NUMBER, "3.5", None),
        (VECTOR, "[0.500, -0.250, 0.125, 0.000, …]", None),
        (HITS, "the sea", 0.75),
        (WRITTEN, "東京は\n大きい。", None),
    ],
)
def test_the_headline_says_it_in_a_few_words(answer, text, number):
    assert (answer.headline().text, answer.headline().number) == (text, number)


def test_classes_become_a_prediction_and_a_probability_each():
    columns = Classes.columns([CLASSES, Classes(("bad", "good"), (0.875, 0.125))])
    assert list(columns) == ["prediction", "probability", "probability_bad", "probability_good"]
    assert columns["prediction"].tolist() == ["good", "bad"]
    assert columns["probability"].tolist() == [0.75, 0.875]
    assert columns["probability_good"].dtype == np.float32
    assert columns["probability_good"].tolist() == [0.75, 0.125]


def test_labels_become_a_json_list_and_a_probability_each():
    none = Classes(LABELS.names, (0.0, 0.0, 0.0), LABELS.thresholds)
    columns = Classes.columns([LABELS, none])
    assert list(columns) == ["predictions", "probability_war", "probability_art", "probability_sea"]
    assert columns["predictions"].tolist() == ['["war", "sea"]', "[]"]


def test_tags_become_a_json_list_of_spans():
    columns = Spans.columns([TAGS])
    assert list(columns) == ["spans"]
    assert json.loads(columns["spans"][0])[1] == {
        "start": 9,
        "end": 11,
        "type": "LOC",
        "text": "東京",
        "probability": 0.75,
    }
    assert "東京" in columns["spans"][0]


def test_an_answer_to_a_question_becomes_its_text_and_place():
    columns = Spans.columns([ANSWER, NO_ANSWER])
    assert {name: values.tolist() for name, values in columns.items()} == {
        "answer": ["1815", ""],
        "start": [8, -1],
        "end": [12, -1],
        "probability": [0.75, 0.5],
    }


def test_a_number_a_vector_and_hits_become_their_columns():
    assert Number.columns([NUMBER])["prediction"].tolist() == [3.5]
    assert list(Vector.columns([VECTOR])) == [f"vector_{place}" for place in range(5)]
    assert Vector.columns([VECTOR, VECTOR])["vector_1"].tolist() == [-0.25, -0.25]
    assert json.loads(Hits.columns([HITS])["hits"][0])[0] == {"row": 7, "text": "the sea", "score": 0.75}


def test_fills_become_the_text_and_the_first_mask():
    columns = Fills.columns([FILLS, Fills("No mask.", ())])
    assert columns["prediction"].tolist() == ["Paris is a city.", "No mask."]
    assert columns["masks"].tolist() == [2, 0]
    assert columns["token_2"].tolist() == ["the", ""]
    assert columns["probability_1"].tolist() == [0.5, 0.0]


def test_a_text_becomes_a_prediction():
    assert {name: values.tolist() for name, values in Written.columns([WRITTEN, Written("")]).items()} == {
        "prediction": ["東京は\n大きい。", ""]
    }


def test_of_a_text_that_was_given_nothing_more_is_known():
    assert answers.read({"kind": "text", "prediction": "a"}) == Written("a", 0, is_ended=True)


@pytest.mark.parametrize(
    ("given", "total"),
    [
        ([CLASSES, CLASSES, Classes(("bad", "good"), (1.0, 0.0))], {"counts": {"good": 2, "bad": 1}}),
        ([LABELS, LABELS], {"counts": {"war": 2, "sea": 2}, "without": 0}),
        ([TAGS], {"counts": {"PER": 1, "LOC": 1}, "without": 0}),
        ([ANSWER, NO_ANSWER, ANSWER], {"answered": 2, "unanswered": 1, "probabilities": 3}),
        ([FILLS, FILLS], {"masks": 4}),
        ([NUMBER, Number(1.5)], {"numbers": 2}),
        ([VECTOR], {"vector_size": 5}),
        ([HITS, Hits(())], {"found": 1, "scores": 1}),
        ([WRITTEN, Written("a", 1), Written("", 0)], {"tokens": 3, "unended": 1}),
    ],
)
def test_answers_add_up_alike_at_once_and_one_by_one(given, total):
    at_once, one_by_one = {}, {}
    type(given[0]).add_up(at_once, given)
    for answer in given:
        type(answer).add_up(one_by_one, [answer])
    assert at_once == one_by_one
    # Of numbers it is enough to say how many there are: tests of `NumberTally` look at the rest.
    short = {name: value.get("count", value) if isinstance(value, dict) else value for name, value in at_once.items()}
    assert short == total


def test_answers_are_right_or_wrong_where_that_can_be_said():
    assert CLASSES.agrees(Classes(("good",), (1.0,))) is True
    assert CLASSES.agrees(Classes(("bad",), (1.0,))) is False
    assert LABELS.agrees(Classes(("sea", "war"), (1.0, 1.0), (0.5, 0.5))) is True
    assert LABELS.agrees(NO_LABEL) is False
    assert TAGS.agrees(Spans(TAGS.text, (Span(9, 11, "LOC", "東京", 1.0), Span(0, 4, "PER", "Anna", 1.0)))) is True
    assert TAGS.agrees(Spans(TAGS.text, (Span(0, 4, "PER", "Anna", 1.0),))) is False
    assert ANSWER.agrees(Spans(ANSWER.text, (Span(8, 12, "", "1815", 1.0),), 0.0)) is True
    assert ANSWER.agrees(Spans(ANSWER.text, (), 1.0)) is False
    assert NO_ANSWER.agrees(Spans(ANSWER.text, (), 1.0)) is True
    assert FILLS.agrees(Fills("", ((("a", 1.0),), (("city", 1.0),)))) is True
    assert HITS.agrees(Hits((Hit(7, "", 1.0),))) is True
    assert NUMBER.agrees(Number(3.5)) is None
    assert VECTOR.agrees(VECTOR) is None
    assert WRITTEN.agrees(Written("東京は\n大きい。")) is True
    assert WRITTEN.agrees(Written("東京は大きい。")) is None


def test_what_is_no_answer_is_refused():
    with pytest.raises(InputError, match=r"of the kind classes, number, .*\. Received: poem\."):
        answers.read({"kind": "poem"})
    with pytest.raises(InputError, match="of the kind classes"):
        answers.read({"kind": "classes", "probabilities": [0.5]})
