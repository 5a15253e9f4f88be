"""Tiny checkpoints as transformers saves them, and what it computes; `make_expected.py` writes both."""

from pathlib import Path

FOLDERS = Path(__file__).parent / "folders"
# A masked language model was saved without what the classifier is built on.
WITHOUT_POOLER = {"bert-masked-lm"}
