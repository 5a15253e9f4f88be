"""`python -m studio.engine.inference MODEL_FOLDER`: keeps a model loaded and answers JSON lines until their end.

    out  {"ready": true, "class_names": ["bad", "good"]}
    in   {"id": 1, "texts": ["a fine film"]}
    out  {"id": 1, "label": ["good"], "probabilities": [[0.1, 0.9]], "class_names": ["bad", "good"]}
    in   {"id": 2, "texts": ["a fine film"], "model": "before"}
    out  {"id": 2, "error": {"type": …, "template": …, "details": …, "message": …}}

`"model": "before"` asks what the model said before it was fine-tuned: the run's backbone with its fresh head. It is
built at the first such request. A request that cannot be answered gets its error; the process lives on.
"""

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from studio.engine.channel import claim_stdout, end_cleanly_on_terminate
from studio.engine.model_info import ModelInfo
from studio.errors import InputError, StudioError, WorkerError
from studio.runs import RunFolder

_AFTER = "after"
_BEFORE = "before"


class InferenceWorker:
    """Answers requests with a model that stays loaded.

    Args:
        folder: A saved model. Where the model before fine-tuning is asked for, its run is looked for beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._info = ModelInfo.read(folder)
        self._predictors = {_AFTER: self._predict_with(folder)}

    @property
    def class_names(self) -> list[str]:
        """The classes, in the order of the probabilities; none where the task has none."""
        return list(self._info.class_names)

    def answer(self, line: str) -> dict[str, Any]:
        """Return the answer to a request; an error becomes an answer too."""
        request_id: object = None
        try:
            request = _parse(line)
            request_id = request.get("id")
            return {"id": request_id, **self._predict(request)}
        except StudioError as error:
            return {"id": request_id, "error": error.to_json()}
        except Exception as error:
            traceback.print_exc()
            return {"id": request_id, "error": _unexpected(error).to_json()}

    def _predict(self, request: Mapping[str, Any]) -> dict[str, Any]:
        texts = [text.encode("utf-8", "replace").decode() for text in _texts(request)]
        answer: dict[str, Any] = self._predictor(request.get("model", _AFTER)).predict(texts).answer()
        return answer

    def _predictor(self, which: object) -> Any:
        if which not in (_AFTER, _BEFORE):
            raise InputError(
                "model: expected {expected}. Received: {received}.", expected="after or before", received=str(which)
            )
        if which == _BEFORE and _BEFORE not in self._predictors:
            self._predictors[_BEFORE] = self._untrained()
        return self._predictors[str(which)]

    def _untrained(self) -> Any:
        from studio.engine.model import build_model
        from studio.engine.tokenizing.storing import load_tokenizer

        run = RunFolder(self._folder.parent)
        spec = run.spec()
        tokenizer = load_tokenizer(run.tokenizer_path) if spec.backbone.architecture is not None else None
        return self._predict_with(build_model(spec, self._info.class_names, tokenizer=tokenizer))

    def _predict_with(self, model: Any) -> Any:
        from studio.engine import tasks

        return tasks.get(self._info.task).predictor(model)


def serve(folder: Path, lines: Iterable[str], send: Callable[[dict[str, Any]], None]) -> int:
    """Answer requests until there are no more, and return the exit status."""
    try:
        worker = InferenceWorker(folder)
    except StudioError as error:
        send({"ready": False, "error": error.to_json()})
        return error.exit_status
    except Exception as error:
        traceback.print_exc()
        send({"ready": False, "error": _unexpected(error).to_json()})
        return 1
    send({"ready": True, "class_names": worker.class_names})
    for line in lines:
        if line.strip():
            send(worker.answer(line))
    return 0


def main(arguments: list[str]) -> int:
    """Run the worker and return its exit status."""
    end_cleanly_on_terminate()
    stream = claim_stdout()

    def send(data: dict[str, Any]) -> None:
        stream.write(json.dumps(data, ensure_ascii=False) + "\n")

    if len(arguments) != 1:
        error = InputError("Expected the folder of a model. Received: {count} arguments.", count=len(arguments))
        send({"ready": False, "error": error.to_json()})
        return error.exit_status
    return serve(Path(arguments[0]), sys.stdin, send)


def _unexpected(error: Exception) -> WorkerError:
    return WorkerError("The model could not answer: {reason}.", reason=f"{type(error).__name__}: {error}")


def _parse(line: str) -> Mapping[str, Any]:
    try:
        request = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError("Expected a JSON object in one line. {reason}.", reason=str(error)) from None
    if not isinstance(request, Mapping):
        raise InputError("Expected a JSON object in one line. Received: {received}.", received=type(request).__name__)
    return request


def _texts(request: Mapping[str, Any]) -> list[str]:
    texts = request.get("texts")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError("texts: expected a list of strings. Received: {received}.", received=json.dumps(texts)[:80])
    return texts


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
