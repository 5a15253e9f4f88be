"""What a worker is still to be asked."""

from ui.inference.questions import Asked, Preparation, Question, is_kept
from ui.inference.requests import AttentionRequest, slot


def _slot(asked: Question | AttentionRequest) -> object:
    return Question if isinstance(asked, Question) else slot(asked)


class Waiting:
    """Questions, in order, and what is to be prepared for those that will follow.

    Questions that are to be kept wait for their turn. Of what follows the typing, only the newest of each kind waits.
    """

    def __init__(self) -> None:
        self._questions: list[Question | AttentionRequest] = []
        self._wanted: list[Preparation] = []
        self._prepared: set[Preparation] = set()

    def add(self, question: Question | AttentionRequest) -> None:
        """Let a question wait."""
        if is_kept(question):
            # What was typed and what is to be kept may be the same: it is asked once.
            self._questions = [entry for entry in self._questions if entry != question or is_kept(entry)]
        else:
            self._questions = [entry for entry in self._questions if _slot(entry) != _slot(question) or is_kept(entry)]
        if question not in self._questions:
            self._questions.append(question)

    def put_back(self, question: Question | AttentionRequest) -> None:
        """Let a question that was asked and not answered wait again, before all others."""
        self._questions.insert(0, question)

    def withdraw(self, question: Question) -> None:
        """Let a question go."""
        self._questions = [entry for entry in self._questions if entry != question]

    def kept(self) -> tuple[Question, ...]:
        """Return the questions that are to be kept, in order."""
        return tuple(entry for entry in self._questions if isinstance(entry, Question) and entry.is_kept)

    def want(self, preparation: Preparation) -> bool:
        """Let something be prepared, and return whether that is still to be done."""
        is_new = preparation not in self._prepared and preparation not in self._wanted
        if is_new:
            self._wanted.append(preparation)
        return is_new

    def pop(self) -> Asked | None:
        """Return what is asked next, and let it wait no longer; a question comes first: it prepares what it needs."""
        if self._questions:
            return self._questions.pop(0)
        return self._wanted.pop(0) if self._wanted else None

    def mark_prepared(self, preparation: Preparation) -> None:
        """Prepare this no more: it is ready, or cannot be had."""
        self._prepared.add(preparation)
        self._wanted = [entry for entry in self._wanted if entry != preparation]

    def begin_anew(self, *, is_same_model: bool) -> None:
        """Know that nothing is prepared, because the worker is gone.

        Args:
            is_same_model: Whether another worker will hold the same model, so that it has the same to prepare.
        """
        if is_same_model:
            self._wanted += [entry for entry in self._prepared if entry not in self._wanted]
        self._prepared.clear()

    def forget_wanted(self) -> None:
        """Prepare nothing any more."""
        self._wanted.clear()

    def clear(self) -> None:
        """Let nothing wait any more."""
        self._questions.clear()
        self._wanted.clear()
