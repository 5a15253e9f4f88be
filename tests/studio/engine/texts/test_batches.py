"""Batches of several streams, and targets of every shape."""

from typing import Any

import numpy as np
import pytest

from studio.data.targets import Ragged
from studio.errors import PresetError

pytestmark = pytest.mark.engine


class FakeModel:
    """What `Batcher` asks of a model."""

    has_padding_mask = True

    class tokenizer:  # noqa: N801
        pad_token_id = 7

    class info:  # noqa: N801
        sequence_length = 64

    def __init__(self, *input_names: str) -> None:
        self.input_names = input_names


def make_rows(*rows: list[int], **extras: list[int]) -> Any:
    from studio.engine.texts.tokens import TokenRows

    offsets = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    arrays = {name: np.array(values, np.int32) for name, values in extras.items()}
    return TokenRows(np.array([token_id for row in rows for token_id in row], np.int32), offsets, extras=arrays)


def make_batcher(model: FakeModel, streams: dict[str, Any], **targets: Any) -> Any:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples

    return Batcher(model, Examples(streams, np.arange(len(streams["text"])), targets))  # type: ignore[arg-type]


def test_each_stream_has_a_width_and_names_of_its_own() -> None:
    names = ("padding_mask", "token_ids", "second_text_padding_mask", "second_text_token_ids")
    streams = {"text": make_rows([1, 2], [3]), "second_text": make_rows([4] * 9, [5, 6])}
    batch = make_batcher(FakeModel(*names), streams).batch(np.array([1, 0]))
    assert set(batch.inputs) == set(names)
    assert batch.inputs["token_ids"].tolist() == [[3, *[7] * 7], [1, 2, *[7] * 6]]
    assert batch.inputs["second_text_token_ids"].shape == (2, 16)
    assert batch.inputs["second_text_padding_mask"].sum(axis=1).tolist() == [2, 9]
    assert (batch.num_examples, batch.num_tokens, batch.num_targets) == (2, 1 + 2 + 9 + 2, 0)


def test_what_a_stream_knows_of_its_tokens_goes_to_the_input_of_that_name() -> None:
    rows = make_rows([1, 2, 3], [4], segment_ids=[0, 1, 1, 0], starts=[0, 2, 3, 0])
    batch = make_batcher(FakeModel("segment_ids", "token_ids"), {"text": rows}).batch(np.array([0, 1]))
    assert set(batch.inputs) == {"segment_ids", "token_ids"}
    assert batch.inputs["segment_ids"].tolist() == [[0, 1, 1, 0, 0, 0, 0, 0], [0] * 8]


def test_labels_of_tokens_are_as_wide_as_the_tokens_and_only_they_count() -> None:
    rows = make_rows([1, 2, 3], [4])
    labels = Ragged(np.array([0, -1, 5, 2], np.int32), rows.offsets)
    batch = make_batcher(FakeModel("token_ids"), {"text": rows}, tags=labels).batch(np.array([1, 0]))
    assert batch.targets["tags"].tolist() == [[2, *[-1] * 7], [0, -1, 5, *[-1] * 5]]
    assert batch.num_targets == 3


def test_lists_of_targets_are_as_wide_as_the_longest_and_examples_are_counted() -> None:
    answers = Ragged(np.array([[0, 1], [2, 3], [4, 5]], np.int32), np.array([0, 0, 3]))
    batcher = make_batcher(
        FakeModel("token_ids"), {"text": make_rows([1], [4])}, answers=answers, label=np.array([1, 0])
    )
    batch = batcher.batch(np.array([0, 1]))
    assert batch.targets["answers"].tolist() == [[[-1, -1]] * 3, [[0, 1], [2, 3], [4, 5]]]
    assert batcher.batch(np.array([0])).targets["answers"].tolist() == [[[-1, -1]]]
    assert (batch.targets["label"].tolist(), batch.num_targets) == ([1, 0], 2)


def test_examples_are_dealt_out_by_the_tokens_of_all_streams() -> None:
    streams = {"text": make_rows([1], [2] * 5, [3]), "second_text": make_rows([4], [5], [6] * 9)}
    names = ("token_ids", "second_text_token_ids")
    assert [group.tolist() for group in make_batcher(FakeModel(*names), streams).indices_by_length(2)] == [[2, 1], [0]]


def test_a_stream_that_is_missing_is_refused() -> None:
    with pytest.raises(PresetError, match="does not give: second_text_token_ids"):
        make_batcher(FakeModel("token_ids", "second_text_token_ids"), {"text": make_rows([1])})
