"""DistilBERT. Sanh et al., DistilBERT, a distilled version of BERT."""

from typing import Any

import keras_hub

from studio.layers.converting import roberta
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any]:
    """Return the stack's settings: RoBERTa's with BERT's epsilon."""
    return {**roberta.settings(backbone), "layer_norm_epsilon": 1e-12}


FAMILY = Family((keras_hub.models.DistilBertBackbone,), settings, roberta.link)
