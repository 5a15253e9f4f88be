"""What a backbone that is frozen whole says of each example: computed once, so that the steps train the head alone."""

import hashlib
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from studio.data.targets import Ragged
from studio.engine.backends.fast_layers import FastLayers
from studio.engine.models.cut_network import CutNetwork, HeadModel
from studio.engine.models.graphs import tensors
from studio.engine.models.precision import Precision, in_float32
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples, ExampleTargets
from studio.engine.texts.feature_cache import Arrays, FeatureCache, FeatureShape, FeatureWriter
from studio.jobs import CancelledError
from studio.messages import Message
from studio.planning.features import room_bytes
from studio.runs.events import EventBody, LogEvent
from studio.spec import RunSpec

_LOG_S = 2.0
_BYTES_PER_GB = 1e9


class Frozen(StrEnum):
    """How a backbone that is frozen whole computes while the head on it is trained.

    `ONCE` and `EACH_STEP` are the same training but for rounding.
    """

    ONCE = "once"
    EACH_STEP = "each_step"
    WITH_DROPOUT = "each_step_with_dropout"

    @classmethod
    def of(cls, spec: RunSpec, recorded: str | None, *, has_begun: bool) -> "Frozen | None":
        """Return how a run computes it; `None` where the backbone is not frozen whole.

        Args:
            spec: The run.
            recorded: How it did so far, by its passport.
            has_begun: Whether it was started before. One of which nothing is recorded is from before there was a
                choice, when dropout was never left out.
        """
        if spec.backbone.trainable != "head":
            return None
        if has_begun:
            return cls.WITH_DROPOUT if recorded is None else cls(recorded)
        if not spec.has_still_backbone:
            return cls.WITH_DROPOUT
        return cls.ONCE if spec.has_lasting_features else cls.EACH_STEP


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A split that features are wanted of.

    Attributes:
        examples: Its examples.
        key: Names all that they depend on.
        is_trained: Whether they are trained on, and so are computed as training computes; else in float32.
    """

    examples: Examples
    key: str
    is_trained: bool


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What a head is trained on.

    Attributes:
        model: The head alone, which reads features.
        examples: The examples of each split with their features, by its name.
        num_tokens, seconds: How many tokens were read for it, and how long that took; 0 where all was in the cache.
    """

    model: HeadModel
    examples: dict[str, Examples]
    num_tokens: int
    seconds: float


