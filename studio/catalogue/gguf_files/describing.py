"""What is said of a GGUF file before it is loaded."""

from functools import lru_cache
from pathlib import Path

from studio.catalogue.gguf_files.checking import check_gguf
from studio.catalogue.gguf_files.header import read_chat_template, read_header
from studio.catalogue.layout import readable
from studio.catalogue.listing import PresetInfo, backbones, describe_use
from studio.catalogue.own_tokens.gguf_tokens import describe_tokenizer, from_gguf

_WORDS = "A GGUF file."
_LICENCE, _LANGUAGES = "general.license", "general.languages"


@lru_cache(maxsize=32)
def describe_gguf(file: Path, _: int, num_bytes: int) -> PresetInfo:
    """Check a GGUF file and say what is in it.

    Args:
        file: The file.
        _: When it was changed last: the window asks for the same file again and again.
        num_bytes: What it weighs, likewise.

    Raises:
        PresetError: says what differs from what the studio computes.
    """
    with readable(file):
        return _describe(file, num_bytes)


def _describe(file: Path, num_bytes: int) -> PresetInfo:
    checked = check_gguf(file)
    own = from_gguf(file)
    metadata = read_header(file).metadata
    # A class that no task of this version can use is described all the same.
    known = backbones().get(checked.architecture.backbone)
    languages = tuple(str(code) for code in metadata.get(_LANGUAGES, ()))
    return PresetInfo(
        name=str(file),
        description=_WORDS,
        family=checked.architecture.family,
        backbone=checked.architecture.backbone,
        num_parameters=checked.num_parameters,
        num_layers=checked.config["num_hidden_layers"],
        num_heads=checked.config["num_attention_heads"],
        hidden_dim=checked.config["hidden_size"],
        vocabulary_size=checked.config["vocab_size"],
        max_sequence_length=checked.config["max_position_embeddings"],
        languages=languages,
        tasks=() if known is None else known.tasks,
        licence=metadata.get(_LICENCE),
        handle=None,
        source="folder",
        good_for=describe_use(checked.num_parameters, ()),
        folder=file,
        file_bytes=num_bytes,
        unknown_settings=checked.unknown_settings,
        quantization=checked.quantization,
        tokenizer=describe_tokenizer(own.rules),
        chat_template=read_chat_template(file),
    )
