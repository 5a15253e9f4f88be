"""The loop by itself, with a backend whose answers are written down beforehand."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.errors import RunError
from studio.runs.events import CheckpointEvent, EvaluationEvent, LogEvent, SampleEvent, StepEvent
from studio.schema import Schema
from studio.spec import FitSpec
from studio.tasks import MetricInfo

pytestmark = pytest.mark.engine

NUM_TRAIN, NUM_VALIDATION = 40, 10


class FakeBackend:
    """Answers the n-th evaluation with the n-th accuracy; its only weight counts the steps."""

    def __init__(self, accuracies: list[float], losses: dict[int, float] | None = None) -> None:
        self.accuracies = accuracies
        self.losses = losses or {}
        self.num_steps = self.num_evaluations = 0

    def train_step(self, batches: Any, learning_rate: float) -> Any:
        from studio.engine.backends.base import StepResult

        self.num_steps += 1
        return StepResult(self.losses.get(self.num_steps, 1.0 / self.num_steps), 2.0)

    def outputs(self, batch: Any) -> dict[str, np.ndarray]:
        return {"probabilities": self.probabilities(batch)}

    def probabilities(self, batch: Any) -> np.ndarray:
        if batch.num_examples < NUM_VALIDATION:
            return np.full((batch.num_examples, 2), 0.5, np.float32)
        num_right = round(self.accuracies[self.num_evaluations] * NUM_VALIDATION)
        self.num_evaluations += 1
        is_right = np.arange(NUM_VALIDATION) < num_right
        right = np.where(is_right, 0.9, 0.1).astype(np.float32)
        return np.where(np.arange(2) == batch.targets["label"][:, None], right[:, None], 1 - right[:, None])

    def weights(self) -> dict[str, np.ndarray]:
        return {"weight/0": np.array(self.num_steps)}

    def restore_weights(self, weights: dict[str, np.ndarray]) -> None:
        self.num_steps = int(weights["weight/0"])

    def optimizer_state(self) -> dict[str, np.ndarray]:
        return {"evaluations": np.array(self.num_evaluations)}

    def restore_optimizer_state(self, state: dict[str, np.ndarray]) -> None:
        self.num_evaluations = int(state["evaluations"])


class FakeModel:
    """What `Batcher` asks of a model."""

    input_names = ("padding_mask", "token_ids")
    has_padding_mask = True

    class tokenizer:  # noqa: N801
        pad_token_id = 0

    class info:  # noqa: N801
        sequence_length = 64


class FakeSplit:
    """What a task's evaluator asks of a split."""

    labels = (np.arange(NUM_VALIDATION) % 2).astype(np.int32)

    def __len__(self) -> int:
        return NUM_VALIDATION

    def take(self, indices: Any) -> dict[str, list[str]]:
        return {"text": [chr(ord("a") + index) for index in indices]}


class Loop:
    """A loop with all that surrounds it."""

    def __init__(
        self,
        path: Path,
        backend: FakeBackend,
        with_validation: bool = True,
        evaluator: Any = None,
        task: str = "text_classification",
        **fit: Any,
    ) -> None:
        from studio.engine.models.model_info import ModelInfo
        from studio.engine.running.checkpoints import CheckpointStore
        from studio.engine.running.evaluation_watch import Request
        from studio.engine.running.fit import FitData, FitLoop
        from studio.engine.tasks.classification.class_evaluator import ClassEvaluator

        self.backend = backend
        self.events: list[Any] = []
        # What is asked after so many steps; and what is asked from now on.
        self.orders: dict[int, Request] = {}
        self.order: Request | None = None
        self.store = CheckpointStore(path / "checkpoints")
        info = ModelInfo(tasks.get("text_classification"), Schema(("bad", "good")), sequence_length=64)
        evaluator = evaluator or ClassEvaluator(FakeSplit(), make_batcher(NUM_VALIDATION), info)
        self.loop = FitLoop(
            FitSpec(**{"epochs": 3, "batch_size": 4, **fit}),
            FitData(make_batcher(NUM_TRAIN), evaluator if with_validation else None),
            backend,
            self.store,
            tasks.get(task),
            self.events.append,
            self._request,
            time.monotonic(),
        )

    def _request(self) -> Any:
        from studio.engine.running.evaluation_watch import Request

        return self.order or self.orders.get(self.loop.progress.step, Request())

    def of_kind(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


def make_batcher(num_examples: int) -> Any:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TokenRows

    lengths = np.arange(num_examples) % 7 + 3
    rows = TokenRows(np.ones(lengths.sum(), np.int32), np.concatenate([[0], np.cumsum(lengths)]))
    labels = {"label": (np.arange(num_examples) % 2).astype(np.int32)}
    return Batcher(FakeModel(), Examples.single(rows, labels))


def test_each_step_tells_its_own_loss_and_place(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5] * 6), learning_rate=0.1, warmup_fraction=0.0)
    assert loop.loop.run()
    steps = loop.of_kind(StepEvent)
    assert [event.step for event in steps] == list(range(1, 31))
    assert [event.loss for event in steps] == [1.0 / step for step in range(1, 31)]
    assert [event.epoch for event in steps] == pytest.approx([step / 10 for step in range(1, 31)])
    assert steps[0].learning_rate == pytest.approx(0.1)
    assert steps[-1].learning_rate == pytest.approx(0.1 / 30)
    assert loop.loop.progress.num_examples == 3 * NUM_TRAIN


