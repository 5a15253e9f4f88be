"""What the studio writes, all at once or token by token, is what the graph of an export writes, however it is told."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from studio import tasks
from studio.engine import tasks as engine_tasks
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.pretrained import load_task
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.errors import InputError
from studio.generation import GenerationSettings
from studio.schema import Schema
from tests.matrix import cases
from tests.tiny_presets import LENGTH, TEXTS, save_keras_hub

pytestmark = [
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open, and hands T5's attention an
    # input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

ASKED = [*TEXTS, "", " ".join(TEXTS) * 3, "東京 😀", "a"]
SHORT = {"max_new_tokens": 8}
# Each way of writing, and a text at which it ends.
WAYS = (
    {},
    {"sampler": "sample", "seed": 3, "temperature": 0.7, "top_p": 0.9},
    {"sampler": "beam", "num_beams": 3},
    {"repetition_penalty": 1.3, "no_repeat_ngram_size": 2, "min_new_tokens": 4},
)


CASES = cases(
    [("text_generation", "GPT2"), ("text_generation", "Llama3"), ("summarization", "Bart"), ("summarization", "T5")],
    [("text_generation", "GPT2"), ("summarization", "Bart")],
)


@pytest.fixture(scope="module", params=[pytest.param(case.values, marks=case.marks) for case in CASES])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TextModel:
    """A model with random weights that writes many different tokens."""
    name, family = request.param
    folder = tmp_path_factory.mktemp(family)
    save_keras_hub(family, folder)
    task = tasks.get(name)
    network = load_task(engine_tasks.get(task).network_type, str(folder))
    # Large enough that what is asked makes a difference.
    random = np.random.default_rng(2)
    for weight in network.weights:
        weight.assign(random.normal(0.0, 0.7, weight.shape).astype(np.float32))
    info = ModelInfo(task=task, schema=Schema(), sequence_length=LENGTH, settings={"generation": SHORT})
    return TextModel(network, info)


def write(model: TextModel, settings: GenerationSettings, texts: list[str] = ASKED) -> list[str]:
    found = TaskWriter(model).start({"text": texts}, settings).finish()
    return [answer.text for answer in found]


@pytest.mark.parametrize("way", cases(WAYS, WAYS[:2]), ids=["greedy", "sample", "beam", "limits"])
def test_the_graph_writes_what_the_studio_writes(model: TextModel, way: dict[str, Any]) -> None:
    settings = GenerationSettings(**SHORT, **way)
    expected = write(model, settings)
    assert len(set(expected)) > 1
    stop = next(text[len(text) // 2] for text in expected if len(text) > 2)
    for chosen in (settings, settings.model_copy(update={"stop": (stop,)})):
        info = ModelInfo(
            task=model.info.task,
            schema=Schema(),
            sequence_length=LENGTH,
            settings={"generation": chosen.model_dump(mode="json")},
        )
        other = TextModel(model.network, info)
        task = engine_tasks.get(info.task)
        serve = tf.function(
            lambda text, other=other, task=task: task.serve(other, {"text": text}),
            input_signature=[tf.TensorSpec([None], tf.string)],
        )
        found = [text.decode() for text in serve(tf.constant(ASKED))["text"].numpy()]
        assert found == write(model, chosen)
        assert serve(tf.constant([], tf.string))["text"].shape == (0,)
    assert [text for text in found if stop in text] == []


def test_an_export_is_told_how_to_write(model: TextModel) -> None:
    task = engine_tasks.get(model.info.task)
    function, specs = task.more_signatures(model)["generate"]
    generate = tf.function(function, input_signature=specs)
    texts = tf.constant(ASKED)

    def told(*, is_drawn: bool, seed: int, max_new_tokens: int) -> list[str]:
        given = (tf.constant(is_drawn), tf.constant(seed), tf.constant(0.8), tf.constant(0), tf.constant(1.0))
        return [text.decode() for text in generate(texts, *given, tf.constant(max_new_tokens))["text"].numpy()]

    assert told(is_drawn=False, seed=0, max_new_tokens=5) == write(model, GenerationSettings(max_new_tokens=5))
    drawn = GenerationSettings(sampler="sample", temperature=0.8, seed=4, max_new_tokens=7)
    assert told(is_drawn=True, seed=4, max_new_tokens=7) == write(model, drawn)
    assert told(is_drawn=True, seed=5, max_new_tokens=7) != write(model, drawn)


def test_texts_grow_token_by_token_and_are_those_of_each_row_alone(model: TextModel) -> None:
    settings = GenerationSettings(**SHORT)
    whole = TaskWriter(model).start({"text": ASKED}, settings).finish()
    growing = TaskWriter(model).start({"text": ASKED}, settings)
    seen = [growing.texts()]
    while not growing.is_over:
        assert all(len(row) == 3 for row in growing.candidates(3))
        growing.write(1)
        seen.append(growing.texts())
    assert seen[-1] == whole
    for earlier, later in pairwise(seen):
        assert all(new.num_tokens >= old.num_tokens for old, new in zip(earlier, later, strict=True))
    assert [write(model, settings, [text])[0] for text in ASKED] == [answer.text for answer in whole]
    drawn = GenerationSettings(**SHORT, sampler="sample", seed=9)
    together = TaskWriter(model).start({"text": ASKED}, drawn, range(7)).finish()
    alone = TaskWriter(model).start({"text": ASKED[5:6]}, drawn, [5]).finish()
    assert alone == together[5:6]
    # Without numbers a text is answered alike wherever it stands, and the same text always so.
    first, second = write(model, drawn, [ASKED[0], ASKED[1]]), write(model, drawn, [ASKED[1], ASKED[0], ASKED[1]])
    assert second == [first[1], first[0], first[1]]


def test_more_than_a_model_has_room_for_is_refused(model: TextModel) -> None:
    writer = TaskWriter(model)
    assert writer.start({"text": ["a"]}, GenerationSettings(max_new_tokens=1)).finish()[0].num_tokens <= 1
    room = getattr(model.network.backbone, "max_sequence_length", None)
    if room is not None:
        with pytest.raises(InputError, match=rf"max_new_tokens: expected at most {room - 1}"):
            writer.start({"text": ["a"]}, GenerationSettings(max_new_tokens=room))
