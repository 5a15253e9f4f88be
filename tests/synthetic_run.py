"""Runs for the tests of the window: what a worker writes, without its work. The numbers are made up."""

import math
import os
import random
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from studio.files import write_json
from studio.messages import Message
from studio.processes import process_started
from studio.runs import RunFolder, RunState, RunStatus, Workspace
from studio.runs.events import (
    CheckpointEvent,
    DeviceEvent,
    DeviceReading,
    EvaluationEvent,
    Event,
    EventBody,
    FailedEvent,
    FinishedEvent,
    LogEvent,
    SampleEvent,
    SampleRow,
    StateEvent,
    StepEvent,
    format_event,
)
from studio.spec import RunSpec
from studio.tasks.metrics import classification_report

STEPS = 795
STEPS_AN_EPOCH = 265
EVALUATE_EVERY = 50
STEP_S = 0.53
_TEXTS = (
    ("Effective but too tepid biopic", "negative"),
    ("A gorgeous, witty, seductive movie.", "positive"),
    ("If you sometimes like to go to the movies to have fun, Wasabi is a good place to start.", "positive"),
    ("The plot meanders from gripping to plodding and back.", "negative"),
    ("An utterly compelling story, told with warmth.", "positive"),
)


def make_spec(name: str = "Movie reviews", **fit: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "name": name,
            "task": "text_classification",
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": "movie_reviews.csv", "columns": {"text": "text", "label": "label"}},
            "fit": {"learning_rate": 5e-5, **fit},
        }
    )


def make_run(
    workspace: Workspace,
    *,
    steps: int = 492,
    state: RunState = RunState.RUNNING,
    name: str = "Movie reviews",
    seed: int = 0,
    has_gpu: bool = False,
    **fit: Any,
) -> RunFolder:
    """Make a run that has done some steps; one that is at work claims this very process as its worker."""
    run = workspace.create_run(make_spec(name, **fit))
    began = time.time() - steps * STEP_S - 8
    writer = _LineWriter(run, began)
    writer.write(0.0, StateEvent(RunState.STARTING), StateEvent(RunState.RUNNING))
    writer.write(0.0, LogEvent(Message("Precision is {precision}.", {"precision": "bfloat16"})))
    for step, bodies in step_events(steps, seed=seed, has_gpu=has_gpu):
        writer.write(step * STEP_S, *bodies)
    if state is RunState.FAILED:
        writer.write(steps * STEP_S, FailedEvent(_FAILURE, steps // EVALUATE_EVERY * EVALUATE_EVERY))
    if state is RunState.FINISHED:
        write_reports(run, seed)
        metrics = {split: report["metrics"] for split, report in run.metrics().items()}
        writer.write(steps * STEP_S, FinishedEvent(steps, steps * STEP_S, 61.2, metrics))
    if state is not RunState.RUNNING:
        writer.write(steps * STEP_S, StateEvent(state, steps))
    writer.close()
    run.log_path.write_text("Loads the backbone\nStep 1 took 8.2 s\n", encoding="utf-8")
    write_status(run, state, steps, STEPS)
    return run


def write_status(run: RunFolder, state: RunState, step: int, num_steps: int = STEPS, *, is_dead: bool = False) -> None:
    """Write where a run stands."""
    started = process_started(os.getpid())
    assert started is not None
    started = started - 1e6 if is_dead else started
    run.write_status(RunStatus(state, os.getpid(), started, step, num_steps, step * STEP_S, time.time()))


def step_events(
    steps: int, *, first: int = 1, seed: int = 0, has_gpu: bool = False
) -> Iterator[tuple[int, list[EventBody]]]:
    """Yield the events of each step."""
    chance = random.Random(seed * 10_007 + first)
    tilt = 1.0 + 0.12 * seed
    best = 0.0
    for step in range(first, steps + 1):
        part = step / STEPS
        loss = max(0.01, 0.15 + 0.55 * math.exp(-3.2 * part * tilt) + chance.gauss(0, 0.06))
        rate = 5e-5 * min(step / 80, (STEPS - step) / (STEPS - 80)) if step < STEPS else 0.0
        bodies: list[EventBody] = [
            StepEvent(
                step, step / STEPS_AN_EPOCH, loss, rate, chance.lognormvariate(0.4, 0.3), chance.gauss(61, 4), 1650.0
            )
        ]
        if step % 2 == 0:
            bodies.append(_device(step, chance, has_gpu))
        if step % EVALUATE_EVERY == 0:
            accuracy = 0.86 - 0.32 * math.exp(-3.0 * part * tilt)
            metrics = {
                "loss": 0.33 + 0.4 * math.exp(-2.6 * part * tilt),
                "accuracy": accuracy,
                "macro_f1": accuracy - 0.018 - 0.03 * math.exp(-2 * part),
            }
            bodies.append(EvaluationEvent(step, "validation", metrics, accuracy > best))
            best = max(best, accuracy)
            bodies += [_samples(step, accuracy), CheckpointEvent(step)]
        yield step, bodies


def write_reports(run: RunFolder, seed: int = 0) -> None:
    """Write the reports of a finished run."""
    chance = np.random.default_rng(seed)
    reports = {}
    for split, count in (("validation", 1061), ("test", 2121)):
        labels = chance.integers(0, 2, count).astype(np.int32)
        sure = np.clip(chance.normal(0.74, 0.24, count), 0.01, 0.99)
        right = np.where(labels == 1, sure, 1 - sure)
        probabilities = np.stack([1 - right, right], axis=1).astype(np.float32)
        reports[split] = classification_report(labels, probabilities, ("negative", "positive")).to_json()
    run.evaluation_path.mkdir(exist_ok=True)
    write_json(run.metrics_path, reports)


_FAILURE = {
    "type": "RepeatingError",
    "template": "The loss of step {step} is no number. Expected a finite loss; a smaller learning rate may help.",
    "details": {"step": 492},
    "message": "The loss of step 492 is no number. Expected a finite loss; a smaller learning rate may help.",
}


def _device(step: int, chance: random.Random, has_gpu: bool) -> DeviceEvent:
    readings = ()
    if has_gpu:
        reading = DeviceReading(
            "NVIDIA RTX 4070",
            min(1.0, chance.gauss(0.86, 0.06)),
            int(7.4e9 + chance.gauss(0, 2e7)),
            12_000_000_000,
            chance.gauss(66, 1.5),
            chance.gauss(180, 9),
        )
        readings = (reading,)
    return DeviceEvent(step, chance.gauss(1.86, 0.06), int(2.1e9 + 2e5 * step), 16_000_000_000, 2, readings)


def _samples(step: int, accuracy: float) -> SampleEvent:
    rows = []
    for index, (text, label) in enumerate(_TEXTS):
        is_right = index != 2 or accuracy > 0.85
        other = "negative" if label == "positive" else "positive"
        probability = min(0.99, 0.5 + (accuracy - 0.45) * (0.5 + 0.12 * index)) if is_right else 0.54
        rows.append(SampleRow.of_class(text, label, label if is_right else other, probability))
    return SampleEvent(step, tuple(rows))


class _LineWriter:
    """Writes events with the times that they would have had."""

    def __init__(self, run: RunFolder, began: float) -> None:
        self._file = run.events_path.open("w", encoding="utf-8", newline="\n")
        self._began = began
        self._seq = 0

    def write(self, seconds: float, *bodies: EventBody) -> None:
        for body in bodies:
            self._file.write(format_event(Event(self._seq, self._began + seconds, body)) + "\n")
            self._seq += 1

    def close(self) -> None:
        self._file.close()
