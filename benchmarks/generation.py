"""How fast the studio writes, beside transformers' `generate` with the same weights, in alternation.

    python benchmarks/generation.py [--gguf FILE.gguf] [--rounds 5] [--prompt 100] [--tokens 100] [--out FILE.json]

Without `--gguf` the model is a Llama of 10 million random weights that transformers makes and both read from its
folder; with it, both read the same file, whose tables become float32. Both sides are loaded once, each in a process of
its own, and write greedily, with a cache, in float32, so many tokens behind a prompt of so many. A first call of each
kind is not counted, since it traces or compiles, but said. Then come rounds in which the sides take turns; the medians
count, and of ratios that of the rounds.

- `studio`: the generator, by which the studio writes everywhere, with KerasHub's network, which reads such files:
  behind one prompt, and behind eight at once.
- `own`: the same with the same weights in the studio's own layers, which models from scratch have.
- `plain`: transformers' `generate` as it comes. `best`: with a cache of fixed size and a compiled step.

The time to the first token is that from a prompt's tokens to the first new one. On a machine that others use give
`--threads 1`, and look at the processor time of a token. It also says in how many of the new
tokens the sides agree: where two tokens are about equally likely, rounding decides, and all that follows differs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from project import ROOT

PEERS = ROOT / "benchmarks" / "peers"
TEXT = ROOT / "resources" / "samples" / "pride_and_prejudice" / "pride_and_prejudice.txt"
sys.path.insert(0, str(PEERS))
STUDIO, OWN, PLAIN, BEST = "studio", "own", "plain", "best"
SIDES = (STUDIO, OWN, PLAIN, BEST)
BATCH_SIZE = 8


class Studio:
    """The studio's side, in this process."""

    def __init__(self, preset: Path) -> None:
        import studio.engine  # isort: skip  # noqa: F401
        import tensorflow as tf

        from studio.engine.building.model import build_model
        from studio.engine.generation.generator import Generator
        from studio.engine.models.text_model import max_sequence_length
        from studio.engine.tasks.writing.marks import WritingMarks
        from studio.engine.tasks.writing.transformer_causal_lm import TransformerCausalLM
        from studio.layers.converting import to_stack
        from studio.schema import Schema
        from studio.spec import RunSpec

        data = {"train": str(TEXT), "columns": {"text": "text"}, "sequence_length": 256}
        spec = RunSpec.parse({"task": "text_generation", "backbone": {"preset": str(preset)}, "data": data})
        self.model = build_model(spec, Schema())
        network = self.model.network
        stops, pad = WritingMarks.of(network.preprocessor).stops, int(self.model.tokenizer.pad_token_id)
        networks = {STUDIO: network, OWN: TransformerCausalLM(to_stack(network.backbone))}
        room = max_sequence_length(network.backbone)
        self._generators = {side: Generator(one, stops, pad, room) for side, one in networks.items()}
        self.num_parameters = int(self.model.network.count_params())
        self.versions = {"tensorflow": tf.__version__}

    def write(self, side: str, prompts: Sequence[Sequence[int]], num_tokens: int) -> dict[str, Any]:
        """Write so many tokens behind each prompt; return them with the seconds that it took, and the first took."""
        from studio.generation import GenerationSettings

        settings = GenerationSettings(max_new_tokens=num_tokens, min_new_tokens=num_tokens)
        began, used = time.perf_counter(), time.process_time()
        writing = self._generators[side].start(prompts, settings)
        writing.write(1)
        first = time.perf_counter() - began
        while not writing.is_over:
            writing.write(num_tokens)
        seconds, processor_s = time.perf_counter() - began, time.process_time() - used
        token_ids = writing.token_ids()
        return {"seconds": seconds, "processor_s": processor_s, "first_s": first, "token_ids": token_ids}


