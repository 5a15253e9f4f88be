"""The training loop. It knows neither TensorFlow nor files: those are handed in."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.engine.backends.base import Backend, StepResult, StepTooLargeError
from studio.engine.running.checkpoints import Best, Checkpoint, CheckpointStore, Progress
from studio.engine.running.evaluation_watch import EvaluationWatch, Request
from studio.engine.running.loss_watch import LossWatch
from studio.engine.running.side_channel import SideChannel
from studio.engine.tasks.evaluation import Evaluation, EvaluationPlan, Evaluator, OnWritten, write_nothing
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.sampler import Sampler
from studio.errors import DivergedError, MemoryFullError
from studio.jobs import CancelledError
from studio.messages import Message
from studio.runs.events import (
    CheckpointEvent,
    EvaluationEvent,
    EventBody,
    LogEvent,
    SampleEvent,
    SampleRow,
    StateEvent,
    StepEvent,
)
from studio.runs.states import RunState
from studio.schedule import learning_rate_at
from studio.spec import FitSpec
from studio.tasks import MetricInfo, Task

# A checkpoint is saved so often, and more seldom where saving takes long: at most a fiftieth of the time. At the end
# of an epoch it may take a tenth.
_CHECKPOINT_S = 30.0
_MAX_SAVING_SHARE = 0.02
_MAX_SAVING_SHARE_OF_EPOCH = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class FitData:
    """What is trained and measured on.

    Attributes:
        validation: `None` where there is no such split.
        can_cut_batches: Whether a batch that does not fit into the memory may be computed in parts.
    """

    train: Batcher
    validation: Evaluator | None
    can_cut_batches: bool = True


class FitLoop:
    """Trains until all epochs are done, a stop is asked for, or nothing improves any more.

    Args:
        fit: The settings.
        data: The splits.
        backend: What computes.
        store: Where checkpoints go.
        task: Says which metric tells the best model.
        emit: Takes each event.
        request: Asked after each step, and while the validation part is measured.
        started: When the run's process was started, on the clock of `time.monotonic`.

    Attributes:
        watch: Hears how far evaluations are.
    """

    def __init__(
        self,
        fit: FitSpec,
        data: FitData,
        backend: Backend,
        store: CheckpointStore,
        task: Task,
        emit: Callable[[EventBody], None],
        request: Callable[[], Request],
        started: float,
    ) -> None:
        # === State ===
        self._fit = fit
        self._data = data
        self._backend = backend
        self._store = store
        self._task = task
        self._emit = emit
        self._request = request
        self._started = started
        self._samples = SideChannel[None](emit, template="No more samples are shown; the run goes on. {reason}")
        self._elapsed_before_s = 0.0
        self._saved_at = time.monotonic()
        self._saving_s = 0.0
        self._is_checkpoint_owed = False
        self._is_monitor_told = False
        self._losses = LossWatch()
        self.watch = EvaluationWatch(emit, self._asked)
        self.progress = Progress()
        self._saved: Progress | None = None
        # === Plan ===
        self.sampler = Sampler(data.train.lengths, fit.batch_size, fit.accumulation_steps, fit.seed)
        self.num_steps = fit.epochs * self.sampler.steps_per_epoch
        self.plan = EvaluationPlan.make(
            steps_per_epoch=self.sampler.steps_per_epoch,
            epochs=fit.epochs,
            num_train=len(data.train),
            num_validation=0 if data.validation is None else len(data.validation),
        )

    @property
    def elapsed_s(self) -> float:
        """Time spent at work, over all resumptions."""
        return self._elapsed_before_s + time.monotonic() - self._started

    def restore(self, checkpoint: Checkpoint) -> None:
        """Take up at a checkpoint."""
        self._go_back(checkpoint)
        self._elapsed_before_s = checkpoint.progress.elapsed_s

    def _go_back(self, checkpoint: Checkpoint) -> None:
        self._backend.restore_weights(checkpoint.weights)
        self._backend.restore_optimizer_state(checkpoint.optimizer_state)
        self.progress = self._saved = checkpoint.progress

    def take_less(self) -> None:
        """Compute half as many examples at once, if that can be: the worker before this one died for want of memory.

        A checkpoint remembers it at once: should this worker die as well, the next one takes less still.
        """
        num_examples = self.progress.most_examples or self._fit.batch_size
        if not self.progress.is_over and self._can_take_less(num_examples):
            self._take_less(num_examples)
            self._is_checkpoint_owed = True

    def run(self) -> bool:
        """Train. Returns whether all was done; `False` if a stop was asked for."""
        try:
            self._work()
        except CancelledError:
            # Before the first step there is nothing that a new start would not make as well.
            if self.progress.step:
                self._save()
            return False
        return True

    def _work(self) -> None:
        if self.progress.step == 0:
            self._show_samples(self.watch.writing(0, "validation"))
        elif self.progress.is_validation_due:
            self._end_step(self._validate())
        while not self.progress.is_over:
            self.watch.check()
            if self._is_checkpoint_owed:
                self._is_checkpoint_owed = False
                self._save()
            if self._step():
                self._end_step(self._evaluate_if_due())

    def _asked(self) -> Request:
        """Return what is asked of the loop. A checkpoint that is asked for while it measures is saved after that.

        Where this very state is saved already, whoever asks is told of that checkpoint at once.
        """
        request = self._request()
        if request.is_checkpoint_asked and self._is_saved():
            self._emit(CheckpointEvent(self.progress.step))
        elif request.is_checkpoint_asked:
            self._is_checkpoint_owed = True
        return request

    # === One step ===

    def _end_step(self, is_best: bool) -> None:
        self._end_if_over()
        self._save_if_due(is_best)

    def _step(self) -> bool:
        """Do the next step. Returns whether it was done; `False` where the run went back to a checkpoint instead."""
        before = time.perf_counter()
        progress = self.progress
        learning_rate = learning_rate_at(progress.step, self.num_steps, self._fit)
        trained = self._train(learning_rate)
        if trained is None:
            return False
        batches, result = trained
        seconds = time.perf_counter() - before
        num_examples = sum(batch.num_examples for batch in batches)
        step = progress.step + 1
        self._emit(
            StepEvent(
                step=step,
                epoch=step / self.sampler.steps_per_epoch,
                loss=result.loss,
                learning_rate=learning_rate,
                gradient_norm=result.gradient_norm,
                examples_per_second=num_examples / seconds,
                tokens_per_second=sum(batch.num_tokens for batch in batches) / seconds,
            )
        )
        if not math.isfinite(result.loss) or not math.isfinite(result.gradient_norm):
            raise self._diverged(step)
        if self._losses.explodes(result.loss):
            raise self._exploded(step)
        # Less may have been computed at once from this step on.
        self.progress = replace(
            self.progress,
            step=step,
            position=self.sampler.after(progress.position),
            loss_sum=progress.loss_sum + result.loss,
            num_losses=progress.num_losses + 1,
            num_examples=progress.num_examples + num_examples,
            training_s=progress.training_s + seconds,
        )
        return True

    # === Memory ===

    def _train(self, learning_rate: float) -> tuple[list[Batch], StepResult] | None:
        """Change the weights once, in smaller batches where these do not fit into the memory.

        Returns:
            The batches and what the step says; `None` where the run went back to its last checkpoint.

        Raises:
            MemoryFullError: if not even single examples fit, or batches cannot be cut.
        """
        while True:
            num_examples = 0
            try:
                batches = self._batches()
                num_examples = max(batch.num_examples for batch in batches)
                return batches, self._backend.train_step(batches, learning_rate)
            except (StepTooLargeError, MemoryError) as error:
                num_examples = num_examples or self._fit.batch_size
                if not self._can_take_less(num_examples):
                    raise _does_not_fit(self.progress.step + 1, num_examples) from error
                self._take_less(num_examples)
                if isinstance(error, StepTooLargeError) and error.is_begun:
                    self._undo(error)
                    return None

    def _batches(self) -> list[Batch]:
        position, most = self.progress.position, self.progress.most_examples or self._fit.batch_size
        return [
            self._data.train.batch(indices[start : start + most], position.epoch)
            for indices in self.sampler.step(position)
            for start in range(0, len(indices), most)
        ]

    def _can_take_less(self, num_examples: int) -> bool:
        return num_examples > 1 and self._data.can_cut_batches

    def _take_less(self, num_examples: int) -> None:
        most = num_examples // 2
        self.progress = replace(self.progress, most_examples=most)
        parts = -(-self._fit.batch_size // most) * self._fit.accumulation_steps
        message = Message(
            "The memory was full at step {step}. From here on {most} {most:example|examples} are computed at once "
            "instead of {before}, and {parts} {parts:batch|batches} for each change of the weights: the run learns the "
            "same, if slower.",
            {"step": self.progress.step + 1, "most": most, "before": num_examples, "parts": parts},
        )
        self._emit(LogEvent(message, "warning"))

    def _undo(self, error: StepTooLargeError) -> None:
        """Go back to the last checkpoint: some of the weights may have changed."""
        checkpoint = self._store.latest()
        if checkpoint is None:
            raise _does_not_fit(self.progress.step + 1, self.progress.most_examples or 1) from error
        most = self.progress.most_examples
        self._go_back(checkpoint)
        self.progress = replace(self.progress, most_examples=most)
        self._emit(StateEvent(RunState.RUNNING, self.progress.step))

    # === Evaluation ===

    def _evaluate_if_due(self) -> bool:
        validation, step_in_epoch = self._data.validation, self.progress.position.step or self.sampler.steps_per_epoch
        if not self.plan.is_due(step_in_epoch):
            return False
        self._report_training_loss()
        if validation is None:
            return False
        self.progress = replace(self.progress, is_validation_due=True)
        return self._validate()

    def _validate(self) -> bool:
        """Measure the validation part. A stop in between leaves it due: it is then measured when the run goes on."""
        validation, on_written = self._data.validation, self._on_written()
        assert validation is not None
        evaluation = validation.evaluate(self._backend, self.watch.check, on_written=on_written)
        if not math.isfinite(evaluation.metrics["loss"]):
            raise self._diverged(self.progress.step)
        rows = self._samples_of(evaluation, on_written)
        is_best = self._judge(evaluation)
        self._emit_samples(rows)
        return is_best

    def _on_written(self) -> OnWritten:
        """Return what is called while the model writes: not every evaluation lets it, but the last one does."""
        step, validation = self.progress.step, self._data.validation
        assert validation is not None
        if step < self.num_steps and self.plan.num_due(step) % validation.write_every:
            return write_nothing
        return self.watch.writing(step, "validation")

    def _judge(self, evaluation: Evaluation) -> bool:
        progress, metrics = self.progress, evaluation.metrics
        monitor = self._monitor(evaluation)
        found = Best(progress.step, metrics.get(monitor.name), metrics["loss"])
        is_best = progress.best is None or is_better(found, progress.best, monitor)
        # Where the texts were not written by which models are compared, nothing says that this one is no better.
        is_judged = found.value is not None or evaluation.is_written
        self._emit(EvaluationEvent(progress.step, "validation", metrics, is_best))
        self.progress = replace(
            progress,
            best=found if is_best else progress.best,
            num_evaluations_since_best=0 if is_best else progress.num_evaluations_since_best + int(is_judged),
            is_validation_due=False,
        )
        return is_best

    def _report_training_loss(self) -> None:
        progress = self.progress
        self._emit(EvaluationEvent(progress.step, "train", {"loss": progress.loss_sum / progress.num_losses}))
        self.progress = replace(progress, loss_sum=0.0, num_losses=0)

    def _monitor(self, evaluation: Evaluation) -> MetricInfo:
        """Return the metric that says which model is best. One that these data cannot give is told of, once."""
        name, metrics, best = self._fit.monitor, evaluation.metrics, self.progress.best
        is_unknown = name != "auto" and name not in metrics and (best is None or best.value is None)
        if is_unknown and evaluation.is_written and not self._is_monitor_told:
            self._is_monitor_told = True
            template = "fit.monitor: these data give no {monitor}. The model with the lowest validation loss is kept."
            self._emit(LogEvent(Message(template, {"monitor": name}), "warning"))
        return self._task.measured(metrics).metric(name)

    def _show_samples(self, on_written: OnWritten) -> None:
        self._emit_samples(self._samples_of(None, on_written))

    def _samples_of(self, evaluation: Evaluation | None, on_written: OnWritten) -> tuple[SampleRow, ...]:
        validation = self._data.validation
        if validation is None:
            return ()
        return self._samples.attempt(lambda: validation.samples(self._backend, evaluation, on_written)) or ()

    def _emit_samples(self, rows: tuple[SampleRow, ...]) -> None:
        if rows:
            self._emit(SampleEvent(self.progress.step, rows))

    # === Losses ===

    def _diverged(self, step: int) -> DivergedError:
        if self._store.steps():
            return DivergedError(
                "The loss is no longer a number at step {step}. The checkpoints before it are kept. "
                "Try a lower learning rate, more warmup or precision float32.",
                step=step,
            )
        return DivergedError(
            "The loss is no longer a number at step {step}, before there was a checkpoint. "
            "Try a lower learning rate, more warmup or precision float32.",
            step=step,
        )

    def _exploded(self, step: int) -> DivergedError:
        return DivergedError(
            "The loss has grown without end: it is {loss} at step {step}, and was {before} at the start. "
            "Try a lower learning rate, more warmup or precision float32.",
            step=step,
            loss=float(f"{self._losses.latest:.3g}"),
            before=float(f"{self._losses.first:.3g}"),
        )

    # === Ending and saving ===

    def _end_if_over(self) -> None:
        patience = self._fit.early_stopping_patience
        if self.progress.step >= self.num_steps:
            self.progress = replace(self.progress, is_over=True)
        elif patience is not None and self.progress.num_evaluations_since_best >= patience:
            self.progress = replace(self.progress, is_over=True)
            self._emit(
                LogEvent(
                    Message(
                        "Stopped early: the last {count} {count:evaluation|evaluations} brought no improvement.",
                        {"count": patience},
                    ),
                )
            )

    def _save_if_due(self, is_best: bool) -> None:
        waited_s = time.monotonic() - self._saved_at
        is_late = waited_s >= max(_CHECKPOINT_S, self._saving_s / _MAX_SAVING_SHARE)
        is_epoch_end = self.progress.position.step == 0 and waited_s >= self._saving_s / _MAX_SAVING_SHARE_OF_EPOCH
        if is_late or is_epoch_end or self.progress.is_over:
            self._save()
        elif is_best:
            self._store.save_best(self.progress.step, self._backend.weights())

    def _is_saved(self) -> bool:
        saved = self._saved
        return saved is not None and saved == replace(self.progress, elapsed_s=saved.elapsed_s)

    def _save(self) -> None:
        if self._is_saved():
            return
        before = time.monotonic()
        self.progress = replace(self.progress, elapsed_s=self.elapsed_s)
        checkpoint = Checkpoint(self.progress, self._backend.weights(), self._backend.optimizer_state())
        self._store.save(checkpoint)
        self._saved_at = time.monotonic()
        self._saving_s = self._saved_at - before
        self._saved = self.progress
        self._emit(CheckpointEvent(self.progress.step))


def is_better(found: Best, best: Best, monitor: MetricInfo) -> bool:
    """Return whether a model is better than the best so far; of two that are alike the one with the lower loss is."""
    if found.value == best.value:
        return found.loss < best.loss
    if found.value is None or best.value is None:
        return best.value is None
    return (found.value > best.value) == monitor.is_higher_better


def _does_not_fit(step: int, num_examples: int) -> MemoryFullError:
    return MemoryFullError(
        "The memory is full at step {step}: not even {count} {count:example|examples} at a time can be computed with "
        "these settings. Shorter sequences, LoRA, the head alone or a smaller backbone take less.",
        step=step,
        count=num_examples,
    )
