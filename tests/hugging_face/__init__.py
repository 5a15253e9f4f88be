"""Tiny checkpoints as transformers saves them, and what it computes; `make_expected.py` writes both."""

from pathlib import Path

FOLDERS = Path(__file__).parent / "folders"
# Sentence vectors of the bundled backbone.
MINILM = Path(__file__).parent / "minilm.npz"
# A masked language model was saved without what the classifier is built on.
WITHOUT_POOLER = {"bert-masked-lm"}
