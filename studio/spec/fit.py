"""How the model is trained."""

from typing import Literal

from studio.settings import SpecPart, setting

Schedule = Literal["constant", "linear", "cosine"]
Precision = Literal["auto", "float32", "bfloat16"]


class FitSpec(SpecPart):
    """How the model is trained."""

    epochs: int = setting(
        3,
        label="Epochs",
        help="How many times the whole training data is passed through. 2 to 4 is usual for fine-tuning.",
        unit="passes",
        ge=1,
        le=10_000,
    )
    batch_size: int = setting(
        32,
        label="Batch size",
        help="How many examples are computed at once. Larger batches are faster and need more memory.",
        unit="examples",
        ge=1,
        le=65_536,
    )
    accumulation_steps: int = setting(
        1,
        label="Accumulation",
        help="How many batches are added up before the weights change: a larger batch in the same memory.",
        unit="batches",
        is_advanced=True,
        ge=1,
        le=1024,
    )
    learning_rate: float = setting(
        5e-5,
        label="Learning rate",
        help="How far each step moves the weights, at its peak. 2e-5 to 5e-5 is usual when everything is trained.",
        gt=0.0,
        le=1.0,
    )
    schedule: Schedule = setting(
        "linear",
        label="Schedule",
        help="How the learning rate falls after the warmup.",
    )
    warmup_fraction: float = setting(
        0.1,
        label="Warmup",
        help="The part of all steps in which the learning rate rises from zero to its peak.",
        step=0.01,
        ge=0.0,
        le=1.0,
    )
    weight_decay: float = setting(
        0.01,
        label="Weight decay",
        help="Pulls the weights towards zero a little at each step, against overfitting. "
        "Biases and normalization are left out.",
        is_advanced=True,
        step=0.01,
        ge=0.0,
        le=1.0,
    )
    clip_norm: float | None = setting(
        1.0,
        label="Clip norm",
        help="Gradients whose global norm is larger are scaled down to it. Empty turns clipping off.",
        is_advanced=True,
        step=0.1,
        gt=0.0,
        le=1e6,
    )
    precision: Precision = setting(
        "auto",
        label="Precision",
        help="bfloat16 is faster on devices that know it. Automatic picks what is fastest and sound here.",
    )
    early_stopping_patience: int | None = setting(
        None,
        label="Early stopping",
        help="Stops when so many evaluations in a row brought no improvement. Empty turns it off.",
        unit="evaluations",
        is_advanced=True,
        ge=1,
        le=10_000,
    )
    monitor: str = setting(
        "auto",
        label="Monitor",
        help="The validation metric that decides which model is best. Automatic takes the task's own.",
        is_advanced=True,
        min_length=1,
    )
    seed: int = setting(
        0,
        label="Seed",
        help="The same seed repeats a run: the head's first weights, the order of the data and dropout.",
        is_advanced=True,
        ge=0,
        le=2**31 - 1,
    )
