"""The benchmarks that `all.py` runs: what each measures, by which command, and the goal of each figure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What a script wrote into its JSON file.
Found = Any
Pick = Callable[[Found], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a median should reach.

    Attributes:
        bound: The number, in the unit of the figure.
        is_least: Whether more is better; else less is.
    """

    bound: float
    is_least: bool

    def is_met(self, value: float) -> bool:
        """Return whether a median reaches it."""
        return value >= self.bound if self.is_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {self.bound:g}"


def at_least(bound: float) -> Goal:
    """Return the goal of a figure of which more is better."""
    return Goal(bound, is_least=True)


def at_most(bound: float) -> Goal:
    """Return the goal of a figure of which less is better."""
    return Goal(bound, is_least=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the results.

    Attributes:
        what: What is measured, in words; with the unit it is the line's name.
        unit: Of the values; empty for shares, counts and ratios.
        pick: Takes the values out of what the script wrote: one for each round, start or case.
        goal: What the median should reach.
    """

    what: str
    unit: str
    pick: Pick
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script and what is read from its file.

    Attributes:
        name: What picks it on the command line.
        title: What it measures, in a few words.
        script: In this folder; it takes `--out FILE` and writes a JSON file.
        options: Others of its options.
        figures: The lines of the results.
    """

    name: str
    title: str
    script: str
    figures: tuple[Figure, ...]
    options: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """What a person would type, from the root of the project."""
        return " ".join((".venv/bin/python", f"benchmarks/{self.script}", *self.options))


def _at(*keys: Any) -> Pick:
    """Return what takes one value, or a list of them, from nested tables."""

    def pick(found: Found) -> Sequence[float]:
        for key in keys:
            found = found[key]
        return found if isinstance(found, list) else [found]

    return pick


def _each(inner: Callable[[Any], float]) -> Pick:
    """Return what takes a value from each entry of a list or of a table."""
    return lambda found: [inner(one) for one in (found.values() if isinstance(found, Mapping) else found)]


# === Training beside peers ===

OWN, DEFAULTS, BEST = "fettle", "hugging_face", "hugging_face_best"
_ROUNDS = "3"


def _against(peer: str, speed: Callable[[Mapping[str, Any]], float]) -> Pick:
    """Return what takes the ratio to a peer, round by round."""
    return lambda found: [speed(own) / speed(other) for own, other in zip(found[OWN], found[peer], strict=True)]


def _steps(one: Mapping[str, Any]) -> float:
    return float(one["examples_per_second"])


def _from_start(one: Mapping[str, Any]) -> float:
    return float(one["num_examples"] / one["seconds_to_last_step"])


def _peak(one: Mapping[str, Any]) -> float:
    return float(one["peak_memory_bytes"])


def _metric(peer: str, name: str) -> Pick:
    return lambda found: [one["metrics"][name] for one in found[peer]]


def _beside_peers(task: str, metric: str, to_defaults: float | None, to_best: float | None) -> Benchmark:
    """Return the benchmark of a task beside the Trainer at its defaults and at its best."""
    goals = [None if bound is None else at_least(bound) for bound in (to_defaults, to_best)]
    figures = (
        Figure("training, times as fast as the Trainer at its defaults", "", _against(DEFAULTS, _steps), goals[0]),
        Figure("training, times as fast as the Trainer at its best", "", _against(BEST, _steps), goals[1]),
        Figure("from the process's start, times as fast as the Trainer at its best", "", _against(BEST, _from_start)),
        Figure(
            "from the process's start to the first step",
            "s",
            lambda found: [one["seconds_to_first_step"] for one in found[OWN]],
            at_most(3),
        ),
        Figure("memory, times that of the Trainer at its best", "", _against(BEST, _peak), at_most(1)),
        *(Figure(f"{metric}, {peer}", "", _metric(peer, metric)) for peer in (OWN, DEFAULTS, BEST)),
    )
    options = ("--task", task, "--peers", OWN, DEFAULTS, BEST, "--rounds", _ROUNDS)
    return Benchmark(f"peers_{task}", f"{task.replace('_', ' ')} beside PyTorch", "peers/run.py", figures, options)


def _ratio_of_frozen(method: str, goal: float) -> Figure:
    return Figure(
        f"{method}: training, times as fast as whole fine-tuning",
        "",
        _each(lambda found: found[method]["training"] / found["all"]["training"]),
        at_least(goal),
    )


# === The window ===


def _stalls(work: str) -> tuple[Figure, ...]:
    return (
        Figure(f"{work}: longest stall", "ms", _at(work, "longest_stall_ms"), at_most(200)),
        Figure(f"{work}: 99th percentile of stalls", "ms", _at(work, "p99_stall_ms"), at_most(50)),
    )


_WINDOW = (
    *(figure for work in ("training", "export", "import", "history") for figure in _stalls(work)),
    Figure(
        "training: 95th percentile from an event to its point", "ms", _at("training", "p95_latency_ms"), at_most(250)
    ),
)

# === All ===


def _writing(side: str, batch: int) -> tuple[Figure, ...]:
    key = f"{side}, {batch}"
    return (
        Figure(f"{key} at once: tokens a second", "", _at(key, "tokens_per_s")),
        Figure(f"{key} at once: times as fast as `generate`", "", _at(key, "to_plain")),
    )


def _pairs(numerator: str, denominator: str, kind: str | None = None) -> Pick:
    """Return what takes the ratios of two lists of times, pair by pair."""

    def pick(found: Found) -> Sequence[float]:
        pairs = zip(found[numerator], found[denominator], strict=True)
        return [above / below if kind is None else above[kind] / below[kind] for above, below in pairs]

    return pick


def _in(key: str, pick: Pick) -> Pick:
    return lambda found: pick(found[key])


BENCHMARKS = (
    Benchmark(
        "first_paint",
        "the window's first paint",
        "first_paint.py",
        (Figure("from the process's start to the first paint", "s", _at("seconds"), at_most(0.5)),),
    ),
    Benchmark("window", "the window at work", "window.py", _WINDOW),
    Benchmark(
        "opening",
        "large things in the window",
        "opening.py",
        (
            Figure("frames a second over a million points", "", _at("points", "frames_per_second"), at_least(30)),
            Figure("a frame over a million points, processor", "ms", _at("points", "processor_ms")),
            Figure("the page Runs with 10,000 runs", "ms", _at("runs", "ms"), at_most(200)),
            Figure("the page Runs with 10,000 runs, processor", "ms", _at("runs", "processor_ms")),
            Figure("the page Runs, the first time", "ms", _at("runs", "first_ms"), at_most(200)),
            Figure("10,000 runs listed anew: longest stall", "ms", _at("runs", "listing", "longest_stall_ms")),
            Figure("the list of presets", "ms", _at("presets", "ms"), at_most(200)),
            Figure("the list of presets, the first time", "ms", _at("presets", "first_ms"), at_most(200)),
            Figure("the first of 10 million rows", "ms", _at("preview", "ms"), at_most(200)),
            Figure("the first of 10 million rows: stall", "ms", _at("preview", "longest_stall_ms"), at_most(200)),
        ),
    ),
    _beside_peers("text_classification", "accuracy", 4, 1.5),
    _beside_peers("text_pair_classification", "accuracy", None, 1.3),
    _beside_peers("token_classification", "f1", None, 1.3),
    _beside_peers("extractive_qa", "f1", None, 1.3),
    _beside_peers("text_embedding", "recall_at_1", None, 1.3),
    _beside_peers("text_generation", "bits_per_byte", None, 1.5),
    _beside_peers("translation", "perplexity", None, None),
    _beside_peers("summarization", "perplexity", None, None),
    _beside_peers("chat", "perplexity", None, None),
    Benchmark(
        "frozen",
        "how much of a backbone is trained",
        "frozen.py",
        (
            _ratio_of_frozen("lora", 1.4),
            _ratio_of_frozen("last_2", 2),
            _ratio_of_frozen("head", 15),
            *(
                Figure(f"{method}: accuracy", "", _each(lambda found, method=method: found[method]["accuracy"]))
                for method in ("all", "lora", "last_2", "head")
            ),
        ),
    ),
    Benchmark(
        "stack",
        "a step through the attention stack beside KerasHub's layers",
        "stack.py",
        (
            Figure("training, times as fast as through KerasHub's layers", "", _at("training", "wall")),
            Figure("training, times as fast as with a whole last layer", "", _at("last layer", "wall")),
            Figure("evaluation in float32, times as fast as through KerasHub's layers", "", _at("evaluation", "wall")),
        ),
    ),
    Benchmark(
        "dropout",
        "dropout beside that of Keras",
        "dropout.py",
        (Figure("times as fast, over all shapes and rounds", "", lambda found: _all_pairs(found)),),
    ),
    Benchmark(
        "tokenizing",
        "the tokens of the bundled backbone",
        "tokenizing.py",
        tuple(
            Figure(f"{texts} texts, times as fast as {peer}", "", _in(texts, _pairs(key, "own", "wall")), goal)
            for texts in ("english", "chinese")
            for key, peer, goal in (
                ("kerashub", "KerasHub's tokenizer", None),
                ("hugging_face", "Hugging Face's fast tokenizer", at_least(1)),
            )
        ),
    ),
    Benchmark(
        "generation",
        "writing beside transformers' `generate`",
        "generation.py",
        (
            *(figure for side in ("studio", "own") for batch in (1, 8) for figure in _writing(side, batch)),
            Figure("studio: to the first token of one text", "s", _at("studio, 1", "first_s"), at_most(0.3)),
        ),
    ),
    Benchmark(
        "attention",
        "attention maps and attributions of 128 tokens",
        "attention.py",
        (
            Figure("all maps", "s", _at("maps", "median_s"), at_most(1)),
            Figure("integrated gradients of 64 steps", "s", _at("integrated gradients", "median_s"), at_most(5)),
            Figure("leaving each token out", "s", _at("leave one out", "median_s")),
        ),
    ),
    Benchmark(
        "preview",
        "a file of 10 million rows, each time in a process of its own",
        "preview.py",
        (
            *(Figure(what, "s", _at(what, "seconds")) for what in ("preview", "profile", "split", "texts")),
            *(Figure(f"{what}: memory", "MB", _at(what, "peak_mb")) for what in ("preview", "profile", "split")),
        ),
    ),
    Benchmark(
        "search",
        "semantic search in 100,000 passages",
        "search.py",
        (
            Figure("passages indexed a second", "", _at("passages_per_second")),
            Figure("the index opened anew", "s", _at("reopen_seconds")),
            Figure("from a question to its hits", "s", _at("seconds_of_each_query")),
        ),
    ),
    Benchmark(
        "verse_pairs",
        "semantic search before and after fine-tuning",
        "verse_pairs.py",
        (
            Figure("recall at 1 before", "", _at("before", "recall_at_1")),
            Figure("recall at 1 after", "", _at("after", "recall_at_1")),
            Figure("the run", "s", _at("seconds")),
        ),
    ),
    Benchmark(
        "memory",
        "the memory of steps from scratch, said beforehand over measured",
        "memory.py",
        (Figure("said over measured, over all cases", "", _each(lambda case: case["ratio"])),),
    ),
    Benchmark(
        "run_memory",
        "the memory of whole runs, forecast over measured",
        "run_memory.py",
        (
            Figure(
                "forecast over measured, over all cases",
                "",
                _each(lambda case: case["forecast_bytes"] / case["measured_bytes"]),
            ),
        ),
    ),
    Benchmark(
        "logits_memory",
        "the memory of a step with 50,000 tokens in the vocabulary",
        "logits_memory.py",
        tuple(
            Figure(
                f"{name} of logits, times a step by hidden states alone",
                "",
                lambda found, key=key: [found[key]["peak_bytes"] / found["states"]["peak_bytes"]],
            )
            for key, name in (("slices", "by slices"), ("whole", "by all"))
        ),
    ),
    Benchmark(
        "parity",
        "the attention stack beside KerasHub's backbones, over all families",
        "parity.py",
        (
            Figure("largest difference of an output", "", _each(lambda parity: parity["forward"])),
            Figure("largest difference of a gradient, relative", "", _each(lambda parity: parity["relative_gradient"])),
            Figure("weights that come back bit for bit", "", _each(lambda parity: parity["is_restored"]), at_least(1)),
        ),
    ),
    Benchmark(
        "queue_faults",
        "a queue of 50 runs through crashes, failures and a loss of power",
        "queue_faults.py",
        (
            Figure(
                "sound runs that finished, of all sound ones",
                "",
                lambda found: [found["counts"]["finished"] / found["counts"]["of"]],
                at_least(1),
            ),
            Figure(
                "faults that were survived, of those caused",
                "",
                lambda found: [fault["survived"] / fault["times"] for fault in found["faults"]],
                at_least(1),
            ),
        ),
    ),
    Benchmark(
        "growth",
        "how cost grows: slopes on logarithmic axes",
        "growth.py",
        tuple(
            Figure(f"{curve}: {what}", "", _at("curves", curve, "laws", key))
            for curve in ("rows", "length", "model", "batch")
            for what, key in (("time of the processors", "processor"), ("memory added", "memory"))
        ),
    ),
    Benchmark(
        "tasks",
        "each task on real data, from files to a checked export",
        "tasks.py",
        (
            Figure("minutes of a run, over all rows", "", _each(lambda row: row["seconds"] / 60)),
            Figure(
                "answers of an export that differ, over all rows",
                "",
                _each(lambda row: row["export"]["label_mismatches"]),
                at_most(0),
            ),
        ),
    ),
)


def _all_pairs(found: Mapping[str, Mapping[str, Sequence[float]]]) -> list[float]:
    return [ratio for times in found.values() for ratio in _pairs("keras", "own")(times)]


def find(name: str) -> Benchmark:
    """Return a benchmark by its name."""
    return next(one for one in BENCHMARKS if one.name == name)
