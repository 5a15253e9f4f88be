"""Write `resources/presets.json` from the installed KerasHub: `python -m studio.engine.building.write_presets`.

KerasHub says a preset's name, description, number of parameters and handle. Layers, width and vocabulary are found
out by counting: they are written only if an architecture with exactly that many parameters exists. Languages come
from the names, licences from the table below.
"""

import itertools
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras_hub
from keras_hub.src.utils.preset_utils import BUILTIN_PRESETS_FOR_BACKBONE, list_subclasses

import resources
from studio import tasks
from studio.engine import tasks as engine_tasks
from studio.engine.building import writer_presets
from studio.engine.models.own_head import OwnHead

FAMILIES = {
    "AlbertBackbone": "ALBERT",
    "BertBackbone": "BERT",
    "DebertaV3Backbone": "DeBERTa V3",
    "DistilBertBackbone": "DistilBERT",
    "FNetBackbone": "FNet",
    "RobertaBackbone": "RoBERTa",
    "RoformerV2Backbone": "RoFormer V2",
    "TransformerBackbone": "Transformer",
    "XLMRobertaBackbone": "XLM-RoBERTa",
}

# Those that write: KerasHub's causal language models, then its encoder–decoders.
WRITING_FAMILIES = {
    "BloomBackbone": "BLOOM",
    "FalconBackbone": "Falcon",
    "GPT2Backbone": "GPT-2",
    "GPTNeoXBackbone": "GPT-NeoX",
    "Gemma3Backbone": "Gemma 3",
    "GemmaBackbone": "Gemma",
    "GptOssBackbone": "GPT-OSS",
    "Llama3Backbone": "Llama 3",
    "LlamaBackbone": "Llama",
    "MistralBackbone": "Mistral",
    "MixtralBackbone": "Mixtral",
    "OPTBackbone": "OPT",
    "Phi3Backbone": "Phi-3",
    "Qwen3Backbone": "Qwen3",
    "Qwen3MoeBackbone": "Qwen3 MoE",
    "QwenBackbone": "Qwen2",
    "QwenMoeBackbone": "Qwen2 MoE",
    "SmolLM3Backbone": "SmolLM3",
    "BartBackbone": "BART",
    "T5Backbone": "T5",
    "T5GemmaBackbone": "T5Gemma",
}

# What they are for.
_WRITING = [task for task in tasks.all_tasks() if task.answer == "text"]
CAUSAL_TASKS = tuple(task.name for task in _WRITING if "decoder" in task.kinds)
SEQ2SEQ_TASKS = tuple(task.name for task in _WRITING if "encoder_decoder" in task.kinds)
WRITING_TASKS = CAUSAL_TASKS + SEQ2SEQ_TASKS

# They write as well, but are not trained: they are recurrent, or read pictures, sounds or items of a shop.
NOT_TRAINED = {
    "BLIP2Backbone", "EdRecBackbone", "Gemma3nBackbone", "Gemma4Backbone", "MoonshineBackbone", "PARSeqBackbone",
    "PaliGemmaBackbone", "Qwen3_5Backbone", "Qwen3_5MoeBackbone", "RWKV7Backbone", "T5Gemma2Backbone",
}  # fmt: skip

# ESM-2 has a classifier in KerasHub too, but reads protein sequences, not text.
NOT_TEXT = {"ESMBackbone"}

# A studio task that does not write and the KerasHub task whose subclasses tell which backbones it can use. A head of
# the studio's own stands on all of them.
TASKS = {task.name: engine_tasks.get(task).network_type for task in tasks.all_tasks() if task.name not in WRITING_TASKS}

# They cannot tell padding from text, which a mean over a text's tokens needs.
NO_PADDING_MASK = {"FNetBackbone", "RoformerV2Backbone"}

# They tell two segments apart and have a layer on the first token, as next-sentence prediction needs.
READS_PAIRS = {"AlbertBackbone", "BertBackbone", "FNetBackbone"}

# As the authors name them on the pages where they publish the weights. The MS MARCO and multi-QA models of
# Sentence Transformers name none. The first pattern that matches counts.
LICENCES = (
    (r"msmarco_|multi_qa_", None),
    (r"albert_|bert_|distil_bert_|f_net_|all_minilm_|paraphrase_minilm_|mxbai_", "Apache-2.0"),
    (r"roberta_|xlm_roberta_|deberta_v3_|bge_|multilingual_e5_", "MIT"),
)

