"""Who hears how far the evaluations of a run are, and ends them where that is asked for."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.jobs import CancelledError
from studio.messages import Message
from studio.runs.events import EventBody, LogEvent, WritingEvent

# How far writing is, is told at most so often.
_TOLD_S = 0.5


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run at this moment.

    Attributes:
        is_stop_asked: Whether it should save a checkpoint and stop.
        is_checkpoint_asked: Whether it should save one and go on.
        skipped_writing: The number of the evaluation whose texts are not to be written to the end.
    """

    is_stop_asked: bool = False
    is_checkpoint_asked: bool = False
    skipped_writing: int = 0


class EvaluationWatch:
    """Ends evaluations when the run is to stop, and tells how far the texts are that they let a model write.

    Args:
        emit: Takes each event.
        request: Tells what is asked of the run.
    """

    def __init__(self, emit: Callable[[EventBody], None], request: Callable[[], Request]) -> None:
        self._emit = emit
        self._request = request
        self._num_writings = 0

    def check(self, num_done: int = 0) -> None:
        """End the evaluation if the run is to stop.

        Raises:
            CancelledError: if it is.
        """
        if self._request().is_stop_asked:
            raise CancelledError

    def writing(self, step: int, split: str) -> "WatchedWriting":
        """Return what is called while a model writes for an evaluation.

        Args:
            step: How many steps the model was trained for.
            split: What is measured.
        """
        self._num_writings += 1
        return WatchedWriting(self._emit, self._request, WritingEvent(step, split, self._num_writings))


class WatchedWriting:
    """What is called while a model writes for one evaluation.

    Args:
        emit: Takes each event.
        request: Tells what is asked of the run.
        event: Says which evaluation it is.
    """

    def __init__(self, emit: Callable[[EventBody], None], request: Callable[[], Request], event: WritingEvent) -> None:
        self._emit = emit
        self._request = request
        self._event = event
        self._told_at = -_TOLD_S

    def __call__(self, num_written: float, num_texts: int) -> bool:
        """Tell how far it is.

        Args:
            num_written: How many texts are written, parts of texts counted.
            num_texts: How many there are to be.

        Returns:
            Whether to go on.

        Raises:
            CancelledError: if the run is to stop.
        """
        request = self._request()
        if request.is_stop_asked:
            raise CancelledError
        is_skipped = request.skipped_writing == self._event.number
        is_over = is_skipped or num_written >= num_texts
        now = time.monotonic()
        if is_over or now - self._told_at >= _TOLD_S:
            self._told_at = now
            event = self._event
            self._emit(WritingEvent(event.step, event.split, event.number, num_written, num_texts, is_over))
        if is_skipped:
            self._emit(LogEvent(_skipped(self._event)))
        return not is_skipped


def _skipped(event: WritingEvent) -> Message:
    return Message(
        "Step {step}: the texts of this evaluation are not written to the end, as was asked for. What is measured of "
        "them is left out; the loss stands, and the run goes on.",
        {"step": event.step},
    )
