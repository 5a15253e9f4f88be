"""Text pair classification in the engine: two texts in one sequence, each a segment, and a class for both together.

An encoder's classifier reads them as BERT does (Devlin et al., 2018, section 3.2); a decoder's takes the last token,
the only one that saw both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.classification.class_task import ClassTask
from studio.engine.texts.encoding import encode
from studio.engine.texts.tokens import TokenRows, text_encoder


class TextPairClassification(ClassTask):
    """One class for each pair of texts."""

    def token_rows(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> TokenRows:
        """Return the tokens of each pair, with the segment that each belongs to."""
        return text_encoder(model).encode_pairs(inputs["text"], inputs["second_text"])

    def encoded(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the model reads of each pair."""
        return encode(model, inputs["text"], inputs["second_text"])


TASK = TextPairClassification()
