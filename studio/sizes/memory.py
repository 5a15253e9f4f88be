"""About how much memory a Transformer takes, to train and to run."""

from dataclasses import dataclass

# Weights, gradients and the optimizer's moments are float32 in any precision.
_BYTES_PER_PARAMETER = 4
_BYTES_PER_VALUE = 4
# What TensorFlow, Keras, KerasHub and the graph of a step hold apart from the model (measured: benchmarks/memory.py).
_PROGRAM_BYTES = 1_100_000_000
# AdamW keeps a mean of the gradients and one of their squares.
_NUM_MOMENTS = 2
_USUAL_HEAD_DIM = 64
_USUAL_WIDENING = 4


@dataclass(frozen=True, slots=True)
class LayerShape:
    """The widths of one Transformer layer.

    Attributes:
        num_key_value_heads: Fewer than `num_heads` where heads share keys and values.
        is_gated: Whether the feed-forward part has a third product (SwiGLU, GeGLU).
        num_attentions: 2 where the layer also attends to an encoder.
    """

    hidden_dim: int
    intermediate_dim: int
    num_heads: int
    num_key_value_heads: int
    is_gated: bool = False
    num_attentions: int = 1

    @classmethod
    def usual(cls, hidden_dim: int) -> "LayerShape":
        """Return the widths that BERT and most after it have: heads of 64, a feed-forward part four times as wide."""
        num_heads = max(1, hidden_dim // _USUAL_HEAD_DIM)
        return cls(hidden_dim, hidden_dim * _USUAL_WIDENING, num_heads, num_heads)


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """The parts of the memory, in bytes.

    Attributes:
        program_bytes: The libraries.
        moments_bytes: What AdamW remembers of each trained parameter.
        activations_bytes: What the layers compute; for training, all that the backward pass needs.
    """

    program_bytes: int
    weights_bytes: int
    gradients_bytes: int
    moments_bytes: int
    activations_bytes: int

    @property
    def total_bytes(self) -> int:
        """All parts together."""
        return (
            self.program_bytes + self.weights_bytes + self.gradients_bytes + self.moments_bytes + self.activations_bytes
        )


def activation_bytes(
    layer: LayerShape, num_layers: int, batch_size: int, sequence_length: int, bytes_per_value: int = _BYTES_PER_VALUE
) -> int:
    """Return what the layers keep of a batch for the backward pass.

    Counted as in Korthikanti et al., Reducing Activation Recomputation in Large Transformer Models, section 4.1: the
    inputs of each product, normalization and activation, the attention weights before and after dropout, and the masks
    of dropout; besides, the sums that TensorFlow keeps. The attention weights grow with the square of the length.

    Args:
        layer: The widths of each layer.
        num_layers: Layers that gradients pass through: all of them, unless the lower ones are frozen.
        batch_size: Examples computed at once.
        sequence_length: Tokens in each of them, padding included.
        bytes_per_value: 4 in float32, 2 in bfloat16.
    """
    key_value_dim = layer.hidden_dim * layer.num_key_value_heads // layer.num_heads
    # The norm's input and output, queries, context, mask and sum; keys and values; weights, their mask and product.
    attention = 6 * layer.hidden_dim + 2 * key_value_dim + 3 * layer.num_heads * sequence_length
    # The norm's input and output, the product, the mask and the sum; before and after the activation, and the gate.
    feed_forward = 5 * layer.hidden_dim + (3 if layer.is_gated else 2) * layer.intermediate_dim
    per_token = layer.num_attentions * attention + feed_forward
    return num_layers * batch_size * sequence_length * per_token * bytes_per_value


def training_memory(num_parameters: int, num_trained: int, activations_bytes: int) -> MemoryUse:
    """Return about how much memory it takes to train with AdamW.

    Args:
        num_parameters: All parameters of the model.
        num_trained: Those that are trained.
        activations_bytes: What `activation_bytes` gives.
    """
    trained_bytes = num_trained * _BYTES_PER_PARAMETER
    return MemoryUse(
        _PROGRAM_BYTES,
        num_parameters * _BYTES_PER_PARAMETER,
        trained_bytes,
        trained_bytes * _NUM_MOMENTS,
        activations_bytes,
    )


def inference_memory(num_parameters: int, layer: LayerShape, batch_size: int, sequence_length: int) -> MemoryUse:
    """Return about how much memory it takes to run a model: its weights, and one layer's values at a time."""
    activations = activation_bytes(layer, 1, batch_size, sequence_length)
    return MemoryUse(_PROGRAM_BYTES, num_parameters * _BYTES_PER_PARAMETER, 0, 0, activations)
