"""Conversations that share rows in training: what is learned of them, and a run that is taken up again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401
import keras_hub
import tensorflow as tf

from studio.chat import Message, dump_conversation
from studio.engine.backends.tensorflow import TensorFlowBackend
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.precision import Precision
from studio.engine.models.pretrained import load_task
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.chat.task import TASK
from studio.engine.tasks.writing.examples import LABELS
from studio.engine.texts.batches import NO_TARGET
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.inputs import DOCUMENT_IDS
from studio.engine.texts.showing import show_streams
from studio.generation import GenerationSettings
from studio.schema import Schema
from studio.spec import FitSpec
from studio.tasks import chat
from tests.tiny_presets import save_keras_hub

pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    # WORKAROUND: KerasHub 0.32 hands some layers an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

LENGTH = 120
PRECISION = Precision("float32", "float32", is_rewritten=False, reason="a test")


@pytest.fixture(scope="module")
def preset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny network with learned places, which have to begin anew in each conversation."""
    folder: Path = tmp_path_factory.mktemp("presets") / "GPT2"
    save_keras_hub("GPT2", folder)
    return folder


def load(preset: Path, *, packing: bool) -> TextModel:
    network = load_task(keras_hub.models.CausalLM, str(preset), dropout=0.0)
    network.preprocessor.sequence_length = LENGTH
    settings = chat.ChatSettings(packing=packing, generation=GenerationSettings(max_new_tokens=6))
    return TextModel(
        network, ModelInfo(chat.TASK, Schema(), LENGTH, settings=TASK.remembered_settings(network, settings, None))
    )


def talks() -> list[str]:
    """Return conversations of one question or two, with answers of several lengths."""
    words = ["a film", "the end", "cold music", "a story", "good", "bad music and a film"]
    return [
        dump_conversation(
            [
                Message(role="user", content=words[number % 6]),
                Message(role="assistant", content=" ".join(words[: 1 + number % 3])),
            ]
            * (1 + number % 2)
        )
        for number in range(9)
    ]


def learned(model: TextModel) -> Examples:
    return TASK.examples(model, {TEXT: talks()}, object())  # type: ignore[arg-type]


def batcher_of(model: TextModel) -> Any:
    return TASK.train_batcher(model, None, learned(model), 0)  # type: ignore[arg-type]


def test_packed_conversations_teach_what_each_teaches_by_itself(preset: Path) -> None:
    packed, plain = (load(preset, packing=packing) for packing in (True, False))
    batchers = batcher_of(packed), batcher_of(plain)
    assert len(batchers[0]) < len(batchers[1]) == 9
    results = []
    for model, batcher in zip((packed, plain), batchers, strict=True):
        batch = batcher.batch(np.arange(len(batcher)))
        backend = TensorFlowBackend(
            model,
            FitSpec(),
            PRECISION,
            loss=TASK.loss(model.info.task.settings(), Schema()),
            input_names=batcher.input_names,
        )
        results.append((batch.num_targets, batch.num_tokens, backend.train_step([batch], 0.0)))
    (num_targets, num_tokens, found), (*expected, alone) = results
    assert [num_targets, num_tokens] == expected
    assert found.loss == pytest.approx(alone.loss, rel=1e-5)
    assert found.gradient_norm == pytest.approx(alone.gradient_norm, rel=1e-4)


def test_only_answers_are_learned_in_a_row_of_several(preset: Path) -> None:
    model = load(preset, packing=True)
    batcher, examples = batcher_of(model), learned(model)
    assert sorted(row for index in range(len(batcher)) for row in batcher.rows(index)) == list(range(9))
    batch = batcher.batch(np.arange(len(batcher)))
    for place in range(len(batcher)):
        ids, labels = batch.inputs[DOCUMENT_IDS][place], batch.targets[LABELS][place]
        for number, row in enumerate(batcher.rows(place), start=1):
            start, end = examples.rows.offsets[row : row + 2]
            np.testing.assert_array_equal(
                batch.inputs["token_ids"][place][ids == number], examples.rows.token_ids[start:end]
            )
            np.testing.assert_array_equal(labels[ids == number], examples.targets[LABELS][row])
        assert (labels[ids == 0] == NO_TARGET).all()
    # The first batch shows where another conversation begins.
    place = int(batch.inputs[DOCUMENT_IDS].max(axis=1).argmax())
    (stream,) = show_streams(model, batch, place, (TEXT,))
    assert stream["segments"] == batch.inputs[DOCUMENT_IDS][place][: len(stream["tokens"])].tolist()
    assert set(stream["segments"]) == set(range(1, 1 + len(batcher.rows(place))))


def test_a_run_taken_up_again_goes_on_bit_for_bit(preset: Path) -> None:
    def make() -> tuple[Any, Any]:
        tf.keras.utils.set_random_seed(3)
        model = load(preset, packing=True)
        batcher = batcher_of(model)
        loss = TASK.loss(model.info.task.settings(), Schema())
        return TensorFlowBackend(model, FitSpec(), PRECISION, loss=loss, input_names=batcher.input_names), batcher

    def steps(backend: Any, batcher: Any, numbers: range) -> list[float]:
        places = np.arange(len(batcher))
        return [backend.train_step([batcher.batch(np.roll(places, step)[:2], step)], 1e-2).loss for step in numbers]

    backend, batcher = make()
    first = steps(backend, batcher, range(2))
    kept = backend.weights(), backend.optimizer_state()
    last = steps(backend, batcher, range(2, 5))
    again, batcher = make()
    again.restore_weights(kept[0])
    again.restore_optimizer_state(kept[1])
    assert steps(again, batcher, range(2, 5)) == last
    assert len({*first, *last}) == 5
