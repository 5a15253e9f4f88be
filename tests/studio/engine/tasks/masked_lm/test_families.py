"""Every family of backbones with a masked language model in KerasHub, tiny and untrained, with its own tokenizer."""

from typing import Any

import numpy as np
import pytest

from studio.spec import FitSpec
from tests.asked import exported_answers

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXTS = [
    "one two three [MASK] five six",
    "[MASK] two\t<mask> four",
    "seven eight nine ten eleven twelve one two three four five six seven eight nine ten [MASK]",
    "no mask at all",
    "twelve[MASK]",
    "one two\u00a0\u3000<mask>\u2009[MASK] three",
    "",
]


def make_backend(model: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision

    return TensorFlowBackend(model, FitSpec(), Precision("float32", "float32", is_rewritten=False, reason="a test"))


def make_batcher(model: Any) -> Any:
    from studio.engine.tasks.masked_lm.batches import MaskedBatcher
    from studio.engine.tasks.masked_lm.masking import RandomMasker
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    texts = [text.replace("[MASK]", "two").replace("<mask>", "nine") for text in TEXTS[:4]]
    rows = TextEncoder(model).encode(texts)
    return MaskedBatcher(model, Examples.single(rows), RandomMasker(model.tokenizer, is_fixed=True))


def test_a_step_lowers_the_loss_and_padding_changes_no_answer(family_model: Any) -> None:
    backend, batcher = make_backend(family_model), make_batcher(family_model)
    whole = batcher.batch(np.arange(4))
    together = backend.outputs(whole)
    for index in range(4):
        alone = backend.outputs(batcher.batch(np.array([index])))
        count = alone["losses"].shape[1]
        np.testing.assert_allclose(together["losses"][index, :count], alone["losses"][0], rtol=1e-3, atol=1e-4)
        assert not together["losses"][index, count:].any()
    first = backend.train_step([whole], 1e-3)
    is_counted = whole.targets["masked_token_ids"] >= 0
    assert first.loss == pytest.approx(together["losses"][is_counted].mean(), rel=1e-4)
    losses = [backend.train_step([whole], 1e-3).loss for _ in range(20)]
    assert min(losses[10:]) < first.loss


def test_masks_in_a_text_become_the_model_s_own_inside_a_graph_and_outside(family_model: Any) -> None:
    import tensorflow as tf

    from studio.engine.tasks.masked_lm.encoding import MaskedTextEncoder, encode_masked

    rows = MaskedTextEncoder(family_model).encode(TEXTS)
    graph = tf.function(
        lambda text: encode_masked(family_model, text), input_signature=[tf.TensorSpec([None], tf.string)]
    )
    found = {name: array.numpy() for name, array in graph(tf.constant(TEXTS)).items()}
    assert set(found) == set(family_model.input_names) - {"mask_positions"}
    tokenizer = family_model.tokenizer
    for index, ids in enumerate(np.split(rows.token_ids, rows.offsets[1:-1])):
        np.testing.assert_array_equal(found["token_ids"][index, : len(ids)], ids)
        assert (found["token_ids"][index, len(ids) :] == tokenizer.pad_token_id).all()
        assert np.count_nonzero(ids == tokenizer.mask_token_id) == min(
            TEXTS[index].count("[MASK]") + TEXTS[index].count("<mask>"), 2 if len(ids) < 32 else 0
        )
        assert (ids[0], ids[-1]) == (tokenizer.start_token_id, tokenizer.end_token_id)
    if "padding_mask" in found:
        np.testing.assert_array_equal(found["padding_mask"].sum(axis=1), rows.lengths)
    assert {name: array.shape for name, array in graph(tf.constant([], tf.string)).items()}.values()


def test_an_export_answers_what_the_studio_answers(family_model: Any) -> None:
    import tensorflow as tf

    from studio.engine import tasks

    task = tasks.get(family_model.info.task)
    whole = [text.replace("[MASK]", "four").replace("<mask>", "two") for text in TEXTS[:3]]
    texts = task.check_inputs(family_model, {"text": whole})["text"]
    assert [text.count("[MASK]") for text in texts] == [1, 1, 1]
    serve = tf.function(
        lambda text: task.serve(family_model, {"text": text}), input_signature=[tf.TensorSpec([None], tf.string)]
    )
    found = {name: array.numpy() for name, array in serve(tf.constant([*texts, "no mask"])).items()}
    expected = exported_answers(family_model, texts)
    np.testing.assert_allclose(found["probabilities"][:3], expected["probabilities"], atol=1e-5)
    assert [row[0].decode() for row in found["tokens"][:3]] == expected["tokens"][:, 0].tolist()
    assert found["tokens"][3].tolist() == [b""] * 5
    assert not found["probabilities"][3].any()


def test_tokens_are_written_as_the_text_they_came_from(family_model: Any) -> None:
    from studio.engine.tasks.masked_lm.token_texts import TokenTexts
    from studio.engine.texts.tokens import TextEncoder

    text = "one two three four."
    rows = TextEncoder(family_model).encode([text])
    assert TokenTexts(family_model.tokenizer).text(rows.token_ids) == text
