"""Jinja as chat templates expect it: what transformers' `apply_chat_template` gives them, and nothing else.

Templates come with models, from whoever made them. So they are rendered in Jinja's immutable sandbox: they read the
conversation and can neither reach into Python nor change what they are given.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studio.chat.conversation import Message
from studio.errors import InputError

if TYPE_CHECKING:
    from jinja2 import Template


def render(
    name: str, source: str, messages: Sequence[Message], names: Mapping[str, str], *, add_generation_prompt: bool
) -> str:
    """Return a conversation as a template writes it.

    Args:
        name: What the template is called in messages.
        source: The template.
        messages: The conversation.
        names: What else the template may name: the special tokens.
        add_generation_prompt: Whether the beginning of an answer follows.

    Raises:
        InputError: if it is no template, or refuses the conversation, or fails on it.
    """
    template = compile_template(name, source)
    entries = [{"role": message.role, "content": message.content} for message in messages]
    try:
        return template.render(
            messages=entries,
            # As in transformers, what templates ask for and nobody gave is none.
            tools=None,
            documents=None,
            # Of models that can think first: the conversations that they learn from hold no thoughts.
            enable_thinking=False,
            add_generation_prompt=add_generation_prompt,
            **names,
        )
    # Whatever a template does goes wrong in its own way.
    except Exception as error:
        raise InputError(
            "The chat template {name} cannot write the conversation: {reason}.",
            name=name,
            reason=_reason(error),
        ) from None


@lru_cache(maxsize=16)
def compile_template(name: str, source: str) -> "Template":
    """Return a template.

    Raises:
        InputError: names the line that is no Jinja.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        template: Template = _environment().from_string(source)
        return template
    except TemplateSyntaxError as error:
        raise InputError(
            "The chat template {name}, line {line}: expected Jinja. Received: {reason}.",
            name=name,
            line=error.lineno,
            reason=_reason(error),
        ) from None
    except TemplateError as error:
        raise InputError(
            "The chat template {name} cannot write the conversation: {reason}.", name=name, reason=_reason(error)
        ) from None


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import TemplateError, nodes
    from jinja2.ext import Extension, loopcontrols
    from jinja2.parser import Parser
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class GenerationBlocks(Extension):
        """`{% generation %}` marks what is learned for other trainers; here it is read past."""

        tags = {"generation"}  # noqa: RUF012 - Jinja's own attribute

        def parse(self, parser: Parser) -> list[nodes.Node]:
            next(parser.stream)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    def raise_exception(message: str) -> None:
        raise TemplateError(message)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[GenerationBlocks, loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = _strftime_now
    return environment


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """Jinja's own filter would write letters of HTML in other ways."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _strftime_now(form: str) -> str:
    return datetime.now().astimezone().strftime(form)
