"""Conversations to token ids, of which those are known that a model learns to write.

Control tokens are single tokens, whatever a tokenizer makes of their spelling; those that somebody writes into a
message are text, so that nobody's message ends where its author likes. Text between control tokens is cut into tokens
at once, across the borders of questions and answers, where the tokens before a border are the same without what
follows: a model that is asked sees the question's tokens alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from studio.chat.conversation import Message
from studio.chat.special import special_expression, split_special
from studio.chat.template import ChatTemplate, Turn

# Token ids of texts, one text after the other, and where each begins, with the end.
Split = Callable[[Sequence[str]], tuple[NDArray[np.int32], NDArray[np.int64]]]
_Talk = Sequence[Message]
# Texts that are cut into tokens together, or a control token; each with whether it is the assistant's.
_Run = list[Turn] | tuple[int, bool]

# Between the first character of a control token in a message and the rest: Unicode keeps it for such a use within a
# program, and it stands in no text.
MARK = "\ufdd0"


@dataclass(frozen=True, slots=True, eq=False)
class EncodedConversation:
    """The tokens of a conversation.

    Attributes:
        token_ids: int32 array of shape `(num_tokens,)`.
        is_answer: bool array of the same shape: what the assistant says, with what ends its turns.
        num_cut: How many tokens were left out, as there was no room for them.
    """

    token_ids: NDArray[np.int32]
    is_answer: NDArray[np.bool_]
    num_cut: int = 0

    def __len__(self) -> int:
        return len(self.token_ids)


class ConversationEncoder:
    """Turns conversations into token ids.

    Args:
        template: How they are written.
        control_ids: The control tokens, and their ids.
        split: A tokenizer: nothing is added and nothing cut.
    """

    def __init__(self, template: ChatTemplate, control_ids: Mapping[str, int], split: Split) -> None:
        self._template = template
        self._control_ids = dict(control_ids)
        self._split = split
        self._expression = special_expression(frozenset(self._control_ids))

    def learned(self, talks: Sequence[_Talk], length: int) -> list[list[EncodedConversation]]:
        """Return what a model learns from conversations: of each one example, or one for each answer.

        The oldest questions with their answers are left out of an example that is too long, and the message of the
        system stays; where the last one alone is too long, its beginning is cut, and of an answer that takes more than
        half of the room its end.

        Args:
            talks: The conversations; one without an answer gives nothing.
            length: The most tokens of an example.

        Raises:
            InputError: if the template cannot write them, or not so that answers can be told from questions.
        """
        examples: list[_Talk] = []
        turns: list[list[Turn]] = []
        row_of: list[int] = []
        for row, talk in enumerate(map(self._guarded, talks)):
            ends = [place + 1 for place, message in enumerate(talk) if message.role == "assistant"]
            if not ends:
                continue
            written = self._template.render_examples(talk[: ends[-1]])
            examples += [talk[:end] for end in ends[-len(written) :]]
            turns += map(_to_the_answer, written)
            row_of += [row] * len(written)
        encoded = self._fitted(examples, turns, self._learned_turns, length)
        found: list[list[EncodedConversation]] = [[] for _ in talks]
        for row, example in zip(row_of, encoded, strict=True):
            found[row].append(example)
        return found

    def prompts(self, talks: Sequence[_Talk], length: int) -> list[EncodedConversation]:
        """Return what a model is given to answer conversations.

        Args:
            talks: The conversations, each ending with the user.
            length: The most tokens of a prompt: those that are too long are cut as by `learned`.

        Raises:
            InputError: if the template cannot write them.
        """
        guarded = [self._guarded(talk) for talk in talks]
        return self._fitted(guarded, map(self._prompt_turns, guarded), self._prompt_turns, length)

    def _learned_turns(self, talk: _Talk) -> list[Turn]:
        return _to_the_answer(self._template.render_examples(talk)[-1])

    def _prompt_turns(self, talk: _Talk) -> list[Turn]:
        return [Turn(self._template.render(talk, add_generation_prompt=True), is_answer=False)]

    def _guarded(self, talk: _Talk) -> _Talk:
        """Return a conversation in whose messages no control token is one."""
        if self._expression is None:
            return talk
        expression = self._expression
        return [
            replace(
                message,
                content=expression.sub(lambda found: f"{found[0][0]}{MARK}{found[0][1:]}", message.content),
            )
            for message in talk
        ]

    # === Room ===

    def _fitted(
        self,
        talks: Sequence[_Talk],
        turns: Iterable[list[Turn]],
        turns_of: Callable[[_Talk], list[Turn]],
        length: int,
    ) -> list[EncodedConversation]:
        """Return the tokens of conversations, without so many of their oldest exchanges that they have room."""
        encoded = self._encode(list(turns))
        sizes = [len(entry) for entry in encoded]
        # Between these numbers lies how many exchanges have to go: each round halves the difference.
        waiting = {
            row: (1, last) for row, last in enumerate(map(_num_removable, talks)) if sizes[row] > length and last
        }
        while waiting:
            tried = {row: (low + high) // 2 for row, (low, high) in waiting.items()}
            shorter = self._encode([turns_of(_without(talks[row], count)) for row, count in tried.items()])
            for (row, count), entry in zip(tried.items(), shorter, strict=True):
                low, high = waiting[row]
                if low == high:
                    encoded[row] = entry
                    del waiting[row]
                else:
                    waiting[row] = (low, count) if len(entry) <= length else (count + 1, high)
        return [
            replace(self._cut(entry, length), num_cut=size - min(len(entry), length))
            for entry, size in zip(encoded, sizes, strict=True)
        ]

    def _cut(self, encoded: EncodedConversation, length: int) -> EncodedConversation:
        """Return an example of one exchange with so many tokens at most."""
        size = len(encoded)
        if size <= length:
            return encoded
        num_asked = size if not encoded.is_answer.any() else int(np.argmax(encoded.is_answer))
        num_answered = min(size - num_asked, max(length - num_asked, length // 2))
        # What a text begins with is no part of a message.
        has_start = int(encoded.token_ids[0]) in self._control_ids.values()
        num_first = min(int(has_start), num_asked, length - num_answered)
        start = num_asked - (length - num_answered - num_first)
        kept = np.r_[0:num_first, start : num_asked + num_answered]
        return EncodedConversation(encoded.token_ids[kept], encoded.is_answer[kept])

    # === Tokens ===

    def _encode(self, examples: Sequence[Sequence[Turn]]) -> list[EncodedConversation]:
        runs = [list(self._runs(turns)) for turns in examples]
        texts = [run for example in runs for run in example if isinstance(run, list)]
        wanted = dict.fromkeys(text for run in texts for text in _asked(run))
        known: dict[str, NDArray[np.int32]] = {}
        if wanted:
            values, splits = self._split(list(wanted))
            known = {text: values[splits[place] : splits[place + 1]] for place, text in enumerate(wanted)}
        return [self._joined(example, known) for example in runs]

    def _runs(self, turns: Sequence[Turn]) -> Iterator[_Run]:
        """Yield control tokens, and what stands between them: texts that are cut into tokens together."""
        run: list[Turn] = []
        for turn in turns:
            for piece in split_special(turn.text, self._control_ids):
                if piece.is_special:
                    if run:
                        yield run
                    run = []
                    yield self._control_ids[piece.text], turn.is_answer
                    continue
                for place, text in enumerate(piece.text.split(MARK)):
                    if place and run:
                        yield run
                        run = []
                    if text:
                        run.append(Turn(text, turn.is_answer))
        if run:
            yield run

    def _joined(self, runs: Sequence[_Run], known: Mapping[str, NDArray[np.int32]]) -> EncodedConversation:
        parts: list[NDArray[np.int32]] = []
        is_answer: list[bool] = []
        for run in runs:
            if isinstance(run, list):
                parts += _tokens(run, known)
                is_answer += [text.is_answer for text in run]
            else:
                parts.append(np.array([run[0]], np.int32))
                is_answer.append(run[1])
        return EncodedConversation(
            np.concatenate([np.zeros(0, np.int32), *parts]),
            np.repeat(np.array(is_answer, np.bool_), [len(part) for part in parts]),
        )


def _to_the_answer(turns: list[Turn]) -> list[Turn]:
    """Return an example without what stands behind its last answer: nothing is learned from that."""
    return turns if turns[-1].is_answer else turns[:-1]


def _asked(run: Sequence[Turn]) -> Iterator[str]:
    """Yield the texts whose tokens `_tokens` looks up."""
    yield from accumulate(text.text for text in run)
    yield from (text.text for text in run[1:])


def _tokens(run: Sequence[Turn], known: Mapping[str, NDArray[np.int32]]) -> list[NDArray[np.int32]]:
    """Return the tokens of each text of a run."""
    parts: list[NDArray[np.int32]] = []
    before, is_whole = np.zeros(0, np.int32), True
    for text, so_far in zip(run, accumulate(text.text for text in run), strict=True):
        found = known[so_far]
        is_whole = is_whole and np.array_equal(found[: len(before)], before)
        parts.append(found[len(before) :] if is_whole else known[text.text])
        before = found
    return parts


def _num_removable(talk: _Talk) -> int:
    """Return how many of a conversation's oldest exchanges can go: the last question stays."""
    return (len(talk) - _num_system(talk) - 1) // 2


def _without(talk: _Talk, count: int) -> _Talk:
    """Return a conversation without so many of its oldest exchanges."""
    start = _num_system(talk)
    return [*talk[:start], *talk[start + 2 * count :]]


def _num_system(talk: _Talk) -> int:
    return int(talk[0].role == "system")
