"""Which arithmetic a run trains in, and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from studio.devices import processor_has_bfloat16
from studio.spec import Precision as Wanted

_REWRITE = "auto_mixed_precision_onednn_bfloat16"
_BFLOAT16_CAPABILITY = (8, 0)


@dataclass(frozen=True, slots=True)
class Precision:
    """How the training step computes. Weights, optimizer and evaluation are float32 in any case.

    Attributes:
        name: `"float32"` or `"bfloat16"`.
        dtype_policy: The Keras policy that the model is built under.
        is_rewritten: Whether TensorFlow rewrites the graph to bfloat16 instead: on processors that is twice as fast
            as Keras' policy.
        reason: Why, in English.
        uses_stack: Whether encoder layers are computed through the attention stack where a processor trains.
    """

    name: str
    dtype_policy: str
    is_rewritten: bool
    reason: str
    uses_stack: bool = True

    @contextmanager
    def in_training(self) -> Iterator[None]:
        """Compute so within this context. Graphs that were traced outside are rewritten when they are called here."""
        if not self.is_rewritten:
            yield
            return
        tf.config.optimizer.set_experimental_options({_REWRITE: True})
        try:
            yield
        finally:
            tf.config.optimizer.set_experimental_options({_REWRITE: False})


@contextmanager
def in_float32(network: Any) -> Iterator[None]:
    """Call a model in float32 whatever policy it was built under: its variables are float32 in any case."""
    layers = list(network._flatten_layers())  # noqa: SLF001  Keras has no public way to walk nested layers.
    policies = [layer.dtype_policy for layer in layers]
    try:
        for layer in layers:
            layer.dtype_policy = "float32"
        yield
    finally:
        for layer, policy in zip(layers, policies, strict=True):
            layer.dtype_policy = policy


def choose_precision(wanted: Wanted, begun_in: str | None = None) -> Precision:
    """Choose what is fastest and sound on the device found, unless the user asked for one.

    Args:
        wanted: What the specification asks for.
        begun_in: What a run that is taken up again was trained in so far: it goes on so wherever the device can.
    """
    if begun_in == "float32" or wanted == "float32":
        reason = "asked for" if wanted == "float32" else "the run began so"
        return Precision("float32", "float32", is_rewritten=False, reason=reason)
    accelerators = tf.config.list_physical_devices("GPU")
    if accelerators:
        return _choose_on_accelerator(accelerators[0], wanted)
    if processor_has_bfloat16():
        return Precision("bfloat16", "float32", is_rewritten=True, reason="the processor computes in bfloat16")
    return Precision("float32", "float32", is_rewritten=False, reason="the processor does not compute in bfloat16")


def _choose_on_accelerator(device: tf.config.PhysicalDevice, wanted: Wanted) -> Precision:
    details = tf.config.experimental.get_device_details(device)
    capability = tuple(details.get("compute_capability", (0, 0)))
    if capability >= _BFLOAT16_CAPABILITY or wanted == "bfloat16":
        return Precision("bfloat16", "mixed_bfloat16", is_rewritten=False, reason="the GPU computes in bfloat16")
    return Precision("float32", "float32", is_rewritten=False, reason="the GPU does not compute in bfloat16")
