from pathlib import Path

import duckdb
import numpy as np

from studio import tasks
from studio.data import PreparedData, prepare
from studio.spec import DataSpec

ROWS = ["a,x", "b,X", "c,x", '"d, e",X', "f,x", "g,X", "h,x", "i,X"]


def make_data(path: Path) -> PreparedData:
    path.write_text("\n".join(["text,label", *ROWS]) + "\n", encoding="utf-8")
    return prepare(DataSpec(train=str(path), validation_fraction=0.5), tasks.get("text_classification"))


def test_a_row_for_each_example_with_its_place_in_the_file(tmp_path: Path) -> None:
    from studio.engine.tasks.classification.results import write_classes
    from studio.engine.tasks.evaluation import Evaluation

    data = make_data(tmp_path / "data.csv")
    assert data.validation is not None
    # The names of the classes differ in case alone, which the names of columns must not.
    assert data.schema.class_names == ("X", "x")
    first = np.linspace(0.1, 0.9, len(data.validation), dtype=np.float32)
    evaluation = Evaluation({}, {}, {"probabilities": np.stack([first, 1 - first], axis=1)})
    path = tmp_path / "it's here" / "predictions.parquet"
    write_classes(path, data.schema.class_names, ("text",), [(data.validation, evaluation)])
    assert [file.name for file in path.parent.iterdir()] == ["predictions.parquet"]

    names = duckdb.execute("SELECT name FROM parquet_schema(?)", [str(path)]).fetchall()
    assert [name for (name,) in names[1:]] == [
        "split", "row_number", "text", "label", "prediction", "probability", "probability_X", "probability_x_1",
    ]  # fmt: skip
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    for (split, number, text, label, prediction, probability, *both), p in zip(found, first, strict=True):
        assert (split, f'"{text}",{label}' if "," in text else f"{text},{label}") == ("validation", ROWS[number - 1])
        assert prediction == ("X" if p >= 0.5 else "x")
        np.testing.assert_allclose(both, [p, 1 - p])
        assert probability == max(both)