def test_the_training_loss_is_the_mean_since_the_last_evaluation(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5] * 6), epochs=2)
    loop.loop.run()
    found = [event for event in loop.of_kind(EvaluationEvent) if event.split == "train"]
    assert [event.step for event in found] == [10, 20]
    assert found[1].metrics["loss"] == pytest.approx(np.mean([1.0 / step for step in range(11, 21)]))


def test_the_best_step_is_marked_and_its_checkpoint_kept(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5, 0.9, 0.6, 0.7, 0.8]), epochs=5)
    loop.loop.run()
    found = [event for event in loop.of_kind(EvaluationEvent) if event.split == "validation"]
    assert [event.is_best for event in found] == [True, True, False, False, False]
    assert [event.metrics["accuracy"] for event in found] == pytest.approx([0.5, 0.9, 0.6, 0.7, 0.8])
    assert loop.loop.progress.best.step == 20
    assert loop.store.weights(20)["weight/0"] == 20


def test_of_two_equal_accuracies_the_lower_loss_is_better() -> None:
    from studio.engine.running.checkpoints import Best
    from studio.engine.running.fit import is_better

    accuracy = tasks.get("text_classification").metric("accuracy")
    assert is_better(Best(2, 0.5, 0.3), Best(1, 0.5, 0.4), accuracy)
    assert not is_better(Best(2, 0.5, 0.4), Best(1, 0.5, 0.4), accuracy)
    assert not is_better(Best(2, 0.4, 0.1), Best(1, 0.5, 0.4), accuracy)


def test_a_metric_that_cannot_be_said_is_worse_than_any() -> None:
    from studio.engine.running.checkpoints import Best
    from studio.engine.running.fit import is_better

    accuracy = tasks.get("text_classification").metric("accuracy")
    assert is_better(Best(2, 0.0, 0.9), Best(1, None, 0.1), accuracy)
    assert not is_better(Best(2, None, 0.1), Best(1, 0.0, 0.9), accuracy)
    assert is_better(Best(2, None, 0.1), Best(1, None, 0.2), accuracy)


def test_a_metric_that_the_data_do_not_give_is_told_of_once(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5, 0.9, 0.6]), monitor="beauty")
    loop.loop._task = replace(
        loop.loop._task, metrics=(*loop.loop._task.metrics, MetricInfo("beauty", "Beauty", "", True, True))
    )
    loop.loop.run()
    told = [str(event.message) for event in loop.of_kind(LogEvent)]
    assert told == [
        "fit.monitor: these data give no beauty. The model with the lowest validation loss is kept.",
    ]


def test_early_stopping_waits_for_so_many_evaluations_without_a_better_one(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5, 0.8, 0.7, 0.6, 0.9]), epochs=5, early_stopping_patience=2)
    assert loop.loop.run()
    assert loop.loop.progress.step == 40
    assert loop.loop.progress.is_over
    assert max(event.step for event in loop.of_kind(CheckpointEvent)) == 40
    (line,) = loop.of_kind(LogEvent)
    assert str(line.message) == "Stopped early: the last 2 evaluations brought no improvement."


