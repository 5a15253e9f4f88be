"""The tokens that frame a text, as KerasHub's tokenizers name them."""

from typing import Any

from studio.catalogue.own_tokens import WriterRules


def add_control_tokens(tokenizer: Any, rules: WriterRules) -> None:
    """Tell a KerasHub tokenizer what frames a text: `start_token_id`, `end_token_id` and `pad_token_id`.

    Args:
        tokenizer: One whose vocabulary may not be known yet: then the ids come with it.
        rules: What is known of them; the id of one that is missing is `None`.
    """
    for name in ("start_token", "end_token", "pad_token"):
        token = getattr(rules, name)
        if token is None:
            setattr(tokenizer, f"{name}_id", None)
        else:
            tokenizer._add_special_token(token, name)  # noqa: SLF001  KerasHub's own subclasses call it.
