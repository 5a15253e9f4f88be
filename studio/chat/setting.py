"""The setting of a chat template: a name of the table, or a template."""

import re
from collections.abc import Mapping

from studio.chat.template import ChatTemplate
from studio.chat.templates import TEMPLATES
from studio.errors import InputError

AUTO = "auto"
_TOKEN_NAME = re.compile(r"\b\w+_token\b")


def given_template(setting: str, tokens: Mapping[str, str]) -> ChatTemplate:
    """Return the template that a setting names or is.

    Args:
        setting: A name of `TEMPLATES`, or a template.
        tokens: `bos_token`, `eos_token` and so on.

    Raises:
        InputError: if it is neither.
    """
    if setting in TEMPLATES:
        return ChatTemplate(setting, TEMPLATES[setting], tokens)
    if not is_template(setting):
        raise InputError(
            "settings.template: expected auto, one of {expected}, or a template in Jinja. Received: {received}.",
            expected=", ".join(TEMPLATES),
            received=setting[:80],
        )
    return ChatTemplate("settings.template", setting, tokens)


def is_template(text: str) -> bool:
    """Return whether a text holds anything in Jinja."""
    return "{{" in text or "{%" in text


def check_setting(setting: str) -> None:
    """Check what can be said of the setting of a template before a model is there.

    Args:
        setting: `"auto"`, a name of `TEMPLATES`, or a template. A name in it that ends in `_token` is taken for a token
            of the model's.

    Raises:
        InputError: if it is neither, or a template that cannot be learned with.
    """
    if setting != AUTO and setting not in TEMPLATES:
        given_template(setting, {name: f"<{name}>" for name in _TOKEN_NAME.findall(setting)}).check()
