import json
from pathlib import Path

import duckdb
import numpy as np
import pytest

from studio import tasks
from studio.data import PreparedData, prepare
from studio.spec import DataSpec

NUM_ROWS = 10_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> PreparedData:
    """Pairs of texts: more in a split than are written at once."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    rows = ({"text": f"first {row}", "second_text": f"second {row}", "label": "ab"[row % 2]} for row in range(NUM_ROWS))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    spec = DataSpec(train=str(path), validation_fraction=0.45, test_fraction=0.05)
    return prepare(spec, tasks.get("text_pair_classification"))


def write(path: Path, data: PreparedData, columns: dict[str, str], values: object) -> None:
    from studio.engine.tasks.evaluation import Evaluation
    from studio.engine.tasks.prediction_table import write_table

    parts = [(split, Evaluation({}, {}, {"place": np.arange(len(split))})) for split in data.splits[1:]]
    write_table(path, parts, {"text": "second_text", "context": "text"}, columns, values)


def test_each_row_has_its_texts_and_what_its_task_says_of_it(data: PreparedData, tmp_path: Path) -> None:
    path = tmp_path / "predictions.parquet"
    write(path, data, {"place": "BIGINT"}, lambda split, evaluation, texts, part: [evaluation.outputs["place"][part]])
    rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    assert len(rows) == 5_000
    starts = {"validation": 0, "test": 4_500}
    for index, (split, number, text, context, place) in enumerate(rows):
        assert (text, context) == (f"second {number - 1}", f"first {number - 1}")
        assert place == index - starts[split]


def test_a_table_that_cannot_be_finished_leaves_the_earlier_one(data: PreparedData, tmp_path: Path) -> None:
    path = tmp_path / "predictions.parquet"
    path.write_bytes(b"earlier")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        write(path, data, {"place": "BIGINT"}, fail)
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]
