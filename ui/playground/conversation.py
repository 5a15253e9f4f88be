"""A conversation with a model after fine-tuning, before it, or with both."""

from dataclasses import dataclass, field

from studio.blanks import is_blank
from studio.chat import Message, dump_conversation
from ui.inference.questions import Answer


@dataclass(slots=True)
class Turn:
    """What the user says, and what comes back.

    Attributes:
        answers: What each model says to it, before fine-tuning (`True`) or after; `None` while there is no answer yet.
    """

    text: str
    answers: dict[bool, Answer | None] = field(default_factory=dict)

    def answer(self, is_before: bool) -> Answer | None:
        """Return what a model said; what the other one said where it was not asked."""
        return self.answers.get(is_before) or self.answers.get(not is_before)


@dataclass(slots=True)
class Conversation:
    """All turns, under what the system says; empty for nothing."""

    system: str = ""
    turns: list[Turn] = field(default_factory=list)

    def asked(self, place: int, is_before: bool) -> str:
        """Return what a model reads before it answers a turn, as JSON text.

        A turn without an answer, such as one that was stopped at once, is left out.
        """
        messages = [] if is_blank(self.system) else [Message(role="system", content=self.system.strip())]
        for turn in self.turns[:place]:
            answer = turn.answer(is_before)
            if answer is not None and not is_blank(answer.words):
                messages.append(Message(role="user", content=turn.text))
                messages.append(Message(role="assistant", content=answer.words))
        messages.append(Message(role="user", content=self.turns[place].text))
        return dump_conversation(messages)
