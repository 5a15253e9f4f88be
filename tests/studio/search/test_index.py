import json
from pathlib import Path

import numpy as np
import pytest

from studio.data import open_source
from studio.errors import DataError, NotFoundError, RunError
from studio.jobs import Progress
from studio.search import SearchIndex, build_index, hash_files, index_folder, stored_indexes

DIRECTIONS = {"right": (1.0, 0.0), "up": (0.0, 1.0), "between": (0.6, 0.8), "left": (-1.0, 0.0)}


def embed(texts):
    return np.array([DIRECTIONS[text] for text in texts], np.float32)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "words.jsonl"
    texts = ["right", "", "between", "up", "left", None, "between"]
    path.write_text("".join(json.dumps({"passage": text}) + "\n" for text in texts))
    return open_source(path)


@pytest.fixture
def index(tmp_path: Path, source):
    return build_index(index_folder(tmp_path / "run", source, "passage"), source, "passage", "model-1", embed)


def test_the_nearest_passages_come_first_with_their_rows_and_scores(index: SearchIndex) -> None:
    (hits,) = index.search(np.array([[0.0, 1.0]], np.float32), 3)
    # Rows without a text count as rows: the file's own numbers are told. Of equal ones the upper row comes first.
    assert [(hit.row, hit.text) for hit in hits] == [(4, "up"), (3, "between"), (7, "between")]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.8, 0.8])


def test_more_hits_than_passages_are_all_passages(index: SearchIndex) -> None:
    (hits,) = index.search(np.array([[1.0, 0.0]], np.float32), 100)
    assert [hit.row for hit in hits] == [1, 3, 7, 4, 5]


def test_an_index_that_is_opened_again_finds_the_same(index: SearchIndex) -> None:
    queries = np.array([[1.0, 0.0], [-1.0, 0.0]], np.float32)
    again = SearchIndex(index.folder)
    assert again.search(queries, 2) == index.search(queries, 2)
    assert again.description == index.description
    assert (again.description.num_passages, again.description.num_rows) == (5, 7)


def test_hits_are_those_of_a_sort_of_all_scores(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(70_000, 4)).astype(np.float32).round(1)
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "{number}"}}\n' for number in range(len(vectors))))
    made = build_index(
        tmp_path / "index", open_source(path), "text", "", lambda texts: vectors[[int(text) for text in texts]]
    )
    query = random.normal(size=(1, 4)).astype(np.float32).round(1)
    scores = (query @ vectors.T)[0]
    expected = np.lexsort((np.arange(len(scores)), -scores))[:50]
    assert [hit.row - 1 for hit in made.search(query, 50)[0]] == expected.tolist()


def test_progress_counts_the_rows_of_the_file(tmp_path: Path, source) -> None:
    said: list[Progress] = []
    build_index(tmp_path / "index", source, "passage", "", embed, said.append)
    assert said[-1] == Progress("Indexing", 7, 7)


def test_a_file_that_changed_since_is_told_from_one_that_was_only_touched(index: SearchIndex, source) -> None:
    assert index.description.file_state() == "same"
    content = source.path.read_bytes()
    source.path.write_bytes(content.replace(b"up", b"no"))
    assert index.description.file_state() == "changed"
    source.path.write_bytes(content)
    assert index.description.file_state() == "same"
    source.path.unlink()
    assert index.description.file_state() == "gone"


def test_an_index_of_another_model_is_refused(index: SearchIndex) -> None:
    index.check("model-1")
    with pytest.raises(DataError, match="one of another model"):
        index.check("model-2")


def test_what_fails_while_it_is_built_leaves_the_earlier_index(index: SearchIndex, source) -> None:
    def fail(texts):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build_index(index.folder, source, "passage", "model-2", fail)
    assert [path.name for path in index.folder.parent.iterdir()] == [index.folder.name]
    assert SearchIndex(index.folder).description.model == "model-1"


def test_a_column_without_texts_cannot_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text('{"text": ""}\n{"text": " "}\n')
    with pytest.raises(DataError, match="no row with a text"):
        build_index(tmp_path / "index", open_source(path), "text", "", embed)


def test_a_damaged_index_says_what_to_do(index: SearchIndex) -> None:
    (index.folder / "vectors.bin").write_bytes(b"")
    with pytest.raises(RunError, match="Delete that folder"):
        SearchIndex(index.folder)


def test_a_folder_without_an_index_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        SearchIndex(tmp_path)


def test_indexes_of_a_run_are_listed_without_unfinished_ones(tmp_path: Path, index: SearchIndex) -> None:
    (index.folder.parent / ".half.1.tmp").mkdir()
    assert stored_indexes(tmp_path / "run") == [index.folder]
    assert stored_indexes(tmp_path / "other") == []


def test_a_folder_s_hash_depends_on_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "a").write_text("1")
    first = hash_files(folder)
    (folder / "a").rename(folder / "b")
    assert hash_files(folder) != first
