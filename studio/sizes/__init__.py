"""How large a Transformer is: parameters, memory, floating-point operations. Plain arithmetic, nothing is built."""

from studio.sizes.memory import LayerShape, MemoryUse, activation_bytes, inference_memory, training_memory
from studio.sizes.operations import Operations, count_operations
from studio.sizes.parameters import LayerParameters, ParameterCount, count_parameters, layer_shape, layer_shapes

__all__ = [
    "LayerParameters",
    "LayerShape",
    "MemoryUse",
    "Operations",
    "ParameterCount",
    "activation_bytes",
    "count_operations",
    "count_parameters",
    "inference_memory",
    "layer_shape",
    "layer_shapes",
    "training_memory",
]
