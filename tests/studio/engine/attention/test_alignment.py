"""What a model that writes about a text looked at in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.attention import Alignment, read_alignment
from studio.errors import InputError, PresetError
from studio.schema import Schema
from studio.spec import RunSpec
from tests.tiny_presets import save_keras_hub

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open, and hands T5's attention an
    # input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 64}
TEXTS = ["a warm film with a story", "这部电影很好看", "the dull music ends and ends"] * 20
TEXT = "a warm film，这部电影很好看 and a story"
SETTINGS = {"generation": {"max_new_tokens": 9}}


def from_scratch(tokenizer_kind: str = "unigram") -> Any:
    from studio.engine.building.model import build_model
    from studio.engine.tokenizing import learn_tokenizer

    architecture = SIZE | {"kind": "encoder_decoder", "tokenizer": tokenizer_kind, "vocabulary_size": 330}
    spec = RunSpec.parse(
        {
            "task": "translation",
            "backbone": {"architecture": architecture},
            "data": {"train": "none.csv"},
            "settings": {"source_length": 48, "target_length": 32, **SETTINGS},
        }
    )
    model = build_model(spec, Schema(), tokenizer=learn_tokenizer(tokenizer_kind, TEXTS, 330, is_lowercase=True))
    return with_large_weights(model)


def pretrained(family: str, folder: Path) -> Any:
    from studio.engine import tasks as engine_tasks
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.pretrained import load_task
    from studio.engine.models.text_model import TextModel

    save_keras_hub(family, folder)
    task = tasks.get("summarization")
    network = load_task(engine_tasks.get(task).network_type, str(folder))
    info = ModelInfo(task=task, schema=Schema(), sequence_length=64, settings=SETTINGS)
    return with_large_weights(TextModel(network, info))


def with_large_weights(model: Any) -> Any:
    """Fresh weights are so small that all attention would be nearly even, and one token written over and over."""
    random = np.random.default_rng(2)
    for weight in model.network.trainable_weights:
        weight.assign(random.normal(0.0, 0.7, weight.shape).astype(np.float32))
    return model


@pytest.fixture(scope="module", params=["scratch", "Bart", "T5"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    if request.param == "scratch":
        return from_scratch()
    return pretrained(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def reader_of() -> Callable[[Any], Any]:
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    return lambda model: AttentionReader(Subject.of(model))


def written_by(model: Any) -> tuple[str, list[int]]:
    from studio.engine.tasks.writing.task_writer import TaskWriter

    writer = TaskWriter(model)
    texts = writer.start({model.info.task.inputs[0]: [TEXT]}, writer.settings)
    [written] = texts.finish()
    return written.text, texts.token_ids()[0]


def test_it_is_the_cross_attention_of_the_steps_that_said_the_tokens(model: Any, reader_of: Any) -> None:
    written, token_ids = written_by(model)
    reader = reader_of(model)
    found = reader.align(TEXT, written, token_ids)
    assert len(token_ids) > 1
    # The maps of the attention page, over the same text: without a second one the model writes it.
    crossed = next(entry for entry in reader.maps(reader.read(TEXT)) if entry.kind == "cross")
    first = len(crossed.query_tokens) - len(token_ids) - 1
    expected = crossed.weights.mean(axis=1)[:, first:-1]
    np.testing.assert_allclose(found.weights, expected, atol=1e-6)
    np.testing.assert_allclose(found.weights.sum(axis=-1), 1.0, atol=1e-5)
    assert found.source_tokens == crossed.key_tokens
    assert found.written_tokens == crossed.query_tokens[first + 1 :]
    assert found.weights.std() > 1e-4
    shown = "".join(TEXT[start:end] for start, end in dict.fromkeys(map(tuple, found.source_places.tolist())))
    assert shown.replace(" ", "").endswith("andastory")
    assert all(end <= len(written) for end in found.ends())


def test_a_second_text_is_read_by_the_decoder_alone(model: Any, reader_of: Any) -> None:
    reader = reader_of(model)
    maps = {entry.kind: entry for entry in reader.maps(reader.read("a warm film", "dull music"))}
    assert maps["encoder"].query_tokens == maps["cross"].key_tokens
    assert maps["decoder"].query_tokens == maps["cross"].query_tokens
    assert "film" in "".join(maps["encoder"].query_tokens).replace("▁", "")
    assert "film" not in "".join(maps["decoder"].query_tokens).replace("▁", "")


def test_layers_can_be_told_apart_and_bytes_of_a_character_count_together() -> None:
    weights = np.array([[[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]], [[0.0, 1.0], [0.5, 0.5], [0.2, 0.8]]], np.float32)
    places = np.array([[0, 1], [0, 1], [1, 3]], np.int32)
    found = Alignment(("x", "y"), np.zeros((2, 2), np.int32), ("好 1/2", "好 2/2", "ab"), places, weights)
    np.testing.assert_allclose(found.looked_at(2), [0.1, 0.9])
    np.testing.assert_allclose(found.looked_at(2, 0), [0.0, 1.0])
    np.testing.assert_allclose(found.looked_at(0, 1), found.looked_at(1, 1))
    np.testing.assert_allclose(found.looked_at(0), [0.5, 0.5])
    assert found.ends() == (1, 1, 3)


def test_the_worker_answers_with_a_file(tmp_path: Path, reader_of: Any) -> None:
    from studio.engine.attention.answer_files import AnswerFiles
    from studio.engine.attention.answers import AttentionAnswers
    from studio.engine.attention.subject import Subject

    model = from_scratch("bpe")
    written, token_ids = written_by(model)
    with AnswerFiles() as files:
        answers = AttentionAnswers(Subject.of(model), model, files)
        given = {"text": TEXT, "written": written, "token_ids": token_ids}
        told = answers.alignment(given)
        found = read_alignment(Path(told["file"]))
        assert told["num_layers"] == found.num_layers == 2
        np.testing.assert_allclose(found.weights, reader_of(model).align(TEXT, written, token_ids).weights, atol=1e-6)
        assert answers.alignment(given | {"written": "", "token_ids": []})["num_layers"] == 2
        with pytest.raises(InputError, match="token_ids: expected whole numbers"):
            answers.alignment(given | {"token_ids": "1 2"})


def test_models_without_cross_attention_are_told(finished_run: Any, reader_of: Any, tmp_path: Path) -> None:
    from studio.engine.building.model import load_model

    with pytest.raises(InputError, match="reads a text and writes another one"):
        reader_of(load_model(finished_run.model_path)).align("a film", "a", [3])


def test_a_family_that_cannot_be_read_says_so(reader_of: Any) -> None:
    import keras_hub

    from studio.engine.attention.reader import why_not

    assert isinstance(why_not(object.__new__(keras_hub.models.T5GemmaBackbone)), PresetError)
