"""The four numbers that matter, large."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.runs import RunStatus
from studio.runs.events import EvaluationEvent
from studio.runs.history import RunHistory
from studio.schedule import warmup_steps
from studio.spec import RunSpec
from studio.tasks import MetricInfo, Task
from ui import theme
from ui.text import MINUS, format_count, format_number, format_scientific, in_sentence
from ui.widgets import KeyNumber

_NUM_AVERAGED = 50
_NONE = "–"


class KeyNumbers(QWidget):
    """The monitored metric, validation loss, training loss and learning rate; once the run is finished, its results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec: RunSpec | None = None
        self._numbers = [KeyNumber() for _ in range(4)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for number in self._numbers:
            layout.addWidget(number, 1)

    def begin(self, spec: RunSpec) -> None:
        """Show another run."""
        self._spec = spec

    def show_run(self, status: RunStatus, history: RunHistory, reports: dict[str, Any]) -> None:
        """Show where the run stands.

        Args:
            status: Where it stands.
            history: What happened so far.
            reports: The reports of the finished run by split; empty before.
        """
        assert self._spec is not None
        task = measured_task(self._spec, history)
        metric = task.metric(self._spec.fit.monitor)
        first, second, third, fourth = self._numbers
        if "test" in reports:
            self._show_report(first, self.tr("Test {metric}"), metric, reports["test"])
            self._show_metric(second, metric, history)
            self._show_second(third, task, metric, history)
            self._show_training_loss(fourth, history)
            return
        self._show_metric(first, metric, history)
        self._show_second(second, task, metric, history)
        self._show_training_loss(third, history)
        self._show_learning_rate(fourth, status, history)

    def _show_report(self, number: KeyNumber, caption: str, metric: MetricInfo, report: dict[str, Any]) -> None:
        value = report["metrics"].get(metric.name)
        count = self.tr("%Ln examples", None, int(report.get("examples", 0)))
        number.set_caption(caption.format(metric=in_sentence(metric.label)))
        number.set_value(_NONE if value is None else format_number(value), count)

    def _show_metric(self, number: KeyNumber, metric: MetricInfo, history: RunHistory, *, decides: bool = True) -> None:
        """Show a metric as it was measured last, and in the best evaluation, which this metric decides or another."""
        number.set_caption(self.tr("Validation {metric}").format(metric=in_sentence(metric.label)))
        # Not every evaluation lets a model write, by which some metrics are measured.
        last, best = history.last_evaluations(count=1, metric=metric.name), history.best_evaluation()
        if not last:
            number.set_value(_NONE, self._why_none())
            return
        number.set_value(
            format_number(last[0].metrics[metric.name]),
            self._beside_best(last[0], best, metric, decides=decides, is_over=history.finish is not None),
        )

    def _show_second(self, number: KeyNumber, task: Task, metric: MetricInfo, history: RunHistory) -> None:
        """Show the validation loss; where that is the monitored metric, the task's most telling one."""
        if metric.name == "loss":
            self._show_metric(number, task.metric(task.key_metrics[0]), history, decides=False)
        else:
            self._show_validation_loss(number, history)

    def _beside_best(
        self, last: EvaluationEvent, best: EvaluationEvent | None, metric: MetricInfo, *, decides: bool, is_over: bool
    ) -> str:
        """Return what stands below a metric as it was measured last: what it is in the best evaluation."""
        value = None if best is None else best.metrics.get(metric.name)
        is_best = best is not None and best.step == last.step
        if best is None or value is None or (is_best and not decides):
            return self.tr("step {step}").format(step=format_count(last.step))
        if is_best:
            words = self.tr("best, step {step}") if is_over else self.tr("best so far, step {step}")
        else:
            words = (
                self.tr("best {value}, step {step}") if decides else self.tr("{value} at the best loss, step {step}")
            )
        return words.format(value=format_number(value), step=format_count(best.step))

    def _show_validation_loss(self, number: KeyNumber, history: RunHistory) -> None:
        number.set_caption(self.tr("Validation loss"))
        losses = [entry.metrics["loss"] for entry in history.last_evaluations() if "loss" in entry.metrics]
        if not losses:
            number.set_value(_NONE, self._why_none())
            return
        note = " "
        if len(losses) > 1:
            note = self.tr("{change} since last").format(change=_signed(losses[0] - losses[1]))
        number.set_value(format_number(losses[0]), note)

    def _why_none(self) -> str:
        assert self._spec is not None
        data = self._spec.data
        has_validation = data.validation is not None or data.validation_share > 0
        return self.tr("not measured yet") if has_validation else self.tr("no validation data")

    def _show_training_loss(self, number: KeyNumber, history: RunHistory) -> None:
        number.set_caption(self.tr("Training loss"))
        mean = history.mean_loss(_NUM_AVERAGED)
        count = min(_NUM_AVERAGED, len(history.steps))
        note = self.tr("mean of the last %Ln steps", None, count)
        number.set_value(_NONE if mean is None else format_number(mean), note if count else " ")

    def _show_learning_rate(self, number: KeyNumber, status: RunStatus, history: RunHistory) -> None:
        assert self._spec is not None
        number.set_caption(self.tr("Learning rate"))
        if not len(history.steps):
            number.set_value(_NONE)
            return
        fit = self._spec.fit
        schedule = {
            "constant": self.tr("constant, after warmup"),
            "linear": self.tr("linear, after warmup"),
            "cosine": self.tr("cosine, after warmup"),
        }[fit.schedule]
        num_warmup = warmup_steps(status.num_steps, fit)
        if history.last_step <= num_warmup:
            schedule = self.tr("warmup, until step {step}").format(step=format_count(num_warmup))
        rate = float(history.steps["learning_rate"][-1])
        number.set_value(format_scientific(rate) if rate else "0", schedule)


def measured_task(spec: RunSpec, history: RunHistory) -> Task:
    """Return a run's task with the metrics first that its data are measured by."""
    last = history.last_evaluations(count=1)
    return spec.task.measured(last[0].metrics if last else ())


def _signed(change: float) -> str:
    return f"{'+' if change > 0 else MINUS if change < 0 else '±'}{format_number(abs(change), 2)}"
