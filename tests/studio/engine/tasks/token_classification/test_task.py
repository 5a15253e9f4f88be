"""Texts, long ones too, get the same spans from the answering loop and from the graph of an export."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.answers import Spans
from studio.data.targets import Ragged, Targets
from studio.schema import Schema
from tests.matrix import cases
from tests.tiny_presets import TEXTS, save_hugging_face

NAMES = ("FILM", "MUSIC")
LONG = " ".join([*TEXTS, "Ünïcode e\u0301 東京に 👍🏽 x\u00a0y!"] * 3)
ASKED = [*TEXTS, "", LONG, "東京", "a"]


FAMILIES = ("Bert", "Roberta", "XLMRoberta")


@pytest.fixture(params=cases([*FAMILIES, "Bert, whole words"], ["Bert, whole words"]))
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    import keras

    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.pretrained import load_task
    from studio.engine.models.text_model import TextModel
    from studio.engine.tasks.token_classification.task import TASK

    family, *words = request.param.split(", ")
    save_hugging_face(family, tmp_path)
    keras.utils.set_random_seed(7)
    schema = Schema(class_names=NAMES, class_counts=(1, 1), has_whole_words=bool(words))
    network = load_task(TASK.network_type, str(tmp_path), head=TASK.head_settings(schema))
    # Large enough that all tags occur.
    network.output_dense.kernel.assign(np.random.default_rng(1).normal(0.0, 2.0, network.output_dense.kernel.shape))
    info = ModelInfo(task=tasks.get("token_classification"), sequence_length=16, columns={}, schema=schema)
    return TextModel(network, info)


def test_answers_are_those_of_the_graph_and_long_texts_are_not_cut(model: Any) -> None:
    import tensorflow as tf

    from studio.engine.answering.answerer import Answerer
    from studio.engine.tasks.token_classification.task import TASK

    answers = Answerer(model).answers({"text": ASKED}, batch_size=4)
    assert all(isinstance(answer, Spans) for answer in answers)
    assert answers[3].spans == ()
    # The last window's spans lie far behind what a single one holds.
    assert max(span.end for span in answers[4].spans) > len(LONG) * 0.8
    for answer in answers:
        assert all(answer.text[span.start : span.end] == span.text for span in answer.spans)
        assert all(first.end <= second.start for first, second in zip(answer.spans, answer.spans[1:], strict=False))
    expected = TASK.exported(answers)
    serve = tf.function(
        lambda text: TASK.serve(model, {"text": text}), input_signature=[tf.TensorSpec([None], tf.string)]
    )
    found = {name: value.numpy() for name, value in serve(tf.constant(ASKED)).items()}
    for name in ("start", "end"):
        np.testing.assert_array_equal(found[name], expected[name], name)
    assert [[kind.decode() for kind in row] for row in found["type"]] == expected["type"].tolist()
    np.testing.assert_allclose(found["probability"], expected["probability"], atol=1e-5)
    assert all(value.shape == (0, 0) for value in serve(tf.constant([], tf.string)).values())


@pytest.mark.parametrize("model", cases(FAMILIES, ["Roberta"]), indirect=True)
def test_the_right_tags_of_a_text_give_its_spans_again(model: Any) -> None:
    from studio.engine.tasks.token_classification.piece_reader import TAGS, pieces_of
    from studio.engine.tasks.token_classification.span_tags import spans_of
    from studio.engine.tasks.token_classification.task import TASK

    place = LONG.index("東京に") + 1
    spans = [(2, 11, 0), (place, place + 1, 1), (len(LONG) - 1, len(LONG), 0)]
    targets = Targets(2, {}, {"spans": Ragged(np.array([*spans, (2, 6, 1)], np.int32), np.array([0, 3, 4]))})
    examples = TASK.examples(model, {"text": [LONG, TEXTS[0]]}, targets)
    assert len(examples) > 2
    assert set(examples.row_of.tolist()) == {0, 1}
    is_tagged, rows, starts, ends = pieces_of(examples)
    tags = examples.targets[TAGS].values
    assert (tags[~is_tagged] == -1).all()
    found, _ = spans_of(rows, starts, ends, tags[is_tagged], np.ones(is_tagged.sum(), np.float32), 2)
    assert [tuple(span) for span in found[0]] == spans
    assert [tuple(span) for span in found[1]] == [(2, 6, 1)]


@pytest.mark.parametrize("model", ["Bert, whole words"], indirect=True)
def test_words_have_one_tag_with_their_marks(model: Any) -> None:
    from studio.engine.tasks.token_classification.piece_reader import TAGS, pieces_of
    from studio.engine.tasks.token_classification.task import TASK

    text = "a good film, with (music)!"
    spans = [(2, 12, 0), (18, 26, 1)]
    examples = TASK.examples(
        model, {"text": [text]}, Targets(1, {}, {"spans": Ragged(np.array(spans, np.int32), np.array([0, 2]))})
    )
    is_tagged, _, starts, ends = pieces_of(examples)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert words == ["a", "good", "film,", "with", "(music)!"]
    # O, the beginning and the inside of the first type, O, the beginning of the second one.
    assert examples.targets[TAGS].values[is_tagged].tolist() == [0, 1, 2, 0, 3]


@pytest.mark.parametrize("model", ["Bert"], indirect=True)
@pytest.mark.parametrize("method", ["integrated_gradients", "leave_one_out"])
def test_the_tag_of_a_word_is_explained(model: Any, method: Any) -> None:
    from studio.engine.attention.attribution import COMPLETENESS_TOLERANCE, Attributor
    from studio.errors import InputError

    attributor = Attributor(model)
    found = attributor.explain("a good film with a story", method=method, target="MUSIC")
    assert found.attribution.target in ("B-MUSIC", "I-MUSIC")
    assert found.probability is not None
    assert 0.0 < found.probability <= 1.0
    assert len(found.attribution.scores) == len(found.attribution.tokens)
    assert np.any(found.attribution.scores != 0.0)
    if method == "integrated_gradients":
        assert found.attribution.completeness_error <= COMPLETENESS_TOLERANCE
    assert attributor.explain("a good film").attribution.target != "O"
    with pytest.raises(InputError, match=r"expected one of FILM, MUSIC\. Received: O"):
        attributor.explain("a good film", target="O")
