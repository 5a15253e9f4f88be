"""Keeps a model loaded and answers JSON lines until their end: `python -m studio.engine.answering.inference FOLDER`.

    out  {"state": "warming"}
    out  {"ready": true, "task": "text_classification", "class_names": ["bad", "good"], "can_attribute": true,
          "attention_error": null}
    in   {"id": 1, "inputs": [{"text": "a fine film"}]}
    out  {"id": 1, "answers": [{"kind": "classes", "prediction": "good", "probability": 0.9, …}]}
    in   {"id": 2, "inputs": [{"text": "a fine film"}], "model": "before"}
    out  {"id": 2, "error": {"type": …, "template": …, "details": …, "message": …}}

The inputs of a row bear the names of the task's inputs (`studio.tasks`), such as `text` and `second_text`. Where there
is one, `"texts": ["a fine film"]` says the same. An answer is what `studio.answers.read` reads. A row without anything
to read in one of its inputs, `""` or blanks alone, gets `null`, so that answers stay aligned with rows.

By the first line the model is loaded, and by the second one it has answered once: the first answer of a kind traces a
graph, which takes seconds. What else is to come without that delay is asked for beforehand, by its kind, `texts`,
`attention` or `attribution`:

    in   {"id": 3, "prepare": "attention"}
    out  {"id": 3, "prepared": "attention"}

`"model": "before"` asks what the model said before it was fine-tuned: the run's backbone with its fresh head. It is
built at the first such request. It may stand beside each of the requests below as well. A request that cannot be
answered gets its error; the process lives on.

`can_attribute` says whether attributions can be asked for: today those of classes.

With `--preset NAME_OR_FOLDER` instead of a folder it loads a bare backbone: whatever `backbone.preset` may name. It has
no head, so `texts` and `attribution` are answered with an error (`"can_attribute": false`) and `"model": "before"` is
refused. `attention_error` is an error as above where the family's attention cannot be shown
(such a model still predicts), else `null`. The model of a task without classes, such as a masked language model, has
`"class_names": []` and `"can_attribute": false` as well: it answers `texts` in its own way, and no `attribution`.

**Attention**: all layers and heads for one text. `pair` may be left out or `null`.

    in   {"id": 3, "attention": {"text": "a fine film", "pair": null}}
    out  {"id": 3, "attention": {"maps": [{"kind": "encoder", "file": "/tmp/fettle-inference-…/3.encoder.npz",
                                           "num_layers": 6, "num_heads": 12}],
                                 "part": {"num_cut": [0], "window": null}, "num_cut_tokens": 0, "seconds": 0.08}}

There is a map for each kind of attention that the model has: `encoder`, or `decoder`, or `encoder`, `decoder` and
`cross` in this order. `studio.attention.read_map` reads a file. `part` says how much of the texts is shown
(`studio.attention.ReadPart`): for each text how many tokens at its end were left out because the model does not take
them, `num_cut_tokens` in all; and where the last text is read in windows, which of them gives the answer, and where in
the text it begins and ends, in code points.

**Attribution**: what each token adds to a class's logit. `method` is `integrated_gradients` (the default) or
`leave_one_out`; `target` is a class, or `null` for the predicted one.

    in   {"id": 4, "attribution": {"text": "a fine film", "pair": null, "method": "integrated_gradients",
                                   "target": null}}
    out  {"id": 4, "attribution": {"method": "integrated_gradients", "target": "good", "tokens": ["[CLS]", "a", …],
                                   "specials": [0, 4], "scores": [0.0, 0.02, …], "baseline_output": -0.1, "output": 2.3,
                                   "completeness_error": 0.002, "num_steps": 64, "removal": "mask",
                                   "probability": 0.93, "probability_changes": null,
                                   "part": {"num_cut": [0], "window": null}, "num_cut_tokens": 0, "seconds": 1.7}}

`specials` are the places of special tokens. `removal` says what stands for an absent token: `mask` or `pad`, the token
of that name. `probability` is the target's. For `leave_one_out` `completeness_error` and `num_steps` are `null`, and
`probability_changes` has for each token how much the target's probability falls without it.

**Search**: the passages of an index that are nearest to a query, for models that make vectors. The job `index` builds
one, and tells its folder.

    in   {"id": 6, "search": {"index": "…/search/verses-1f2e3d4c", "query": "a good film", "num_hits": 10}}
    out  {"id": 6, "search": {"kind": "hits", "hits": [{"row": 12, "text": "…", "score": 0.83}, …]}}

With `"model": "before"` the model as it was before fine-tuning searches an index of its own: the job `index` builds it
where it is given `has_before`.

**Walk**: one head step by step. `kind` is one of the kinds of the maps (`null`: the first); `layer` and `head` count
from 0.

    in   {"id": 5, "walk": {"text": "a fine film", "pair": null, "kind": "encoder", "layer": 0, "head": 3}}
    out  {"id": 5, "walk": {"file": "/tmp/fettle-inference-…/5.walk.npz", "part": {"num_cut": [0], "window": null},
                            "num_cut_tokens": 0, "seconds": 0.05}}

`studio.attention.read_walk` reads the file. Files lie in a temporary folder of the worker's: each stays until 8 newer
ones are there, and the folder goes when the input ends or the worker is asked to terminate. A worker that was killed
leaves it behind; the next one that starts takes it away.

**Alignment**: what a model that writes about a text looked at in it before it said each token: its cross-attention, the
heads averaged. `token_ids` are those that it wrote, `written` is the text of them.

    in   {"id": 9, "alignment": {"text": "a fine film", "written": "un bon film", "token_ids": [41, 7, 12]}}
    out  {"id": 9, "alignment": {"file": "/tmp/fettle-inference-…/9.Alignment.npz", "num_layers": 6, "seconds": 0.05}}

`studio.attention.read_alignment` reads the file.

**Write**: a text, token by token, of a model that writes. `settings` are those of `studio.generation`; what is left out
is as the model was fine-tuned with. While it writes it tells of the text as it stands, whole; the first token at once,
then in groups:

    in   {"id": 7, "write": {"inputs": {"text": "Once upon"}, "settings": {"max_new_tokens": 20}, "num_candidates": 2}}
    out  {"id": 7, "writing": {"text": " a", "num_tokens": 1, "candidates": [[" a", 0.9], [" the", 0.04]],
                               "seconds": 0.1}}
    out  {"id": 7, "writing": {"text": " a time", "num_tokens": 2, "candidates": [[" time", 0.8], [" day", 0.1]], …}}
    out  {"id": 7, "written": {"kind": "text", "prediction": " a time …", "num_tokens": 20, "is_ended": false,
                               "token_ids": [13, …], "first_token_seconds": 0.1, "seconds": 0.6}}

With `num_candidates` each token is told by itself, with the likeliest tokens before it was chosen; a beam search has
none to tell. A writing can be ended, one that still waits for its turn as well; what is written stays:

    in   {"id": 8, "stop": 7}
    out  {"id": 7, "written": {…, "is_ended": false, …}}
    out  {"id": 8, "stopped": 7}

The end of the input ends it too.
"""

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.engine.answering.channel import claim_stdin, claim_stdout, end_cleanly_on_terminate
from studio.engine.answering.requests import NOBODY, Listener, Requests
from studio.engine.attention.answer_files import AnswerFiles
from studio.errors import InputError, StudioError, WorkerError

