"""What answers the requests of `studio.engine.answering.inference`: a run's model, or a backbone without a head."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio import tasks as light_tasks
from studio.data.rules import is_blank
from studio.engine import tasks
from studio.engine.answering.predict import spread
from studio.engine.attention.answer_files import AnswerFiles
from studio.engine.attention.answers import AttentionAnswers, readable
from studio.engine.attention.reader import why_not
from studio.engine.attention.subject import Subject, load_subject
from studio.engine.models.model import build_model
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.origin import check_before
from studio.engine.models.text_model import TextModel
from studio.engine.texts.tokenizing.storing import load_tokenizer
from studio.errors import InputError, StudioError
from studio.runs import RunFolder

_AFTER = "after"
_BEFORE = "before"
_PREPARE = "prepare"
_PREPARED_ABOUT_ATTENTION = ("attention", "attribution")
_EXAMPLE = "an example"
_ABOUT_ATTENTION = {
    "attention": AttentionAnswers.attention,
    "attribution": AttentionAnswers.attribution,
    "walk": AttentionAnswers.walk,
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
        """Answer a request that has `texts`."""

    @abstractmethod
    def open(self, which: str) -> tuple[Subject, TextModel | None]:
        """Return the backbone that is asked about, `after` or `before`, and the classifier around it."""

    @abstractmethod
    def warm_up(self) -> None:
        """Answer once what is asked first, so that the first question does not wait for a graph to be traced."""

    @abstractmethod
    def ready(self) -> dict[str, Any]:
        """Return what is said once the model is loaded."""

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a request, without its `id`.

        Raises:
            StudioError: if there is none.
        """
        for name, answer in _ABOUT_ATTENTION.items():
            if name in request:
                return {name: answer(self._answers(_which(request)), _mapping(name, request[name]))}
        if _PREPARE in request:
            return self.prepare(request[_PREPARE], _which(request))
        return self.predict(request)

    def prepare(self, part: object, which: str) -> dict[str, Any]:
        """Answer once what will be asked soon.

        Args:
            part: `texts`, or a kind of request about attention.
            which: The model that will be asked, `after` or `before`.
        """
        if part == "texts":
            self.predict({"texts": [self.example], "model": which})
        elif part in _PREPARED_ABOUT_ATTENTION:
            self.answer({str(part): {"text": self.example}, "model": which})
        else:
            raise InputError(
                "prepare: expected one of {expected}. Received: {received}.",
                expected=", ".join(("texts", *_PREPARED_ABOUT_ATTENTION)),
                received=str(part)[:80],
            )
        return {"prepared": part}

    @property
    def example(self) -> str:
        """A text that the model can be asked about."""
        return _EXAMPLE

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
        self._predictors = {_AFTER: self._predict_with(folder)}

    @property
    def class_names(self) -> list[str]:
        """The classes, in the order of the probabilities; none where the task has none."""
        return list(self._info.class_names)

    @property
    def example(self) -> str:
        """A text that the task can answer: one with a mask, where masks are filled."""
        return light_tasks.get(self._info.task).example or _EXAMPLE

    def warm_up(self) -> None:
        """Answer a text."""
        self.prepare("texts", _AFTER)

    def ready(self) -> dict[str, Any]:
        """Return what is said once the model is loaded."""
        backbone = self._predictors[_AFTER].model.network.backbone
        return {
            "class_names": self.class_names,
            "can_attribute": tasks.get(self._info.task).explained(self._predictors[_AFTER].model) is not None,
            "attention_error": _to_json(why_not(backbone)),
        }

    def predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request that has `texts`."""
        texts = [readable(text) for text in _texts(request)]
        has_text = [not is_blank(text) for text in texts]
        present = [text for text in texts if not is_blank(text)]
        answer: dict[str, Any] = self._predictor(_which(request)).predict(present).answer()
        if all(has_text):
            return answer
        # All but the classes is a list with one entry for each text.
        return {name: value if name == "class_names" else spread(value, has_text) for name, value in answer.items()}

    def open(self, which: str) -> tuple[Subject, TextModel | None]:
        """Return the backbone after or before fine-tuning, and the classifier around it."""
        model = self._predictor(which).model
        return Subject.of(model), model

    def _predictor(self, which: str) -> Any:
        if which == _BEFORE and _BEFORE not in self._predictors:
            self._predictors[_BEFORE] = self._untrained()
        return self._predictors[which]

    def _untrained(self) -> Any:
        run = RunFolder(self._folder.parent)
        spec = run.spec()
        tokenizer = load_tokenizer(run.tokenizer_path) if spec.backbone.architecture is not None else None
        model = build_model(spec, self._info.schema, tokenizer=tokenizer)
        if spec.backbone.preset is not None:
            check_before(run, spec.backbone.preset, model, self._predictors[_AFTER].model)
        return self._predict_with(model)

    def _predict_with(self, model: TextModel | Path) -> Any:
        return tasks.get(self._info.task).predictor(model)


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


def _texts(request: Mapping[str, Any]) -> list[str]:
    texts = request.get("texts")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError("texts: expected a list of strings. Received: {received}.", received=json.dumps(texts)[:80])
    return texts
