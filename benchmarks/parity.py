"""Compare whole backbones of KerasHub with the attention stack, weights mapped, and print a table.

    python benchmarks/parity.py [--out FILE]

Each family has a tiny backbone whose weights are all random, biases and scales included; BERT also has the bundled
MiniLM with its real weights. The batch holds texts of several lengths, padded. Three things are measured in float32:

- forward: the largest difference of an output at a real token;
- gradient: the largest difference of an entry of a gradient, over all weights of KerasHub's backbone; the stack's
  gradients are mapped back to those. The loss is the sum of all outputs at real tokens, each times a random number from
  a normal distribution, over the number of real tokens. The largest entry of KerasHub's gradient stands beside it, for
  a difference says nothing without what it is a difference of; and so does the largest difference within one weight
  relative to that weight's own largest entry, where this is above a hundredth of the largest of all (others are
  mostly rounding: a key's bias moves no softmax);
- round trip: whether the weights come back from the stack bit for bit.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import project  # noqa: F401
from numpy.typing import NDArray

Inputs = dict[str, NDArray[np.int32]]

_LENGTHS = (19, 24, 7, 1)
_SMALL = {"vocabulary_size": 60, "num_layers": 3, "num_heads": 4, "hidden_dim": 32, "intermediate_dim": 48}
_LLAMA = {
    **{name: value for name, value in _SMALL.items() if name != "num_heads"},
    "num_query_heads": 4,
    "num_key_value_heads": 2,
}
_LONG_LLAMA = {
    "rope_max_wavelength": 500_000,
    "rope_frequency_adjustment_factor": 8.0,
    "rope_low_freq_factor": 1.0,
    "rope_high_freq_factor": 4.0,
    "rope_pretraining_sequence_length": 16,
}
# Label, class of KerasHub, arguments.
TINY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("BERT", "BertBackbone", {**_SMALL, "max_sequence_length": 32}),
    ("RoBERTa", "RobertaBackbone", {**_SMALL, "max_sequence_length": 32}),
    ("XLM-RoBERTa", "XLMRobertaBackbone", {**_SMALL, "max_sequence_length": 32}),
    ("DistilBERT", "DistilBertBackbone", {**_SMALL, "max_sequence_length": 32}),
    ("ALBERT", "AlbertBackbone", {**_SMALL, "embedding_dim": 16, "max_sequence_length": 32}),
    (
        "ALBERT, 2 groups of 2",
        "AlbertBackbone",
        {**_SMALL, "num_layers": 4, "num_groups": 2, "num_inner_repetitions": 2, "embedding_dim": 16},
    ),
    ("GPT-2", "GPT2Backbone", {**_SMALL, "max_sequence_length": 32}),
    ("BART", "BartBackbone", {**_SMALL, "max_sequence_length": 32}),
    ("T5", "T5Backbone", {**_SMALL, "use_gated_activation": False}),
    ("T5 1.1, gated, own output table", "T5Backbone", {**_SMALL, "activation": "gelu", "tie_embedding_weights": False}),
    ("T5, wide heads", "T5Backbone", {**_SMALL, "key_value_dim": 12, "use_gated_activation": True}),
    ("Llama 3", "Llama3Backbone", _LLAMA),
    ("Llama 3.1, stretched, tied", "Llama3Backbone", {**_LLAMA, **_LONG_LLAMA, "tie_word_embeddings": True}),
)


@dataclass(frozen=True, slots=True)
class Parity:
    """What was measured of one backbone.

    Attributes:
        num_parameters: Of KerasHub's backbone.
        forward: The largest difference of an output at a real token.
        gradient: The largest difference of an entry of a gradient.
        relative_gradient: The largest difference within a weight over that weight's largest entry.
        largest_gradient: The largest entry of KerasHub's gradients.
        is_restored: Whether the round trip changed no bit.
    """

    num_parameters: int
    forward: float
    gradient: float
    relative_gradient: float
    largest_gradient: float
    is_restored: bool


def make_tiny(class_name: str, arguments: dict[str, Any], seed: int = 0) -> Any:
    """Return a backbone of KerasHub whose weights are all random."""
    import keras
    import keras_hub

    keras.utils.set_random_seed(seed)
    backbone = getattr(keras_hub.models, class_name)(**arguments)
    scramble(backbone, seed)
    return backbone


def scramble(backbone: Any, seed: int) -> None:
    """Move all weights by random numbers, so that no bias is 0 and no scale is 1."""
    random = np.random.default_rng(seed)
    for weight in backbone.weights:
        weight.assign(weight.numpy() + random.normal(0.0, 0.15, weight.shape).astype(np.float32))


def load_bundled() -> Any:
    """Return the bundled MiniLM."""
    import keras_hub

    from studio import catalogue

    preset = catalogue.resolve("minilm_l6_en_uncased").path_or_handle
    return keras_hub.models.Backbone.from_preset(preset, dtype="float32")


def make_inputs(backbone: Any, seed: int = 0) -> Inputs:
    """Return a padded batch; an encoder–decoder's two sides have different lengths."""
    random = np.random.default_rng(seed)
    inputs: Inputs = {}
    for name in sorted(backbone.input):
        lengths = np.array(_LENGTHS if not name.startswith("decoder") else _LENGTHS[::-1])
        width = lengths.max() - (2 if name.startswith("decoder") else 0)
        mask = np.arange(width) < lengths[:, None]
        if name.endswith("token_ids"):
            inputs[name] = random.integers(0, backbone.vocabulary_size, mask.shape).astype(np.int32)
        elif name.endswith("padding_mask"):
            inputs[name] = mask.astype(np.int32)
        else:
            inputs[name] = random.integers(0, backbone.num_segments, mask.shape).astype(np.int32)
    return inputs


