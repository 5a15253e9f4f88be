"""How many floating-point operations a Transformer spends on a token."""

from dataclasses import dataclass

from studio.architecture import ArchitectureSpec
from studio.sizes.memory import LayerShape
from studio.sizes.parameters import layer_shape

# A multiplication and an addition for each weight.
_PER_WEIGHT = 2
# The gradients with respect to the inputs and to the weights cost as much again each.
_TRAINING_TO_FORWARD = 3


@dataclass(frozen=True, slots=True)
class Operations:
    """Floating-point operations for each token of a text of a certain length.

    Attributes:
        products: The products with weights, which do not depend on the length.
        attention: Scores and weighted sums, which grow with the length.
    """

    products: int
    attention: int

    @property
    def forward(self) -> int:
        """To compute the output."""
        return self.products + self.attention

    @property
    def training(self) -> int:
        """To train: forward, and twice as much backward."""
        return _TRAINING_TO_FORWARD * self.forward


def count_operations(architecture: ArchitectureSpec, sequence_length: int) -> Operations:
    """Count the operations for each token, as in Kaplan et al., Scaling Laws for Neural Language Models, section 2.1.

    Two operations for each weight of a product; embeddings are looked up and cost nothing, and what is done value by
    value is left out. Scores and weighted sums cost `2 · length · hidden_dim` each in every attention, and half of it
    where a token sees, on average, only half of the text (causal).

    An encoder–decoder spends them on a pair: one token read and one written, with both texts of that length.

    Args:
        architecture: The architecture.
        sequence_length: Tokens in the text; no more than the backbone takes are counted.
    """
    length = min(sequence_length, architecture.max_sequence_length)
    over_all = 2 * 2 * length * architecture.hidden_dim
    causal = over_all // 2
    products, attention = {
        "encoder": (_weights(layer_shape(architecture)), over_all),
        "decoder": (_weights(layer_shape(architecture)), causal),
        "encoder_decoder": (
            _weights(layer_shape(architecture)) + _weights(layer_shape(architecture, is_cross_attending=True)),
            over_all + causal + over_all,
        ),
    }[architecture.kind]
    return Operations(architecture.num_layers * _PER_WEIGHT * products, architecture.num_layers * attention)


def _weights(shape: LayerShape) -> int:
    """Return how many weights a token is multiplied with in one layer."""
    key_value_dim = shape.hidden_dim // shape.num_heads * shape.num_key_value_heads
    attention = 2 * shape.hidden_dim * (shape.hidden_dim + key_value_dim)
    feed_forward = (3 if shape.is_gated else 2) * shape.hidden_dim * shape.intermediate_dim
    return shape.num_attentions * attention + feed_forward
