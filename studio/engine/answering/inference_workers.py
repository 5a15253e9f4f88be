"""What answers the requests of `studio.engine.answering.inference`: a run's model, or a backbone without a head."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.engine.answering.answerer import Answerer
from studio.engine.answering.predict import answer_present, read_inputs
from studio.engine.answering.requests import NOBODY, STOP, Listener
from studio.engine.answering.searching import DEFAULT_NUM_HITS, Searcher
from studio.engine.answering.vectors import TextVectors
from studio.engine.answering.writing import WriteRequest, write_text
from studio.engine.attention.answer_files import AnswerFiles
from studio.engine.attention.answers import AttentionAnswers
from studio.engine.attention.reader import why_not
from studio.engine.attention.subject import Subject, load_subject
from studio.engine.building.before import model_before
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.errors import InputError, StudioError
from studio.runs import RunFolder

_AFTER = "after"
_BEFORE = "before"
_PREPARE = "prepare"
_SEARCH = "search"
_WRITE = "write"
_ALIGNMENT = "alignment"
_PREPARED_ABOUT_ATTENTION = ("attention", "attribution")
_EXAMPLE = "an example"
_NUM_FIRST_TOKENS = 2
_ABOUT_ATTENTION = {
    "attention": AttentionAnswers.attention,
    "attribution": AttentionAnswers.attribution,
    "walk": AttentionAnswers.walk,
    _ALIGNMENT: AttentionAnswers.alignment,
}


class Worker(ABC):
    """Answers requests with a model that stays loaded.

    Args:
        files: Where large arrays go.
    """

    def __init__(self, files: AnswerFiles) -> None:
        self._files = files
        self._shown: dict[str, AttentionAnswers] = {}

    @abstractmethod
    def predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request that has `inputs` or `texts`."""

    @abstractmethod
    def open(self, which: str) -> tuple[Subject, TextModel | None]:
        """Return the backbone that is asked about, `after` or `before`, and the classifier around it."""

    @abstractmethod
    def warm_up(self) -> None:
        """Answer once what is asked first, so that the first question does not wait for a graph to be traced."""

    @abstractmethod
    def ready(self) -> dict[str, Any]:
        """Return what is said once the model is loaded."""

    def answer(self, request: Mapping[str, Any], listener: Listener = NOBODY) -> dict[str, Any]:
        """Return the answer to a request, without its `id`.

        Args:
            request: The request.
            listener: Who hears of a text while it is written.

        Raises:
            StudioError: if there is none.
        """
        for name, answer in _ABOUT_ATTENTION.items():
            if name in request:
                return {name: answer(self._answers(_which(request)), _mapping(name, request[name]))}
        if _PREPARE in request:
            return self.prepare(request[_PREPARE], _which(request))
        if _SEARCH in request:
            return {_SEARCH: self.search(_mapping(_SEARCH, request[_SEARCH]), _which(request))}
        if _WRITE in request:
            return {"written": self.write(_mapping(_WRITE, request[_WRITE]), _which(request), listener)}
        if STOP in request:
            # It was heard when it came: by now that request has ended.
            return {"stopped": request[STOP]}
        return self.predict(request)

    def prepare(self, part: object, which: str) -> dict[str, Any]:
        """Answer once what will be asked soon.

        Args:
            part: `texts`, or a kind of request about attention.
            which: The model that will be asked, `after` or `before`.
        """
        if part == "texts":
            self.answer_example(which)
        elif part == _ALIGNMENT:
            self.answer({_ALIGNMENT: {"text": self.example, "written": "", "token_ids": []}, "model": which})
        elif part in _PREPARED_ABOUT_ATTENTION:
            pair = self.example if len(self.example_inputs) > 1 else None
            self.answer({str(part): {"text": self.example, "pair": pair}, "model": which})
        else:
            raise InputError(
                "prepare: expected one of {expected}. Received: {received}.",
                expected=", ".join(("texts", *_PREPARED_ABOUT_ATTENTION, _ALIGNMENT)),
                received=str(part)[:80],
            )
        return {"prepared": part}

    def answer_example(self, which: str) -> None:
        """Answer what the model can be asked about."""
        self.predict({"inputs": [self.example_inputs], "model": which})

    def search(self, request: Mapping[str, Any], which: str) -> dict[str, Any]:
        """Search an index: without a run there is none."""
        raise InputError("Expected a run whose model makes vectors of texts. Received: a backbone without a head.")

    def write(self, request: Mapping[str, Any], which: str, listener: Listener) -> dict[str, Any]:
        """Write a text: without a run nothing says how."""
        raise InputError("Expected a run whose model writes text. Received: a backbone without a head.")

    @property
    def example(self) -> str:
        """A text that the model can be asked about."""
        return _EXAMPLE

    @property
    def example_inputs(self) -> dict[str, str]:
        """What the model can be asked, by the names of the inputs."""
        return {"text": self.example}

    def _answers(self, which: str) -> AttentionAnswers:
        if which not in self._shown:
            self._shown[which] = AttentionAnswers(*self.open(which), self._files)
        return self._shown[which]


