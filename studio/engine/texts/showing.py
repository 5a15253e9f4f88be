"""Batches as a person reads them: tokens, their segments, what is to be said of each, and what was filled up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.texts.batches import NO_TARGET, Batch
from studio.engine.texts.inputs import DOCUMENT_IDS
from studio.engine.tokenizing.readable import read_tokens


@dataclass(frozen=True, slots=True)
class ShownTargets:
    """What is to be said of an example, in words.

    Attributes:
        whole: Of the example as a whole.
        under: Of single tokens of the main stream, by their places.
    """

    whole: tuple[str, ...] = ()
    under: Mapping[int, str] = field(default_factory=dict)


def show_targets(batch: Batch, place: int, class_names: Sequence[str]) -> ShownTargets:
    """Return the targets of an example in words, as far as their shape says what they are.

    A whole number is the class of that number; a row of as many numbers as there are classes says which apply; as many
    as there are tokens say something of each; other numbers stay numbers.

    Args:
        batch: The batch.
        place: Which of its examples.
        class_names: The model's classes.
    """
    whole: list[str] = []
    under: dict[int, str] = {}
    width = batch.inputs["token_ids"].shape[1] if "token_ids" in batch.inputs else 0
    for values in batch.targets.values():
        value: NDArray[Any] = values[place]
        if value.ndim == 0:
            # A whole number that is no class is a place or a key: nothing to read.
            if _is_class(value, class_names) or np.issubdtype(value.dtype, np.floating):
                whole.append(_word(value, class_names))
        elif value.shape == (width,):
            under |= {at: _word(entry, class_names) for at, entry in enumerate(value) if entry != NO_TARGET}
        elif value.shape == (len(class_names),):
            whole += [name for name, applies in zip(class_names, value, strict=True) if applies > 0]
    return ShownTargets(tuple(whole), under)


def _word(value: Any, class_names: Sequence[str]) -> str:
    return class_names[int(value)] if _is_class(value, class_names) else f"{float(value):.6g}"


def _is_class(value: Any, class_names: Sequence[str]) -> bool:
    return np.issubdtype(np.asarray(value).dtype, np.integer) and 0 <= int(value) < len(class_names)


def show_streams(model: TextModel, batch: Batch, place: int, streams: Sequence[str]) -> list[dict[str, Any]]:
    """Return the tokens of an example as JSON data, a sequence for each stream.

    Args:
        model: Whose tokens they are.
        batch: The batch.
        place: Which of its examples.
        streams: The names of the streams, the main one first.
    """
    return [
        {"name": name, **_show_stream(model, batch, place, f"{name}_" if f"{name}_token_ids" in batch.inputs else "")}
        for name in streams
    ]


def _show_stream(model: TextModel, batch: Batch, place: int, prefix: str) -> dict[str, Any]:
    token_ids = batch.inputs[f"{prefix}token_ids"][place]
    mask = batch.inputs.get(f"{prefix}padding_mask")
    is_filler = token_ids == int(model.tokenizer.pad_token_id) if mask is None else mask[place] == 0
    num_tokens = len(token_ids) - int(np.count_nonzero(is_filler))
    # The texts that share a row are told apart as the passages of a pair are.
    segments = next(
        (batch.inputs[name] for name in (f"{prefix}segment_ids", DOCUMENT_IDS) if name in batch.inputs), None
    )
    special = {int(token) for token in model.tokenizer.special_token_ids}
    return {
        "tokens": list(read_tokens(model.tokenizer, token_ids[:num_tokens].tolist())),
        "token_ids": token_ids[:num_tokens].tolist(),
        "segments": [] if segments is None else segments[place, :num_tokens].tolist(),
        "specials": [at for at, token in enumerate(token_ids[:num_tokens].tolist()) if token in special],
        "num_padding": int(np.count_nonzero(is_filler)),
    }
