"""A conversation as a value and as JSON: `[{"role": "user", "content": "…"}, …]`.

A conversation may begin with one message of the system. Then the user and the assistant take turns, the user first:
what most chat templates ask for, and those that do not were seldom trained on anything else.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from studio.blanks import is_blank
from studio.errors import InputError
from studio.json_text import parse_json

Role = Literal["system", "user", "assistant"]
ROLES: tuple[Role, ...] = get_args(Role)

FaultKind = Literal["empty", "unknown_role", "late_system", "out_of_order", "blank"]

# What begins so is meant as a conversation, even where it is damaged.
_BEGINNING = re.compile(r'\s*\[\s*\{\s*"(?:role|content)"\s*:')
# What data sets call the parts of a message, and the sides.
_ROLE_KEYS, _CONTENT_KEYS = ("role", "from"), ("content", "value")
_ROLE_NAMES: Mapping[str, Role] = {
    "human": "user",
    "user": "user",
    "prompter": "user",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "assistant": "assistant",
    "bot": "assistant",
    "model": "assistant",
    "system": "system",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one side says.

    Attributes:
        role: Who says it. Whether it is one of `ROLES` is checked with the conversation, so that what a file holds can
            be told.
        content: The text.
    """

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class ConversationFault:
    """The first thing that is wrong with a conversation.

    Attributes:
        kind: What it is: no message at all, a role that is none of `ROLES`, a message of the system that is not the
            first, a message whose role is not the one whose turn it is, a message without text.
        number: Of the message, from 1; 0 where there is none.
        expected: The role, or the roles, that would be right there; empty where the role is not what is wrong.
        received: The role that is there.
    """

    kind: FaultKind
    number: int = 0
    expected: str = ""
    received: str = ""


def find_fault(messages: Sequence[Message]) -> ConversationFault | None:
    """Return what is wrong with a conversation; `None` where nothing is."""
    has_system = bool(messages) and messages[0].role == "system"
    if len(messages) == has_system:
        return ConversationFault("empty")
    for number, message in enumerate(messages, start=1):
        expected = _expected(number, has_system=has_system)
        if message.role not in ROLES:
            return ConversationFault("unknown_role", number, ", ".join(ROLES), message.role)
        if message.role == "system" and number > 1:
            return ConversationFault("late_system", number, expected, message.role)
        if message.role != expected:
            return ConversationFault("out_of_order", number, expected, message.role)
        if is_blank(message.content):
            return ConversationFault("blank", number, received=message.role)
    return None


def check_conversation(messages: Sequence[Message]) -> None:
    """Check the order of roles, and that each message says something.

    Raises:
        InputError: names the first message that is wrong.
    """
    fault = find_fault(messages)
    if fault is None:
        return
    details: dict[str, str | int] = {"number": fault.number, "expected": fault.expected, "received": fault.received}
    match fault.kind:
        case "empty":
            raise InputError("A conversation: expected at least one message of the user. Received: none.")
        case "unknown_role":
            raise InputError(
                "A conversation, message {number}: expected one of the roles {expected}. Received: {received}.",
                **details,
            )
        case "late_system":
            raise InputError(
                "A conversation, message {number}: expected a message of the system at the beginning only, and here "
                "the role {expected}. Received: {received}.",
                **details,
            )
        case "out_of_order":
            raise InputError(
                "A conversation, message {number}: expected the role {expected}, as user and assistant take turns and "
                "the user begins. Received: {received}.",
                **details,
            )
        case "blank":
            raise InputError(
                "A conversation, message {number} ({received}): expected a text. Received: an empty one.", **details
            )


def check_question(messages: Sequence[Message]) -> None:
    """Check a conversation that a model is to answer: it ends with the user.

    Raises:
        InputError: if it does not, or another thing is wrong with it.
    """
    check_conversation(messages)
    if messages[-1].role != "user":
        raise InputError(
            "A conversation to be answered: expected that its last message, number {number}, is the user's. "
            "Received: {received}.",
            number=len(messages),
            received=messages[-1].role,
        )


def parse_conversation(text: str) -> tuple[Message, ...]:
    """Return the messages of a conversation, checked.

    Args:
        text: JSON, a list of messages as `read_message` reads them; any other text is one message of the user.

    Raises:
        InputError: if it is meant as a conversation and is none, or roles are out of order.
    """
    entries = _entries(text)
    messages = tuple(_message(entry, number) for number, entry in enumerate(entries, start=1))
    check_conversation(messages)
    return messages


def dump_conversation(messages: Sequence[Message]) -> str:
    """Return a conversation as JSON text, which `parse_conversation` reads."""
    return json.dumps([{"role": message.role, "content": message.content} for message in messages], ensure_ascii=False)


def names_role(entry: Any) -> bool:
    """Return whether a value is meant as a message: an object that says whose it is."""
    return isinstance(entry, Mapping) and ("role" in entry or {"from", "value"} <= entry.keys())


def read_message(entry: Mapping[str, Any]) -> Message | None:
    """Return a message as data sets write it; `None` where it is none, or its text is none.

    Args:
        entry: An object with `role` and `content`, or with `from` and `value`. Usual names of the sides, as `human` and
            `gpt`, are those of `ROLES`; another one is left as it is.
    """
    role = next((entry[key] for key in _ROLE_KEYS if entry.get(key) is not None), None)
    content = _read_content(next((entry[key] for key in _CONTENT_KEYS if entry.get(key) is not None), None))
    # Half of a surrogate pair can be written in JSON and is no text.
    if not isinstance(role, str) or content is None or any("\ud800" <= character <= "\udfff" for character in content):
        return None
    return Message(role=_ROLE_NAMES.get(role.strip().lower(), role), content=content)


def _read_content(value: Any) -> str | None:
    """Return a message's content as text; `None` where it is none.

    Args:
        value: A text; or a list of parts, as models have it that also see pictures: where all are texts, these
            together.
    """
    if isinstance(value, list) and value and all(_is_text_part(part) for part in value):
        return "".join(part["text"] for part in value)
    return value if isinstance(value, str) else None


def _expected(number: int, *, has_system: bool) -> str:
    """Return whose turn a message is, by its number from 1."""
    if number == 1 and has_system:
        return "system"
    return "user" if (number - has_system) % 2 else "assistant"


def _entries(text: str) -> list[Any]:
    try:
        entries = parse_json(text)
    except ValueError as error:
        if _BEGINNING.match(text):
            raise InputError(
                "A conversation: expected JSON, a list of objects with role and content. Received: {received}.",
                received=str(error),
            ) from None
        entries = None
    is_meant = isinstance(entries, list) and any(map(names_role, entries))
    return entries if is_meant else [{"role": "user", "content": text}]


def _message(entry: Any, number: int) -> Message:
    message = read_message(entry) if isinstance(entry, Mapping) else None
    if message is None:
        raise InputError(
            "A conversation, message {number}: expected an object with texts under role and content. "
            "Received: {received}.",
            number=number,
            received=shown_entry(entry)[:200],
        )
    return message


def shown_entry(entry: Any) -> str:
    """Return what stands in the place of a message, as JSON: half of a surrogate pair by its number."""
    return json.dumps(entry, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace").decode()


def _is_text_part(part: Any) -> bool:
    return isinstance(part, Mapping) and part.get("type") == "text" and isinstance(part.get("text"), str)