def test_a_stop_saves_where_it_stands_and_the_rest_is_done_later(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = Loop(tmp_path, FakeBackend([0.5, 0.6, 0.7]))
    loop.orders[14] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    assert [event.step for event in loop.of_kind(CheckpointEvent)] == [10, 14]
    later = Loop(tmp_path, FakeBackend([0.5, 0.6, 0.7]))
    later.loop.restore(later.store.latest())
    assert later.loop.run()
    assert [event.step for event in later.of_kind(StepEvent)] == list(range(15, 31))
    assert later.loop.elapsed_s > loop.loop.progress.elapsed_s


def test_a_stop_before_the_first_step_saves_nothing(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = Loop(tmp_path, FakeBackend([]))
    loop.orders[0] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    assert loop.store.steps() == []


def test_a_checkpoint_is_saved_when_it_is_asked_for(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = Loop(tmp_path, FakeBackend([0.5] * 3))
    loop.orders[13] = Request(is_checkpoint_asked=True)
    loop.loop.run()
    assert 13 in [event.step for event in loop.of_kind(CheckpointEvent)]


def test_who_asks_for_a_checkpoint_that_is_there_is_told_of_it_and_it_is_not_saved_again(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop, saved = Loop(tmp_path, FakeBackend([0.5] * 3)), []
    save = loop.store.save

    def save_and_note(checkpoint: Any) -> None:
        saved.append(checkpoint.progress.step)
        save(checkpoint)

    loop.store.save = save_and_note  # type: ignore[method-assign]
    # Asked for while step 10 is measured, and again once it is saved.
    loop.orders[10] = Request(is_checkpoint_asked=True)
    loop.loop.run()
    told = [event.step for event in loop.of_kind(CheckpointEvent)]
    assert (saved.count(10), told.count(10)) == (1, 2)


def test_a_checkpoint_that_is_asked_for_before_the_first_step_is_saved(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = Loop(tmp_path, FakeBackend([0.5] * 3))
    loop.orders[0] = Request(is_checkpoint_asked=True)
    loop.orders[1] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    assert [event.step for event in loop.of_kind(CheckpointEvent)] == [0, 1]
    assert loop.store.steps() == [1, 0]


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_ends_the_run_and_keeps_what_was_saved(tmp_path: Path, bad: float) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5], losses={15: bad}))
    with pytest.raises(RunError, match="step 15"):
        loop.loop.run()
    assert loop.store.steps() == [10]


def test_a_validation_loss_that_is_no_number_ends_the_run(tmp_path: Path) -> None:
    backend = FakeBackend([0.5] * 99)
    loop = Loop(tmp_path, backend)
    backend.probabilities = lambda batch: np.full((batch.num_examples, 2), np.nan, np.float32)  # type: ignore[method-assign]
    with pytest.raises(RunError, match="no longer a number"):
        loop.loop.run()
    assert loop.loop.progress.best is None


def test_without_validation_only_the_training_loss_is_reported(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([]), with_validation=False)
    assert loop.loop.run()
    assert {event.split for event in loop.of_kind(EvaluationEvent)} == {"train"}
    assert loop.loop.progress.best is None
    assert not loop.of_kind(SampleEvent)


def test_samples_are_shown_at_the_start_and_after_each_evaluation(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5, 0.6, 1.0]))
    loop.loop.run()
    found = loop.of_kind(SampleEvent)
    assert [event.step for event in found] == [0, 10, 20, 30]
    first, *_, last = found[-1].rows
    assert [(row.inputs, row.read()[0].prediction) for row in (first, last)] == [
        ({"text": "a"}, "bad"),
        ({"text": "j"}, "good"),
    ]
    assert [row.read()[1].prediction for row in (first, last)] == ["bad", "good"]
    assert found[-1].rows[0].read()[1].headline().number == pytest.approx(0.9)


# === The memory is full ===


class SmallBackend(FakeBackend):
    """Has room for so many examples at once; notes what it was given."""

    def __init__(self, room: int, *, is_begun: bool = False) -> None:
        super().__init__([0.5] * 30)
        self.room = room
        self.is_begun = is_begun
        self.steps: list[list[int]] = []

    def train_step(self, batches: Any, learning_rate: float) -> Any:
        from studio.engine.backends.base import StepTooLargeError

        if max(batch.num_examples for batch in batches) > self.room:
            raise StepTooLargeError(is_begun=self.is_begun)
        self.steps.append([batch.num_examples for batch in batches])
        return super().train_step(batches, learning_rate)


def told(loop: Loop) -> list[str]:
    return [str(event.message) for event in loop.of_kind(LogEvent) if event.level == "warning"]


def test_where_the_memory_is_full_batches_are_halved_until_they_fit(tmp_path: Path) -> None:
    backend = SmallBackend(room=2)
    loop = Loop(tmp_path, backend, batch_size=8, epochs=1)
    assert loop.loop.run()
    # 40 examples in batches of 8: each step has the same examples as before, in parts.
    assert backend.steps == [[2, 2, 2, 2]] * 5
    assert [event.step for event in loop.of_kind(StepEvent)] == [1, 2, 3, 4, 5]
    first, second = told(loop)
    assert "full at step 1" in first
    assert "4 examples are computed at once instead of 8, and 2 batches" in first
    assert "2 examples are computed at once instead of 4, and 4 batches" in second


