"""What the worker of the playground is asked about attention and what it answers; see `studio.engine.answering`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.attention import Attribution, AttributionMethod, MapKind, ReadPart


@dataclass(frozen=True, slots=True)
class ModelText:
    """What is read, and by which model.

    Attributes:
        text: The text.
        pair: A second text beside it; `None` for none.
        is_before: Whether the model as it was before fine-tuning reads it.
    """

    text: str
    pair: str | None = None
    is_before: bool = False

    def to_json(self) -> dict[str, str | None]:
        """Return the texts as a request holds them."""
        return {"text": self.text, "pair": self.pair}


@dataclass(frozen=True, slots=True)
class MapsRequest:
    """Asks for the attention weights of all layers and heads."""

    source: ModelText

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        return {"attention": self.source.to_json()}

    def read(self, message: Mapping[str, Any], seconds: float) -> "MapsAnswer":
        """Return the worker's answer as a value."""
        body = message["attention"]
        files = tuple(Path(entry["file"]) for entry in body["maps"])
        return MapsAnswer(self, files, ReadPart.from_json(body["part"]), seconds)


@dataclass(frozen=True, slots=True)
class AttributionRequest:
    """Asks how much each token adds to an answer.

    Attributes:
        target: The class or label that is explained; `None` for what the model itself would say.
    """

    source: ModelText
    method: AttributionMethod
    target: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        return {"attribution": {**self.source.to_json(), "method": self.method, "target": self.target}}

    def read(self, message: Mapping[str, Any], seconds: float) -> "AttributionAnswer":
        """Return the worker's answer as a value."""
        body = message["attribution"]
        error = body["completeness_error"]
        changes = body["probability_changes"]
        attribution = Attribution(
            method=body["method"],
            target=str(body["target"]),
            tokens=tuple(body["tokens"]),
            scores=np.array(body["scores"], np.float32),
            baseline_output=float(body["baseline_output"]),
            output=float(body["output"]),
            completeness_error=None if error is None else float(error),
            specials=tuple(body["specials"]),
        )
        return AttributionAnswer(
            request=self,
            attribution=attribution,
            probability=None if body["probability"] is None else float(body["probability"]),
            probability_changes=None if changes is None else tuple(map(float, changes)),
            num_steps=body["num_steps"],
            part=ReadPart.from_json(body["part"]),
            seconds=seconds,
        )


@dataclass(frozen=True, slots=True)
class WalkRequest:
    """Asks for the numbers of one head, step by step.

    Attributes:
        kind, layer, head: Which one, counted from 0.
    """

    source: ModelText
    kind: MapKind
    layer: int
    head: int

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        return {"walk": {**self.source.to_json(), "kind": self.kind, "layer": self.layer, "head": self.head}}

    def read(self, message: Mapping[str, Any], seconds: float) -> "WalkAnswer":
        """Return the worker's answer as a value."""
        return WalkAnswer(self, Path(message["walk"]["file"]), seconds)


@dataclass(frozen=True, slots=True)
class AlignmentRequest:
    """Asks what a model that writes about a text looked at in it.

    Attributes:
        written: What it wrote.
        token_ids: The same in tokens.
    """

    source: ModelText
    written: str
    token_ids: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the request's body."""
        written = {"written": self.written, "token_ids": list(self.token_ids)}
        return {"alignment": {"text": self.source.text, **written}}

    def read(self, message: Mapping[str, Any], seconds: float) -> "AlignmentAnswer":
        """Return the worker's answer as a value."""
        return AlignmentAnswer(self, Path(message["alignment"]["file"]), seconds)


AttentionRequest = MapsRequest | AttributionRequest | WalkRequest | AlignmentRequest


def slot(request: AttentionRequest) -> object:
    """Return what a request is about: of those about the same thing only the newest is answered."""
    # What both models wrote stands side by side.
    if isinstance(request, AlignmentRequest):
        return (AlignmentRequest, request.source.is_before)
    return type(request)


@dataclass(frozen=True, slots=True)
class MapsAnswer:
    """Where the weights lie.

    Attributes:
        files: One file for each kind of attention, for `studio.attention.read_map`.
        part: How much of the texts is shown.
        seconds: From the request to the answer.
    """

    request: MapsRequest
    files: tuple[Path, ...]
    part: ReadPart
    seconds: float


@dataclass(frozen=True, slots=True)
class AttributionAnswer:
    """What each token adds.

    Attributes:
        probability: That of the target, for the whole text; `None` where it is a number.
        probability_changes: For each token how much the probability falls without it; `None` for integrated gradients,
            and where there is no probability.
        num_steps: In how many steps the gradients were added up; `None` where tokens were left out.
        part: How much of the texts is explained.
    """

    request: AttributionRequest
    attribution: Attribution
    probability: float | None
    probability_changes: tuple[float, ...] | None
    num_steps: int | None
    part: ReadPart
    seconds: float


@dataclass(frozen=True, slots=True)
class WalkAnswer:
    """Where the numbers of a head lie, for `studio.attention.read_walk`."""

    request: WalkRequest
    file: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class AlignmentAnswer:
    """Where the cross-attention of a written text lies, for `studio.attention.read_alignment`."""

    request: AlignmentRequest
    file: Path
    seconds: float


AttentionAnswer = MapsAnswer | AttributionAnswer | WalkAnswer | AlignmentAnswer