# What a preset was trained for beyond general text.
SPECIALITIES = (
    (r"\w+_sst2$", "sentiment"),
    (r"msmarco_|multi_qa_|bge_|multilingual_e5_", "search"),
    (r"all_minilm_|paraphrase_minilm_|mxbai_", "sentence meaning"),
)

LANGUAGES = ((r".*_zh$", "zh"), (r".*_multi$|bge_m3$|multilingual_e5_", "multi"))

# Slips in KerasHub 0.32's descriptions. The parameters of the small Chinese BGE are those of 4 layers, 512 wide.
CORRECTIONS = (
    ("maintained.Trained", "maintained. Trained"),
    ("CommonCraw,", "CommonCrawl,"),
    ("Trained on trained on", "Trained on"),
    ("12-layer BGE small Chinese embedding model (v1.5). Maps sentences to 384", "4-layer BGE small Chinese embedding "
     "model (v1.5). Maps sentences to 512"),
)  # fmt: skip

_FROM_SCRATCH = "TransformerBackbone"
_NUM_LAYERS = (2, 3, 4, 6, 8, 12, 24)
_HIDDEN_DIMS = (128, 256, 384, 512, 768, 1024, 2048, 4096)
_VOCABULARY_SIZES = (21_128, 28_996, 30_000, 30_522, 32_000, 50_265, 119_547, 128_100, 250_002, 250_037, 251_000)
_SEQUENCE_LENGTHS = (512, 4096, 8192)
_ALBERT_EMBEDDING_DIM = 128
_RELATIVE_POSITIONS = 512


def collect() -> dict[str, Any]:
    """Return what `presets.json` must hold for the installed KerasHub."""
    families = FAMILIES | WRITING_FAMILIES
    return {
        "keras_hub": keras_hub.__version__,
        "backbones": {
            name: {"family": families[name], "tasks": _task_names(name), "reads_pairs": name in READS_PAIRS}
            for name in sorted(families)
        },
        "generation_backbones": sorted(NOT_TRAINED),
        "presets": [
            _describe(name, entry, backbone.__name__)
            for backbone in sorted(BUILTIN_PRESETS_FOR_BACKBONE, key=lambda backbone: backbone.__name__)
            if backbone.__name__ in families
            for name, entry in sorted(BUILTIN_PRESETS_FOR_BACKBONE[backbone].items())
            if backbone.__name__ in FAMILIES or writer_presets.is_offered(name, entry["metadata"])
        ],
    }


def unknown_backbones() -> set[str]:
    """Return the classes that classify or write and that no table here names yet."""
    classifying = _classes_with(keras_hub.models.TextClassifier) - set(FAMILIES) - NOT_TEXT
    writing = _classes_with(keras_hub.models.CausalLM) - set(WRITING_FAMILIES) - NOT_TRAINED
    # Which networks stand on the studio's own backbones depends on what was imported.
    return (classifying | writing) - {_FROM_SCRATCH}


def count_parameters(
    backbone: str, num_layers: int, hidden_dim: int, vocabulary_size: int, sequence_length: int
) -> int | None:
    """Return how many parameters KerasHub's backbone of that shape has; `None` for an unknown class.

    The feed-forward layers are four times as wide as the hidden ones, as in all these presets.
    """
    width, inner = hidden_dim, 4 * hidden_dim
    feed_forward = 2 * width * inner + inner + width + 4 * width
    layer = 4 * (width * width + width) + feed_forward
    pooler = width * width + width
    embedded = vocabulary_size + sequence_length
    match backbone:
        case "BertBackbone":
            return width * (embedded + 2) + 2 * width + num_layers * layer + pooler
        case "RobertaBackbone" | "XLMRobertaBackbone" | "DistilBertBackbone":
            return width * embedded + 2 * width + num_layers * layer
        case "AlbertBackbone":  # All layers share their weights.
            narrow = _ALBERT_EMBEDDING_DIM
            return narrow * (embedded + 2) + 2 * narrow + narrow * width + width + layer + pooler
        case "FNetBackbone":
            return width * (embedded + 4) + 2 * width + 2 * pooler + num_layers * feed_forward
        case "DebertaV3Backbone":
            return width * (vocabulary_size + _RELATIVE_POSITIONS) + 4 * width + num_layers * layer
    return None


def correct(description: str) -> str:
    """Return a description in one line that ends with a full stop, without the known slips."""
    text = " ".join(description.split()).rstrip(".") + "."
    for wrong, right in CORRECTIONS + writer_presets.CORRECTIONS:
        text = text.replace(wrong, right)
    return text


