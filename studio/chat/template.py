"""A chat template: how a model is given a conversation, and which parts of it are the assistant's."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from studio.chat.conversation import Message
from studio.chat.rendering import render
from studio.errors import InputError

# How `with_tokens` begins.
_SET = re.compile(r"\{% set ((?:\w+_token(?:, )?)+) = ")
# Such as `<|im_end|>`, `<s>`, `<｜User｜>`, `[INST]` and `[/INST]`.
_CONTROL = (re.compile(r"<[^<>\s]{1,60}>"), re.compile(r"\[/?[A-Z_]{1,60}\]"))
# A conversation that no template should have a rule for.
_PROBE = tuple(
    Message(role=role, content=content)
    for role, content in (
        ("user", "First question"),
        ("assistant", "First answer"),
        ("user", "Second question"),
        ("assistant", "Second answer"),
    )
)


class Turn(NamedTuple):
    """A part of a conversation as it is written for a model.

    Attributes:
        text: The text, with special tokens in it.
        is_answer: Whether it is what the assistant says, with what ends its turn: what a model learns to write.
    """

    text: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class ChatTemplate:
    """A template in Jinja, with what it may name.

    Attributes:
        name: Where it comes from, for whoever reads a message about it: a name of the table, or a file.
        source: The template.
        special_tokens: `bos_token`, `eos_token` and the like.
    """

    name: str
    source: str
    special_tokens: Mapping[str, str] = field(default_factory=dict)

    def render(self, messages: Sequence[Message], *, add_generation_prompt: bool = False) -> str:
        """Return a conversation as one text, with special tokens in it.

        Args:
            messages: The conversation.
            add_generation_prompt: Whether the beginning of an answer follows, where the template has such.

        Raises:
            InputError: if it is no template, or refuses the conversation, or fails on it.
        """
        return render(
            self.name, self.source, messages, self.special_tokens, add_generation_prompt=add_generation_prompt
        )

    def render_examples(self, messages: Sequence[Message]) -> list[list[Turn]]:
        """Return what a model learns from a conversation: in parts, of which the answers are learned.

        An answer is what a template adds to the conversation before it and to the beginning of an answer. Blanks behind
        the mark that ends a turn are no part of it: by then nobody asks the model any more.

        Most templates only ever write on, and there is one example, whose parts together are what `render` returns.
        Some write what was said otherwise once more is there: they leave out the thoughts of earlier answers, or end
        the last one with a mark. Then there is an example for each answer, of the conversation up to it.

        Args:
            messages: The conversation.

        Raises:
            InputError: if the template writes the question otherwise as soon as its answer is there.
        """
        places = [place for place, message in enumerate(messages) if message.role == "assistant"]
        answers = [self._answer(messages[: place + 1]) for place in places]
        whole = self.render(messages)
        if not all(whole.startswith(prompt + answer) for prompt, answer in answers):
            return [[Turn(prompt, is_answer=False), Turn(answer, is_answer=True)] for prompt, answer in answers]
        turns: list[Turn] = []
        end = 0
        for prompt, answer in answers:
            turns += [Turn(whole[end : len(prompt)], is_answer=False), Turn(answer, is_answer=True)]
            end = len(prompt) + len(answer)
        return [[*turns, Turn(whole[end:], is_answer=False)] if end < len(whole) else turns]

    def with_tokens(self) -> str:
        """Return the template with the special tokens that it names in front, so that it needs nothing else.

        It is what a model remembers, and what can be shown and edited.
        """
        first, _, _ = self.source.partition("\n")
        set_before = _SET.match(first)
        known = set_before[1].split(", ") if set_before else []
        named = [name for name in self.special_tokens if name not in known and re.search(rf"\b{name}\b", self.source)]
        if not named:
            return self.source
        tokens = (json.dumps(self.special_tokens[name], ensure_ascii=False) for name in named)
        return f"{{% set {', '.join(named)} = {', '.join(tokens)} %}}\n{self.source}"

    def possible_control_tokens(self) -> frozenset[str]:
        """Return what the template writes that looks like control tokens: which of them are, the vocabulary says.

        Raises:
            InputError: if it is no template.
        """
        system = Message(role="system", content="Instruction")
        written = [self.source, *self.special_tokens.values(), self.render(_PROBE, add_generation_prompt=True)]
        # A template that has no place for a system says so when it is given one.
        with suppress(InputError):
            written.append(self.render((system, *_PROBE)))
        return frozenset(self.special_tokens.values()) | {
            token for text in written for expression in _CONTROL for token in expression.findall(text)
        }

    def end_of_turn(self) -> str:
        """Return what stands behind an answer: the mark by which it is known that the answer is over.

        Empty for a template that has none.

        Raises:
            InputError: if it is no template, or cannot be learned with.
        """
        _, answer = self._answer(_PROBE[:2])
        return answer[answer.index(_PROBE[1].content) + len(_PROBE[1].content) :].strip()

    def check(self) -> None:
        """Check on a short conversation that the template writes what was said, and where answers are.

        Raises:
            InputError: if it is no template, leaves messages out, lets a model begin its answers with more than the
                answer, or cannot be learned with.
        """
        turns = self.render_examples(_PROBE)[-1]
        for message in _PROBE:
            # Of several examples only the last answer is learned.
            is_answer = message == _PROBE[-1]
            if not any(message.content in turn.text and turn.is_answer >= is_answer for turn in turns):
                raise InputError(
                    "The chat template {name}: expected that it writes the content of each message. Received: one that "
                    "leaves those of the {received} out.",
                    name=self.name,
                    received=message.role,
                )
        beginning = self._answer(_PROBE[:2])[1].partition(_PROBE[1].content)[0].strip()
        if beginning:
            raise InputError(
                "The chat template {name}: expected that with add_generation_prompt it writes all that stands before "
                "an answer. Received: one that lets the model write {received} itself.",
                name=self.name,
                received=beginning,
            )

    def _answer(self, messages: Sequence[Message]) -> tuple[str, str]:
        """Return what stands before the answer that a conversation ends with, and the answer."""
        prompt = self.render(messages[:-1], add_generation_prompt=True)
        written = self.render(messages)
        if not written.startswith(prompt):
            raise InputError(
                "The chat template {name} writes what was said before answer {number} otherwise once the answer is "
                "there, so that it cannot be told what is to be learned: choose another template, such as chatml.",
                name=self.name,
                number=sum(message.role == "assistant" for message in messages),
            )
        return prompt, _without_blanks(written[len(prompt) :], messages[-1].content)


def _without_blanks(answer: str, content: str) -> str:
    """Return an answer without the blanks behind the mark that ends it; where nothing else ends it, they do."""
    content = content.strip()
    mark = answer[answer.rfind(content) + len(content) :] if content in answer else answer
    return answer.rstrip() if mark.strip() else answer
