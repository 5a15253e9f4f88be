"""Questions are answered with parts of their contexts, in the studio and in its exports alike."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401
import tensorflow as tf

from studio.data.targets import Ragged
from studio.engine.answering.answerer import Answerer
from studio.engine.building.model import build_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.extractive_qa.question_reader import question_reader
from studio.engine.tasks.extractive_qa.task import TASK
from studio.schema import Schema
from studio.spec import RunSpec
from studio.tasks.extractive_qa import NEVER
from tests import tiny_presets
from tests.matrix import cases

pytestmark = [
    pytest.mark.engine,
    # KerasHub leaves the file of a SentencePiece vocabulary open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LONG = " ".join(tiny_presets.TEXTS) * 3
CONTEXTS = [tiny_presets.TEXTS[0], LONG, "東京 the good film\u00a0with a 😀 story", "…", f"{LONG} cold scene"]
QUESTIONS = ["the film", "bad music and a cold scene", "a story", "film", "good music"]


def make_model(family: str, folder: Path, threshold: float = 0.0, **settings: Any) -> TextModel:
    tiny_presets.save_keras_hub(family, folder)
    spec = RunSpec.parse(
        {
            "task": "extractive_qa",
            "backbone": {"preset": str(folder)},
            "data": {"train": "none.jsonl", "sequence_length": 24},
            "settings": {"stride": 5, "max_answer_length": 4, **settings},
        }
    )
    return build_model(spec, Schema(no_answer_threshold=threshold))


def asked(model: TextModel) -> Any:
    return Answerer(model).answers({"question": QUESTIONS, "context": CONTEXTS}, batch_size=3)


@pytest.mark.parametrize("family", cases(["Bert", "Roberta", "XLMRoberta", "FNet"], ["Roberta"]))
def test_an_export_says_what_the_studio_says_in_windows_too(family: str, tmp_path: Path):
    model = make_model(family, tmp_path)
    answers = asked(model)
    serve = tf.function(
        lambda question, context: TASK.serve(model, {"question": question, "context": context}),
        input_signature=[tf.TensorSpec([None], tf.string)] * 2,
    )
    found = {name: tensor.numpy() for name, tensor in serve(QUESTIONS, CONTEXTS).items()}

    expected = TASK.exported(answers)
    assert [answer.decode() for answer in found["answer"]] == expected["answer"].tolist()
    for name in ("start", "end"):
        np.testing.assert_array_equal(found[name], expected[name])
    for name in ("score", "no_answer_score"):
        np.testing.assert_allclose(found[name], expected[name], atol=1e-5)
    empty = serve(tf.zeros([0], tf.string), tf.zeros([0], tf.string))
    assert {tuple(tensor.shape) for tensor in empty.values()} == {(0,)}


def test_probabilities_are_those_of_the_parts_of_the_context(tmp_path: Path):
    """Of all parts of a context that is read in windows, and of no answer: they are 1 together."""
    from studio.engine.tasks.extractive_qa import gathering

    model = make_model("Bert", tmp_path, NEVER, max_answer_length=2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gathering, "NUM_TOLD", 10_000)
        answers = asked(model)
    for answer in answers:
        assert sum(span.probability for span in answer.spans) + answer.no_answer_score == pytest.approx(1.0, abs=1e-4)


def test_answers_are_parts_of_their_contexts_with_runners_up(tmp_path: Path):
    for context, answer in zip(CONTEXTS, asked(make_model("Bert", tmp_path, NEVER)), strict=True):
        assert answer.best is not None
        assert all(context[span.start : span.end] == span.text for span in answer.spans)
        chances = [span.probability for span in answer.spans]
        assert chances == sorted(chances, reverse=True)
        assert 0.0 < sum(chances) + answer.no_answer_score <= 1.0 + 1e-6
        assert len({span.place for span in answer.spans}) == len(answer.spans)


def test_no_answer_is_said_where_it_is_ahead_by_more_than_the_threshold(tmp_path: Path):
    model = make_model("Bert", tmp_path, threshold=-NEVER / 10)
    assert [answer.best for answer in asked(model)] == [None] * len(CONTEXTS)

    never = TextModel(model.network, replace(model.info, settings={**model.info.settings, "no_answer": "never"}))
    assert all(answer.best is not None for answer in asked(never))


@pytest.mark.parametrize("family", cases(["Bert", "Roberta", "XLMRoberta"], ["Roberta"]))
def test_a_context_is_read_in_windows_that_know_the_answer(family: str, tmp_path: Path):
    model = make_model(family, tmp_path)
    start = LONG.index("cold scene", 60)
    answers = Ragged(np.array([[start, start + 10]], np.int32), np.array([0, 1, 1], np.int64))
    examples = question_reader(model).read(["film", "story"], [LONG, "a story"], answers)

    rows = examples.rows
    assert len(examples) > 3
    assert (rows.lengths <= 24).all()
    found = 0
    for window, (first, last) in enumerate(zip(examples.targets["start"], examples.targets["end"], strict=True)):
        if not first:
            assert last == 0
            continue
        begin = rows.offsets[window]
        assert (rows.extras["starts"][begin + first], rows.extras["ends"][begin + last]) == (start, start + 10)
        assert rows.extras["answer_mask"][begin + first] == 1
        found += 1
    assert 0 < found < len(examples)
    assert examples.row_of.tolist() == [0] * (len(examples) - 1) + [1]


def test_a_model_learns_where_answers_are(tmp_path: Path):
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision
    from studio.engine.texts.batches import Batcher
    from studio.spec import FitSpec
    from studio.tasks.extractive_qa import QuestionSettings

    model = make_model("Bert", tmp_path)
    answers = Ragged(np.array([[2, 6], [16, 20]], np.int32), np.array([0, 1, 2, 2], np.int64))
    contexts = ["a good film", "the film with a cold scene", "bad music"]
    examples = question_reader(model).read(["film"] * 3, contexts, answers)
    precision = Precision("float32", "float32", is_rewritten=False, reason="a test")
    loss = TASK.loss(QuestionSettings(), model.info.schema)
    backend = TensorFlowBackend(model, FitSpec(), precision, loss=loss)
    batch = Batcher(model, examples).batch(np.arange(3))
    losses = [backend.train_step([batch], 2e-2).loss for _ in range(60)]

    # Dropout makes single steps differ.
    assert np.mean(losses[-10:]) < 0.5 * losses[0]
    found = Answerer(model).answers({"question": ["film"] * 3, "context": contexts})
    assert [answer.headline().text for answer in found] == ["good", "cold", ""]


def test_the_beginning_and_the_end_of_an_answer_are_explained(tmp_path: Path):
    from studio.engine.attention.attribution import Attributor

    attributor = Attributor(make_model("Roberta", tmp_path))
    for target in (None, "start", "end"):
        found = attributor.explain("the film", "a good film with a story", target=target)
        assert found.attribution.target == (target or "start")
        assert 0.0 < found.probability < 1.0
        assert found.attribution.completeness_error < 0.05