def measure(backbone: Any, seed: int = 0) -> Parity:
    """Compare a backbone with its stack; the backbone's weights are the same afterwards, if the stack is right."""
    from studio.layers.converting import from_stack, to_stack

    inputs = make_inputs(backbone, seed)
    stack, before = to_stack(backbone), [weight.numpy() for weight in backbone.weights]
    outputs = zip(_outputs_at_real_tokens(stack, inputs), _outputs_at_real_tokens(backbone, inputs), strict=True)
    forward = max(float(np.abs(ours - theirs).max()) for ours, theirs in outputs)
    gradients = _gradients_of_both(stack, backbone, inputs, seed)
    differences = [float(np.abs(ours - theirs).max()) for ours, theirs in gradients]
    sizes = [float(np.abs(theirs).max()) for _, theirs in gradients]
    scramble(backbone, seed + 1)
    from_stack(stack, backbone)
    return Parity(
        num_parameters=backbone.count_params(),
        forward=forward,
        gradient=max(differences),
        relative_gradient=max(d / size for d, size in zip(differences, sizes, strict=True) if size > max(sizes) / 100),
        largest_gradient=max(sizes),
        is_restored=all(np.array_equal(w.numpy(), b) for w, b in zip(backbone.weights, before, strict=True)),
    )


def _gradients_of_both(stack: Any, backbone: Any, inputs: Inputs, seed: int) -> list[tuple[Any, Any]]:
    """Return for each weight of the backbone its gradient twice: as the stack has it, mapped back, and as it has it."""
    from studio.layers.converting import link_weights

    links, loss = link_weights(stack, backbone), _loss_of(inputs, seed)
    found = _gradients(stack, [link.target for link in links], loss, inputs)
    expected = _gradients(backbone, backbone.weights, loss, inputs)
    by_weight = {id(weight): gradient for weight, gradient in zip(backbone.weights, expected, strict=True)}
    return [
        (np.asarray(part), by_weight[id(getattr(source.layer, source.name))])
        for link, gradient in zip(links, found, strict=True)
        for source, part in zip(link.sources, link.split(gradient), strict=True)
    ]


def _flat(outputs: Any) -> Iterator[tuple[str, Any]]:
    named = outputs if isinstance(outputs, dict) else {"sequence_output": outputs}
    yield from sorted(named.items())


def _mask_of(name: str, inputs: Inputs) -> NDArray[np.float32] | None:
    if name == "pooled_output":
        return None
    side = name.partition("_")[0]
    mask = inputs.get(f"{side}_padding_mask", inputs.get("padding_mask"))
    assert mask is not None
    return mask.astype(np.float32)


def _outputs_at_real_tokens(model: Any, inputs: Inputs) -> list[NDArray[np.float32]]:
    found = []
    for name, output in _flat(model(inputs, training=False)):
        mask = _mask_of(name, inputs)
        values = np.asarray(output)
        found.append(values if mask is None else values[mask > 0])
    return found


def _loss_of(inputs: Inputs, seed: int) -> Callable[[Any], Any]:
    import tensorflow as tf

    def loss(outputs: Any) -> Any:
        random = np.random.default_rng(seed)
        total = tf.constant(0.0)
        for name, output in _flat(outputs):
            mask = _mask_of(name, inputs)
            weights = random.normal(size=output.shape).astype(np.float32)
            weights = weights if mask is None else weights * mask[:, :, None]
            total += tf.reduce_sum(output * weights) / (len(output) if mask is None else mask.sum())
        return total

    return loss


def _gradients(model: Any, variables: list[Any], loss: Callable[[Any], Any], inputs: Inputs) -> list[Any]:
    import tensorflow as tf

    values = [variable.value for variable in variables]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(values)
        result = loss(model(inputs, training=False))
    gradients = tape.gradient(result, values, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    return [tf.convert_to_tensor(gradient).numpy() for gradient in gradients]


def main() -> None:
    """Measure all backbones and print the table."""
    parser = argparse.ArgumentParser(description="Compare whole backbones of KerasHub with the attention stack.")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    import studio.engine  # isort: skip  # noqa: F401

    print("| family | parameters | forward \\|Δ\\| | gradient \\|Δ\\| | … relative | largest gradient | round trip |")
    print("|---|---|---|---|---|---|---|")
    makers = {label: partial(make_tiny, name, sizes) for label, name, sizes in TINY}
    found = {}
    for label, make in (makers | {"BERT: the bundled MiniLM": load_bundled}).items():
        found[label] = measure(make())
        print(_row(label, found[label]), flush=True)
    if arguments.out is not None:
        values = {label: asdict(parity) for label, parity in found.items()}
        arguments.out.write_text(json.dumps(values, indent=1), encoding="utf-8")


def _row(label: str, parity: Parity) -> str:
    trip = "bit-equal" if parity.is_restored else "differs"
    return (
        f"| {label} | {parity.num_parameters:,} | {parity.forward:.1e} | {parity.gradient:.1e} | "
        f"{parity.relative_gradient:.1e} | {parity.largest_gradient:.2g} | {trip} |"
    )


if __name__ == "__main__":
    main()
