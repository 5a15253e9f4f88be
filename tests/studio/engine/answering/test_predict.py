import csv

import numpy as np
import pytest

pytestmark = pytest.mark.engine


@pytest.fixture
def predictor(finished_run):
    from studio.engine.tasks.text_classification.predictor import Predictor

    return Predictor(finished_run.model_path)


@pytest.fixture
def texts(reviews):
    with reviews.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def test_predictions_are_float32_probabilities_in_the_order_of_the_texts(predictor, texts):
    predictions = predictor.predict(texts[:50])
    assert predictions.probabilities.dtype == np.float32
    assert predictions.probabilities.shape == (50, 2)
    np.testing.assert_allclose(predictions.probabilities.sum(axis=1), 1.0, atol=1e-6)
    assert len(set(predictions.labels)) == 2
    backwards = predictor.predict(texts[:50][::-1])
    np.testing.assert_allclose(backwards.probabilities[::-1], predictions.probabilities, atol=1e-6)


def test_batches_by_length_change_nothing(predictor, texts):
    together = predictor.predict(texts[:40], batch_size=7).probabilities
    alone = np.concatenate([predictor.predict([text]).probabilities for text in texts[:40]])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_predictions_equal_those_of_keras_hub_itself(predictor, texts):
    classifier = predictor.model.network
    inputs = {name: np.asarray(array) for name, array in classifier.preprocessor(texts[:20]).items()}
    logits = np.asarray(classifier(inputs, training=False))
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(predictor.predict(texts[:20]).probabilities, expected, atol=1e-5)


def test_no_text_gives_no_prediction(predictor):
    predictions = predictor.predict([])
    assert predictions.probabilities.shape == (0, 2)
    assert predictions.labels == []


def test_progress_counts_up_to_the_number_of_texts(predictor, texts):
    seen = []
    predictor.predict(texts[:30], batch_size=10, on_progress=seen.append)
    assert seen == [10, 20, 30]


def test_an_untrained_model_can_predict_before_it_is_saved(tiny_model, finished_run, texts):
    from studio.engine.tasks.text_classification.predictor import Predictor

    fresh, saved = Predictor(tiny_model), Predictor(finished_run.model_path)
    np.testing.assert_array_equal(fresh.predict(texts[:9]).probabilities, saved.predict(texts[:9]).probabilities)