def main(path: Path | None = None) -> None:
    """Write the file and say what changed in number."""
    data = collect()
    if unknown := unknown_backbones():
        sys.exit(f"Expected a family name for each backbone that classifies or writes. Missing: {sorted(unknown)}.")
    target = path or resources.path("presets.json")
    target.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(data['presets'])} presets of KerasHub {data['keras_hub']}\n")


def _describe(name: str, entry: Mapping[str, Any], backbone: str) -> dict[str, Any]:
    metadata = entry["metadata"]
    is_writing = backbone in WRITING_FAMILIES
    shape = _writing_shape(name, backbone, metadata) if is_writing else None
    description = metadata["description"] or _first_match(writer_presets.DESCRIPTIONS, name) or ""
    spoken = next((codes for pattern, codes in writer_presets.LANGUAGES if re.match(pattern, name)), None)
    return {
        "name": name,
        "description": correct(description),
        "backbone": backbone,
        "num_parameters": metadata["params"],
        **(shape or _shape(backbone, metadata["params"], metadata["description"])),
        "languages": list(spoken) if is_writing and spoken else [_first_match(LANGUAGES, name) or "en"],
        "licence": _first_match(writer_presets.LICENCES if is_writing else LICENCES, name),
        "speciality": _first_match(SPECIALITIES, name),
        "handle": entry["kaggle_handle"],
    }


def _writing_shape(name: str, backbone: str, metadata: Mapping[str, Any]) -> dict[str, int | None]:
    shape = writer_presets.find_shape(name, backbone, metadata["params"])
    if shape is not None:
        return shape.to_json()
    said = re.search(r"(\d+)-layer", metadata["description"])
    unknown = dict.fromkeys(("hidden_dim", "vocabulary_size", "max_sequence_length", "num_heads"))
    return {"num_layers": int(said[1]) if said else None, **unknown}


def _shape(backbone: str, num_parameters: int, description: str) -> dict[str, int | None]:
    words = re.match(r"(\d+)-layer", description)
    said = int(words[1]) if words else None
    shapes = list(_shapes_with(backbone, num_parameters, said))
    if len(shapes) != 1:
        return {"num_layers": said, "hidden_dim": None, "vocabulary_size": None, "max_sequence_length": None}
    num_layers, hidden_dim, vocabulary_size, sequence_length = shapes[0]
    return {
        "num_layers": num_layers,
        "hidden_dim": hidden_dim,
        "vocabulary_size": vocabulary_size,
        "max_sequence_length": sequence_length,
    }


def _shapes_with(
    backbone: str, num_parameters: int, said: int | None
) -> Iterator[tuple[int | None, int, int, int | None]]:
    # Shared layers leave no trace in the count, relative positions none of a longest sequence.
    layers = (1,) if backbone == "AlbertBackbone" else _NUM_LAYERS
    lengths = (0,) if backbone == "DebertaV3Backbone" else _SEQUENCE_LENGTHS
    for shape in itertools.product(layers, _HIDDEN_DIMS, _VOCABULARY_SIZES, lengths):
        if count_parameters(backbone, *shape) == num_parameters:
            num_layers, hidden_dim, vocabulary_size, length = shape
            yield said if backbone == "AlbertBackbone" else num_layers, hidden_dim, vocabulary_size, length or None


def _task_names(backbone: str) -> list[str]:
    """Return what a family is for; what is built from scratch may be of any kind."""
    if backbone in WRITING_FAMILIES:
        is_seq2seq = backbone in _classes_with(keras_hub.models.Seq2SeqLM)
        return list(SEQ2SEQ_TASKS if is_seq2seq else CAUSAL_TASKS)
    found = [task for task, base in TASKS.items() if _can_stand_on(base, backbone)]
    return [*found, *WRITING_TASKS] if backbone == _FROM_SCRATCH else found


def _can_stand_on(base: Any, backbone: str) -> bool:
    if issubclass(base, OwnHead):
        return not (base.needs_padding_mask and backbone in NO_PADDING_MASK)
    return backbone in _classes_with(base)


def _classes_with(base: type) -> set[str]:
    return {task.backbone_cls.__name__ for task in list_subclasses(base) if task.backbone_cls is not None}


def _first_match(table: tuple[tuple[str, str | None], ...], name: str) -> str | None:
    return next((value for pattern, value in table if re.match(pattern, name)), None)


if __name__ == "__main__":
    main()
