"""The tokens that stand for no text. No text ever gives one of them, whatever is written in it."""

from typing import Any

PADDING = "[PAD]"
UNKNOWN = "[UNK]"
START = "[CLS]"
END = "[SEP]"
MASK = "[MASK]"

# In the order of their ids, from 0.
SPECIAL_TOKENS = (PADDING, UNKNOWN, START, END, MASK)

_ATTRIBUTES = {
    "pad_token": PADDING,
    "unk_token": UNKNOWN,
    "cls_token": START,
    "sep_token": END,
    "mask_token": MASK,
    "start_token": START,
    "end_token": END,
}


def add_special_tokens(tokenizer: Any) -> None:
    """Give a KerasHub tokenizer its special tokens, before its constructor is called."""
    for name, token in _ATTRIBUTES.items():
        # What KerasHub's own tokenizers do; it has no public way.
        tokenizer._add_special_token(token, name)  # noqa: SLF001
