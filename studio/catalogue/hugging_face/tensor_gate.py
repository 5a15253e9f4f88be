"""Which tensors of a checkpoint are the backbone's, and whether they are all there and nothing else is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.catalogue.hugging_face.layer_shapes import Shapes
from studio.catalogue.hugging_face.tensors import StoredTensor
from studio.catalogue.hugging_face.writer_shapes import WRITER_SHAPES
from studio.errors import PresetError

# The table of the token vectors, which every checkpoint has: what stands before its name stands before all others.
_ANCHORS = {
    **dict.fromkeys(WRITER_SHAPES, "embed_tokens.weight"),
    "bart": "shared.weight",
    "bloom": "word_embeddings.weight",
    "gpt2": "wte.weight",
    "t5": "shared.weight",
}
# What turns vectors into tokens, where that is not the table of the token vectors.
HEAD = "lm_head.weight"
_ENCODERS_ANCHOR = "embeddings.word_embeddings.weight"
_FLOATS = ("F32", "F16", "BF16", "F64")
# Numbers that follow from the configuration, and copies of the token vectors.
_DERIVED = re.compile(
    r"(^|\.)(position_ids|token_type_ids|attn\.(masked_)?bias|rotary_emb\.inv_freq)$"
    r"|^(encoder|decoder)\.embed_tokens\.weight$|^final_logits_bias$"
)
# What the heads of pretraining are called; of the poolers only those that no task takes come as far as here.
_PRETRAINING_HEADS = ("cls.", "lm_head.", "predictions.", "sop_classifier.", "vocab_", "mlm.", "pooler.")
# A layer on the first token that some tasks are built on. Checkpoints of a masked language model lack it.
_POOLER = "pooler."
_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class ChosenTensors:
    """What of a checkpoint is taken, and what is not.

    Attributes:
        tensors: The backbone's tensors by their names without the family's prefix.
        left_out: The names of those that belong to a head of another task.
        pretraining_heads: The names of those that belong to the heads of pretraining, which most checkpoints have.
        has_pooler: Whether the pooler is there, or the model type has none.
    """

    tensors: dict[str, StoredTensor]
    left_out: tuple[str, ...]
    pretraining_heads: tuple[str, ...]
    has_pooler: bool


def choose_tensors(folder: Path, model_type: str, stored: Mapping[str, StoredTensor], shapes: Shapes) -> ChosenTensors:
    """Find the backbone's tensors, whatever their names begin with.

    Args:
        folder: The checkpoint's folder.
        model_type: As `config.json` names it.
        stored: All tensors of the checkpoint.
        shapes: What the backbone takes.

    Raises:
        PresetError: if one is missing or of another shape, or if there are others inside of the backbone. The pooler
            alone may be missing.
    """
    named = _without_prefix(folder, model_type, stored)
    missing = [name for name in shapes if name not in named]
    has_pooler = not missing or missing != [name for name in shapes if name.startswith(_POOLER)]
    if missing and has_pooler:
        raise _missing(folder, model_type, missing)
    parts = {name.partition(".")[0] for name in shapes}
    others = [name for name in named if name not in shapes and not _DERIVED.search(name)]
    inner = [name for name in others if name.partition(".")[0] in parts]
    if inner:
        raise PresetError(
            "{folder} holds weights that no layer of a {model_type} model takes: {names}. Without them it would "
            "compute something else than what was trained. An adapter must be merged into the weights first.",
            folder=folder,
            model_type=model_type,
            names=_list(inner),
        )
    for name in shapes.keys() & named.keys():
        _check_tensor(name, shapes[name], named[name])
    if HEAD in named:
        _check_tensor(HEAD, shapes[_anchor(model_type)], named[HEAD])
    heads = sorted(others)
    return ChosenTensors(
        {name: named[name] for name in named if name in shapes or name == HEAD},
        tuple(name for name in heads if not name.startswith(_PRETRAINING_HEADS)),
        tuple(name for name in heads if name.startswith(_PRETRAINING_HEADS)),
        has_pooler,
    )


def _without_prefix(folder: Path, model_type: str, stored: Mapping[str, StoredTensor]) -> dict[str, StoredTensor]:
    anchor = _anchor(model_type)
    found = sorted(name.removesuffix(anchor) for name in stored if f".{name}".endswith(f".{anchor}"))
    if not found:
        raise _missing(folder, model_type, [anchor])
    if len(found) > 1:
        raise PresetError(
            "{folder} holds several models in one: the weights of {names}. Expected one.",
            folder=folder,
            names=_list(prefix.rstrip(".") or "–" for prefix in found),
        )
    named = {_modern(name): tensor for name, tensor in stored.items() if not name.startswith(found[0])}
    return named | {_modern(name[len(found[0]) :]): stored[name] for name in stored if name.startswith(found[0])}


def _anchor(model_type: str) -> str:
    return _ANCHORS.get(model_type, _ENCODERS_ANCHOR)


def _modern(name: str) -> str:
    # TensorFlow's names, in the first checkpoints of BERT.
    return re.sub(r"LayerNorm\.(gamma|beta)$", lambda m: f"LayerNorm.{'weight' if m[1] == 'gamma' else 'bias'}", name)


def _check_tensor(name: str, shape: tuple[int, ...], tensor: StoredTensor) -> None:
    if tensor.dtype not in _FLOATS:
        raise PresetError(
            "{file}: expected {name} as {expected}. Received: {received}; quantized weights cannot be read.",
            file=tensor.file,
            name=name,
            expected=", ".join(_FLOATS),
            received=tensor.dtype,
        )
    if tensor.shape != shape:
        raise PresetError(
            "{file}: expected {name} of shape {expected}, as config.json says. Received: {received}.",
            file=tensor.file,
            name=name,
            expected=_show(shape),
            received=_show(tensor.shape),
        )


def _missing(folder: Path, model_type: str, names: list[str]) -> PresetError:
    return PresetError(
        "{folder} lacks weights of a {model_type} model of the shape that config.json says: {names}.",
        folder=folder,
        model_type=model_type,
        names=_list(names),
    )


def _list(names: Iterable[str]) -> str:
    known = list(names)
    return ", ".join(known[:_SHOWN]) + (f", … ({len(known)})" if len(known) > _SHOWN else "")


def _show(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "1"