def test_a_resumed_run_computes_no_more_at_once_than_fitted_before(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request

    loop = Loop(tmp_path, SmallBackend(room=2), batch_size=8, epochs=2)
    loop.orders[3] = Request(is_stop_asked=True)
    assert not loop.loop.run()
    again = Loop(tmp_path, SmallBackend(room=2), batch_size=8, epochs=2)
    checkpoint = again.store.latest()
    assert checkpoint is not None
    again.loop.restore(checkpoint)
    assert again.loop.run()
    assert told(again) == []


def test_each_worker_after_one_that_was_killed_for_memory_computes_less(tmp_path: Path) -> None:
    class KilledError(BaseException):
        pass

    class KilledBackend(FakeBackend):
        def train_step(self, batches: Any, learning_rate: float) -> Any:
            raise KilledError

    for expected in (4, 2, 1):
        loop = Loop(tmp_path, KilledBackend([0.5] * 30), batch_size=8)
        checkpoint = loop.store.latest()
        if checkpoint is not None:
            loop.loop.restore(checkpoint)
        loop.loop.take_less()
        with pytest.raises(KilledError):
            loop.loop.run()
        assert loop.loop.progress.most_examples == expected
    last = Loop(tmp_path, FakeBackend([0.5] * 30), batch_size=8, epochs=1)
    checkpoint = last.store.latest()
    assert checkpoint is not None
    last.loop.restore(checkpoint)
    # There is nothing less than one.
    last.loop.take_less()
    assert told(last) == []
    assert last.loop.run()
    assert [event.step for event in last.of_kind(StepEvent)] == [1, 2, 3, 4, 5]


def test_where_no_single_example_fits_the_run_says_so(tmp_path: Path) -> None:
    from studio.errors import MemoryFullError

    loop = Loop(tmp_path, SmallBackend(room=0), batch_size=4)
    with pytest.raises(MemoryFullError, match="not even 1 example at a time"):
        loop.loop.run()
    assert len(told(loop)) == 2


def test_batches_whose_examples_are_compared_are_not_cut(tmp_path: Path) -> None:
    from studio.errors import MemoryFullError

    loop = Loop(tmp_path, SmallBackend(room=2), batch_size=4)
    loop.loop._data = replace(loop.loop._data, can_cut_batches=False)
    with pytest.raises(MemoryFullError, match="not even 4 examples"):
        loop.loop.run()


def test_a_step_that_may_have_changed_weights_is_undone_from_the_last_checkpoint(tmp_path: Path) -> None:
    from studio.engine.running.evaluation_watch import Request
    from studio.runs import RunState
    from studio.runs.events import StateEvent

    backend = SmallBackend(room=8, is_begun=True)
    loop = Loop(tmp_path, backend, batch_size=8, epochs=1)
    loop.orders[2] = Request(is_checkpoint_asked=True)

    def shrink(event: Any) -> None:
        loop.events.append(event)
        if isinstance(event, StepEvent) and event.step == 4:
            backend.room = 4

    loop.loop._emit = shrink
    assert loop.loop.run()
    assert loop.of_kind(StateEvent) == [StateEvent(RunState.RUNNING, 2)]
    assert [event.step for event in loop.of_kind(StepEvent)] == [1, 2, 3, 4, 3, 4, 5]
    assert backend.steps == [[8]] * 4 + [[4, 4]] * 3


# === Losses ===


def test_a_loss_that_is_no_number_at_the_first_step_speaks_of_no_checkpoints(tmp_path: Path) -> None:
    loop = Loop(tmp_path, FakeBackend([0.5] * 6, losses={1: float("nan")}))
    with pytest.raises(RunError, match="at step 1, before there was a checkpoint"):
        loop.loop.run()


def test_a_loss_that_grows_without_end_ends_the_run(tmp_path: Path) -> None:
    losses = {step: 0.5 if step < 25 else 0.5 * 3.0 ** (step - 24) for step in range(1, 60)}
    loop = Loop(tmp_path, FakeBackend([0.5] * 30, losses=losses), epochs=6)
    with pytest.raises(RunError, match="has grown without end"):
        loop.loop.run()
    assert 29 < loop.of_kind(StepEvent)[-1].step < 45


def test_single_large_losses_end_no_run(tmp_path: Path) -> None:
    losses = {step: 1e6 if step % 4 == 0 else 0.5 for step in range(1, 61)}
    assert Loop(tmp_path, FakeBackend([0.5] * 30, losses=losses), epochs=6).loop.run()
