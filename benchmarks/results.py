"""What `all.py` measured, as a JSON file that it goes on from and as a page to read."""

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from house import BENCHMARKS, Benchmark, Figure
from machine import Machine

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE / "results.md"
_HEAD = "| what | goal | median | lowest to highest | quartiles | values | goal met |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark gave.

    Attributes:
        command: By which it was measured.
        commit: Of the project; `None` outside a repository. It ends in `+` where files had changed since.
        date: In UTC, as `2026-01-31`.
        seconds: How long all of it took.
        load: How many processes used a processor or waited for one, before it began.
        machine: What the figures depend on.
        values: By what is measured.
    """

    command: str
    commit: str | None
    date: str
    seconds: float
    load: float
    machine: Machine
    values: dict[str, list[float]]

    def belongs_to(self, benchmark: Benchmark, machine: Machine, commit: str | None) -> bool:
        """Return whether it is what would be measured now, so that it need not be measured again."""
        return (self.command, self.machine, self.commit) == (benchmark.command, machine, commit)


def read(path: Path) -> dict[str, Result]:
    """Return the results by the names of their benchmarks; none where there is no such file."""
    if not path.is_file():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Result(**{**values, "machine": Machine.from_json(values["machine"])}) for name, values in found.items()
    }


def write(path: Path, results: dict[str, Result]) -> None:
    """Write the results, in the order of the benchmarks."""
    names = [benchmark.name for benchmark in BENCHMARKS]
    order = sorted(results, key=lambda name: names.index(name) if name in names else len(names))
    values = {name: {**asdict(results[name]), "machine": results[name].machine.to_json()} for name in order}
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def page(results: dict[str, Result], benchmarks: Iterable[Benchmark] = BENCHMARKS) -> str:
    """Return the results as Markdown: a table for each benchmark, "not run" where there is no figure."""
    benchmarks = list(benchmarks)
    machines = list(dict.fromkeys(_key(results[one.name].machine) for one in benchmarks if one.name in results))
    lines = [
        "# Results of the benchmarks",
        "",
        "Written by `make bench`, out of `results.json`. A figure says something of its machine, and of what else that",
        "did meanwhile: compare what stands in one table, since its sides were measured in turns.",
        "",
    ]
    lines += [f"- Machine {_letter(place)}: {_described(key)}" for place, key in enumerate(machines)]
    for benchmark in benchmarks:
        lines += ["", f"## {benchmark.title[0].upper()}{benchmark.title[1:]}", "", f"`{benchmark.command}`", ""]
        result = results.get(benchmark.name)
        if result is not None:
            letter = _letter(machines.index(_key(result.machine)))
            commit = f", commit {result.commit}" if result.commit else ""
            told = f"Machine {letter}, {result.date}{commit}; {result.seconds / 60:.1f} minutes"
            lines += [f"{told}, load before it {result.load:.1f}.", ""]
        lines.append(_HEAD)
        lines += [
            _line(figure, [] if result is None else result.values.get(figure.what, [])) for figure in benchmark.figures
        ]
    return "\n".join(lines) + "\n"


def _line(figure: Figure, values: Sequence[float]) -> str:
    goal = "–" if figure.goal is None else f"{figure.goal} {figure.unit}".strip()
    if not values:
        return f"| {figure.what} | {goal} | not run | – | – | 0 | – |"
    median = statistics.median(values)
    verdict = "–" if figure.goal is None else "met" if figure.goal.is_met(median) else "**missed**"
    spread = quarters = "–"
    if len(values) > 1:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        spread = f"{_number(min(values))} to {_number(max(values))}"
        quarters = f"{_number(low)} to {_number(high)}"
    told = f"{_number(median)} {figure.unit}".strip()
    return f"| {figure.what} | {goal} | {told} | {spread} | {quarters} | {len(values)} | {verdict} |"


def _number(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _key(machine: Machine) -> str:
    return json.dumps(machine.to_json())


def _described(key: str) -> str:
    values: dict[str, Any] = json.loads(key)
    return Machine.from_json(values).describe()
