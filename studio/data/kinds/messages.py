"""The answers of a conversation."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.chat import Message
from studio.data import checks
from studio.data.conversations import Unreadable, find_data_fault, without_question
from studio.data.digest import Digest
from studio.data.findings import FAULT, MAX_ROWS, MENDABLE_FAULT, Finding, Level
from studio.data.histogram import Histogram, make_histogram
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile, length_table, one_stratum
from studio.data.readers.records import shorten
from studio.data.rows import SplitRows, iter_input_values, messages_of
from studio.data.targets import TEXT, Targets, encode
from studio.messages import Detail
from studio.messages import Message as Words
from studio.schema import Schema
from studio.settings import SpecPart

_FAULT_WORDS = {
    "unreadable": "{file}, row {row}, column {column}, message {number}: expected an object with texts under role "
    "and content, or under from and value. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "no_conversation": "{file}, row {row}, column {column}: expected a conversation, a list of messages. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "empty": "{file}, row {row}, column {column}: expected messages of a user and an assistant. Received: none "
    "({num_rows} such {num_rows:row|rows} in all).",
    "unknown_role": "{file}, row {row}, column {column}, message {number}: expected one of the roles {expected}. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "late_system": "{file}, row {row}, column {column}, message {number}: expected a message of the system at the "
    "beginning only, and here the role {expected}. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "out_of_order": "{file}, row {row}, column {column}, message {number}: expected the role {expected}, as user and "
    "assistant take turns and the user begins. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "blank": "{file}, row {row}, column {column}, message {number}: expected what the {expected} says. Received: an "
    "empty text ({num_rows} such {num_rows:row|rows} in all).",
    "no_answer": "{file}, row {row}, column {column}, message {number}: expected an answer of the assistant. Received: "
    "the end of the conversation ({num_rows} such {num_rows:row|rows} in all).",
}
_UNANSWERED = "unanswered"
_UNANSWERED_WORDS = (
    "{file}, row {row}, column {column}, message {number}: expected a conversation that ends with an answer. Received: "
    "a message of the user at its end, which can be left out ({num_rows} such {num_rows:row|rows} in all)."
)
_MENDED_WORDS = (
    "{file}, row {row}, column {column}: the message of the user that ends the conversation has no answer and is left "
    "out ({num_rows} such {num_rows:row|rows} in all)."
)


@dataclass(frozen=True, slots=True)
class MessagesProfile(TargetProfile):
    """What is worth knowing of conversations.

    Attributes:
        count: How many there are.
        num_with_system: How many begin with a message of the system.
        turns: The numbers of answers in a conversation, with how many conversations have so many, ascending.
        answer_characters: The lengths of all answers, in characters.
        characters: The lengths of whole conversations.
    """

    kind: ClassVar[str] = "messages"  # type: ignore[misc]
    count: int
    num_with_system: int
    turns: tuple[tuple[int, int], ...]
    answer_characters: Histogram
    characters: Histogram

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return how many answers the conversations have, and how long they are."""
        lengths = {"answer": self.answer_characters, "conversation": self.characters}
        return (
            ProfileTable(("answers in a conversation", "rows"), self.turns),
            length_table("characters", lengths),
        )


@dataclass(slots=True)
class _Fault:
    """Rows with the same fault, and what the first of them has."""

    rows: list[int]
    details: Mapping[str, Detail]


class MessagesKind(TargetKind):
    """`text` holds the UTF-8 bytes of the answer that ends a row's conversation: ragged, uint8."""

    # A row without a conversation has nothing that could be given, either: that is told of its column.
    REFUSED_WORDS = ""
    LEFT_OUT_WORDS = ""

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read the conversations, and check the order of their messages."""
        reading = _Reading(digest)
        found = [
            reading.read(row, values)
            for row, values in enumerate(chain.from_iterable(iter_input_values(digest.source, digest.inputs)))
        ]
        answers = [None if messages is None else messages[-1].content for messages in found]
        digest.set_targets([answer or "" for answer in answers], reading.left_out)
        used = zip(found, digest.is_used(), strict=True)
        sound = [messages for messages, is_used in used if is_used and messages is not None]
        return ReadTargets(
            Targets(digest.num_rows, {}, {TEXT: encode(answers)}),
            one_stratum(digest),
            findings=tuple(reading.findings()),
            profile=_profile(sound),
        )

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember nothing."""
        return Schema()


