"""What tasks say of the token vectors that their networks read: steps leave out the others in the last layer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.schema import Schema
from studio.spec import RunSpec
from tests.matrix import cases
from tests.tiny_presets import FAMILIES, families, save_keras_hub

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

# Tasks on an encoder, with what they say; the first of them on every family.
READ = {
    "text_classification": "the first token",
    "text_pair_classification": "the first token",
    "multilabel_classification": "the first token",
    "text_regression": "the first token",
    "masked_lm": "the hidden tokens",
    "text_embedding": "all",
    "token_classification": "all",
    "extractive_qa": "all",
}
ON_FAMILIES = [(name, family) for name in ("text_classification", "masked_lm") for family in FAMILIES]
ALL = [*((name, "Bert") for name in READ), *(case for case in ON_FAMILIES if case[1] != "Bert")]
TAKEN = [*((name, "Bert") for name in READ), ("text_classification", "Roberta"), ("text_classification", "DistilBert")]
POSITIONS = np.array([[1, 5], [3, 0]], np.int32)


@pytest.fixture(scope="module")
def preset_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folders: dict[str, Path] = {}

    def find(family: str) -> Path:
        if family not in folders:
            folders[family] = tmp_path_factory.mktemp("presets") / family
            save_keras_hub(family, folders[family])
        return folders[family]

    return find


def build(name: str, preset: Path, **settings: Any) -> Any:
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.building.model import build_model

    spec = {"task": name, "backbone": {"preset": str(preset)}, "data": {"train": "none.csv"}, "settings": settings}
    return build_model(RunSpec.parse(spec), Schema(("a", "b"), maximum=1.0))


def make_inputs(model: Any) -> dict[str, Any]:
    import tensorflow as tf

    mask = np.arange(8) < np.array([[8], [5]])
    token_ids = np.random.default_rng(2).integers(5, 12, mask.shape)
    arrays = {"token_ids": token_ids, "padding_mask": mask, "answer_mask": mask, "mask_positions": POSITIONS}
    return {name: tf.constant(arrays.get(name, np.zeros_like(mask)), tf.int32) for name in model.input_names}


@contextmanager
def other_vectors(backbone: Any, change: Callable[[Any], Any]) -> Iterator[None]:
    """Change the token vectors that a backbone gives."""

    def call(inputs: Any, **settings: Any) -> Any:
        outputs = type(backbone).call(backbone, inputs, **settings)
        if not isinstance(outputs, dict):
            return change(outputs)
        return outputs | {"sequence_output": change(outputs["sequence_output"])}

    backbone.call = call
    try:
        yield
    finally:
        del backbone.call


def outputs(model: Any, inputs: dict[str, Any]) -> np.ndarray:
    return np.asarray(model.network(inputs, training=False))


def reading_of(model: Any, inputs: dict[str, Any]) -> Any:
    from studio.engine import tasks as engine_tasks

    return engine_tasks.get(model.info.task).tokens_read(model.network, inputs)


def describe(read: Any) -> str:
    return {"FirstToken": "the first token", "TokensAt": "the hidden tokens"}.get(type(read).__name__, "all")


@pytest.mark.parametrize(
    ("name", "family"), cases([case for case in ALL if case[1] in families(tasks.get(case[0]))], TAKEN)
)
def test_a_task_reads_what_it_says_and_nothing_else(name: str, family: str, preset_of: Callable[[str], Path]) -> None:
    import tensorflow as tf

    model = build(name, preset_of(family))
    inputs = make_inputs(model)
    read, expected = reading_of(model, inputs), outputs(model, inputs)
    assert describe(read) == READ[name]

    def without_others(vectors: Any) -> Any:
        if read is None:
            return vectors
        is_read = read.put(tf.ones_like(read.take(vectors)), tf.shape(vectors)[1]) > 0
        return tf.where(is_read, read.put(read.take(vectors), tf.shape(vectors)[1]), np.nan)

    with other_vectors(model.network.backbone, without_others):
        np.testing.assert_array_equal(outputs(model, inputs), expected)
    if read is None:
        with other_vectors(model.network.backbone, lambda vectors: tf.concat([vectors[:, :1], -vectors[:, 1:]], 1)):
            assert np.abs(outputs(model, inputs) - expected).max() > 1e-3


def test_a_pooling_of_the_first_token_reads_that_alone(preset_of: Callable[[str], Path]) -> None:
    model = build("text_embedding", preset_of("Bert"), pooling="first")
    assert describe(reading_of(model, make_inputs(model))) == "the first token"
    assert model.network.pooling.method == "first"


def test_where_pairs_are_learned_the_first_token_is_read_as_well(preset_of: Callable[[str], Path]) -> None:
    model = build("masked_lm", preset_of("Bert"), next_sentence=True)
    inputs = make_inputs(model) | {"mask_positions": np.full((2, 8), 3, np.int32)}
    assert set(np.unique(reading_of(model, inputs).positions)) == {0, 3}
    single = build("masked_lm", preset_of("Bert"))
    assert set(np.unique(reading_of(single, inputs).positions)) == {3}


def test_all_tasks_on_encoders_are_here() -> None:
    assert {name for name in tasks.names() if "Bert" in families(tasks.get(name))} == READ.keys()
