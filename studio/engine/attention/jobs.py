"""Attention and attribution as jobs of the command line."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio.attention import AttentionMap, mean_weights, rollout
from studio.engine.attention.answers import part_to_json, readable, to_json
from studio.engine.attention.attribution import Attributor
from studio.engine.attention.finite import Floats
from studio.engine.attention.outputs import map_to_json, write_explanation, write_map
from studio.engine.attention.reader import AttentionReader
from studio.engine.attention.subject import Subject, load_subject
from studio.engine.building.model import load_model
from studio.errors import InputError
from studio.jobs import Progress

Report = Callable[[Progress], None]


def run_attention_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Compute attention weights of one kind for a text.

    Args:
        arguments: `model` (a folder) or `preset`, `text`, and as far as wanted `pair`, `kind`, `layer`, `head`, `view`
            (`mean` or `rollout`) and `out`, a file.
        report: Called with the progress.

    Returns:
        `kinds`, `kind`, `num_layers`, `num_heads`, the tokens, `view`, `layer`, `head`, `part`, `num_cut_tokens` and
        `seconds`; `out` if there is a file, else `weights`: a matrix, which is the mean over all that was not asked
        for.
    """
    report(Progress("Loading the model"))
    reader = AttentionReader(_subject(arguments))
    layer, head, view = (arguments.get(name) for name in ("layer", "head", "view"))
    kind = reader.check(arguments.get("kind"), layer, head)
    report(Progress("Computing"))
    started = time.monotonic()
    reading = reader.read(*_texts(arguments))
    found = next(entry for entry in reader.maps(reading) if entry.kind == kind)
    matrix = _matrix(found, layer, head, view)
    result = {"kinds": list(reader.kinds), **map_to_json(found), "view": view, "layer": layer, "head": head}
    result |= {**part_to_json(reading.part), "seconds": round(time.monotonic() - started, 4)}
    if arguments.get("out"):
        is_whole = (layer, head, view) == (None, None, None)
        write_map(Path(arguments["out"]), found, None if is_whole else matrix)
        return result | {"out": str(Path(arguments["out"]).absolute())}
    return result | {"weights": [[round(weight, 6) for weight in row] for row in matrix.tolist()]}


def run_attribution_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Compute what each token adds to an answer.

    Args:
        arguments: `model` (a folder), `text`, and as far as wanted `pair`, `method`, `target` and `out`, a file.
        report: Called with the progress.

    Returns:
        What the inference worker answers, and `out` if there is a file.
    """
    report(Progress("Loading the model"))
    attributor = Attributor(load_model(Path(arguments["model"])))
    report(Progress("Computing"))
    started = time.monotonic()
    text, pair = _texts(arguments)
    explanation = attributor.explain(text, pair, arguments["method"], arguments.get("target"))
    result = to_json(explanation) | {"seconds": round(time.monotonic() - started, 4)}
    if arguments.get("out"):
        write_explanation(Path(arguments["out"]), explanation)
        result["out"] = str(Path(arguments["out"]).absolute())
    return result


def _matrix(attention_map: AttentionMap, layer: int | None, head: int | None, view: str | None) -> Floats:
    if view != "rollout":
        return mean_weights(attention_map.weights, layer, head)
    if attention_map.kind == "cross":
        raise InputError("--rollout: expected self-attention. Received: cross-attention, whose layers do not multiply.")
    return rollout(attention_map.weights)


def _subject(arguments: Mapping[str, Any]) -> Subject:
    if arguments.get("preset"):
        return load_subject(arguments["preset"])
    return Subject.of(load_model(Path(arguments["model"])))


def _texts(arguments: Mapping[str, Any]) -> tuple[str, str | None]:
    pair = arguments.get("pair")
    return readable(arguments["text"]), None if pair is None else readable(pair)
