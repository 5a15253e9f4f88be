"""The tokens that frame a text, as KerasHub's tokenizers name them."""

from typing import Any

from studio.catalogue.own_tokens import WriterRules


class ControlTokens:
    """What a tokenizer of a model that writes knows of the tokens that frame a text, before KerasHub's own class.

    Attributes:
        rules: What is known of them.
    """

    rules: Any

    @property
    def adds_start(self) -> bool:
        """Whether the model was trained on texts that begin with the start token."""
        return bool(self.rules.adds_start)

    @property
    def end_token_ids(self) -> tuple[int, ...]:
        """All that end a text or a turn of a conversation."""
        names = (self.rules.end_token, *self.rules.more_end_tokens)
        return tuple(int(self.token_to_id(name)) for name in names if name is not None)  # type: ignore[attr-defined]


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
