"""The playground's worker: a process that keeps a model loaded and answers, line by line."""

import enum
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio import answers
from studio.errors import StudioError, WorkerError
from studio.processes import module_command
from ui.inference.questions import (
    Answer,
    Asked,
    Dropped,
    Loss,
    Preparation,
    Progress,
    Question,
    Refusal,
    preparation_of,
    request_body,
)
from ui.inference.requests import AttentionRequest
from ui.inference.waiting import Waiting
from ui.inference.writing import Writing
from ui.json_process import JsonProcess

_MODULE = "studio.engine.answering.inference"
_GOODBYE_MS = 1500


class WorkerState(enum.Enum):
    """Where the worker stands.

    It is `READY` only where an answer comes without anything being loaded or traced first.
    """

    OFF = "off"
    LOADING = "loading"
    WARMING = "warming"
    READY = "ready"
    BUSY = "busy"
    DEAD = "dead"


class InferenceClient(QObject):
    """Starts the worker for a model and asks it one thing at a time.

    Questions that are to be kept wait for their turn, in order, through a restart of the worker too. Of what follows
    the typing, only the newest of each kind waits.

    Signals:
        state_changed: The new `WorkerState`.
        answered: An `Answer`.
        progressed: A `Progress`: an answer is being written.
        waiting_changed: Other questions that are to be kept wait now, see `waiting`.
        dropped: A `Dropped`: one of them will get no answer.
        attention_answered: The answer to a request about attention, see `ui.inference.requests`.
        attention_refused: A `Refusal`: the model lives on.
        failed: The `StudioError` of a question, or of a worker that died.
    """

    state_changed = Signal(object)
    answered = Signal(object)
    progressed = Signal(object)
    waiting_changed = Signal()
    dropped = Signal(object)
    attention_answered = Signal(object)
    attention_refused = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arguments: tuple[str, ...] = ()
        self._state = WorkerState.OFF
        self._process: JsonProcess | None = None
        self._class_names: tuple[str, ...] = ()
        self._can_attribute = True
        self._attention_error: StudioError | None = None
        self._num_asked = 0
        self._asked: tuple[int, Asked, float] | None = None
        self._writing = Writing()
        self._waiting = Waiting()
        self._error: StudioError | None = None
        # From the start of the process until it says that it is ready.
        self._is_warming_up = False

    @property
    def state(self) -> WorkerState:
        """Where the worker stands."""
        return self._state

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes of the model; empty before it is loaded."""
        return self._class_names

    @property
    def can_attribute(self) -> bool:
        """Whether attributions can be asked for; of a bare preset they cannot. True before it is loaded."""
        return self._can_attribute

    @property
    def attention_error(self) -> StudioError | None:
        """Why the attention of this model cannot be shown; `None` if it can, and before it is loaded."""
        return self._attention_error

    @property
    def process_id(self) -> int:
        """The worker's process number; 0 when there is none."""
        return self._process.process_id if self._process is not None else 0

    @property
    def waiting(self) -> tuple[Question, ...]:
        """The questions that are to be kept and have no answer yet, the one that is asked right now first."""
        now = self._now()
        return (*([now] if isinstance(now, Question) and now.is_kept else []), *self._waiting.kept())

    def open(self, folder: Path) -> None:
        """Load a model; the worker of another model is ended. The same model again keeps its worker."""
        self._open(str(folder))

    def open_preset(self, name: str) -> None:
        """Load a bare backbone by what `backbone.preset` may name."""
        self._open("--preset", name)

    def _open(self, *arguments: str) -> None:
        if arguments == self._arguments and self._state not in (WorkerState.OFF, WorkerState.DEAD):
            return
        if self._arguments and arguments != self._arguments:
            self._drop_all(Loss.MODEL_CHANGED)
        self._end_process()
        self._arguments = arguments
        self._start()

    def restart(self) -> None:
        """Load the same model anew, because it died or there is a better one now; what waits goes on waiting."""
        if not self._arguments:
            return
        now = self._now()
        if now is not None and not isinstance(now, Preparation):
            self._waiting.put_back(now)
        self._end_process(is_same_model=True)
        self._start()

    def ask(self, question: Question | AttentionRequest) -> None:
        """Ask for an answer. A worker that died is started again first."""
        self._waiting.add(question)
        if self._state is WorkerState.DEAD:
            self._start()
        self._ask_next()
        self.waiting_changed.emit()

    def prepare(self, part: str, *, is_before: bool = False) -> None:
        """Tell what will be asked soon; until it can be answered at once the worker is not ready."""
        wanted = Preparation(part, is_before)
        if wanted != self._now() and self._waiting.want(wanted) and self._state is WorkerState.READY:
            self._enter(WorkerState.WARMING)
            self._ask_next()

    def cancel(self, question: Question) -> None:
        """Let a question that waits go; one that is asked right now gets its answer."""
        self._waiting.withdraw(question)
        self.waiting_changed.emit()

    def stop(self) -> None:
        """End the answer that is being written, and let the questions that wait go; what is written stays."""
        for question in self._waiting.kept():
            self._waiting.withdraw(question)
        if self._process is not None and self._asked is not None:
            self._num_asked += 1
            self._process.send({"id": self._num_asked, "stop": self._asked[0]})
        self.waiting_changed.emit()

    def close(self) -> None:
        """End the worker; nothing waits for it any more."""
        self._drop_all(Loss.MODEL_CHANGED)
        self._end_process()
        self._arguments = ()

    def _now(self) -> Asked | None:
        """Return what is asked right now."""
        return None if self._asked is None else self._asked[1]

    def _end_process(self, *, is_same_model: bool = False) -> None:
        process, self._process = self._process, None
        self._asked = None
        self._waiting.begin_anew(is_same_model=is_same_model)
        self._class_names, self._can_attribute, self._attention_error = (), True, None
        if process is not None:
            process.let_go(_GOODBYE_MS)
        self._enter(WorkerState.OFF)

    def _drop_all(self, loss: Loss) -> None:
        lost, self._asked = self.waiting, None
        self._waiting.clear()
        for question in lost:
            self.dropped.emit(Dropped(question, loss))
        if lost:
            self.waiting_changed.emit()

    # === Process ===

    def _start(self) -> None:
        self._error = None
        self._asked = None
        self._is_warming_up = True
        self._process = JsonProcess(self)
        self._process.told.connect(self._on_told)
        self._process.ended.connect(self._on_ended)
        self._enter(WorkerState.LOADING)
        self._process.start(module_command(_MODULE, *self._arguments))

    def _ask_next(self) -> None:
        is_idle = self._asked is None and self._state not in (WorkerState.OFF, WorkerState.DEAD)
        if not is_idle or self._is_warming_up or self._process is None:
            return
        asked = self._waiting.pop()
        if asked is None:
            self._enter(WorkerState.READY)
        else:
            self._send(asked, WorkerState.WARMING if isinstance(asked, Preparation) else WorkerState.BUSY)

    def _send(self, question: Asked, state: WorkerState) -> None:
        assert self._process is not None
        self._num_asked += 1
        self._asked = (self._num_asked, question, time.perf_counter())
        self._writing = Writing()
        self._process.send({"id": self._num_asked, **request_body(question)})
        self._enter(state)

    def _on_told(self, message: dict[str, Any]) -> None:
        if "error" in message:
            self._take_error(StudioError.from_json(message["error"]))
        elif message.get("ready"):
            self._take_ready(message)
        elif message.get("state") == WorkerState.WARMING.value:
            self._enter(WorkerState.WARMING)
        elif self._asked is not None and message.get("id") == self._asked[0]:
            _, question, asked_at = self._asked
            if "writing" in message and isinstance(question, Question):
                self._writing = self._writing.told(message["writing"])
                self.progressed.emit(Progress(question, self._writing))
                return
            self._asked = None
            self._waiting.mark_prepared(preparation_of(question))
            self._tell(message, question, time.perf_counter() - asked_at)
        self._ask_next()

    def _take_ready(self, message: dict[str, Any]) -> None:
        self._class_names = tuple(message["class_names"])
        self._can_attribute = bool(message.get("can_attribute", True))
        error = message.get("attention_error")
        self._attention_error = None if error is None else StudioError.from_json(error)
        self._is_warming_up = False
        if "--preset" not in self._arguments:
            self._waiting.mark_prepared(Preparation("texts"))
        elif self._attention_error is None:
            self._waiting.mark_prepared(Preparation("attention"))

    def _tell(self, message: dict[str, Any], question: Asked, seconds: float) -> None:
        if isinstance(question, Question):
            self._tell_answer(message, question, seconds)
            self.waiting_changed.emit()
        elif not isinstance(question, Preparation):
            self.attention_answered.emit(question.read(message, seconds))

    def _tell_answer(self, message: dict[str, Any], question: Question, seconds: float) -> None:
        written = message.get("written")
        try:
            said = answers.read(message["answers"][0] if written is None else written)
        except StudioError as error:
            # Of a later version, say.
            self._drop(question, Loss.REFUSED)
            self.failed.emit(error)
            return
        writing = None if written is None else self._writing.ended(written)
        self.answered.emit(Answer(question, said, seconds, writing))

    def _take_error(self, error: StudioError) -> None:
        if self._is_warming_up:
            # It could not load the model, and will end: that is told once, when it has.
            self._error = error
            return
        question, self._asked = self._now(), None
        if isinstance(question, Preparation):
            # Who asks for it is told why it cannot be had.
            self._waiting.mark_prepared(question)
        elif question is None or isinstance(question, Question):
            self._drop(question, Loss.REFUSED)
            self.failed.emit(error)
        else:
            self.attention_refused.emit(Refusal(question, error))

    def _on_ended(self, status: int) -> None:
        process, self._process = self._process, None
        assert process is not None
        process.deleteLater()
        asked, self._asked = self._now(), None
        self._waiting.begin_anew(is_same_model=False)
        self._waiting.forget_wanted()
        if not isinstance(asked, Preparation):
            self._drop(asked, Loss.WORKER_DIED)
        error = self._error or WorkerError(
            "The process that holds the model ended unexpectedly (exit status {status}).",
            status=status,
            log=process.log,
        )
        self._enter(WorkerState.DEAD)
        self.failed.emit(error)

    def _drop(self, question: Question | AttentionRequest | None, loss: Loss) -> None:
        """Tell that a question gets no answer; what merely followed the typing is asked again by itself."""
        if isinstance(question, Question) and question.is_kept:
            self.dropped.emit(Dropped(question, loss))
            self.waiting_changed.emit()

    def _enter(self, state: WorkerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
