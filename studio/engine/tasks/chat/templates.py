"""The chat template of a model, and which of its tokens are control tokens."""

from pathlib import Path
from typing import Any

from studio.catalogue.chat_templates import choose_template
from studio.chat import ChatTemplate, split_special
from studio.engine.tasks.writing.prompt_writer import Ends

# What a template calls them, and what KerasHub's tokenizers do.
_TOKENS = {"bos_token": "start_token", "eos_token": "end_token", "pad_token": "pad_token", "unk_token": "unk_token"}
_BACKBONE = "Backbone"


def resolve_template(setting: str, network: Any, folder: Path | None) -> ChatTemplate:
    """Return the template of a model.

    Args:
        setting: The task's setting: `"auto"`, a name, or a template.
        network: The network.
        folder: The folder of its pretrained backbone; `None` for one from scratch.

    Raises:
        InputError: if it cannot be found, or it cannot be learned with.
    """
    tokenizer = network.preprocessor.tokenizer
    named = {name: getattr(tokenizer, attribute, None) for name, attribute in _TOKENS.items()}
    tokens = {name: token for name, token in named.items() if isinstance(token, str)}
    family = type(network.backbone).__name__.removesuffix(_BACKBONE)
    template = choose_template(setting, folder, family, tokens)
    template.check()
    return template


def control_ids(template: ChatTemplate, tokenizer: Any) -> dict[str, int]:
    """Return the ids of control tokens: of what the template writes and the tokenizer has a whole token for.

    Args:
        template: The template.
        tokenizer: A KerasHub tokenizer.
    """
    candidates = template.possible_control_tokens().union(tokenizer.special_tokens)
    found = {token: _token_id(tokenizer, token) for token in sorted(candidates) if isinstance(token, str)}
    return {token: number for token, number in found.items() if number is not None}


def ends_of_turns(template: ChatTemplate, known: dict[str, int]) -> Ends:
    """Return what ends an answer: a token, or a text where the vocabulary has no such token.

    Args:
        template: The template.
        known: The control tokens with their ids.
    """
    end = template.end_of_turn()
    for piece in split_special(end, known):
        if piece.is_special:
            return Ends(token_ids=(known[piece.text],), is_trimmed=True)
    return Ends(texts=(end,) if end else (), is_trimmed=True)


def _token_id(tokenizer: Any, token: str) -> int | None:
    """Return the id of a token; `None` where the vocabulary has none, and another one stands for it."""
    try:
        number = int(tokenizer.token_to_id(token))
        return number if tokenizer.id_to_token(number) == token else None
    # Each kind of tokenizer says in its own way that it has none.
    except (KeyError, ValueError, TypeError, IndexError):
        return None
