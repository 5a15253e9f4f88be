"""The plots of one run, and how a history gets into them."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.runs.columns import Floats
from studio.runs.history import RunHistory
from studio.spec import RunSpec
from studio.tasks import Task
from ui import theme
from ui.monitor.feeds import ColumnFeed
from ui.monitor.numbers import measured_task
from ui.plots import LineStyle, PlotCard
from ui.text import in_sentence, studio_text

_RAW, _SMOOTH, _VALIDATION = "raw", "smooth", "validation"
_TRAINING_COLOR, _VALIDATION_COLOR, _FIRST_COLOR, _SECOND_COLOR = 0, 1, 2, 3
_NUM_METRICS = 2


class RunPlots(QObject):
    """The plots of the monitor page.

    Attributes:
        main: The plots that come first: loss, metrics, device.
        more: Learning rate, gradient norm, throughput; temperature and power of a GPU.
        loss: The card of the loss.
    """

    #: The newest points are on the screen.
    drawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._spec: RunSpec | None = None
        self._history: RunHistory | None = None
        self._metric_names: tuple[str, ...] = ()
        self._monitor = ""
        self._num_device_rows = 0
        self._named_device: tuple[tuple[str, ...], int] | None = None
        self._num_evaluations = -1

        # === Widgets ===
        raw, smooth = LineStyle(_RAW, _TRAINING_COLOR, is_faint=True), LineStyle(_SMOOTH, _TRAINING_COLOR)
        self.loss = PlotCard([raw, smooth, LineStyle(_VALIDATION, _VALIDATION_COLOR)], has_smoothing=True)
        metric_styles = [LineStyle(str(index), _FIRST_COLOR + index) for index in range(_NUM_METRICS)]
        self.metrics = PlotCard(metric_styles)
        self.device = PlotCard([LineStyle("utilization", _FIRST_COLOR), LineStyle("memory", _SECOND_COLOR)])
        self.learning_rate = PlotCard([LineStyle(_RAW, _TRAINING_COLOR)])
        self.gradient_norm = PlotCard([raw, smooth])
        self.throughput = PlotCard([raw, smooth])
        self.power = PlotCard([LineStyle("temperature", _VALIDATION_COLOR), LineStyle("power", _SECOND_COLOR)])
        self.metrics.model.least_span = 0.02
        self.device.model.least_span = 10.0
        self.device.model.limits = (0.0, 100.0)
        self._feeds = self._make_feeds()
        self.main, self.more = self._make_main(), self._make_more()

        # === Signals ===
        self.loss.smoothing_changed.connect(self._on_loss_smoothing_changed)
        self.loss.drawn.connect(self.drawn)
        self._on_loss_smoothing_changed(self.loss.smoothing_window())

    # === Content ===

    def begin(self, spec: RunSpec) -> None:
        """Show another run, from nothing on."""
        self._spec, self._history = spec, None
        self._show_metrics_of(spec.task)
        self._num_device_rows, self._num_evaluations = 0, -1
        for feed in self._feeds:
            feed.rewind(0)
        for card in self._cards():
            for line in card.model.lines.values():
                line.series.truncate(0)
            card.model.best, card.model.checkpoints = None, ()
            view = card.plot_view()
            if view is not None:
                view.reset_zoom()
            card.mark_changed()
        self.power.hide()
        self.retranslate()

    def show_history(self, history: RunHistory) -> None:
        """Take over what the history has gained."""
        self._history = history
        rewound_to = history.take_rewind()
        for feed in self._feeds:
            if rewound_to is not None:
                feed.rewind(rewound_to)
            feed.take(history.steps)
        self._take_evaluations(history)
        self._take_devices(history, is_rewound=rewound_to is not None)
        checkpoints = tuple(history.checkpoints)
        for card in (self.loss, self.metrics):
            card.model.checkpoints = checkpoints
        for card in self._cards():
            card.mark_changed()

    def num_steps(self) -> int:
        """Return how many steps the plot of the loss holds."""
        return len(self.loss.model.series(_RAW))

    def retranslate(self) -> None:
        """Name everything."""
        step = self.tr("step")
        each, smoothed = self.tr("each step"), self.tr("smoothed")
        validation = self.tr("validation")
        self.loss.set_words(self.tr("Loss"), step, {_RAW: each, _SMOOTH: smoothed, _VALIDATION: validation})
        self.metrics.set_words(*self._metric_words(step))
        self.learning_rate.set_words(self.tr("Learning rate"), step, {})
        self.gradient_norm.set_words(self.tr("Gradient norm"), step, {_RAW: each, _SMOOTH: smoothed})
        examples = self.tr("examples/s")
        self.throughput.set_words(self.tr("Throughput"), step, {_RAW: examples, _SMOOTH: smoothed})
        temperature, power = self.tr("temperature °C"), self.tr("power W")
        self.power.set_words(self.tr("Temperature and power"), step, {"temperature": temperature, "power": power})
        self._named_device = None
        if self._history is None:
            # Until the first reading nobody knows what the run computes on.
            self.device.set_words(self.tr("Device"), step, {})
        else:
            self._name_device(self._history)

    # === Building ===

    def _cards(self) -> tuple[PlotCard, ...]:
        small = (self.learning_rate, self.gradient_norm, self.throughput, self.power)
        return (self.loss, self.metrics, self.device, *small)

    def _make_feeds(self) -> tuple[ColumnFeed, ...]:
        feeds = [ColumnFeed("learning_rate", self.learning_rate.model.series(_RAW))]
        smoothed = (
            ("loss", self.loss),
            ("gradient_norm", self.gradient_norm),
            ("examples_per_second", self.throughput),
        )
        for name, card in smoothed:
            feeds.append(ColumnFeed(name, card.model.series(_RAW), card.model.series(_SMOOTH)))
        return tuple(feeds)

    def _make_main(self) -> QWidget:
        widget = QWidget()
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        right.addWidget(self.metrics)
        right.addWidget(self.device)
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.loss, 2)
        layout.addLayout(right, 1)
        return widget

    def _make_more(self) -> QWidget:
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for card in (self.learning_rate, self.gradient_norm, self.throughput, self.power):
            card.setMinimumHeight(210)
            layout.addWidget(card, 1)
        self.power.hide()
        return widget

    # === Feeding ===

    def _take_evaluations(self, history: RunHistory) -> None:
        if len(history.evaluations) == self._num_evaluations:
            return
        self._num_evaluations = len(history.evaluations)
        assert self._spec is not None
        if self._show_metrics_of(measured_task(self._spec, history)):
            self.metrics.set_words(*self._metric_words(self.tr("step")))
        self.loss.model.series(_VALIDATION).replace(*history.metric("loss"))
        for index, name in enumerate(self._metric_names):
            self.metrics.model.series(str(index)).replace(*history.metric(name))
        best = history.best_evaluation()
        for card, name in ((self.loss, "loss"), (self.metrics, self._monitor)):
            value = None if best is None else best.metrics.get(name)
            is_drawn = name == "loss" or name in self._metric_names
            card.model.best = (float(best.step), value) if best and value is not None and is_drawn else None

    def _show_metrics_of(self, task: Task) -> bool:
        """Plot the metrics of a task, as it is measured here. Returns whether they are others than before."""
        assert self._spec is not None
        names, before = plotted_metrics(task), self._metric_names
        self._metric_names, self._monitor = names, task.metric(self._spec.fit.monitor).name
        return names != before

    def _take_devices(self, history: RunHistory, *, is_rewound: bool) -> None:
        if len(history.devices) == self._num_device_rows and not is_rewound:
            return
        self._num_device_rows = len(history.devices)
        self._name_device(history)
        steps = history.devices["step"]
        names = history.device_names
        if names:
            utilization = 100 * _over_devices(history, "utilization", len(names))
            memory = 100 * _over_devices(history, "memory", len(names))
        else:
            utilization = 100 * history.devices["process_cpu"] / max(1, history.num_cores)
            memory = 100 * history.devices["process_memory"] / max(1, history.system_memory_bytes)
        self.device.model.series("utilization").replace(steps, utilization)
        self.device.model.series("memory").replace(steps, memory)
        has_power = any(name.startswith(("temperature", "power")) for name in history.devices.names)
        self.power.setVisible(has_power)
        if has_power:
            self.power.model.series("temperature").replace(steps, _over_devices(history, "temperature", len(names)))
            self.power.model.series("power").replace(steps, _over_devices(history, "power", len(names)))

    def _name_device(self, history: RunHistory) -> None:
        names = history.device_names
        if (names, history.num_cores) == self._named_device:
            return
        self._named_device = (names, history.num_cores)
        if names:
            labels = {"utilization": self.tr("utilization %"), "memory": self.tr("memory %")}
            aside = names[0] if len(names) == 1 else f"{len(names)} × {names[0]}"
        else:
            labels = {"utilization": self.tr("processor %"), "memory": self.tr("memory %")}
            aside = self.tr("CPU, %Ln cores", None, history.num_cores) if history.num_cores else ""
        self.device.set_words(self.tr("Device"), self.tr("step"), labels)
        self.device.set_aside(aside)

    def _metric_words(self, step: str) -> tuple[str, str, dict[str, str]]:
        if self._spec is None:
            return self.tr("Metrics"), step, {}
        task = self._spec.task
        infos = [task.metric(name) for name in self._metric_names]
        labels = {str(index): in_sentence(info.label) for index, info in enumerate(infos)}
        if len(infos) < _NUM_METRICS:
            return studio_text(infos[0].label), step, labels
        title = self.tr("{first} and {second}").format(
            first=studio_text(infos[0].label), second=in_sentence(infos[1].label)
        )
        return title, step, labels

    def _on_loss_smoothing_changed(self, window: int) -> None:
        for feed in self._feeds:
            feed.set_window(window)
        for card in (self.loss, self.gradient_norm, self.throughput):
            card.mark_changed()


def plotted_metrics(task: Task) -> tuple[str, ...]:
    """Return the metrics that share a plot: fractions, or whatever comes first. The loss has a plot of its own."""
    fractions = tuple(name for name in task.key_metrics if task.metric(name).is_fraction)
    return (fractions or task.key_metrics[:1])[:_NUM_METRICS]


def _over_devices(history: RunHistory, name: str, count: int) -> Floats:
    """Return a reading over all devices: the sum of their power, the highest temperature, else the mean."""
    columns = [history.devices[f"{name} {index}"] for index in range(count) if f"{name} {index}" in history.devices]
    if not columns:
        return np.full(len(history.devices), np.nan)
    readings = np.stack(columns)
    if name == "temperature":
        return np.asarray(np.fmax.reduce(readings, axis=0))
    total = np.where(np.isnan(readings), 0.0, readings).sum(axis=0)
    counts = (~np.isnan(readings)).sum(axis=0)
    divisor = np.where(counts > 0, 1.0 if name == "power" else counts, np.nan)
    return np.asarray(total / divisor)
