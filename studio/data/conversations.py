"""Conversations as data sets have them, in one form: messages of a system, a user and an assistant.

A list of messages, each an object with `role` and `content`, or with `from` and `value`; a list of texts, in which user
and assistant take turns; or a prompt, its response and what the model is told before, in columns of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.blanks import BLANK, is_blank
from studio.chat import ConversationFault, Message, find_fault, names_role, read_message, shown_entry
from studio.data.list_labels import parse_list

MESSAGES, PROMPT, RESPONSE, CONTEXT, SYSTEM = "messages", "prompt", "response", "context", "system"

_TURNS = ("assistant", "user")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message, or a whole value, that is none.

    Attributes:
        number: Of the message, from 1; 0 for the whole.
        received: What is there instead.
    """

    number: int
    received: str


def read_messages(cells: Mapping[str, str | None]) -> tuple[Message, ...] | Unreadable:
    """Return the messages of a row, whatever their order.

    Args:
        cells: The values of the row's columns by the names of their roles.
    """
    if cells.get(MESSAGES):
        return _read_whole(cells[MESSAGES] or "")
    messages: list[Message] = []
    if not is_blank(cells.get(SYSTEM)):
        messages.append(Message(role="system", content=(cells[SYSTEM] or "").strip(BLANK)))
    for name, role in ((PROMPT, "user"), (RESPONSE, "assistant")):
        value = cells.get(name)
        if is_blank(value):
            continue
        found = _read_side(value or "", role)
        if isinstance(found, Unreadable):
            return found
        messages += found
    context = (cells.get(CONTEXT) or "").strip(BLANK)
    if context:
        place = max((place for place, message in enumerate(messages) if message.role == "user"), default=None)
        if place is not None:
            messages[place] = Message(role="user", content=f"{messages[place].content}\n\n{context}")
    return tuple(messages)


def without_question(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return a conversation up to its last answer."""
    last = max((place for place, message in enumerate(messages) if message.role == "assistant"), default=-1)
    return tuple(messages[: last + 1])


def without_answer(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return a conversation up to what is to be answered: without the answer that ends it."""
    last = len(messages) - (bool(messages) and messages[-1].role == "assistant")
    return tuple(messages[:last])


def find_data_fault(messages: Sequence[Message]) -> ConversationFault | None:
    """Return what is wrong with a conversation that is to be learned from: it has an answer, too."""
    fault = find_fault(messages)
    if fault is None and not any(message.role == "assistant" for message in messages):
        return ConversationFault("out_of_order", len(messages) + 1, "assistant")
    return fault


def contents_of(value: str) -> list[str]:
    """Return what is said in a value: the contents of its messages; the value itself where it is no conversation."""
    entries = _entries(value)
    found = None if entries is None else _read_entries(entries)
    return [message.content for message in found] if isinstance(found, tuple) else [value]


def _read_whole(value: str) -> tuple[Message, ...] | Unreadable:
    """Return the messages of a conversation; any other text is one message of the user."""
    entries = _entries(value)
    if entries is not None:
        return _read_entries(entries)
    text = value.strip(BLANK)
    # What begins so is meant as a conversation, or as a message of one.
    is_damaged = text.startswith(("[{", "{'", '{"'))
    return Unreadable(0, value) if is_damaged else (Message(role="user", content=text),)


def _read_side(value: str, role: str) -> tuple[Message, ...] | Unreadable:
    """Return a prompt or a response: a text, or a list of messages that name their roles."""
    entries = _entries(value) or []
    if any(map(names_role, entries)):
        return _read_entries(entries)
    return (Message(role=role, content=value.strip(BLANK)),)


def _entries(value: str) -> list[object] | None:
    """Return the entries of a list of messages or texts; `None` for another text, which may look like a list."""
    entries = parse_list(value.strip(BLANK))
    is_meant = entries is not None and all(isinstance(entry, dict | str) for entry in entries)
    return entries if is_meant else None


def _read_entries(entries: Sequence[object]) -> tuple[Message, ...] | Unreadable:
    messages = []
    for number, entry in enumerate(entries, start=1):
        # Texts alone are said in turns.
        message = read_message(entry if isinstance(entry, dict) else {"role": _TURNS[number % 2], "content": entry})
        if message is None:
            return Unreadable(number, shown_entry(entry))
        messages.append(Message(role=message.role, content=message.content.strip(BLANK)))
    return tuple(messages)
