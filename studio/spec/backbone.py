"""Which backbone is fine-tuned, and how much of it."""

from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from studio.architecture import ArchitectureSpec
from studio.settings import SpecPart, setting

Trainable = Literal["all", "head", "lora"]


class LastLayers(SpecPart):
    """Trains the head and the last layers of the backbone."""

    last_layers: int = setting(
        label="Last layers",
        help="How many of the backbone's Transformer layers, counted from the top, are trained with the head.",
        unit="layers",
        ge=1,
        le=200,
    )


class BackboneSpec(SpecPart):
    """Which pretrained backbone is fine-tuned, and how much of it; or the shape of one that is built from scratch."""

    preset: str | None = setting(
        None,
        label="Backbone",
        help="The pretrained Transformer: a preset's name, a local folder, kaggle://… or hf://….",
        min_length=1,
    )
    architecture: ArchitectureSpec | None = setting(
        None,
        label="Architecture",
        help="Instead of a pretrained backbone: the shape of a Transformer that is trained from scratch.",
    )
    trainable: Trainable | LastLayers = setting(
        "all",
        label="Trainable",
        help="Training everything gives the best results. Training less needs less memory and time.",
    )
    lora_rank: int | None = setting(
        None,
        label="LoRA rank",
        help="The width of the low-rank matrices that LoRA trains beside each frozen weight. 4 to 16 is usual.",
        is_advanced=True,
        ge=1,
        le=512,
    )
    dropout: float | None = setting(
        None,
        label="Dropout",
        help="The share of values set to zero at random while training, against overfitting. "
        "Empty keeps what the backbone was built with; where the head alone is trained, it keeps the backbone without, "
        "so that its part is computed once.",
        is_advanced=True,
        step=0.05,
        ge=0.0,
        lt=1.0,
    )

    @model_serializer(mode="wrap")
    def _serialize(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # Of the two that exclude each other, only the one that is given is written.
        data: dict[str, Any] = serialize(self)
        return {key: value for key, value in data.items() if value is not None or key not in ("preset", "architecture")}

    @property
    def name(self) -> str:
        """What lists call it: the preset's name, or the shape of a backbone from scratch."""
        return self.preset or (self.architecture.name if self.architecture is not None else "")
