"""The tokenizer in a preset's folder."""

from pathlib import Path
from typing import Any

import keras_hub

from studio import catalogue
from studio.catalogue.own_tokens import WordPieceRules, read_own_tokenizer
from studio.engine.pretrained.unreadable import unreadable
from studio.engine.pretrained.word_pieces import FaithfulBertTokenizer, FaithfulDistilBertTokenizer

# By the name of KerasHub's class for the backbone.
_WORD_PIECES = {"BertBackbone": FaithfulBertTokenizer, "DistilBertBackbone": FaithfulDistilBertTokenizer}


def load_tokenizer(preset: str) -> Any:
    """Load the tokenizer that a backbone was trained with.

    Args:
        preset: A folder in KerasHub's or in Hugging Face's layout.

    Raises:
        PresetError: if it cannot be loaded.
    """
    try:
        own = read_own_tokenizer(Path(preset))
        if own is not None and isinstance(own.rules, WordPieceRules):
            return _WORD_PIECES[catalogue.describe_folder(preset).backbone].of(own)
        return keras_hub.models.Tokenizer.from_preset(preset)
    except Exception as error:
        raise unreadable(preset, error) from error