if TYPE_CHECKING:
    from studio.engine.answering.inference_workers import Worker


def serve(arguments: list[str], lines: Iterable[str], send: Callable[[dict[str, Any]], None]) -> int:
    """Answer requests until there are no more, and return the exit status.

    Args:
        arguments: The folder of a model, or `--preset` and a preset.
        lines: The requests.
        send: Takes the answers.
    """
    with AnswerFiles() as files:
        try:
            worker = _load(arguments, files)
            send({"state": "warming"})
            worker.warm_up()
        except StudioError as error:
            send({"ready": False, "error": error.to_json()})
            return error.exit_status
        except Exception as error:
            traceback.print_exc()
            send({"ready": False, "error": _unexpected(error).to_json()})
            return 1
        send({"ready": True, **worker.ready()})
        requests = Requests(lines)

        def listener(request_id: object) -> Listener:
            return Listener(lambda part: send({"id": request_id, **part}), lambda: requests.is_stopped(request_id))

        for line in requests:
            send(answer_line(worker, line, listener))
    return 0


def answer_line(
    worker: "Worker", line: str, listener: Callable[[object], Listener] = lambda request_id: NOBODY
) -> dict[str, Any]:
    """Return the answer to a request; an error becomes an answer too.

    Args:
        worker: What answers.
        line: The request.
        listener: Gives who hears of an answer while it comes, by the request's number.
    """
    request_id: object = None
    try:
        request = _parse(line)
        request_id = request.get("id")
        return {"id": request_id, **worker.answer(request, listener(request_id))}
    except StudioError as error:
        return {"id": request_id, "error": error.to_json()}
    except Exception as error:
        traceback.print_exc()
        return {"id": request_id, "error": _unexpected(error).to_json()}


def main(arguments: list[str]) -> int:
    """Run the worker and return its exit status."""
    end_cleanly_on_terminate()
    stream = claim_stdout()

    def send(data: dict[str, Any]) -> None:
        stream.write(json.dumps(data, ensure_ascii=False) + "\n")

    return serve(arguments, claim_stdin(), send)


def _load(arguments: list[str], files: AnswerFiles) -> "Worker":
    if len(arguments) != (2 if arguments[:1] == ["--preset"] else 1):
        raise InputError(
            "Expected the folder of a model, or --preset and a preset. Received: {received}.",
            received=" ".join(arguments) or "nothing",
        )
    # Only now: standard output is claimed, and bad arguments were told, before TensorFlow is there.
    from studio.engine.answering.inference_workers import InferenceWorker, PresetWorker

    *option, name = arguments
    return PresetWorker(name, files) if option else InferenceWorker(Path(name), files)


def _parse(line: str) -> Mapping[str, Any]:
    try:
        request = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError("Expected a JSON object in one line. {reason}.", reason=str(error)) from None
    if not isinstance(request, Mapping):
        raise InputError("Expected a JSON object in one line. Received: {received}.", received=type(request).__name__)
    return request


def _unexpected(error: Exception) -> WorkerError:
    return WorkerError("The model could not answer: {reason}.", reason=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
