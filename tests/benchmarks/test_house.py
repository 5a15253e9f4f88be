"""The runner of the benchmarks: what it keeps, what it measures again, and the page that it writes."""

import json
from dataclasses import replace

import all as runner
import pytest
import results
from house import BENCHMARKS, Benchmark, Figure, at_least, at_most, find
from machine import this_machine
from results import Result

MACHINE = this_machine()
SCRIPT = """
import json, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
log = pathlib.Path(__file__).with_suffix(".log")
log.write_text((log.read_text() if log.exists() else "") + "ran\\n")
{body}
out.write_text(json.dumps({{"seconds": [3.0, 1.0, 2.0, 4.0]}}))
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Benchmarks of scripts that are written on the spot, with results of their own."""
    monkeypatch.setattr(results, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(results, "PAGE", tmp_path / "results.md")
    monkeypatch.setattr(runner, "commit", lambda: "abc")
    run = runner.run
    monkeypatch.setattr(
        runner, "run", lambda one, machine, at: run(one, machine, at, folder=tmp_path, cache=tmp_path / "cache")
    )

    def make(name: str, body: str = "") -> Benchmark:
        (tmp_path / f"{name}.py").write_text(SCRIPT.format(body=body), encoding="utf-8")
        figure = Figure("a start", "s", lambda found: found["seconds"], at_most(2.4))
        return Benchmark(name, f"what {name} measures", f"{name}.py", (figure,))

    return make


def num_runs(tmp_path, name: str) -> int:
    log = tmp_path / f"{name}.log"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_what_was_measured_stands_in_the_file_and_on_the_page(house, tmp_path) -> None:
    assert runner.run_all([house("paint")]) == []

    result = results.read(results.RESULTS)["paint"]
    assert (result.values, result.commit) == ({"a start": [3.0, 1.0, 2.0, 4.0]}, "abc")
    assert result.machine == MACHINE
    assert results.PAGE.exists()


def test_a_benchmark_that_was_measured_here_at_this_commit_is_kept_and_else_measured_again(
    house, tmp_path, monkeypatch
) -> None:
    paint = house("paint")
    runner.run_all([paint])
    runner.run_all([paint])
    assert num_runs(tmp_path, "paint") == 1

    runner.run_all([paint], is_again=True)
    assert num_runs(tmp_path, "paint") == 2

    runner.run_all([replace(paint, options=("--starts", "3"))])
    assert num_runs(tmp_path, "paint") == 3

    monkeypatch.setattr(runner, "commit", lambda: "def")
    runner.run_all([replace(paint, options=("--starts", "3"))])
    assert num_runs(tmp_path, "paint") == 4


def test_the_next_time_only_what_is_lacking_is_measured(house, tmp_path) -> None:
    first, second = house("first"), house("second", "raise SystemExit(3)")
    assert len(runner.run_all([first, second])) == 1
    assert list(results.read(results.RESULTS)) == ["first"]

    house("second")
    assert runner.run_all([first, second]) == []
    assert (num_runs(tmp_path, "first"), num_runs(tmp_path, "second")) == (1, 2)
    assert set(results.read(results.RESULTS)) == {"first", "second"}


def test_one_that_fails_is_told_and_those_after_it_are_run_and_its_earlier_result_stays(house) -> None:
    good, bad = house("good"), house("bad")
    runner.run_all([bad])
    house("bad", "raise SystemExit(3)")

    failures = runner.run_all([bad, good], is_again=True)

    assert len(failures) == 1
    assert "ended with status 3" in failures[0]
    assert set(results.read(results.RESULTS)) == {"good", "bad"}


def test_a_file_without_a_figure_is_a_failure(house) -> None:
    figure = Figure("another", "s", lambda found: found["others"])
    (failure,) = runner.run_all([replace(house("paint"), figures=(figure,))])
    assert "its file lacks a figure" in failure


def test_the_page_shows_the_goal_beside_the_median_and_the_spread() -> None:
    def figure(what: str, goal) -> Figure:
        return Figure(what, "ms", lambda found: found, goal)

    figures = (figure("fast", at_most(3)), figure("slow", at_most(2)), figure("many", at_least(3)), figure("one", None))
    values = {"fast": [3.0, 1.0, 2.0, 4.0], "slow": [3.0, 1.0, 2.0, 4.0], "many": [2.0, 4.0], "one": [1234.5]}
    result = Result("command", "abc", "2026-01-31", 90.0, 0.5, MACHINE, values)

    page = results.page({"paint": result}, [Benchmark("paint", "painting", "paint.py", figures)])

    assert "| fast | ≤ 3 ms | 2.5 ms | 1 to 4 | 1.75 to 3.25 | 4 | met |" in page
    assert "| slow | ≤ 2 ms | 2.5 ms | 1 to 4 | 1.75 to 3.25 | 4 | **missed** |" in page
    assert "| many | ≥ 3 ms | 3 ms | 2 to 4 | 2.5 to 3.5 | 2 | met |" in page
    assert "| one | – | 1,234 ms | – | – | 1 | – |" in page
    assert "Machine A, 2026-01-31, commit abc; 1.5 minutes, load before it 0.5." in page
    assert MACHINE.describe() in page


def test_what_was_not_run_says_so_with_its_goal_and_its_command() -> None:
    figure = Figure("fast", "ms", lambda found: found, at_most(3))
    page = results.page({}, [Benchmark("paint", "painting", "paint.py", (figure,), ("--starts", "3"))])
    assert "`.venv/bin/python benchmarks/paint.py --starts 3`" in page
    assert "| fast | ≤ 3 ms | not run | – | – | 0 | – |" in page


def test_the_page_in_the_repository_is_made_of_the_results_in_the_repository() -> None:
    assert results.PAGE.read_text(encoding="utf-8") == results.page(results.read(results.RESULTS))


def test_names_are_told_apart_and_so_are_the_figures_of_a_benchmark() -> None:
    assert len({benchmark.name for benchmark in BENCHMARKS}) == len(BENCHMARKS)
    for benchmark in BENCHMARKS:
        assert len({figure.what for figure in benchmark.figures}) == len(benchmark.figures), benchmark.name


def test_the_ratio_to_a_peer_is_that_of_each_round() -> None:
    def side(*speeds: float) -> list[dict]:
        common = {"num_examples": 100, "peak_memory_bytes": 10, "seconds_to_first_step": 2.0, "metrics": {"f1": 0.5}}
        return [common | {"examples_per_second": speed, "seconds_to_last_step": 100 / speed} for speed in speeds]

    found = {"fettle": side(40, 60), "hugging_face": side(10, 20), "hugging_face_best": side(20, 20)}
    values = runner._values(find("peers_token_classification"), json.loads(json.dumps(found)))
    assert values["training, times as fast as the Trainer at its defaults"] == [4.0, 3.0]
    assert values["training, times as fast as the Trainer at its best"] == [2.0, 3.0]
    assert values["from the process's start to the first step"] == [2.0, 2.0]
    assert values["f1, fettle"] == [0.5, 0.5]


def test_a_machine_comes_back_from_json_as_it_was() -> None:
    assert type(MACHINE).from_json(json.loads(json.dumps(MACHINE.to_json()))) == MACHINE
    assert MACHINE.num_cores >= 1
    assert MACHINE.memory_bytes > 0
