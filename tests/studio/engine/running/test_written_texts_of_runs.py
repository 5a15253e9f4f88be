"""Real workers whose evaluations write texts: they are stopped and skipped in the middle of it, and lose nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio import tasks
from studio.runs import RunFolder, RunState, Workspace, read_events, start, wait_until_over
from studio.runs.events import EvaluationEvent, LogEvent, WritingEvent
from studio.runs.history_reader import read_history
from studio.spec import RunSpec
from tests.contract_data import write_rows
from tests.disturbed_run import assert_repeats, complete_checkpoints, wait_for

pytestmark = pytest.mark.engine

# Far too many for so small a model, so that there is time to ask for something while they are written.
NUM_WRITTEN = 900
WRITTEN_METRICS = {"bleu", "chrf", "rouge1", "rouge2", "rougeL"}


def make_spec(folder: Path) -> RunSpec:
    task = tasks.get("translation")
    size = {"num_layers": 1, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": 64}
    parts = {
        part: str(write_rows(task, folder / f"{part}.jsonl", num_rows=rows, seed=seed))
        for seed, (part, rows) in enumerate({"train": 80, "validation": NUM_WRITTEN, "test": NUM_WRITTEN}.items())
    }
    return RunSpec.parse(
        {
            "task": task.name,
            "backbone": {
                "architecture": {"kind": "encoder_decoder", "tokenizer": "unigram", "vocabulary_size": 200, **size}
            },
            "data": parts,
            "fit": {"epochs": 3, "batch_size": 8, "learning_rate": 1e-3, "precision": "float32"},
            "settings": {
                "source_length": 24,
                "target_length": 24,
                "written_rows": NUM_WRITTEN,
                "generation": {"max_new_tokens": 48},
            },
        }
    )


def wait_for_writing(
    run: RunFolder, is_wanted: Callable[[WritingEvent], bool], *, least_written: int = 1
) -> WritingEvent:
    """Wait until a worker is in the middle of texts, or at their beginning where none need be written yet."""
    found: list[WritingEvent] = []

    def is_writing() -> bool:
        assert not run.status().state.is_over, run.log_path.read_text()
        writing = read_history(run.events_path).writing
        if writing is not None and writing.num_written >= least_written and is_wanted(writing):
            found.append(writing)
        return bool(found)

    wait_for(is_writing)
    return found[0]


def evaluations(run: RunFolder) -> list[EvaluationEvent]:
    return [event.body for event in read_events(run.events_path) if isinstance(event.body, EvaluationEvent)]


def without_written(event: EvaluationEvent) -> dict[str, Any]:
    return {name: value for name, value in event.metrics.items() if name not in WRITTEN_METRICS}


def test_a_run_that_is_stopped_and_skipped_while_it_writes_repeats_an_undisturbed_one(tmp_path: Path) -> None:
    spec, workspace = make_spec(tmp_path), Workspace(tmp_path / "workspace")
    undisturbed, disturbed = workspace.create_run(spec), workspace.create_run(spec)
    start(undisturbed)
    assert wait_until_over(undisturbed) is RunState.FINISHED

    start(disturbed)
    first = wait_for_writing(disturbed, lambda writing: writing.step > 0)
    disturbed.ask_to_stop()
    assert wait_until_over(disturbed) is RunState.STOPPED
    # It did not wait for the texts: the evaluation is not there, the checkpoint is.
    assert max(complete_checkpoints(disturbed)) == first.step
    assert [event.split for event in evaluations(disturbed)] == ["train"]

    start(disturbed)
    second = wait_for_writing(disturbed, lambda writing: writing.step > first.step and writing.split == "validation")
    disturbed.skip_writing(second.number)
    # These are the last of the run: whoever waits for the first one may come too late.
    wait_for_writing(disturbed, lambda writing: writing.split == "test", least_written=0)
    disturbed.ask_to_stop()
    assert wait_until_over(disturbed) is RunState.STOPPED
    assert disturbed.metrics() == {}

    start(disturbed)
    assert_repeats(disturbed, undisturbed)
    ours, theirs = evaluations(disturbed), evaluations(undisturbed)
    assert [(event.split, event.step, event.is_best) for event in ours] == [
        (event.split, event.step, event.is_best) for event in theirs
    ]
    for event, right in zip(ours, theirs, strict=True):
        is_skipped = (event.split, event.step) == ("validation", second.step)
        assert event.metrics == (without_written(right) if is_skipped else right.metrics)
        assert set(right.metrics) >= WRITTEN_METRICS or event.split == "train"
    logs = [event.body for event in read_events(disturbed.events_path) if isinstance(event.body, LogEvent)]
    skipped = [line for line in logs if "as was asked for" in str(line.message)]
    assert [line.message.details["step"] for line in skipped] == [second.step]
