"""The sentences of documents, as tokens."""

from collections.abc import Sequence

import numpy as np

from studio.documents import split_documents
from studio.engine.models.text_model import TextModel
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.tokens import TokenRows, text_encoder

# By this name examples say which of its row's documents a sentence belongs to, counted from 0.
DOCUMENT = "document"


def make_sentences(model: TextModel, texts: Sequence[str]) -> Examples:
    """Return an example for each sentence: its bare tokens, without a start and an end token. None is cut.

    Args:
        model: The model whose tokenizer is used.
        texts: The texts of some rows, as `split_documents` takes them apart.
    """
    rows, documents, sentences = [], [], []
    for row, text in enumerate(texts):
        for document, found in enumerate(split_documents(text)):
            rows += [row] * len(found)
            documents += [document] * len(found)
            sentences += found
    values, splits = text_encoder(model).split(sentences or [""])
    # What no tokenizer sees is no sentence.
    is_kept = np.diff(splits)[: len(sentences)] > 0
    offsets = np.concatenate([splits[:-1][: len(sentences)][is_kept], splits[-1:]]).astype(np.int64)
    return Examples(
        {TEXT: TokenRows(np.asarray(values, np.int32), offsets)},
        np.array(rows, np.int64)[is_kept],
        {DOCUMENT: np.array(documents, np.int32)[is_kept]},
    )
