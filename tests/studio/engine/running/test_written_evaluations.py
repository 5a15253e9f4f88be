"""Evaluations that let a model write, in the loop by itself: when they do, how they are skipped and stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.runs.events import (
    CheckpointEvent,
    EvaluationEvent,
    LogEvent,
    SampleEvent,
    SampleRow,
    StepEvent,
    WritingEvent,
)
from tests.studio.engine.running.test_fit_loop import FakeBackend, Loop

pytestmark = pytest.mark.engine

NUM_TEXTS = 4
SAMPLE = SampleRow.of_class("a", "good", "good", 0.5)


class FakeWriter:
    """Measures a loss, and a BLEU where it may write.

    Args:
        bleus: The BLEU of each evaluation, written or not.
        write_every: Of so many evaluations, one writes.
    """

    def __init__(self, bleus: list[float], write_every: int = 1) -> None:
        self.bleus = bleus
        self.write_every = write_every
        self.num_evaluations = 0
        # Called after each text with how many are written.
        self.on_text: Callable[[int], None] = lambda count: None

    def __len__(self) -> int:
        return 10

    def evaluate(self, backend: Any, on_progress: Any = None, batch_size: int = 64, on_written: Any = None) -> Any:
        from studio.engine.tasks.evaluation import Evaluation

        on_progress(10)
        place = self.num_evaluations
        metrics = {"loss": 1.0 / (place + 1), "perplexity": 2.0}
        is_written = self._write(on_written)
        self.num_evaluations += 1
        return Evaluation(metrics | ({"bleu": self.bleus[place]} if is_written else {}), {}, {}, is_written)

    def samples(self, backend: Any, evaluation: Any = None, on_written: Any = None) -> tuple[SampleRow, ...]:
        is_written = self._write(on_written) if evaluation is None else evaluation.is_written
        return (SAMPLE,) if is_written else ()

    def _write(self, on_written: Any) -> bool:
        for count in range(NUM_TEXTS + 1):
            if not on_written(float(count), NUM_TEXTS):
                return False
            self.on_text(count)
        return True


def make_loop(path: Path, writer: FakeWriter, **fit: Any) -> Loop:
    fit = {"epochs": len(writer.bleus), "monitor": "bleu", **fit}
    return Loop(path, FakeBackend([]), evaluator=writer, task="translation", **fit)


def validations(loop: Loop) -> list[EvaluationEvent]:
    return [event for event in loop.of_kind(EvaluationEvent) if event.split == "validation"]


def ask_at(loop: Loop, writer: FakeWriter, step: int, num_written: int, **order: Any) -> None:
    """Ask for something as soon as so many texts of the evaluation after a step are written."""
    from studio.engine.running.evaluation_watch import Request

    def ask(count: int) -> None:
        if loop.loop.progress.step == step and count == num_written:
            loop.order = Request(**order)

    writer.on_text = ask


def test_it_is_told_how_far_the_texts_of_each_evaluation_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.running import evaluation_watch

    monkeypatch.setattr(evaluation_watch, "_TOLD_S", 0.0)
    loop = make_loop(tmp_path, FakeWriter([1.0, 2.0]))
    assert loop.loop.run()
    told = [(event.step, event.number, event.num_written, event.is_over) for event in loop.of_kind(WritingEvent)]
    assert told == [
        (step, number, float(count), count == NUM_TEXTS)
        for step, number in ((0, 1), (10, 2), (20, 3))
        for count in range(NUM_TEXTS + 1)
    ]
    assert {(event.split, event.num_texts) for event in loop.of_kind(WritingEvent)} == {("validation", NUM_TEXTS)}


def test_it_is_told_no_more_often_than_somebody_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.running import evaluation_watch

    monkeypatch.setattr(evaluation_watch, "_TOLD_S", 3600.0)
    loop = make_loop(tmp_path, FakeWriter([1.0]))
    loop.loop.run()
    told = [(event.step, event.num_written, event.is_over) for event in loop.of_kind(WritingEvent)]
    assert told == [(0, 0.0, False), (0, 4.0, True), (10, 0.0, False), (10, 4.0, True)]


def test_one_of_so_many_evaluations_writes_and_the_last_one_does(tmp_path: Path) -> None:
    loop = make_loop(tmp_path, FakeWriter([5.0, 1.0, 4.0, 2.0, 3.0], write_every=2))
    assert loop.loop.run()
    found = validations(loop)
    assert [event.metrics.get("bleu") for event in found] == [None, 1.0, None, 2.0, 3.0]
    assert all(event.metrics["perplexity"] == 2.0 for event in found)
    assert [event.step for event in loop.of_kind(SampleEvent)] == [0, 20, 40, 50]
    assert {event.step for event in loop.of_kind(WritingEvent)} == {0, 20, 40, 50}
    # That the data give no BLEU is not known before it was asked for, and then they do.
    assert not loop.of_kind(LogEvent)


def test_a_resumed_run_writes_in_the_same_evaluations(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    writer = FakeWriter([5.0, 1.0, 4.0, 2.0, 3.0], write_every=2)
    loop = make_loop(tmp_path, writer)
    loop.orders[15] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    later = make_loop(tmp_path, writer)
    later.loop.restore(later.store.latest())
    assert later.loop.run()
    assert [event.metrics.get("bleu") for event in validations(later)] == [1.0, None, 2.0, 3.0]


def test_a_skipped_writing_leaves_out_its_metric_and_nothing_else(tmp_path: Path) -> None:
    writer = FakeWriter([1.0, 2.0, 3.0])
    loop = make_loop(tmp_path, writer)
    ask_at(loop, writer, 20, 2, skipped_writing=3)
    assert loop.loop.run()
    assert [event.metrics.get("bleu") for event in validations(loop)] == [1.0, None, 3.0]
    assert [event.metrics["loss"] for event in validations(loop)] == pytest.approx([1.0, 1 / 2, 1 / 3])
    last = [event for event in loop.of_kind(WritingEvent) if event.step == 20][-1]
    assert (last.num_written, last.is_over) == (3.0, True)
    assert [event.step for event in loop.of_kind(SampleEvent)] == [0, 10, 30]
    (line,) = loop.of_kind(LogEvent)
    assert str(line.message) == (
        "Step 20: the texts of this evaluation are not written to the end, as was asked for. What is measured of them "
        "is left out; the loss stands, and the run goes on."
    )
    assert len(loop.of_kind(StepEvent)) == 30


def test_a_skip_that_comes_too_late_does_not_meet_the_next_evaluation(tmp_path: Path) -> None:
    writer = FakeWriter([1.0, 2.0, 3.0])
    loop = make_loop(tmp_path, writer)
    ask_at(loop, writer, 20, NUM_TEXTS, skipped_writing=3)
    assert loop.loop.run()
    assert [event.metrics.get("bleu") for event in validations(loop)] == [1.0, 2.0, 3.0]


def test_an_evaluation_without_the_monitored_metric_is_neither_the_best_nor_waited_for(tmp_path: Path) -> None:
    loop = make_loop(tmp_path, FakeWriter([9.0, 5.0, 9.0, 4.0, 9.0, 3.0], write_every=2), early_stopping_patience=2)
    assert loop.loop.run()
    # Before the first BLEU the loss decides; any BLEU is better than none.
    assert [event.is_best for event in validations(loop)] == [True, True, False, False, False, False]
    assert loop.loop.progress.best.step == 20
    # Those of the steps 40 and 60 brought no improvement; those between them say nothing.
    assert loop.loop.progress.num_evaluations_since_best == 2
    assert loop.loop.progress.step == 60


def test_where_data_never_give_the_monitored_metric_early_stopping_goes_by_the_loss(tmp_path: Path) -> None:
    writer = FakeWriter([1.0] * 5)
    evaluate = writer.evaluate

    def worse(*given: Any, **more: Any) -> Any:
        from studio.engine.tasks.evaluation import Evaluation

        evaluate(*given, **more)
        return Evaluation({"loss": float(writer.num_evaluations)}, {}, {})

    writer.evaluate = worse  # type: ignore[method-assign]
    loop = make_loop(tmp_path, writer, early_stopping_patience=2)
    assert loop.loop.run()
    assert loop.loop.progress.step == 30
    told = [str(event.message) for event in loop.of_kind(LogEvent)]
    assert told == [
        "fit.monitor: these data give no bleu. The model with the lowest validation loss is kept.",
        "Stopped early: the last 2 evaluations brought no improvement.",
    ]


@pytest.mark.parametrize("num_written", [0, 2])
def test_a_stop_ends_the_writing_and_the_evaluation_is_done_when_the_run_goes_on(
    tmp_path: Path, num_written: int
) -> None:
    (tmp_path / "undisturbed").mkdir()
    undisturbed = make_loop(tmp_path / "undisturbed", FakeWriter([1.0, 2.0, 3.0]))
    assert undisturbed.loop.run()
    writer = FakeWriter([1.0, 2.0, 3.0])
    loop = make_loop(tmp_path, writer)
    ask_at(loop, writer, 20, num_written, is_stop_asked=True)
    assert not loop.loop.run()
    assert [event.step for event in loop.of_kind(CheckpointEvent)] == [10, 20]
    assert loop.store.latest().progress.is_validation_due
    assert [event.step for event in validations(loop)] == [10]

    later = make_loop(tmp_path, writer)
    writer.on_text = lambda count: None
    later.loop.restore(later.store.latest())
    assert later.loop.run()
    assert [*validations(loop), *validations(later)] == validations(undisturbed)
    assert [event for run in (loop, later) for event in run.of_kind(EvaluationEvent)] == undisturbed.of_kind(
        EvaluationEvent
    )
    assert later.loop.progress.best == undisturbed.loop.progress.best
    # The checkpoint of the step tells of the evaluation now.
    assert not later.store.latest().progress.is_validation_due


def test_a_stop_ends_the_measuring_of_the_loss_too(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = make_loop(tmp_path, FakeWriter([1.0, 2.0]))
    loop.orders[10] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    assert not validations(loop)
    assert loop.store.latest().progress.is_validation_due


def test_a_stop_in_the_last_evaluation_leaves_it_to_be_done(tmp_path: Path) -> None:
    writer = FakeWriter([1.0, 2.0])
    loop = make_loop(tmp_path, writer)
    ask_at(loop, writer, 20, 1, is_stop_asked=True)
    assert not loop.loop.run()
    assert not loop.loop.progress.is_over
    later = make_loop(tmp_path, writer)
    writer.on_text = lambda count: None
    later.loop.restore(later.store.latest())
    assert later.loop.run()
    assert not later.of_kind(StepEvent)
    assert [event.step for event in validations(later)] == [20]
    assert later.store.latest().progress.is_over


def test_a_stop_while_the_first_samples_are_written_begins_nothing(tmp_path: Path) -> None:
    writer = FakeWriter([1.0])
    loop = make_loop(tmp_path, writer)
    ask_at(loop, writer, 0, 1, is_stop_asked=True)
    assert not loop.loop.run()
    assert not loop.of_kind(SampleEvent)
    assert not loop.of_kind(LogEvent)
    assert loop.store.steps() == []


def test_a_checkpoint_that_is_asked_for_while_texts_are_written_is_saved_after_them(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    writer = FakeWriter([1.0, 2.0])
    loop = make_loop(tmp_path, writer)
    # The end of an epoch is no reason to save here.
    loop.loop._saving_s = 1e6

    def ask_once(count: int) -> None:
        is_asked = loop.loop.progress.step == 10 and count == 1
        loop.order = Request(is_checkpoint_asked=True) if is_asked else None

    writer.on_text = ask_once
    assert loop.loop.run()
    assert [event.step for event in loop.of_kind(CheckpointEvent)] == [10, 20]
    assert not loop.store.latest().progress.is_validation_due
