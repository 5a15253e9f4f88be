"""Tasks that put a dense layer on one vector of a text: a class, several labels, a number."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import keras_hub

from studio.data import SplitRows
from studio.data.targets import Targets
from studio.engine.models.text_model import TextModel
from studio.engine.models.tokens_read import FirstToken, TokensRead
from studio.engine.tasks.base import EngineTask
from studio.engine.tasks.classification.transformer_text_classifier import (
    TransformerTextClassifier,
    TransformerTextClassifierPreprocessor,
)
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.tokens import text_encoder
from studio.layers import TransformerBackbone
from studio.schema import Schema


class TextHeadTask(EngineTask):
    """A number of outputs for each text, from the network that KerasHub calls a classifier."""

    @abstractmethod
    def num_outputs(self, schema: Schema) -> int:
        """Return how many numbers the network gives for a text."""

    @property
    def network_type(self) -> Any:
        """A classifier."""
        return keras_hub.models.TextClassifier

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Return the number of outputs: a head that a preset brings has others."""
        return {"num_classes": self.num_outputs(schema)}

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TransformerTextClassifier:
        """Return a classifier with a dropout like the backbone's."""
        preprocessor = TransformerTextClassifierPreprocessor(tokenizer, backbone.max_sequence_length)
        return TransformerTextClassifier(backbone, self.num_outputs(schema), preprocessor, dropout=backbone.dropout)

    def tokens_read(self, network: Any, inputs: Mapping[str, Any]) -> TokensRead | None:
        """Return the first token, as KerasHub's classifiers of encoders read it, or what the studio's own says."""
        reads_all = isinstance(network, TransformerTextClassifier) and not network.reads_first_token
        return None if reads_all else FirstToken()

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return a sequence for each text, with its target."""
        return Examples.single(text_encoder(model).encode(inputs[TEXT]), {} if targets is None else targets.arrays)

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return batches with the target of each text. Nothing is drawn by chance."""
        return Batcher(model, examples)
