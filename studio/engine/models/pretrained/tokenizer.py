"""The tokenizer in a preset's folder."""

from pathlib import Path
from typing import Any

import keras_hub

from studio import catalogue
from studio.catalogue.own_tokens import (
    BytePairRules,
    OwnTokenizer,
    WordPieceRules,
    WriterBytePairRules,
    WriterPieceRules,
    read_own_tokenizer,
)
from studio.engine.models.pretrained.byte_pairs import FaithfulBytePairTokenizer, FaithfulRobertaTokenizer
from studio.engine.models.pretrained.sentence_pieces import (
    FaithfulAlbertTokenizer,
    FaithfulPieceTokenizer,
    FaithfulXLMRobertaTokenizer,
)
from studio.engine.models.pretrained.unreadable import unreadable
from studio.engine.models.pretrained.word_pieces import FaithfulBertTokenizer, FaithfulDistilBertTokenizer

# By the name of KerasHub's class for the backbone.
_WORD_PIECES = {"BertBackbone": FaithfulBertTokenizer, "DistilBertBackbone": FaithfulDistilBertTokenizer}
_T5_MODEL = "spiece.model"
_SENTENCE_PIECES = {"AlbertBackbone": FaithfulAlbertTokenizer}


def load_tokenizer(preset: str) -> Any:
    """Load the tokenizer that a backbone was trained with.

    Args:
        preset: A folder in KerasHub's or in Hugging Face's layout, or a GGUF file.

    Raises:
        PresetError: if it cannot be loaded.
    """
    try:
        own = read_own_tokenizer(Path(preset))
        if own is not None:
            return build_tokenizer(own, preset)
        model = Path(preset) / _T5_MODEL
        # WORKAROUND: KerasHub 0.32 has no converter for T5, whose tokenizer is this file.
        is_t5 = model.is_file() and catalogue.read_kind(Path(preset)) == "transformers"
        return keras_hub.models.T5Tokenizer(str(model)) if is_t5 else keras_hub.models.Tokenizer.from_preset(preset)
    except Exception as error:
        raise unreadable(preset, error) from error


def build_tokenizer(own: OwnTokenizer, preset: str) -> Any:
    """Return the KerasHub tokenizer that gives the ids of a model's own.

    Args:
        own: What was read from the preset's folder.
        preset: The folder.
    """
    if isinstance(own.rules, WriterBytePairRules):
        return FaithfulBytePairTokenizer.of(own)
    if isinstance(own.rules, WriterPieceRules):
        return FaithfulPieceTokenizer.of(own)
    backbone = catalogue.describe_folder(preset).backbone
    if isinstance(own.rules, WordPieceRules):
        return _WORD_PIECES[backbone].of(own)
    if isinstance(own.rules, BytePairRules):
        return FaithfulRobertaTokenizer.of(own)
    # BERT's weights on XLM-RoBERTa's tokens are there, too.
    return _SENTENCE_PIECES.get(backbone, FaithfulXLMRobertaTokenizer).of(own)
