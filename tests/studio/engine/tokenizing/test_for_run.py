"""A run learns its tokenizer once, and never goes on with another."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from studio.data import prepare
from studio.errors import RunError
from studio.files import write_json
from studio.runs import RunFolder, Workspace
from studio.runs.events import EventBody
from studio.spec import RunSpec

pytestmark = pytest.mark.engine


@pytest.fixture
def run(reviews: Path, tmp_path: Path) -> RunFolder:
    spec = {
        "task": "text_classification",
        "backbone": {"architecture": {"tokenizer": "unigram", "vocabulary_size": 100}},
        "data": {"train": str(reviews)},
    }
    return Workspace(tmp_path).create_run(RunSpec.parse(spec))


def tokenizer_of(run: RunFolder, events: list[EventBody] | None = None) -> Any:
    from studio.engine.tokenizing.for_run import tokenizer_of_run

    spec = run.spec()
    data = prepare(spec.data, spec.task)
    assert spec.backbone.architecture is not None
    said: list[EventBody] = [] if events is None else events
    return tokenizer_of_run(run, spec.backbone.architecture, data.train, spec.data.seed, said.append)


def test_it_is_learned_once_and_said_to_be(run: RunFolder) -> None:
    from studio.engine.tokenizing.storing import fingerprint

    first_events: list[EventBody] = []
    later_events: list[EventBody] = []
    first = tokenizer_of(run, first_events)
    assert [path.name for path in run.tokenizer_path.parent.glob("*tokenizer*")] == ["tokenizer"]
    assert fingerprint(tokenizer_of(run, later_events)) == fingerprint(first)
    assert [str(event.message) for event in first_events] == [
        "Learning a tokenizer (unigram) from the training texts.",
        f"The tokenizer learned {first.vocabulary_size()} tokens from 432 texts.",
    ]
    assert later_events == []


@pytest.mark.parametrize("name", ["tokenizer.json", "assets/tokenizer/vocabulary.spm"])
@pytest.mark.parametrize("content", [None, b"", b"{"])
def test_a_damaged_one_is_learned_again(run: RunFolder, name: str, content: bytes | None) -> None:
    from studio.engine.tokenizing.storing import fingerprint

    before = fingerprint(tokenizer_of(run))
    (run.tokenizer_path / name).unlink()
    if content is not None:
        (run.tokenizer_path / name).write_bytes(content)
    assert fingerprint(tokenizer_of(run)) == before


def test_a_run_that_was_begun_with_another_one_does_not_go_on(run: RunFolder) -> None:
    from studio.engine.tokenizing.storing import fingerprint

    write_json(run.passport_path, {"tokenizer": {"fingerprint": fingerprint(tokenizer_of(run))}})
    shutil.rmtree(run.tokenizer_path)
    tokenizer_of(run)
    write_json(run.passport_path, {"tokenizer": {"fingerprint": "another"}})
    with pytest.raises(RunError, match="not the one that the run was begun with"):
        tokenizer_of(run)
