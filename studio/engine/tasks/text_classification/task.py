"""Text classification in the engine: a single text, and a class for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.classification.class_task import ClassTask
from studio.engine.texts.encoding import encode
from studio.engine.texts.tokens import TokenRows, text_encoder


class TextClassification(ClassTask):
    """One class for each text."""

    def token_rows(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> TokenRows:
        """Return the tokens of each text."""
        return text_encoder(model).encode(inputs["text"])

    def encoded(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the model reads of each text."""
        return encode(model, inputs["text"])


TASK = TextClassification()
