"""Text embedding in the engine: a vector for each text, trained by pairs, triplets or scored pairs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Vector
from studio.catalogue.sentence_pooling import read_pooling
from studio.data import SplitRows
from studio.data.targets import Targets
from studio.engine.models.own_head import OwnPreprocessor
from studio.engine.models.text_model import TextModel
from studio.engine.models.tokens_read import FirstToken
from studio.engine.tasks.base import EngineTask, Loss
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.text_embedding.batches import PairBatcher, make_examples, streams_of
from studio.engine.tasks.text_embedding.evaluation import VECTORS, PairEvaluator
from studio.engine.tasks.text_embedding.losses import NUMBER_OF, SCORE, CosineLoss, RankingLoss, Scale
from studio.engine.tasks.text_embedding.results import write_pairs
from studio.engine.tasks.text_embedding.text_embedder import TextEmbedder
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.encoding import encode
from studio.engine.texts.examples import Examples
from studio.engine.texts.showing import ShownTargets
from studio.errors import SpecError
from studio.layers import TransformerBackbone
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.text_embedding import EmbeddingSettings


class TextEmbedding(EngineTask):
    """A vector for each text."""

    target_specs: ClassVar[Mapping[str, Any]] = {
        **{name: tf.TensorSpec((None,), tf.int64) for name in NUMBER_OF.values()},
        SCORE: tf.TensorSpec((None,), tf.float32),
    }

    # === Network ===

    @property
    def network_type(self) -> Any:
        """An encoder with a pooling."""
        return TextEmbedder

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Nothing: there is nothing to train beside the backbone."""
        return {}

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TextEmbedder:
        """Return an embedder on a backbone of the studio's own layers."""
        return TextEmbedder(backbone, OwnPreprocessor(tokenizer, backbone.max_sequence_length))

    def prepare_network(self, network: TextEmbedder, settings: SpecPart, schema: Schema, folder: Path | None) -> None:
        """Set the pooling: the one asked for, else that of the backbone's folder, else the mean."""
        assert isinstance(settings, EmbeddingSettings)
        trained = None if folder is None else read_pooling(folder)
        network.set_pooling((trained or "mean") if settings.pooling == "auto" else settings.pooling)

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return a stream for each text of a row."""
        return make_examples(model, inputs, targets)

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> PairBatcher:
        """Return batches of pairs or triplets. Nothing is drawn by chance."""
        return PairBatcher(model, examples)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> PairEvaluator:
        """Return what searches for second texts, or compares similarities with scores."""
        settings = EmbeddingSettings.model_validate(model.info.settings)
        return PairEvaluator(model, split, examples, settings.temperature, _scale(settings, model.info.schema))

    def tokens_read(self, network: TextEmbedder, inputs: Mapping[str, Any]) -> FirstToken | None:
        """Return what the pooling reads."""
        return FirstToken() if network.pooling.method == "first" else None

    def training_outputs(self, network: TextEmbedder, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the vectors of each stream."""
        return {name: network(given, training=True) for name, given in streams_of(inputs).items()}

    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the loss that is asked for, or the one that the data allows."""
        assert isinstance(settings, EmbeddingSettings)
        scale = _scale(settings, schema)
        return RankingLoss(settings.temperature) if scale is None else CosineLoss(scale)

    def can_cut_batches(self, settings: SpecPart, schema: Schema) -> bool:
        """Return whether pairs have scores: else each text is told from all others of its batch."""
        assert isinstance(settings, EmbeddingSettings)
        return _scale(settings, schema) is not None

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `vectors` of shape `(batch, dim)`."""
        return {VECTORS: logits}

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each pair: how near its texts are, and at which place the second one was found."""
        write_pairs(path, parts)

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return the score of a pair, where pairs have one."""
        scores = batch.targets[SCORE]
        return ShownTargets((f"{scores[place]:.6g}",) if scores.any() else ())

    # === Answering ===

    def answer_batcher(self, model: TextModel, examples: Examples) -> Batcher:
        """Return batches of single texts."""
        return Batcher(model, examples)

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `vectors` of shape `(batch, dim)`."""
        return {VECTORS: model.network(inputs, training=False)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the vector of each text."""
        return [Vector(tuple(found[VECTORS].tolist())) for found in outputs]

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `embedding`, float32 of shape `(batch, dim)`."""
        return {"embedding": model.network(encode(model, inputs["text"]), training=False)}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `embedding`."""
        return {"embedding": np.array([answer.values for answer in answers if isinstance(answer, Vector)], np.float32)}


def _scale(settings: EmbeddingSettings, schema: Schema) -> Scale | None:
    """Return what brings scores into the range of cosines; `None` where the loss knows none.

    Raises:
        SpecError: if the loss needs scores and there are none.
    """
    has_scores = schema.minimum < schema.maximum
    if settings.loss == "cosine" and not has_scores:
        raise SpecError(
            "settings.loss: expected ranking, for the data has no column of different scores. Received: {received}.",
            received=settings.loss,
        )
    return Scale(schema.minimum, schema.maximum) if has_scores and settings.loss != "ranking" else None


TASK = TextEmbedding()
