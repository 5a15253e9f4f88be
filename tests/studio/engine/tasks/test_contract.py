"""What holds for every task in the table, from its first row to its export: a new one is tested the day it exists."""

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio import tasks
from studio.data import open_source, prepare, read_preview, read_profile
from studio.mistakes import JUDGES, judge_of
from studio.mistakes.reading import MistakeQuery, read_mistakes
from studio.runs import RunFolder, RunState, Workspace, start, wait_until_over
from studio.spec import RunSpec
from tests.contract_data import write_rows
from tests.disturbed_run import assert_repeats, kill_in_mid_epoch
from tests.matrix import cases
from tests.tiny_presets import families, save_keras_hub
from tests.whole_run import run_to_the_end

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    # WORKAROUND: KerasHub 0.32 hands T5's attention an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

NAMES = tasks.names()
# Settings that make another task of one, by the case's name: the task's and the setting's.
VARIANTS: dict[str, dict[str, Any]] = {"masked_lm+next_sentence": {"next_sentence": True}}
CASES = (*NAMES, *VARIANTS)
# Those whose batches are made in ways of their own: drawn anew in each epoch, packed, of pairs, of two streams, of the
# windows of a row. The others' are those of text classification, which test_exact_resume.py kills and stops. Pairs of
# sentences, conversations and texts to be written are interrupted by tests of their own.
KILLED = ("masked_lm", "text_generation", "text_embedding")
# Those that train, measure and answer as another one does, or in tests of their own, too: CI leaves it to these.
RUN_ELSEWHERE = ("summarization", "masked_lm+next_sentence", "multilabel_classification", "text_regression")
RUN = cases([(name, name) for name in CASES], [(name, name) for name in CASES if name not in RUN_ELSEWHERE])
# Those whose own tests export a model of theirs, too: CI leaves it to them. A new task is exported here.
EXPORTED_ELSEWHERE = (
    "text_pair_classification",
    "multilabel_classification",
    "text_regression",
    "extractive_qa",
    "text_embedding",
    "masked_lm",
    "masked_lm+next_sentence",
    "text_generation",
    "summarization",
    "chat",
)
# Those whose rows are judged one by one.
JUDGED = tuple(name for name in NAMES if (tasks.get(name).answer, tasks.get(name).target_kind) in JUDGES)


def task_of(case: str) -> tasks.Task:
    """Return the task of a case."""
    return tasks.get(case.partition("+")[0])


def write_rows_of(case: str, path: Path, num_rows: int = 280, seed: int = 3) -> Path:
    """Write rows for a case: where pairs are learned, each row is a document of short sentences."""
    write_rows(task_of(case), path, num_rows, seed)
    if task_of(case).learns_pairs(VARIANTS.get(case, {})):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("".join(json.dumps({"text": _in_lines(row["text"])}) + "\n" for row in rows), encoding="utf-8")
    return path


def _in_lines(text: str) -> str:
    words = text.split()
    return "\n".join(" ".join(words[start : start + 3]) for start in range(0, len(words), 3))


def nothing(*_: object) -> None:
    """Take a job's progress."""


