import json
from pathlib import Path

import pytest

from studio.errors import InputError, SpecError
from studio.files import write_json
from studio.queue import RunQueue
from studio.runs import RunFolder, RunState, RunStatus, Workspace
from studio.series import SeriesKind, forget_series, parts_of, read_series, start_series, summarize_series
from studio.series.summary import key_spreads
from studio.spec import RunSpec
from tests.synthetic_run import make_spec


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def finish(run: RunFolder, accuracy: float) -> None:
    run.evaluation_path.mkdir(exist_ok=True)
    report = {"metrics": {"accuracy": accuracy, "loss": 1.0 - accuracy}}
    write_json(run.metrics_path, {"validation": report, "test": report})
    run.write_status(RunStatus(RunState.FINISHED, step=9, num_steps=9))


def test_seeds_count_up_and_nothing_else_differs() -> None:
    spec = make_spec("Reviews", seed=2**31 - 2)
    made = parts_of(spec, SeriesKind.SEEDS, 3)
    assert [part.fit.seed for part in made] == [2**31 - 2, 2**31 - 1, 0]
    assert [part.name for part in made][2] == "Reviews · seed 0"
    for part in made:
        same = {"name": spec.name, "fit": spec.fit}
        assert part.model_copy(update=same) == spec


def test_folds_share_their_seeds() -> None:
    made = parts_of(make_spec("Reviews"), SeriesKind.FOLDS, 4)
    assert [(part.data.folds, part.data.fold) for part in made] == [(4, 0), (4, 1), (4, 2), (4, 3)]
    assert made[3].name == "Reviews · 4/4"
    assert len({part.fit.seed for part in made}) == 1


@pytest.mark.parametrize("count", [-1, 0, 1, 51])
def test_a_series_has_a_sensible_number_of_runs(count: int) -> None:
    with pytest.raises(InputError, match="from 2 to 50"):
        parts_of(make_spec(), SeriesKind.SEEDS, count)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"folds": 3, "validation": "v.csv"}, "data.folds: expected none beside"),
        ({"folds": 3, "fold": 3}, "data.fold: expected a number below"),
        ({"fold": 1}, "data.fold: expected a number below"),
        ({"folds": 1}, "data.folds"),
        ({"folds": 51}, "data.folds"),
    ],
)
def test_folds_that_cannot_be_are_refused(data: dict[str, object], words: str) -> None:
    spec = make_spec().to_json()
    with pytest.raises(SpecError, match=words):
        RunSpec.parse(spec | {"data": spec["data"] | data})


def test_a_specification_without_folds_does_not_speak_of_them() -> None:
    assert not {"folds", "fold"} & set(make_spec().to_json()["data"])


def test_a_series_waits_in_the_queue_and_is_summed_up(workspace: Workspace) -> None:
    series = start_series(workspace, make_spec("Reviews"), SeriesKind.SEEDS, 4)
    assert [entry.run_id for entry in RunQueue(workspace).entries()] == list(series.run_ids)
    assert read_series(workspace) == [series]
    folders = [workspace.run(run_id) for run_id in series.run_ids]
    finish(folders[0], 0.8)
    finish(folders[1], 0.9)
    folders[2].write_status(RunStatus(RunState.FAILED))
    summary = summarize_series(series, {run.id: run for run in workspace.runs()})
    assert (summary.num_runs, summary.num_finished, summary.num_left, summary.num_without_model) == (4, 2, 1, 1)
    spread = summary.metrics["test"]["accuracy"]
    assert (spread.count, spread.least, spread.most) == (2, 0.8, 0.9)
    assert spread.mean == pytest.approx(0.85)
    assert spread.deviation == pytest.approx(0.0707107, abs=1e-6)
    # Student's t for one degree of freedom is 12.7062: 12.7062 · 0.0707107 / √2.
    assert spread.margin == pytest.approx(0.635310, abs=1e-5)
    assert [(split, name) for split, name, _ in key_spreads(summary, "text_classification")] == [
        ("validation", "accuracy"),
        ("test", "accuracy"),
    ]
    assert key_spreads(summary, "a later task") == []
    assert json.loads(json.dumps(summary.to_json()))["finished"] == 2


def test_folds_have_a_spread_but_no_interval(workspace: Workspace) -> None:
    series = start_series(workspace, make_spec("Reviews"), SeriesKind.FOLDS, 2)
    for run_id, accuracy in zip(series.run_ids, (0.8, 0.9), strict=True):
        finish(workspace.run(run_id), accuracy)
    spread = summarize_series(series, {run.id: run for run in workspace.runs()}).metrics["validation"]["accuracy"]
    assert spread.deviation is not None
    assert spread.margin is None


def test_what_is_gone_or_cannot_be_read_takes_nothing_else_away(workspace: Workspace) -> None:
    series = start_series(workspace, make_spec("Reviews"), SeriesKind.SEEDS, 2)
    folder = workspace.path / "series"
    for number, written in enumerate(("", "[]", '{"kind": "later", "runs": []}', '{"kind": "seeds", "runs": [1]}')):
        (folder / f"odd-{number}.json").write_text(written)
    (folder / "odd-time.json").write_text('{"kind": "seeds", "runs": ["x"], "created": 1e999}')
    assert [found.id for found in read_series(workspace)] == [series.id, "odd-time"]
    summary = summarize_series(series, {})
    assert (summary.num_finished, summary.num_left, summary.num_without_model) == (0, 0, 2)
    assert summary.metrics == {}
    forget_series(workspace, series)
    assert [found.id for found in read_series(workspace)] == ["odd-time"]
    assert len(workspace.runs()) == 2
