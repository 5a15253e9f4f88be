"""Tiny models of the families whose encoder layers the studio computes in its own way."""

from typing import Any

import numpy as np

from studio.spec import BackboneSpec

COMMON = {"vocabulary_size": 50, "num_layers": 3, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 24}
FAMILIES: dict[str, dict[str, Any]] = {
    "Albert": {"embedding_dim": 8, "num_layers": 4, "num_groups": 2, "max_sequence_length": 32},
    "Bert": {"max_sequence_length": 32},
    "DistilBert": {"max_sequence_length": 32},
    "Roberta": {"max_sequence_length": 32},
    "XLMRoberta": {"max_sequence_length": 32},
}
# Places that are read twice, and rows filled up with the first token, as batches of a masked language model have them.
POSITIONS = np.array([[1, 5, 11], [2, 6, 0], [1, 0, 0], [0, 0, 0]], np.int32)


def make_network(family: str, head: str, dropout: float = 0.0) -> Any:
    return make_classifier(family, dropout) if head == "first token" else make_masked_lm(family, dropout)


def make_masked_lm(family: str, dropout: float) -> Any:
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub

    keras.utils.set_random_seed(0)
    backbone = getattr(keras_hub.models, f"{family}Backbone")(**COMMON | FAMILIES[family], dropout=dropout)
    return with_noise(getattr(keras_hub.models, f"{family}MaskedLM")(backbone=backbone))


def with_noise(network: Any) -> Any:
    random = np.random.default_rng(3)
    for weight in network.weights:
        weight.assign(weight.numpy() + random.normal(0.0, 0.2, weight.shape))
    return network


def make_classifier(family: str, dropout: float = 0.0, trainable: Any = "all") -> Any:
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub

    from studio.engine.building.trainable import set_trainable

    keras.utils.set_random_seed(0)
    backbone = getattr(keras_hub.models, f"{family}Backbone")(**COMMON | FAMILIES[family], dropout=dropout)
    classifier = getattr(keras_hub.models, f"{family}TextClassifier")(backbone=backbone, num_classes=2, dropout=dropout)
    set_trainable(
        classifier, BackboneSpec(preset="none", trainable=trainable, lora_rank=2 if trainable == "lora" else None)
    )
    return with_noise(classifier)


def make_inputs(classifier: Any) -> dict[str, np.ndarray]:
    mask = np.arange(12) < np.array([[12], [7], [3], [1]])
    token_ids = np.random.default_rng(1).integers(0, 50, mask.shape)
    arrays = {"token_ids": token_ids, "padding_mask": mask, "segment_ids": np.zeros_like(mask)}
    arrays["mask_positions"] = POSITIONS
    return {name: arrays[name].astype(np.int32) for name in classifier.input}


def tokens_read(head: str) -> Any:
    from studio.engine.models.tokens_read import FirstToken, tokens_at

    return FirstToken() if head == "first token" else tokens_at(POSITIONS)
