"""The process that searches an index for the playground: it keeps the model loaded from question to question."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio import answers
from studio.answers import Hits
from studio.errors import StudioError, WorkerError
from studio.processes import module_command
from ui.json_process import JsonProcess

_MODULE = "studio.engine.answering.inference"
_GOODBYE_MS = 1500


class SearchClient(QObject):
    """Asks one question at a time; of those that come meanwhile the newest waits.

    Signals:
        found: The `Hits` of the last question.
        failed: The `StudioError` of a question, or of a process that died.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: JsonProcess | None = None
        self._model: Path | None = None
        self._num_asked = 0
        self._is_ready = False
        self._is_asked = False
        self._waiting: dict[str, Any] | None = None

    def is_busy(self) -> bool:
        """Whether a question has no answer yet."""
        return self._is_asked or self._waiting is not None

    def ask(self, model: Path, index: Path, query: str, num_hits: int) -> None:
        """Ask for the passages of an index that are nearest to a query; the model is loaded at the first question."""
        if model != self._model or self._process is None:
            self.close()
            self._model = model
            self._process = JsonProcess(self)
            self._process.told.connect(self._on_told)
            self._process.ended.connect(self._on_ended)
            self._process.start(module_command(_MODULE, str(model)))
        self._waiting = {"index": str(index), "query": query, "num_hits": num_hits}
        self._ask_next()

    def close(self) -> None:
        """End the process; nothing more is heard of it."""
        process, self._process = self._process, None
        self._is_ready = self._is_asked = False
        self._waiting = self._model = None
        if process is not None:
            process.let_go(_GOODBYE_MS)

    def _ask_next(self) -> None:
        if self._process is None or not self._is_ready or self._is_asked or self._waiting is None:
            return
        self._num_asked += 1
        request, self._waiting, self._is_asked = self._waiting, None, True
        self._process.send({"id": self._num_asked, "search": request})

    def _on_told(self, message: dict[str, Any]) -> None:
        if "error" in message:
            self._is_asked = False
            self._waiting = None
            self.failed.emit(StudioError.from_json(message["error"]))
        elif message.get("ready"):
            self._is_ready = True
        elif message.get("id") == self._num_asked and "search" in message:
            self._is_asked = False
            hits = answers.read(message["search"])
            if isinstance(hits, Hits) and self._waiting is None:
                self.found.emit(hits)
        self._ask_next()

    def _on_ended(self, status: int) -> None:
        process, self._process = self._process, None
        was_told = not self.is_busy()
        self._is_ready = self._is_asked = False
        self._waiting = self._model = None
        if process is None:
            return
        process.deleteLater()
        if not was_told:
            self.failed.emit(
                WorkerError(
                    "The process that holds the model ended unexpectedly (exit status {status}).",
                    status=status,
                    log=process.log,
                )
            )
