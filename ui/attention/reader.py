"""Asks a model about a text, and reads in a thread what its process wrote down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.attention import Alignment, HeadWalk, read_alignment, read_walk
from studio.errors import StudioError, WorkerError
from ui.attention.choice import ReadMap, read_maps
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Refusal
from ui.inference.requests import (
    AlignmentAnswer,
    AttentionAnswer,
    AttentionRequest,
    AttributionAnswer,
    MapsAnswer,
    WalkAnswer,
    slot,
)
from ui.jobs import ThreadJob


@dataclass(frozen=True, slots=True, eq=False)
class ReadMaps:
    """The attention of a text, read."""

    answer: MapsAnswer
    maps: tuple[ReadMap, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReadAlignment:
    """What a model looked at while it wrote, read."""

    answer: AlignmentAnswer
    alignment: Alignment


@dataclass(frozen=True, slots=True, eq=False)
class ReadWalk:
    """The numbers of a head, read."""

    answer: WalkAnswer
    walk: HeadWalk


class AttentionReader(QObject):
    """Passes requests to the process of a model. An answer that a newer request has overtaken is left out.

    Signals:
        maps_read: A `ReadMaps`.
        attribution_read: An `AttributionAnswer`.
        walk_read: A `ReadWalk`.
        alignment_read: A `ReadAlignment`.
        refused: A `Refusal`.
        waiting_changed: A request was made, answered or given up.
    """

    maps_read = Signal(object)
    attribution_read = Signal(object)
    walk_read = Signal(object)
    alignment_read = Signal(object)
    refused = Signal(object)
    waiting_changed = Signal()

    def __init__(self, client: InferenceClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._waiting: dict[object, AttentionRequest] = {}
        self._jobs: dict[object, ThreadJob] = {}
        self._connect()

    @property
    def client(self) -> InferenceClient:
        """The process that is asked."""
        return self._client

    def set_client(self, client: InferenceClient) -> None:
        """Ask another process from now on."""
        if client is self._client:
            return
        self._client.attention_answered.disconnect(self._on_client_attention_answered)
        self._client.attention_refused.disconnect(self._on_client_attention_refused)
        self._client.state_changed.disconnect(self._on_client_state_changed)
        self._client = client
        self._connect()
        self.forget()

    def ask(self, request: AttentionRequest) -> None:
        """Ask; the same request that is waited for already is not asked twice."""
        if self._waiting.get(slot(request)) == request:
            return
        self._waiting[slot(request)] = request
        self._client.ask(request)
        self.waiting_changed.emit()

    def is_waiting(self, kind: type) -> bool:
        """Whether a request of a kind is under way."""
        return any(isinstance(request, kind) for request in self._waiting.values())

    def forget(self) -> None:
        """Wait for nothing any more."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._waiting.clear()
        self.waiting_changed.emit()

    # === Answers ===

    def _connect(self) -> None:
        self._client.attention_answered.connect(self._on_client_attention_answered)
        self._client.attention_refused.connect(self._on_client_attention_refused)
        self._client.state_changed.connect(self._on_client_state_changed)

    def _on_client_attention_answered(self, answer: AttentionAnswer) -> None:
        if self._waiting.get(slot(answer.request)) != answer.request:
            return
        match answer:
            case MapsAnswer():
                self._read(answer, lambda: ReadMaps(answer, read_maps(answer.files)), self.maps_read.emit)
            case WalkAnswer():
                self._read(answer, lambda: ReadWalk(answer, read_walk(answer.file)), self.walk_read.emit)
            case AlignmentAnswer():
                self._read(answer, lambda: ReadAlignment(answer, read_alignment(answer.file)), self.alignment_read.emit)
            case AttributionAnswer():
                self._end(answer.request)
                self.attribution_read.emit(answer)

    def _read(self, answer: AttentionAnswer, work: Callable[[], Any], tell: Callable[[Any], None]) -> None:
        request = answer.request
        if slot(request) in self._jobs:
            self._jobs.pop(slot(request)).cancel()
        job = ThreadJob(lambda _report, _is_cancelled: _guarded(work))
        job.finished.connect(lambda value: self._on_job_finished(job, request, value, tell))
        job.failed.connect(lambda error: self._on_job_failed(job, request, error))
        self._jobs[slot(request)] = job
        job.start()

    def _on_job_finished(
        self, job: ThreadJob, request: AttentionRequest, value: Any, tell: Callable[[Any], None]
    ) -> None:
        if self._jobs.get(slot(request)) is job:
            self._end(request)
            tell(value)

    def _on_job_failed(self, job: ThreadJob, request: AttentionRequest, error: StudioError) -> None:
        if self._jobs.get(slot(request)) is job:
            self._end(request)
            self.refused.emit(Refusal(request, error))

    def _on_client_attention_refused(self, refusal: Refusal) -> None:
        if self._waiting.get(slot(refusal.request)) == refusal.request:
            self._end(refusal.request)
            self.refused.emit(refusal)

    def _on_client_state_changed(self, state: WorkerState) -> None:
        if state in (WorkerState.DEAD, WorkerState.OFF):
            self.forget()

    def _end(self, request: AttentionRequest) -> None:
        self._jobs.pop(slot(request), None)
        if self._waiting.get(slot(request)) == request:
            del self._waiting[slot(request)]
        self.waiting_changed.emit()


def _guarded(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except OSError as error:
        raise WorkerError("{file} cannot be read: {reason}.", file=error.filename, reason=error.strerror) from None
