import csv

import numpy as np
import pytest

from tests.asked import class_answers

pytestmark = pytest.mark.engine


@pytest.fixture
def answerer(finished_run):
    from studio.engine.answering.answerer import Answerer

    return Answerer(finished_run.model_path)


@pytest.fixture
def texts(reviews):
    with reviews.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def probabilities(answerer, texts, **options):
    return np.array([answer.probabilities for answer in answerer.answers({"text": texts}, **options)], np.float32)


def test_answers_are_float32_probabilities_in_the_order_of_the_texts(answerer, texts):
    answers = answerer.answers({"text": texts[:50]})
    assert {answer.names for answer in answers} == {("bad", "good")}
    found = np.array([answer.probabilities for answer in answers])
    np.testing.assert_array_equal(found, found.astype(np.float32))
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-6)
    assert len({answer.prediction for answer in answers}) == 2
    np.testing.assert_allclose(probabilities(answerer, texts[:50][::-1])[::-1], found, atol=1e-6)


def test_batches_by_length_change_nothing(answerer, texts):
    together = probabilities(answerer, texts[:40], batch_size=7)
    alone = np.concatenate([probabilities(answerer, [text]) for text in texts[:40]])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_answers_equal_those_of_keras_hub_itself(answerer, texts):
    classifier = answerer.model.network
    inputs = {name: np.asarray(array) for name, array in classifier.preprocessor(texts[:20]).items()}
    logits = np.asarray(classifier(inputs, training=False))
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(probabilities(answerer, texts[:20]), expected, atol=1e-5)


def test_no_text_gives_no_answer(answerer):
    assert answerer.answers({"text": []}) == []


def test_progress_counts_up_to_the_number_of_texts(answerer, texts):
    seen = []
    answerer.answers({"text": texts[:30]}, batch_size=10, on_progress=seen.append)
    assert seen == [10, 20, 30]


def test_a_chunk_is_answered_before_the_next_one_is_asked_for(answerer, texts):
    num_asked = 0

    def chunks():
        nonlocal num_asked
        for start in range(0, 60, 20):
            num_asked += 1
            yield {"text": texts[start : start + 20]}

    found = []
    for answers in answerer.iter_answers(chunks()):
        found += answers
        assert len(found) == 20 * num_asked
    assert [answer.prediction for answer in found] == [
        answer.prediction for answer in answerer.answers({"text": texts[:60]})
    ]


def test_an_untrained_model_can_answer_before_it_is_saved(tiny_model, finished_run, texts):
    np.testing.assert_array_equal(
        class_answers(tiny_model, texts[:9])[1], class_answers(finished_run.model_path, texts[:9])[1]
    )
