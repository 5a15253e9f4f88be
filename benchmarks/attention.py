"""Measures attention maps, a walk through a head and attributions of the bundled backbone, as the playground gets them.

    python benchmarks/attention.py [--tokens 128] [--repeats 9] [--out FILE]

The inference worker runs in a process of its own and is asked in JSON lines; a time is that from the question to the
answer, files written. The first question of a kind is given apart, since graphs are traced then; the others are given
as the median and the worst, and as the processor's time over all cores, which tells more than the clock where other
programs run. The head is untrained, which changes nothing of the work. Goals: maps within 1 s, integrated gradients of
64 steps within 5 s.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from project import ROOT

_TEXT = "the trophy does not fit into the suitcase because it is too big and so it stays at home today"
_MAKE_MODEL = """
import sys
from pathlib import Path
from studio.engine.building.model import build_model, save_model
from studio.spec import RunSpec
from studio.schema import Schema

spec = {"task": "text_classification", "backbone": {"preset": "minilm_l6_en_uncased"}, "data": {"train": "none.csv"}}
save_model(build_model(RunSpec.parse(spec), Schema(("bad", "good"))), Path(sys.argv[1]))
"""


def requests(num_tokens: int) -> dict[str, dict[str, Any]]:
    """Return what is asked, by name. The words are one token each, and two tokens stand around them."""
    words = _TEXT.split()
    text = {"text": " ".join(words[index % len(words)] for index in range(num_tokens - 2))}
    return {
        "maps": {"attention": text},
        "walk": {"walk": text | {"kind": None, "layer": 5, "head": 0}},
        "integrated gradients": {"attribution": text | {"method": "integrated_gradients"}},
        "leave one out": {"attribution": text | {"method": "leave_one_out"}},
    }


def ask(worker: "subprocess.Popen[str]", request: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Return the seconds until the answer, and the answer."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    start = time.perf_counter()
    worker.stdin.write(json.dumps({"id": 1, **request}) + "\n")
    worker.stdin.flush()
    answer = json.loads(worker.stdout.readline())
    if "error" in answer:
        raise SystemExit(answer["error"]["message"])
    return time.perf_counter() - start, answer


def cpu_seconds(pid: int) -> float:
    """Return the processor's time that a process took so far."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def measure(model: Path, num_tokens: int, repeats: int) -> dict[str, dict[str, Any]]:
    """Return the figures by request."""
    command = [sys.executable, "-m", "studio.engine.answering.inference", str(model)]
    figures: dict[str, dict[str, Any]] = {}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as worker:
        assert worker.stdout is not None
        assert json.loads(worker.stdout.readline())["ready"]
        figures["ready"] = {"first_s": round(time.perf_counter() - start, 3)}
        for name, request in requests(num_tokens).items():
            first, answer = ask(worker, request)
            busy = cpu_seconds(worker.pid)
            seconds = [ask(worker, request)[0] for _ in range(repeats)]
            figures[name] = {
                "first_s": round(first, 3),
                "median_s": round(statistics.median(seconds), 3),
                "worst_s": round(max(seconds), 3),
                "cpu_s": round((cpu_seconds(worker.pid) - busy) / repeats, 3),
            }
            for key in ("completeness_error", "num_steps"):
                if (value := answer.get("attribution", {}).get(key)) is not None:
                    figures[name][key] = value
        assert worker.stdin is not None
        worker.stdin.close()
    return figures


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        subprocess.run([sys.executable, "-c", _MAKE_MODEL, str(model)], cwd=ROOT, check=True, capture_output=True)
        figures = measure(model, arguments.tokens, arguments.repeats)
    print(f"{arguments.tokens} tokens, {arguments.repeats} repeats")
    for name, entry in figures.items():
        print(f"{name:22}" + "  ".join(f"{key} {value:.3g}" for key, value in entry.items()))
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
