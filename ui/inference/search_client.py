"""The process that searches an index for the playground: it keeps the model loaded from question to question."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in an index.

    Attributes:
        index: The folder of the index.
        is_before: Whether the model as it was before fine-tuning searches: its index is another one.
    """

    index: Path
    query: str
    num_hits: int
    is_before: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        body = {"index": str(self.index), "query": self.query, "num_hits": self.num_hits}
        return {"search": body, "model": "before" if self.is_before else "after"}


@dataclass(frozen=True, slots=True)
class SearchFound:
    """What was found by a search."""

    search: Search
    hits: Hits


class SearchClient(QObject):
    """Asks one thing at a time; of what comes meanwhile the newest waits.

    Signals:
        found: A `SearchFound` of what was asked last.
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
        self._asked: Search | None = None
        # What was asked last, as far as it was not sent yet; and all of it.
        self._waiting: list[Search] = []
        self._newest: tuple[Search, ...] = ()

    def is_busy(self) -> bool:
        """Whether a question has no answer yet."""
        return self._asked is not None or bool(self._waiting)

    def ask(self, model: Path, *searches: Search) -> None:
        """Ask for the passages that are nearest to a query, in one index or several.

        The model is loaded at the first question.
        """
        if model != self._model or self._process is None:
            self.close()
            self._model = model
            self._process = JsonProcess(self)
            self._process.told.connect(self._on_told)
            self._process.ended.connect(self._on_ended)
            self._process.start(module_command(_MODULE, str(model)))
        self._newest, self._waiting = searches, list(searches)
        self._ask_next()

    def close(self) -> None:
        """End the process; nothing more is heard of it."""
        process, self._process = self._process, None
        self._forget()
        if process is not None:
            process.let_go(_GOODBYE_MS)

    def _forget(self) -> None:
        self._is_ready, self._asked, self._model = False, None, None
        self._waiting.clear()
        self._newest = ()

    def _ask_next(self) -> None:
        if self._process is None or not self._is_ready or self._asked is not None or not self._waiting:
            return
        self._num_asked += 1
        self._asked = self._waiting.pop(0)
        self._process.send({"id": self._num_asked, **self._asked.to_json()})

    def _on_told(self, message: dict[str, Any]) -> None:
        if "error" in message:
            self._asked = None
            self._waiting.clear()
            self.failed.emit(StudioError.from_json(message["error"]))
        elif message.get("ready"):
            self._is_ready = True
        elif message.get("id") == self._num_asked and "search" in message and self._asked is not None:
            search, self._asked = self._asked, None
            hits = answers.read(message["search"])
            if isinstance(hits, Hits) and any(search is entry for entry in self._newest):
                self.found.emit(SearchFound(search, hits))
        self._ask_next()

    def _on_ended(self, status: int) -> None:
        process, self._process = self._process, None
        was_told = not self.is_busy()
        self._forget()
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
