"""A run that is taken up again reads its data as it began."""

import json
from pathlib import Path
from typing import Any

import pytest

from studio.data import PreparedData, prepare
from studio.errors import ChangedDataError
from studio.runs import RunFolder
from studio.spec import DataSpec
from studio.tasks.token_classification import TASK

ROW = {
    "tokens": ["9", "Main", "Street,", "Salem,", "MA"],
    "tags": ["B-NO", "B-STREET", "I-STREET", "B-TOWN", "B-STATE"],
}


@pytest.fixture
def data(tmp_path: Path) -> PreparedData:
    path = tmp_path / "streets.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    prepared = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK)
    assert prepared.schema.has_whole_words
    return prepared


def begun(tmp_path: Path, part: dict[str, Any] | None) -> RunFolder:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text("{}", encoding="utf-8")
    run = RunFolder(tmp_path / "run")
    if part is not None:
        run.passport_path.write_text(json.dumps({"data": part}), encoding="utf-8")
    return run


@pytest.mark.parametrize(
    ("part", "has_whole_words"),
    [(None, True), ({"has_whole_words": True}, True), ({"has_whole_words": False}, False), ({}, False)],
)
def test_what_a_tag_stands_for_stays_as_the_run_began(
    tmp_path: Path, data: PreparedData, part: dict[str, Any] | None, *, has_whole_words: bool
) -> None:
    from studio.engine.running.passport import as_begun

    known = None if part is None else {"fingerprint": data.fingerprint, **part}
    schema = as_begun(begun(tmp_path, known), data).schema
    assert schema.has_whole_words is has_whole_words
    assert schema.class_names == data.schema.class_names


def test_other_data_is_refused(tmp_path: Path, data: PreparedData) -> None:
    from studio.engine.running.passport import as_begun

    with pytest.raises(ChangedDataError, match="has changed since the run was started"):
        as_begun(begun(tmp_path, {"fingerprint": "0" * 64}), data)
