"""Measuring a saved model tells how far it is, the texts that it lets the model write too."""

from typing import Any

import pytest

from studio.jobs import Progress
from tests.studio.engine.running.test_written_evaluations import NUM_TEXTS, FakeWriter

pytestmark = pytest.mark.engine


class FakeTask:
    """Lets a model write four texts."""

    def example_chunks(self, model: Any, rows: Any) -> Any:
        return iter(())

    def evaluator(self, model: Any, rows: Any, examples: Any) -> FakeWriter:
        return FakeWriter([12.5])


def test_it_is_told_how_many_texts_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.answering import measuring

    monkeypatch.setattr(measuring, "cached_examples", lambda *given: [0] * 10)
    monkeypatch.setattr(measuring, "ModelOutputs", lambda *given: None)
    told: list[Progress] = []
    measuring.measure(FakeTask(), None, [0] * 10, 8, told.append)  # type: ignore[arg-type]
    assert told == [
        Progress("Evaluating", 10, 10),
        *(Progress("Writing texts", count, NUM_TEXTS) for count in range(NUM_TEXTS + 1)),
    ]
