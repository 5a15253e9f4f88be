"""A long text is looked at in the window that the answer comes from, and which one that is, is said."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.attention import ReadPart, TextWindow
from studio.errors import InputError
from studio.schema import Schema
from studio.spec import RunSpec
from tests import tiny_presets

pytestmark = pytest.mark.engine

QUESTION = "the film"
# The answer stands behind what a single window holds, and characters beyond the basic plane before it.
CONTEXT = "😀 " + "a good story with music and " * 12 + "the cold end"
ANSWER = "cold"
START = CONTEXT.index(ANSWER)


def make_model(task: str, folder: Path, schema: Schema) -> Any:
    from studio.engine.building.model import build_model

    tiny_presets.save_keras_hub("Bert", folder)
    data = {"train": "none.jsonl", "sequence_length": 24}
    spec = RunSpec.parse({"task": task, "backbone": {"preset": str(folder)}, "data": data})
    return build_model(spec, schema)


def detector_of(model: Any, windows: Any) -> Any:
    """Return weights and a bias that tell the answer's token from all others, and what they give it at least."""
    embeddings = model.network.backbone.token_embedding.embeddings
    values = np.array(embeddings)
    values[model.tokenizer.token_to_id(ANSWER)] = np.where(np.arange(values.shape[1]) % 2, 9.0, -9.0)
    embeddings.assign(values)
    vectors, is_answer = [], []
    for window in windows:
        inputs = {"token_ids": window.token_ids[None], "segment_ids": window.segment_ids[None]}
        inputs["padding_mask"] = np.ones_like(inputs["token_ids"])
        vectors.append(np.asarray(model.network.backbone(inputs, training=False)["sequence_output"])[0])
        is_answer.append((window.places == (START, START + len(ANSWER))).all(axis=1))
    known, wanted = np.concatenate(vectors), np.concatenate(is_answer)
    known = np.c_[known, np.ones(len(known))]
    # So few among so many would hardly count.
    share = np.where(wanted, 10.0, 1.0)
    # Directions in which the vectors hardly differ would take weights that float32 cannot hold.
    weights = np.linalg.lstsq(known * share[:, None], wanted * 30.0 * share, rcond=1e-3)[0]
    return weights[:-1].astype(np.float32), float(weights[-1]), float((known @ weights)[wanted].min())


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    """A model that answers with the same word wherever it stands."""
    from studio.engine.tasks.extractive_qa.question_reader import question_reader
    from studio.tasks.extractive_qa import NEVER

    model = make_model("extractive_qa", tmp_path, Schema(no_answer_threshold=NEVER))
    weights, bias, _ = detector_of(model, question_reader(model).packed(QUESTION, CONTEXT))
    model.network.span_dense.kernel.assign(np.stack([weights, weights], axis=1))
    model.network.span_dense.bias.assign([bias, bias])
    return model


@pytest.fixture
def tagger(tmp_path: Path) -> Any:
    """A model that tags the same word wherever it stands."""
    from studio.engine.tasks.token_classification.piece_reader import piece_reader

    model = make_model("token_classification", tmp_path, Schema(("FILM", "MUSIC"), (1, 1)))
    weights, bias, least = detector_of(model, piece_reader(model).packed(CONTEXT))
    kernel = np.zeros(model.network.output_dense.kernel.shape, np.float32)
    kernel[:, 3] = weights
    model.network.output_dense.kernel.assign(kernel)
    model.network.output_dense.bias.assign([least - 1.0, -99.0, -99.0, bias, -99.0])
    return model


def holds_answer(part: ReadPart) -> bool:
    window = part.window
    return window is not None and window.number > 1 and window.start <= START < START + len(ANSWER) <= window.end


@pytest.mark.parametrize("method", ["integrated_gradients", "leave_one_out"])
def test_the_window_of_an_answer_is_explained(asked: Any, method: Any) -> None:
    from studio.engine.answering.answerer import Answerer
    from studio.engine.attention.attribution import Attributor

    [answer] = Answerer(asked).answers({"question": [QUESTION], "context": [CONTEXT]})
    assert answer.headline().text == ANSWER
    for target in ("start", "end"):
        found = Attributor(asked).explain(QUESTION, CONTEXT, method, target)
        assert holds_answer(found.part)
        assert ANSWER in found.attribution.tokens
        assert found.attribution.scores[found.attribution.tokens.index(ANSWER)] != 0.0


def test_the_window_of_a_tagged_word_is_explained(tagger: Any) -> None:
    from studio.engine.answering.answerer import Answerer
    from studio.engine.attention.attribution import Attributor

    [answer] = Answerer(tagger).answers({"text": [CONTEXT]})
    assert max(answer.spans, key=lambda span: span.probability).text == ANSWER
    for target in (None, "MUSIC"):
        found = Attributor(tagger).explain(CONTEXT, target=target)
        assert holds_answer(found.part)
        assert (found.attribution.target, ANSWER in found.attribution.tokens) == ("B-MUSIC", True)


def test_the_maps_show_the_window_of_the_answer_too(asked: Any) -> None:
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    reader = AttentionReader(Subject.of(asked))
    reading = reader.read(QUESTION, CONTEXT)
    assert holds_answer(reading.part)
    [found] = reader.maps(reading)
    assert ANSWER in found.query_tokens
    assert found.query_specials == (0, 3, len(found.query_tokens) - 1)
    short = reader.read(QUESTION, "the cold end")
    assert short.part == ReadPart((0, 0))
    # A text by itself can be looked at all the same.
    assert reader.read(CONTEXT).part.window is None


def test_windows_know_where_they_stand_and_cover_the_text(tagger: Any) -> None:
    from studio.engine.tasks.token_classification.piece_reader import piece_reader

    parts = [window.part.window for window in piece_reader(tagger).packed(CONTEXT)]
    assert parts[0] is not None
    assert [part.number for part in parts] == [number + 1 for number in range(parts[0].count)]
    assert (parts[0].start, parts[-1].end) == (0, len(CONTEXT))
    assert all(after.start <= before.end + 1 for before, after in pairwise(parts))
    assert all(not CONTEXT[part.start : part.end].startswith(" ") for part in parts)


def test_a_window_that_is_too_long_for_maps_keeps_its_head_and_its_end() -> None:
    from studio.engine.texts.packed_text import PackedText

    places = np.array([[-1, -1], [0, 2], [3, 5], [6, 8], [-1, -1]], np.int32)
    whole = PackedText(np.arange(5, dtype=np.int32), np.zeros(5, np.int32), (0, 4), (0,), places, None, 2, 3)
    assert whole.head(5) is whole
    head = whole.head(4)
    assert (head.token_ids.tolist(), head.specials, head.num_cut) == ([0, 1, 2, 4], (0, 3), (1,))
    assert head.part == ReadPart((1,), TextWindow(2, 3, 0, 5))
    assert ReadPart.from_json(head.part.to_json()) == head.part


def test_as_many_texts_are_expected_as_the_task_reads(asked: Any) -> None:
    from studio.engine.attention.attribution import Attributor

    with pytest.raises(InputError, match="Expected a second text"):
        Attributor(asked).explain(QUESTION)


def test_a_tagger_reads_one_text(tagger: Any) -> None:
    from studio.engine.attention.attribution import Attributor

    with pytest.raises(InputError, match="Expected one text"):
        Attributor(tagger).explain(CONTEXT, "a film")
