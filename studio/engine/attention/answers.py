"""Requests about attention, as the inference worker gets them, and their answers as JSON data."""

import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from studio.attention import ATTRIBUTION_METHODS, AttributionMethod, MapKind, ReadPart
from studio.engine.attention.answer_files import AnswerFiles
from studio.engine.attention.attribution import Attributor, Explanation
from studio.engine.attention.model_texts import nothing_to_explain
from studio.engine.attention.reader import AttentionReader
from studio.engine.attention.subject import Subject
from studio.engine.models.text_model import TextModel
from studio.errors import InputError


class AttentionAnswers:
    """Answers requests about one model. What a request needs is built when the first of its kind comes.

    Args:
        subject: The backbone, and how it reads texts.
        model: The model around it; `None` for a backbone without a head.
        files: Where large arrays go.
    """

    def __init__(self, subject: Subject, model: TextModel | None, files: AnswerFiles) -> None:
        self._subject = subject
        self._model = model
        self._files = files

    def attention(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"text", "pair"}` with the files of the maps."""
        started = time.monotonic()
        reading = self._reader.read(*_texts(given))
        maps = self._reader.maps(reading)
        entries = [
            {
                "kind": found.kind,
                "file": str(self._files.write(found)),
                "num_layers": found.weights.shape[0],
                "num_heads": found.weights.shape[1],
            }
            for found in maps
        ]
        return {"maps": entries, **part_to_json(reading.part), "seconds": _since(started)}

    def attribution(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"text", "pair", "method", "target"}` with the scores of the tokens."""
        started = time.monotonic()
        method, target = given.get("method") or ATTRIBUTION_METHODS[0], given.get("target")
        if method not in ATTRIBUTION_METHODS:
            raise InputError(
                "method: expected one of {expected}. Received: {received}.",
                expected=", ".join(ATTRIBUTION_METHODS),
                received=str(method),
            )
        if not (target is None or isinstance(target, str)):
            raise InputError("target: expected a name. Received: {received}.", received=str(target))
        explanation = self._attributor.explain(*_texts(given), cast(AttributionMethod, method), target)
        return to_json(explanation) | {"seconds": _since(started)}

    def walk(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"text", "pair", "kind", "layer", "head"}` with the file of the walk."""
        started = time.monotonic()
        kind = given.get("kind")
        if not (kind is None or isinstance(kind, str)):
            raise InputError("kind: expected a kind of attention. Received: {received}.", received=str(kind))
        layer, head = _number(given, "layer"), _number(given, "head")
        reading = self._reader.read(*_texts(given))
        walk = self._reader.walk(reading, cast(MapKind | None, kind), layer, head)
        return {
            "file": str(self._files.write(walk)),
            **part_to_json(reading.part),
            "seconds": _since(started),
        }

    def alignment(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"text", "written", "token_ids"}` with the file of the alignment."""
        started = time.monotonic()
        token_ids = given.get("token_ids")
        if not (isinstance(token_ids, list) and all(isinstance(token, int) and token >= 0 for token in token_ids)):
            raise InputError("token_ids: expected whole numbers. Received: {received}.", received=str(token_ids)[:80])
        text, written = _texts({"text": given.get("text"), "pair": given.get("written")})
        found = self._reader.align(text, written or "", token_ids)
        return {"file": str(self._files.write(found)), "num_layers": found.num_layers, "seconds": _since(started)}

    @cached_property
    def _reader(self) -> AttentionReader:
        return AttentionReader(self._subject)

    @cached_property
    def _attributor(self) -> Attributor:
        if self._model is None:
            raise nothing_to_explain()
        return Attributor(self._model)


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON data."""
    attribution, changes = explanation.attribution, explanation.probability_changes
    return {
        "method": attribution.method,
        "target": attribution.target,
        "tokens": list(attribution.tokens),
        "specials": list(attribution.specials),
        "scores": attribution.scores.astype(float).tolist(),
        "baseline_output": attribution.baseline_output,
        "output": attribution.output,
        "completeness_error": attribution.completeness_error,
        "num_steps": explanation.num_steps,
        "removal": explanation.removal,
        "probability": explanation.probability,
        "probability_changes": None if changes is None else changes.astype(float).tolist(),
        **part_to_json(explanation.part),
    }


def part_to_json(part: ReadPart) -> dict[str, Any]:
    """Return how much of a text was read as JSON data: `part`, and `num_cut_tokens` of both texts."""
    return {"part": part.to_json(), "num_cut_tokens": part.num_cut_tokens}


def _texts(given: Mapping[str, Any]) -> tuple[str, str | None]:
    text, pair = given.get("text"), given.get("pair")
    for name, value in (("text", text), ("pair", "" if pair is None else pair)):
        if not isinstance(value, str):
            raise InputError("{name}: expected a string. Received: {received}.", name=name, received=str(value)[:80])
    return readable(str(text)), None if pair is None else readable(str(pair))


def readable(text: str) -> str:
    """Return a text without halves of characters, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()


def _number(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError("{name}: expected a whole number. Received: {received}.", name=name, received=str(value)[:80])
    return value


def _since(started: float) -> float:
    return round(time.monotonic() - started, 4)