@pytest.fixture(scope="module")
def finished(
    request: pytest.FixtureRequest,
    tiny_preset_for: Callable[[tasks.Task], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> RunFolder:
    """A run of a task."""
    folder, task = tmp_path_factory.mktemp(request.param), task_of(request.param)
    spec = make_spec(request.param, tiny_preset_for(task), write_rows_of(request.param, folder / "rows.jsonl"))
    return run_to_the_end(spec, folder / "workspace")


def make_spec(task: str, preset: Path, data: Path, **fit: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "task": task_of(task).name,
            "backbone": {"preset": str(preset)},
            "data": {"train": str(data), "validation_fraction": 0.3, "test_fraction": 0.1, "sequence_length": 32},
            "fit": {"epochs": 4, "batch_size": 8, "learning_rate": 1e-3, "precision": "float32", **fit},
            "settings": _settings(task),
        }
    )


def _settings(task: str) -> dict[str, Any]:
    """Return settings that a tiny model has room for, where the task has them."""
    known = task_of(task).settings.model_fields
    wanted = {"source_length": 24, "target_length": 24, "written_rows": 8, "generation": {"max_new_tokens": 6}}
    return {name: value for name, value in wanted.items() if name in known} | VARIANTS.get(task, {})


@pytest.mark.parametrize("name", CASES)
def test_a_data_set_is_guessed_checked_and_split(name: str, tmp_path: Path) -> None:
    task = task_of(name)
    path = write_rows_of(name, tmp_path / "rows.jsonl")
    source = open_source(path)
    profile = read_profile(source, task, {})
    assert [str(finding.message) for finding in profile.findings if finding.level == "error"] == []
    assert (profile.num_rows, profile.left_out.total) == (280, 0)
    json.dumps(profile.target.tables() if profile.target is not None else [], default=str)
    spec = make_spec(name, tmp_path, path)
    ready = prepare(spec.data, task, spec.settings)
    assert sum(map(len, ready.splits)) == 280
    first = ready.train.take([0])
    assert set(task.inputs) <= set(first)
    again = prepare(spec.data, task, spec.settings)
    assert again.fingerprint == ready.fingerprint
    changed = write_rows_of(name, tmp_path / "changed.jsonl", seed=4)
    other = prepare(spec.data.model_copy(update={"train": str(changed)}), task, spec.settings)
    assert other.fingerprint != ready.fingerprint
    assert read_preview(source).is_complete is False


@pytest.mark.parametrize(
    ("finished", "name"),
    cases([(name, name) for name in CASES], [(name, name) for name in KILLED]),
    indirect=["finished"],
    scope="module",
)
def test_a_run_that_is_killed_and_taken_up_repeats_one_that_was_left_alone(finished: RunFolder, name: str) -> None:
    killed = Workspace(finished.path.parents[1]).create_run(finished.spec())
    start(killed)
    kill_in_mid_epoch(killed)
    start(killed)
    assert_repeats(killed, finished)


@pytest.mark.parametrize(("finished", "name"), RUN, indirect=["finished"], scope="module")
def test_a_run_says_what_its_task_declares(finished: RunFolder, name: str) -> None:
    task = task_of(name)
    found = finished.metrics()
    assert set(found) == {"validation", "test"}
    settings = VARIANTS.get(name, {})
    declared = {
        metric.name for metric in task.metrics if not metric.role and settings.get(metric.setting, not metric.setting)
    }
    assert declared <= set(found["test"]["metrics"])
    assert finished.predictions_path.is_file()


@pytest.mark.parametrize(
    ("finished", "name"),
    cases([(name, name) for name in JUDGED], [(name, name) for name in JUDGED if name not in RUN_ELSEWHERE]),
    indirect=["finished"],
    scope="module",
)
def test_the_rows_behind_a_report_are_judged_as_it_counts(finished: RunFolder, name: str) -> None:
    for split, report in finished.metrics().items():
        judge = judge_of(task_of(name), report)
        assert judge is not None
        query = MistakeQuery(split, is_right=None, limit=1_000)
        found = read_mistakes(finished.predictions_path, judge, query)
        assert found.num_rows == len(found.rows) > 0
        errors = report.get("errors", {f"num_{kind}": count for kind, count in found.counts.items()})
        assert {f"num_{kind}": count for kind, count in found.counts.items()} == errors
        # What is measured of each row comes to what the report says of all.
        for metric, measure in (("exact_match", "exact_match"), ("mae", "error")):
            names = [entry.name for entry in judge.MEASURES]
            if metric in report["metrics"] and measure in names:
                values = [float(row.measures[names.index(measure)] or 0.0) for row in found.rows]
                assert statistics.fmean(values) == pytest.approx(report["metrics"][metric], rel=1e-5)


@pytest.mark.parametrize(("finished", "name"), RUN, indirect=["finished"], scope="module")
def test_a_saved_model_is_measured_as_in_its_run(finished: RunFolder, name: str, tmp_path: Path) -> None:
    from studio.engine.answering.evaluate import run_job

    spec = finished.spec()
    rows = write_rows_of(name, tmp_path / "unseen.jsonl", num_rows=40, seed=9)
    first = run_job({"model": str(finished.model_path), "data": str(rows)}, nothing)
    assert first["examples"] > 0
    again = run_job({"model": str(finished.model_path), "data": str(rows), "batch_size": 5}, nothing)
    assert again["metrics"] == pytest.approx(first["metrics"], rel=1e-4, abs=1e-5, nan_ok=True)
    assert spec.task is task_of(name)


@pytest.mark.parametrize(("finished", "name"), RUN, indirect=["finished"], scope="module")
def test_a_file_is_answered_row_by_row(finished: RunFolder, name: str, tmp_path: Path) -> None:
    from studio.engine.answering.predict import run_job

    task = task_of(name)
    asked = [*[dict.fromkeys(task.inputs, task.example)] * 3, dict.fromkeys(task.inputs, "")]
    data, out = tmp_path / "asked.jsonl", tmp_path / "answers.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    found = run_job({"model": str(finished.model_path), "data": str(data), "out": str(out)}, nothing)
    assert (found["examples"], found["left_empty"]) == (3, 1)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    added = set(rows[0]) - set(task.inputs)
    assert added
    for row in rows[1:3]:
        assert row == {
            column: pytest.approx(value, rel=1e-4) if isinstance(value, float) else value
            for column, value in rows[0].items()
        }
    assert {rows[3][column] for column in added} == {None}


@pytest.mark.parametrize(
    ("finished", "name"),
    cases([(name, name) for name in CASES], [(name, name) for name in CASES if name not in EXPORTED_ELSEWHERE]),
    indirect=["finished"],
    scope="module",
)
def test_an_export_says_what_the_studio_says(finished: RunFolder, name: str, tmp_path: Path) -> None:
    from studio.engine.exporting.export import export_run

    report = export_run(finished, "savedmodel", tmp_path / "out")
    assert report.rows >= 256
    assert report.label_mismatches == 0
    assert report.max_difference <= report.tolerance


@pytest.mark.parametrize("name", CASES)
def test_the_first_batch_can_be_looked_at(
    name: str, tiny_preset_for: Callable[[tasks.Task], Path], tmp_path: Path
) -> None:
    from studio.engine.running.first_batch import run_job

    spec = make_spec(name, tiny_preset_for(task_of(name)), write_rows_of(name, tmp_path / "rows.jsonl"))
    found = run_job({"spec": spec.to_json(), "cache": str(tmp_path / "cache")}, nothing)
    assert len(found["examples"]) == spec.fit.batch_size
    said = [example for example in found["examples"] if example["targets"] or example["under"]]
    if any(role.side == "target" and role.is_required for role in task_of(name).roles):
        assert said
    for example in found["examples"]:
        num_tokens = len(example["streams"][0]["tokens"])
        assert all(0 <= int(place) < num_tokens for place in example["under"])


@pytest.mark.parametrize(
    ("name", "family"),
    cases(
        [(name, family) for name in NAMES for family in families(tasks.get(name))],
        [("text_embedding", "Albert")],
    ),
)
def test_every_family_that_a_task_accepts_trains_and_is_exported(name: str, family: str, tmp_path: Path) -> None:
    from studio import catalogue
    from studio.engine.exporting.export import export_run

    save_keras_hub(family, tmp_path / "preset")
    assert name in catalogue.describe_folder(tmp_path / "preset").tasks
    rows = write_rows(tasks.get(name), tmp_path / "rows.jsonl")
    run = Workspace(tmp_path / "workspace").create_run(make_spec(name, tmp_path / "preset", rows, epochs=1))
    start(run)
    assert wait_until_over(run) is RunState.FINISHED
    assert export_run(run, "savedmodel", tmp_path / "out").label_mismatches == 0