class Transformers:
    """The side of transformers, in a process of its own."""

    def __init__(self, python: str, folder: Path, gguf: str | None) -> None:
        command = [python, str(PEERS / "writer.py"), "serve", str(folder), *([] if gguf is None else [gguf])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.told = self._read()

    def write(self, how: str, prompts: Sequence[Sequence[int]], num_tokens: int) -> dict[str, Any]:
        """Write so many tokens behind each prompt."""
        assert self._process.stdin is not None
        asked = {"how": how, "prompts": [list(map(int, prompt)) for prompt in prompts], "num_tokens": num_tokens}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return self._read()

    def end(self) -> None:
        """End the process."""
        self._process.communicate()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


def cut_prompts(model: Any, length: int) -> list[list[int]]:
    """Return as many prompts of so many tokens as are written at once, out of a novel."""
    token_ids = [int(token) for token in model.tokenizer(TEXT.read_text(encoding="utf-8")[:20_000])]
    return [token_ids[start : start + length] for start in range(0, BATCH_SIZE * length, length)]


def measure(studio: Studio, other: Transformers, arguments: argparse.Namespace) -> dict[str, Any]:
    """Let the sides take turns and return what was found."""
    prompts, num_tokens = cut_prompts(studio.model, arguments.prompt), arguments.tokens
    batches = {"1": prompts[:1], str(BATCH_SIZE): prompts}

    def ask(side: str, batch: str) -> dict[str, Any]:
        if side in (STUDIO, OWN):
            return studio.write(side, batches[batch], num_tokens)
        return other.write(side, batches[batch], num_tokens)

    before = {(side, batch): ask(side, batch) for batch in batches for side in arguments.sides}
    taken: dict[tuple[str, str], list[dict[str, Any]]] = {key: [] for key in before}
    for turn in range(arguments.rounds):
        for side, batch in list(before)[:: 1 if turn % 2 == 0 else -1]:
            taken[side, batch].append(ask(side, batch))
    found: dict[str, Any] = {}
    for (side, batch), times in taken.items():
        all_tokens, peers = len(batches[batch]) * num_tokens, taken[PLAIN, batch]
        speeds = [all_tokens / one["seconds"] for one in times]
        found[f"{side}, {batch}"] = {
            "tokens_per_s": statistics.median(speeds),
            "lowest_and_highest": [min(speeds), max(speeds)],
            "to_plain": _ratio(times, peers, "seconds"),
            "processor_ms": 1000 * statistics.median(one["processor_s"] for one in times) / all_tokens,
            "to_plain_by_processor": _ratio(times, peers, "processor_s"),
            "first_s": statistics.median(one["first_s"] for one in times) if times[0]["first_s"] is not None else None,
            "first_call_s": before[side, batch]["seconds"],
            "same_tokens": _agreement(times[0]["token_ids"], taken[PLAIN, batch][0]["token_ids"]),
        }
    return found


def _ratio(times: Sequence[dict[str, Any]], peers: Sequence[dict[str, Any]], name: str) -> float:
    """Return how many times as fast as peers something is: the median of the rounds."""
    return statistics.median(peer[name] / one[name] for one, peer in zip(times, peers, strict=True))


def _agreement(left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> float:
    pairs = [pair for rows in zip(left, right, strict=True) for pair in zip(*rows, strict=True)]
    return sum(a == b for a, b in pairs) / len(pairs)


def table(found: dict[str, Any]) -> str:
    """Return what was measured as a Markdown table."""
    lines = [
        "| side, texts at once | tokens/s (lowest to highest) | times the speed of `plain` | processor, ms a token "
        "| by it times the speed of `plain` | to the first token, ms | first call, s | same tokens as `plain` |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        low, high = one["lowest_and_highest"]
        first = "–" if one["first_s"] is None else f"{1000 * one['first_s']:.0f}"
        lines.append(
            f"| {name} | {one['tokens_per_s']:.0f} ({low:.0f} to {high:.0f}) | {one['to_plain']:.2f} "
            f"| {one['processor_ms']:.1f} | {one['to_plain_by_processor']:.2f} | {first} "
            f"| {one['first_call_s']:.1f} | {one['same_tokens']:.0%} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gguf", type=Path, help="a GGUF file that both sides read, such as that of SmolLM2")
    parser.add_argument("--prompt", type=int, default=100, help="tokens of a prompt")
    parser.add_argument("--tokens", type=int, default=100, help="new tokens")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, help="1 where other programs are at work")
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=SIDES, help="`plain` is among them")
    parser.add_argument("--out", type=Path, help="a JSON file for all figures")
    arguments = parser.parse_args()
    from run import environment, torch_python

    os.environ.update(environment(arguments.threads))
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), None
        if arguments.gguf is None:
            subprocess.run([torch_python(), str(PEERS / "writer.py"), "make", name, str(TEXT)], check=True)
        else:
            folder, file = arguments.gguf.resolve().parent, arguments.gguf.name
        studio = Studio(folder if file is None else folder / file)
        other = Transformers(torch_python(), folder, file)
        print(f"{studio.num_parameters:,} parameters; {studio.versions}, {other.told}; load {os.getloadavg()[0]:.1f}")
        found = measure(studio, other, arguments)
        other.end()
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