class _Reading:
    """The conversations of all rows.

    Args:
        digest: The data set.
    """

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._is_used = digest.is_used()
        self._mends = digest.rules.faults == "mend"
        self._faults: dict[str, _Fault] = {}

    def read(self, row: int, values: Sequence[str | None]) -> tuple[Message, ...] | None:
        """Return a row's messages as far as the last answer; `None` where it is not used or has a fault."""
        if not self._is_used[row]:
            return None
        messages = messages_of(self._digest.inputs, values)
        if isinstance(messages, Unreadable):
            name = "unreadable" if messages.number else "no_conversation"
            self._add(name, row, {"number": messages.number, "received": shorten(messages.received)})
            return None
        fault = find_data_fault(messages)
        if fault is not None:
            is_over = fault.number > len(messages)
            expected = fault.received if fault.kind == "blank" else fault.expected
            details: dict[str, Detail] = {"number": fault.number, "expected": expected, "received": fault.received}
            self._add("no_answer" if is_over else fault.kind, row, details)
            return None
        answered = without_question(messages)
        if len(answered) < len(messages):
            self._add(_UNANSWERED, row, {"number": len(messages)})
        return answered if len(answered) == len(messages) or self._mends else None

    @property
    def left_out(self) -> set[int]:
        """The rows that are left out, from 0: none where they are refused."""
        if self._digest.rules.faults == "refuse":
            return set()
        names = [name for name in self._faults if name != _UNANSWERED or not self._mends]
        return {row for name in names for row in self._faults[name].rows}

    def findings(self) -> Iterator[Finding]:
        """Yield what was found. Of rows that are left out the checks tell."""
        if self._digest.rules.faults == "refuse":
            for name, words in _FAULT_WORDS.items():
                yield from self._finding(name, words, f"{FAULT}{name}")
            yield from self._finding(_UNANSWERED, _UNANSWERED_WORDS, f"{MENDABLE_FAULT}{_UNANSWERED}")
        elif self._mends:
            yield from self._finding(_UNANSWERED, _MENDED_WORDS, checks.MENDED)

    def _add(self, name: str, row: int, details: Mapping[str, Detail]) -> None:
        self._faults.setdefault(name, _Fault([], details)).rows.append(row)

    def _finding(self, fault: str, words: str, name: str) -> Iterator[Finding]:
        found = self._faults.get(fault)
        if found is None:
            return
        details: dict[str, Detail] = {
            "file": str(self._digest.source.path),
            "row": found.rows[0] + 1,
            "column": ", ".join(entry.column for entry in self._digest.inputs),
            "num_rows": len(found.rows),
            **found.details,
        }
        rows = tuple(row + 1 for row in found.rows[:MAX_ROWS])
        level: Level = "warning" if name == checks.MENDED else "error"
        yield Finding(level, Words(words, details), len(found.rows), name, rows)


def _profile(conversations: Sequence[tuple[Message, ...]]) -> MessagesProfile | None:
    if not conversations:
        return None
    answers = [[message.content for message in messages if message.role == "assistant"] for messages in conversations]
    return MessagesProfile(
        count=len(conversations),
        num_with_system=sum(messages[0].role == "system" for messages in conversations),
        turns=tuple(sorted(Counter(map(len, answers)).items())),
        answer_characters=_lengths([len(answer) for row in answers for answer in row]),
        characters=_lengths([sum(len(message.content) for message in messages) for messages in conversations]),
    )


def _lengths(lengths: Sequence[int]) -> Histogram:
    found: tuple[NDArray[np.int64], NDArray[np.int64]] = np.unique(np.array(lengths, np.int64), return_counts=True)
    return make_histogram(*found)


KIND = MessagesKind()