class _NoRoomError(Exception):
    """Features cannot be kept. Its message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class FeatureMaker:
    """Computes features, or finds them in the workspace's cache.

    Args:
        model: A model whose backbone is frozen whole.
        precision: What it trains in.
        cache_path: The workspace's cache.
        emit: Takes each event.
        is_cancelled: Whether the run is to stop.
    """

    def __init__(
        self,
        model: TextModel,
        precision: Precision,
        cache_path: Path,
        emit: Callable[[EventBody], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        # === State ===
        self._model = model
        self._precision = precision
        self._cache_path = cache_path
        self._cache = FeatureCache(cache_path)
        self._emit = emit
        self._is_cancelled = is_cancelled
        self._cut = CutNetwork(model.network)
        self._num_done = self._num_wanted = self._num_tokens = 0
        self._logged_at = 0.0

    def make(self, parts: Mapping[str, Part]) -> Features | None:
        """Return the features of all splits; `None` where they cannot be kept, which was told then.

        Args:
            parts: The splits by name.

        Raises:
            CancelledError: if the run is to stop. The splits that were done are kept.
        """
        started = time.monotonic()
        try:
            arrays = self._arrays(parts)
        except _NoRoomError as error:
            self._emit(LogEvent(error.message, "warning"))
            return None
        examples = {
            name: replace(part.examples, features=self._as_features(arrays[name], part.examples))
            for name, part in parts.items()
        }
        seconds = time.monotonic() - started if self._num_tokens else 0.0
        return Features(HeadModel.of(self._model, self._cut), examples, self._num_tokens, seconds)

    def _arrays(self, parts: Mapping[str, Part]) -> dict[str, Arrays]:
        if not self._cut.features or not all(map(_is_storable, self._cut.shapes.values())):
            raise _NoRoomError(
                Message("What the head reads of the frozen backbone cannot be kept: it computes in each step.")
            )
        weights = self._cut.fingerprint()
        keys = {name: self._key(part, weights) for name, part in parts.items()}
        self._check_room([parts[name].examples for name, key in keys.items() if not self._cache.has(key)])
        found = {name: self._find(name, key) for name, key in keys.items()}
        self._num_wanted = sum(len(part.examples) for name, part in parts.items() if found[name] is None)
        if not self._num_wanted:
            self._emit(LogEvent(Message("The features of the frozen backbone were in the cache.")))
        return {name: found[name] or self._compute(part, keys[name]) for name, part in parts.items()}

    def _as_features(self, arrays: Arrays, examples: Examples) -> ExampleTargets:
        return {
            name: arrays[name] if len(shape) == 2 else Ragged(arrays[name], examples.rows.offsets)
            for name, shape in self._cut.shapes.items()
        }

    def _find(self, name: str, key: str) -> Arrays | None:
        had = self._cache.has(key)
        found = self._cache.find(key)
        if found is None and had:
            template = "The features of the part {part} were damaged on disk: they are computed again."
            self._emit(LogEvent(Message(template, {"part": name}), "warning"))
        return found

    def _key(self, part: Part, weights: str) -> str:
        precision = self._precision
        way = [precision.name, precision.dtype_policy, precision.uses_stack] if part.is_trained else []
        settings = [part.key, weights, *way, tf.__version__, len(tf.config.list_physical_devices("GPU"))]
        return hashlib.sha256("\n".join(map(str, settings)).encode()).hexdigest()[:32]

    def _check_room(self, missing: list[Examples]) -> None:
        needed = sum(shape.num_bytes for examples in missing for shape in self._shapes(examples).values())
        room = room_bytes(shutil.disk_usage(self._cache_path).free)
        if needed > room:
            template = (
                "The features of the frozen backbone would take {needed} GB on disk and may take {room} GB: it "
                "computes in each step instead, which takes longer and gives the same model."
            )
            raise _NoRoomError(Message(template, {"needed": _gigabytes(needed), "room": _gigabytes(room)}))

    def _shapes(self, examples: Examples) -> dict[str, FeatureShape]:
        """Return the sizes of the features of a split: a vector for each example, or for each of its tokens."""
        of_rows = np.arange(len(examples) + 1, dtype=np.int64)
        return {
            name: FeatureShape(int(shape[-1] or 0), of_rows if len(shape) == 2 else examples.rows.offsets)
            for name, shape in self._cut.shapes.items()
        }

    def _compute(self, part: Part, key: str) -> Arrays:
        graph = self._graph(is_trained=part.is_trained)
        batcher = Batcher(self._model, part.examples)

        def fill(writer: FeatureWriter) -> None:
            for indices in batcher.indices_by_length(BATCH_SIZE):
                if self._is_cancelled():
                    raise CancelledError
                batch = batcher.batch(indices)
                writer.put(indices, self._features_of(batch, graph, is_trained=part.is_trained))
                self._tell(len(indices))

        try:
            found = self._cache.make(key, self._shapes(part.examples), fill)
        except OSError as error:
            template = "Features cannot be written, so the frozen backbone computes in each step: {reason}."
            raise _NoRoomError(Message(template, {"reason": error.strerror or str(error)})) from error
        self._num_tokens += part.examples.num_tokens
        return found

    def _features_of(self, batch: Batch, graph: Any, *, is_trained: bool) -> Arrays:
        if not is_trained:
            return {name: tensor.numpy() for name, tensor in graph(tensors(batch.inputs)).items()}
        with self._precision.in_training():
            return {name: tensor.numpy() for name, tensor in graph(tensors(batch.inputs)).items()}

    def _graph(self, *, is_trained: bool) -> Any:
        network = self._model.network
        layers = FastLayers(network, self._precision) if is_trained else None

        def compute(inputs: dict[str, Any]) -> dict[str, Any]:
            with in_float32(network) if layers is None else layers.computing():
                return {name: tf.cast(value, tf.float32) for name, value in self._cut.compute(inputs).items()}

        signature = {name: tf.TensorSpec((None, None), tf.int32) for name in self._model.input_names}
        return tf.function(compute, input_signature=[signature], jit_compile=False, autograph=False)

    def _tell(self, num_examples: int) -> None:
        self._num_done += num_examples
        now = time.monotonic()
        if now - self._logged_at < _LOG_S and self._num_done < self._num_wanted:
            return
        self._logged_at = now
        template = "Computing features once: {count} of {total} {total:row|rows}."
        message = Message(template, {"count": self._num_done, "total": self._num_wanted})
        self._emit(LogEvent(message, done_fraction=self._num_done / self._num_wanted))


def _is_storable(shape: tuple[int | None, ...]) -> bool:
    """Return whether a feature is a vector for each example, or for each token."""
    return len(shape) in (2, 3) and None not in shape[-1:] and all(size is None for size in shape[:-1])


def _gigabytes(num_bytes: int) -> float:
    return round(num_bytes / _BYTES_PER_GB, 2)
