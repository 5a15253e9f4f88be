from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from studio.data.targets import Ragged, Targets
from studio.schema import Schema

pytestmark = pytest.mark.engine


def make_chunks() -> list[tuple[Any, int]]:
    """Three rows, then one: the second row gives two examples, and only the last has a second text."""
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TokenRows

    def rows(token_ids: list[int], offsets: list[int], num_cut: int = 0) -> TokenRows:
        extras = {"segment_ids": np.array(token_ids, np.int8) % 2}
        return TokenRows(np.array(token_ids, np.int32), np.array(offsets, np.int64), num_cut, num_cut, extras)

    def ragged(values: list[list[int]], offsets: list[int]) -> Ragged:
        return Ragged(np.array(values, np.int32).reshape(-1, 2), np.array(offsets, np.int64))

    first = Examples(
        {"text": rows([5, 6, 7, 8, 9], [0, 2, 3, 4, 5], 1), "second_text": rows([], [0, 0, 0, 0, 0])},
        np.array([0, 1, 1, 2]),
        {"label": np.array([1, 0, 0, 1], np.int32), "answers": ragged([[0, 1], [2, 3]], [0, 0, 1, 2, 2])},
    )
    second = Examples(
        {"text": rows([4, 3], [0, 2], 2), "second_text": rows([1], [0, 1])},
        np.array([0]),
        {"label": np.array([2], np.int32), "answers": ragged([[4, 5]], [0, 1])},
    )
    return [(first, 3), (second, 1)]


def cached(folder: Path, chunks: Any = None, key: str = "key") -> Any:
    from studio.engine.texts.token_cache import cached_examples

    return cached_examples(folder, key, make_chunks() if chunks is None else chunks)


def assert_whole(examples: Any) -> None:
    text, second = examples.streams["text"], examples.streams["second_text"]
    assert text.token_ids.tolist() == [5, 6, 7, 8, 9, 4, 3]
    assert text.offsets.tolist() == [0, 2, 3, 4, 5, 7]
    assert text.extras["segment_ids"].tolist() == [1, 0, 1, 0, 1, 0, 1]
    assert (text.num_cut_tokens, text.num_cut_texts, examples.num_cut_tokens) == (3, 3, 3)
    assert (second.token_ids.tolist(), second.offsets.tolist()) == ([1], [0, 0, 0, 0, 0, 1])
    assert examples.row_of.tolist() == [0, 1, 1, 2, 3]
    assert examples.targets["label"].tolist() == [1, 0, 0, 1, 2]
    answers = examples.targets["answers"]
    assert [answers[row].tolist() for row in range(5)] == [[], [[0, 1]], [[2, 3]], [], [[4, 5]]]
    assert examples.lengths.tolist() == [2, 1, 1, 1, 3]


def test_examples_come_back_whole_and_are_written_once(tmp_path: Path) -> None:
    assert_whole(cached(tmp_path))
    assert_whole(cached(tmp_path, iter_nothing()))
    assert [folder.name for folder in tmp_path.iterdir()] == ["key"]


def test_chunks_joined_in_memory_are_those_of_the_cache() -> None:
    from studio.engine.texts.examples import join_examples

    chunks = make_chunks()
    assert_whole(join_examples([examples for examples, _ in chunks], [count for _, count in chunks]))


@pytest.mark.parametrize("name", ["stream.text.bin", "stream.text.offsets.bin", "target.label.bin", "info.json"])
@pytest.mark.parametrize("content", [None, b"", b"\0\0\0\0"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, name: str, content: bytes | None) -> None:
    cached(tmp_path)
    (tmp_path / "key" / name).unlink()
    if content is not None:
        (tmp_path / "key" / name).write_bytes(content)
    assert_whole(cached(tmp_path))
    assert [folder.name for folder in tmp_path.iterdir()] == ["key"]


def test_a_changed_byte_is_told_and_made_anew(tmp_path: Path) -> None:
    from studio.engine.texts.token_cache import cached_examples

    told = []
    ask = lambda: cached_examples(tmp_path, "key", make_chunks(), on_damaged=lambda: told.append(1))  # noqa: E731
    assert_whole(ask())
    assert not told
    path = tmp_path / "key" / "stream.text.bin"
    content = bytearray(path.read_bytes())
    content[5] ^= 4
    path.write_bytes(content)
    assert_whole(ask())
    assert told == [1]
    assert_whole(ask())
    assert told == [1]


def test_two_runs_that_write_the_same_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    def chunks_while_another_is_quicker() -> Iterator[Any]:
        first, second = make_chunks()
        yield first
        cached(tmp_path)
        yield second

    assert_whole(cached(tmp_path, chunks_while_another_is_quicker()))
    assert [folder.name for folder in tmp_path.iterdir()] == ["key"]


def test_a_cache_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def chunks() -> Iterator[Any]:
        yield make_chunks()[0]
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="gone"):
        cached(tmp_path, chunks())
    assert not any(tmp_path.iterdir())


def test_the_key_follows_data_split_rows_targets_settings_and_sequence_length(tiny_model: Any) -> None:
    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.token_cache import cache_key

    def split(name: str = "train", num_rows: int = 5, label: int = 0) -> Any:
        targets = Targets(num_rows, {"label": np.full(num_rows, label, np.int32)})
        return SimpleNamespace(name=name, row_numbers=np.arange(num_rows), targets=targets)

    def changed(**fields: Any) -> Any:
        return TextModel(tiny_model.network, replace(tiny_model.info, **fields))

    keys = {
        cache_key("data", split(), tiny_model),
        cache_key("other", split(), tiny_model),
        cache_key("data", split(name="test"), tiny_model),
        cache_key("data", split(num_rows=6), tiny_model),
        cache_key("data", split(label=1), tiny_model),
        cache_key("data", split(), changed(sequence_length=20)),
        cache_key("data", split(), changed(settings={"stride": 3})),
        cache_key("data", split(), changed(schema=Schema(("good", "bad")))),
    }
    assert len(keys) == 8
    assert cache_key("data", split(), changed()) in keys


def iter_nothing() -> Iterator[Any]:
    raise AssertionError("The rows were read again.")
    yield
