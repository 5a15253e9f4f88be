"""How large a Transformer is: parameters, memory, floating-point operations. Plain arithmetic, nothing is built."""

from studio.sizes.memory import LayerShape, MemoryUse, activation_bytes, inference_memory, training_memory

__all__ = [
    "LayerShape",
    "MemoryUse",
    "activation_bytes",
    "inference_memory",
    "training_memory",
]