class InferenceWorker(Worker):
    """Answers requests about the model of a run.

    Args:
        folder: A saved model. Where the model before fine-tuning is asked for, its run is looked for beside it.
        files: Where large arrays go.
    """

    def __init__(self, folder: Path, files: AnswerFiles) -> None:
        super().__init__(files)
        self._folder = folder
        self._info = ModelInfo.read(folder)
        self._task = self._info.task
        self._answerers = {_AFTER: Answerer(folder)}
        self._searchers: dict[str, Searcher] = {}

    @property
    def class_names(self) -> list[str]:
        """The classes, in the order of the probabilities; none where the task has none."""
        return list(self._info.class_names)

    @property
    def example(self) -> str:
        """A text that the task can answer: one with a mask, where masks are filled."""
        return self._task.example or _EXAMPLE

    @property
    def example_inputs(self) -> dict[str, str]:
        """The same text for each input."""
        return dict.fromkeys(self._task.inputs, self.example)

    def warm_up(self) -> None:
        """Answer a text."""
        self.prepare("texts", _AFTER)

    def answer_example(self, which: str) -> None:
        """Answer the example; a model that writes begins to, which is all that the first question waits for."""
        if self._task.writes_text:
            begun = {"min_new_tokens": 0, "max_new_tokens": _NUM_FIRST_TOKENS}
            self.write({"inputs": self.example_inputs, "settings": begun, "num_candidates": 1}, which, NOBODY)
        else:
            super().answer_example(which)

    def ready(self) -> dict[str, Any]:
        """Return what is said once the model is loaded."""
        answerer = self._answerers[_AFTER]
        return {
            "task": self._task.name,
            "class_names": self.class_names,
            "can_attribute": answerer.task.explained(answerer.model) is not None,
            "attention_error": _to_json(why_not(answerer.model.network.backbone)),
        }

    def predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request that has `inputs` or `texts`."""
        given = read_inputs(request, self._task.inputs)
        found = answer_present(self._answerer(_which(request)), given)
        return {"answers": [None if answer is None else answer.to_json() for answer in found]}

    def search(self, request: Mapping[str, Any], which: str) -> dict[str, Any]:
        """Return the answer to a request that has `index` (a folder), `query` and perhaps `num_hits`."""
        if which not in self._searchers:
            vectors = TextVectors(self._answerer(which).model)
            self._searchers[which] = Searcher(RunFolder(self._folder.parent), vectors, is_before=which == _BEFORE)
        searcher = self._searchers[which]
        index = searcher.open(Path(str(request.get("index"))))
        num_hits = int(request.get("num_hits") or DEFAULT_NUM_HITS)
        return searcher.search(index, str(request.get("query", "")), num_hits).to_json()

    def write(self, request: Mapping[str, Any], which: str, listener: Listener) -> dict[str, Any]:
        """Return the answer to a request that has `inputs` and perhaps `settings` and `num_candidates`."""
        writer = TaskWriter(self._answerer(which).model)
        wanted = WriteRequest.parse(request, self._task.inputs, writer.settings.model_dump())
        return write_text(writer, wanted, listener)

    def open(self, which: str) -> tuple[Subject, TextModel | None]:
        """Return the backbone after or before fine-tuning, and the classifier around it."""
        model = self._answerer(which).model
        return Subject.of(model), model

    def _answerer(self, which: str) -> Answerer:
        if which == _BEFORE and _BEFORE not in self._answerers:
            before = model_before(RunFolder(self._folder.parent), self._answerers[_AFTER].model)
            self._answerers[_BEFORE] = Answerer(before)
        return self._answerers[which]


class PresetWorker(Worker):
    """Answers requests about a backbone without a head.

    Args:
        preset: What `backbone.preset` may hold.
        files: Where large arrays go.
    """

    def __init__(self, preset: str, files: AnswerFiles) -> None:
        super().__init__(files)
        self._subject = load_subject(preset)

    def warm_up(self) -> None:
        """Look into the attention of a text, where that can be done: nothing else is asked of a backbone."""
        if why_not(self._subject.backbone) is None:
            self.prepare("attention", _AFTER)

    def ready(self) -> dict[str, Any]:
        """Return what is said once the backbone is loaded."""
        error = _to_json(why_not(self._subject.backbone))
        return {"class_names": [], "can_attribute": False, "attention_error": error}

    def predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Refuse: without a head there are no classes."""
        raise InputError(
            "Expected a run that was fine-tuned. Received: a backbone without a head, which gives no answers."
        )

    def open(self, which: str) -> tuple[Subject, TextModel | None]:
        """Return the backbone."""
        if which == _BEFORE:
            raise InputError("model: expected after. Received: before, but the backbone was never fine-tuned.")
        return self._subject, None


def _to_json(error: StudioError | None) -> dict[str, object] | None:
    return None if error is None else error.to_json()


def _which(request: Mapping[str, Any]) -> str:
    which = request.get("model", _AFTER)
    if which not in (_AFTER, _BEFORE):
        raise InputError(
            "model: expected {expected}. Received: {received}.", expected="after or before", received=str(which)
        )
    return str(which)


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError("{name}: expected an object. Received: {received}.", name=name, received=str(value)[:80])
    return value
