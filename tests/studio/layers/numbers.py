"""What backbones with given weights compute, on whichever backend: `python -m tests.studio.layers.numbers FOLDER`."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tests.studio.layers.backbones import decode_step_by_step, inputs, make
from tests.studio.layers.helpers import gradients, weighted_sum

# One row a family of ideas; together every layer of the stack.
CASES: dict[str, dict[str, Any]] = {
    "bert": {"normalize_first": False, "activation": "gelu_approximate", "num_segments": 2, "use_pooler": True},
    "albert": {"embedding_dim": 6, "num_groups": 1, "positions": "sinusoidal"},
    "alibi": {"positions": "alibi", "activation": "geglu", "num_heads": 2},
    "gpt": {"kind": "decoder"},
    "llama": {
        "kind": "decoder",
        "positions": "rotary",
        "num_key_value_heads": 2,
        "normalization": "rms_norm",
        "activation": "swiglu",
        "use_bias": False,
        "rope_frequency_adjustment_factor": 4.0,
        "rope_low_freq_factor": 1.0,
        "rope_high_freq_factor": 4.0,
        "rope_pretraining_sequence_length": 32,
    },
    "bart": {"kind": "encoder_decoder", "normalize_first": False},
    "t5": {
        "kind": "encoder_decoder",
        "positions": "relative",
        "normalization": "rms_norm",
        "activation": "relu",
        "use_bias": False,
        "attention_scale": 1.0,
        "head_dim": 6,
        "use_inner_dropout": True,
    },
}
LENGTHS = (6, 4)


def write_weights(folder: Path) -> None:
    """Write random weights for each case."""
    for name, settings in CASES.items():
        weights = make(**settings).get_weights()
        np.savez(folder / f"{name}_weights.npz", *weights)


def compute(folder: Path) -> dict[str, np.ndarray]:
    """Return what each case computes from its weights: outputs, weights of the attention, gradients, decoded states."""
    found: dict[str, np.ndarray] = {}
    for name, settings in CASES.items():
        backbone = make(**settings)
        with np.load(folder / f"{name}_weights.npz") as arrays:
            backbone.set_weights([arrays[key] for key in arrays.files])
        for what, array in _numbers(backbone, _inputs(settings)).items():
            found[f"{name}/{what}"] = array
    return found


def _inputs(settings: dict[str, Any]) -> dict[str, np.ndarray]:
    given = inputs(settings.get("kind", "encoder"), *LENGTHS, length=max(LENGTHS), seed=3)
    if settings.get("num_segments"):
        given["segment_ids"] = given["token_ids"] % 2
    return given


def _numbers(backbone: Any, given: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    import keras

    output = backbone(given)
    numbers = {f"output {i}": np.asarray(part) for i, part in enumerate(keras.tree.flatten(output))}
    # In a compiled graph, too: by XLA on JAX.
    backbone.compile(jit_compile=keras.config.backend() == "jax")
    for i, part in enumerate(keras.tree.flatten(backbone.predict_on_batch(given))):
        numbers[f"compiled output {i}"] = np.asarray(part)
    for kind, layers in backbone.attention_scores(given).items():
        for layer, weights in enumerate(layers):
            numbers[f"{kind} attention {layer}"] = np.asarray(weights)
    found = gradients(backbone, lambda: sum(map(weighted_sum, keras.tree.flatten(backbone(given)))))
    numbers |= {f"gradient {i}": gradient for i, gradient in enumerate(found)}
    if backbone.kind != "encoder":
        numbers["decoded"] = decode_step_by_step(backbone, given, first=2, compiled=_compiled(backbone))
    return numbers


def _compiled(backbone: Any) -> Any:
    """Return what compiles a step: for texts of any length, and any number of them, on TensorFlow."""
    import keras

    if keras.config.backend() == "jax":
        import jax

        return jax.jit
    import tensorflow as tf

    shapes = [one.shape for one in backbone.make_cache(1, 1)]
    cache = [tf.TensorSpec([None, *inner, None, head_dim]) for _, *inner, _, head_dim in shapes]
    signature = [tf.TensorSpec([None, None], tf.int32), cache, tf.TensorSpec([], tf.int32)]
    return tf.function(input_signature=signature, autograph=False)


def main() -> None:
    """Compute in this process and write the numbers beside the weights."""
    import keras

    folder = Path(sys.argv[1])
    numbers = compute(folder)
    np.savez(folder / "numbers.npz", **numbers)
    sys.stdout.write(json.dumps({"backend": keras.config.backend(), "arrays": len(numbers)}))


if __name__ == "__main__":
    main()
