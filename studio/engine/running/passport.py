"""What is needed to repeat a run, written when it starts."""

import platform
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from studio import __version__
from studio.data import PreparedData
from studio.devices import probe
from studio.engine.models.origin import Origin
from studio.engine.models.precision import Precision
from studio.engine.models.text_model import TextModel
from studio.engine.texts.examples import Examples, unknown_fraction
from studio.engine.tokenizing.storing import fingerprint
from studio.errors import ChangedDataError
from studio.files import write_json
from studio.runs.folder import RunFolder
from studio.spec import RunSpec

_PACKAGES = ("tensorflow", "tensorflow-text", "keras", "keras-hub", "numpy", "duckdb")


def write_passport(
    run: RunFolder,
    spec: RunSpec,
    data: PreparedData,
    examples: dict[str, Examples],
    precision: Precision,
    model: TextModel,
    frozen_backbone: Mapping[str, Any] | None,
) -> None:
    """Write `passport.json`.

    Args:
        run: The run.
        spec: Its specification.
        data: Its data.
        examples: What was made of each split, by its name.
        precision: What it trains in.
        model: What it trains, before the first step.
        frozen_backbone: How a backbone that is frozen whole computes; `None` where it is not.
    """
    computer = probe()
    write_json(
        run.passport_path,
        {
            "studio": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "packages": {name: found for name in _PACKAGES if (found := _version(name)) is not None},
            "device": {
                "processor": computer.processor,
                "cores": computer.num_cores,
                "memory_bytes": computer.memory_bytes,
                "accelerators": [accelerator.name for accelerator in computer.accelerators],
            },
            "precision": {
                "name": precision.name,
                "reason": precision.reason,
                "uses_stack": precision.uses_stack,
            },
            "frozen_backbone": frozen_backbone,
            "seeds": {"fit": spec.fit.seed, "data": spec.data.seed},
            "parameters": {
                "total": int(model.network.count_params()),
                "trained": sum(int(np.prod(variable.shape)) for variable in model.network.trainable_variables),
            },
            "tokenizer": _tokenizer(model, examples["train"]) if spec.backbone.architecture is not None else None,
            "backbone": Origin.of(model).to_json() if spec.backbone.preset is not None else None,
            "data": {
                "fingerprint": data.fingerprint,
                "files": sorted({str(split.source.path) for split in data.splits}),
                "columns": dict(data.train.columns),
                "class_names": list(data.schema.class_names),
                "has_whole_words": data.schema.has_whole_words,
                "left_out": {name: counts.to_json() for name, counts in data.left_out.items()},
                "splits": {
                    split.name: _split(len(split), examples[split.name])
                    | {"fingerprint": data.split_fingerprints[split.name]}
                    for split in data.splits
                },
            },
        },
    )


def recorded_precision(run: RunFolder) -> str | None:
    """Return what a run was trained in so far; `None` before it was started."""
    name = run.passport_part("precision").get("name")
    return name if isinstance(name, str) else None


def recorded_stack(run: RunFolder) -> bool:
    """Return whether a run computes through the attention stack where it can, as one that has not begun does.

    Earlier versions did so in bfloat16 alone, and recorded nothing of it.
    """
    known = run.passport_part("precision")
    return bool(known.get("uses_stack", known.get("name") != "float32"))


def recorded_frozen(run: RunFolder) -> str | None:
    """Return how a run's frozen backbone computed so far; `None` where nothing is recorded of it."""
    computed = run.passport_part("frozen_backbone").get("computed")
    return computed if isinstance(computed, str) else None


def as_begun(run: RunFolder, data: PreparedData) -> PreparedData:
    """Return the data as a run reads it that is taken up again: what a tag stands for stays as it began.

    Raises:
        ChangedDataError: if it is not the data that the run began with.
    """
    known = run.passport_part("data")
    if known.get("fingerprint") is None:
        return data
    if known["fingerprint"] != data.fingerprint:
        raise ChangedDataError(
            "{file} has changed since the run was started: it cannot go on with other data. Start a new run.",
            file=str(data.train.source.path),
        )
    # Runs of earlier versions tagged pieces, and said nothing of it.
    return replace(data, schema=replace(data.schema, has_whole_words=known.get("has_whole_words") is True))


def _tokenizer(model: TextModel, train: Examples) -> dict[str, Any]:
    """Return what a run learned of its own texts. A pretrained backbone's tokenizer is part of its preset."""
    tokenizer = model.tokenizer
    return {
        "vocabulary_size": tokenizer.vocabulary_size(),
        "fingerprint": fingerprint(tokenizer),
        "unknown_tokens_fraction": unknown_fraction(train, tokenizer.unk_token_id),
    }


def _split(num_rows: int, examples: Examples) -> dict[str, Any]:
    num_tokens, num_cut = examples.num_tokens, examples.num_cut_tokens
    return {
        "examples": num_rows,
        "tokens": num_tokens,
        "cut_tokens_fraction": num_cut / (num_tokens + num_cut),
        "cut_examples_fraction": min(1.0, examples.num_cut_texts / num_rows),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
