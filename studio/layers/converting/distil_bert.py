"""DistilBERT. Sanh et al., DistilBERT, a distilled version of BERT."""

import keras_hub

from studio.layers.converting import roberta
from studio.layers.converting.family import Family

FAMILY = Family((keras_hub.models.DistilBertBackbone,), roberta.settings, roberta.link)
