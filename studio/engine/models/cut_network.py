"""A network cut in two: the part that says the same of a text in every step, and the part that is trained on it.

The first part grows from the inputs over all that has no weights to train and draws nothing by chance. So it does not
end at the backbone: where a head reads the vector of the first token or the mean of all, that one vector is what
passes on, and not those of all tokens.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
from keras.src.models.functional import operation_fn

from studio.engine.models.pretrained.block_settings import BlockSettings
from studio.engine.models.text_model import TextModel

# What layers of the same kind may differ in without computing anything else.
_IDLE_SETTINGS = ("name", "dtype", "trainable")


class CutNetwork:
    """Both parts of a network whose backbone is frozen whole. They share its layers and weights.

    Args:
        network: A functional KerasHub task.

    Attributes:
        features: What passes from the first part to the second, by name: symbolic tensors.
        passed: The network's inputs that the second part reads as they are, by name.
    """

    def __init__(self, network: Any) -> None:
        self.network = network
        self._still, self._rest = _cut(network)
        known = {id(tensor) for node in self._still for tensor in node.outputs}
        inputs = {id(tensor): name for name, tensor in network.input.items()}
        ends = {id(tensor): tensor for node in self._rest for tensor in node.input_tensors}
        self.passed = {inputs[key]: tensor for key, tensor in ends.items() if key in inputs}
        self.features = {
            f"feature_{index}": tensor
            for index, tensor in enumerate(tensor for key, tensor in ends.items() if key in known)
        }

    @property
    def shapes(self) -> dict[str, tuple[int | None, ...]]:
        """The shapes of the features by name; lengths and the size of a batch are `None`."""
        return {name: tuple(tensor.shape) for name, tensor in self.features.items()}

    def compute(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the features of a batch by name, inside a graph.

        Args:
            inputs: By the names of the network's inputs.
        """
        values = {id(tensor): inputs[name] for name, tensor in self.network.input.items()}
        _run(self._still, values, training=False)
        return {name: values[id(tensor)] for name, tensor in self.features.items()}

    def compute_rest(self, inputs: Mapping[str, Any], *, training: bool) -> Any:
        """Return the network's output, inside a graph.

        Args:
            inputs: The features, and the inputs that are passed on, by name.
            training: Whether the second part drops values out.
        """
        values = {id(tensor): inputs[name] for name, tensor in {**self.passed, **self.features}.items()}
        _run(self._rest, values, training=training)
        return values[id(self.network.output)]

    def rest_layers(self) -> Iterator[Any]:
        """Yield the layers of the second part, nested ones as well."""
        for node in self._rest:
            if isinstance(node.operation, keras.Layer):
                yield from node.operation._flatten_layers()  # noqa: SLF001  Keras has no public way to walk them.

    def fingerprint(self) -> str:
        """Return what the features depend on beside the inputs, as a short hash: all settings and weights."""
        digest = hashlib.blake2b(digest_size=16)
        block_settings = str(BlockSettings.of(self.network.backbone))
        settings = [keras.__version__, block_settings, [_described(node) for node in self._still], self.shapes]
        digest.update(json.dumps(settings, sort_keys=True, default=str).encode())
        for node in self._still:
            for weight in getattr(node.operation, "weights", ()):
                digest.update(weight.numpy().data)
        return digest.hexdigest()


class HeadNetwork:
    """The second part of a cut network, called like a network. All weights are those of the whole.

    Args:
        cut: Both parts.

    Attributes:
        input: Its symbolic inputs by name.
    """

    def __init__(self, cut: CutNetwork) -> None:
        self._cut = cut
        self.input = {**cut.passed, **cut.features}

    def __call__(self, inputs: Mapping[str, Any], training: bool = False) -> Any:
        """Return the network's output, from its features."""
        return self._cut.compute_rest(inputs, training=training)

    def __getattr__(self, name: str) -> Any:
        """Return what the whole network knows: its weights, its preprocessor, its dtype policy."""
        return getattr(self._cut.network, name)

    def _flatten_layers(self) -> Iterator[Any]:
        return self._cut.rest_layers()


@dataclass(frozen=True, slots=True, eq=False)
class HeadModel(TextModel):
    """A model that reads features instead of tokens: `network` is a `HeadNetwork`.

    Attributes:
        whole: The model that it is a part of.
        shapes: The shapes of the features by name.
    """

    whole: TextModel
    shapes: Mapping[str, tuple[int | None, ...]]

    @classmethod
    def of(cls, whole: TextModel, cut: CutNetwork) -> "HeadModel":
        """Return the second part of a model."""
        return cls(HeadNetwork(cut), whole.info, whole, cut.shapes)

    @property
    def feature_shapes(self) -> Mapping[str, tuple[int | None, ...]]:
        """The shapes of the features, by name."""
        return self.shapes

    @property
    def has_padding_mask(self) -> bool:
        """Whether padding changes nothing, for the whole model."""
        return self.whole.has_padding_mask


def _cut(network: Any) -> tuple[list[Any], list[Any]]:
    """Return the calls of both parts, each in the order of computation."""
    still: list[Any] = []
    rest: list[Any] = []
    known = {id(tensor) for tensor in network.inputs}
    for node in _calls(network):
        if _is_still(node.operation, network.backbone) and all(id(tensor) in known for tensor in node.input_tensors):
            still.append(node)
            known |= {id(tensor) for tensor in node.outputs}
        else:
            rest.append(node)
    return still, rest


def _calls(network: Any) -> Iterator[Any]:
    by_depth = network._nodes_by_depth  # noqa: SLF001  Keras has no public way to walk the calls of a network.
    for depth in sorted(by_depth, reverse=True):
        yield from (node for node in by_depth[depth] if not node.is_input)


def _is_still(operation: Any, backbone: Any) -> bool:
    if not isinstance(operation, keras.Layer):
        return True
    if operation.trainable_variables:
        return False
    weights = {id(variable) for variable in operation.weights}
    # What is no weight is the state of a generator of random numbers.
    return operation is backbone or all(id(variable) in weights for variable in operation.variables)


def _run(nodes: Sequence[Any], values: dict[int, Any], *, training: bool) -> None:
    """Call operations one after the other; what they return is added to the values, by the ids of symbolic tensors."""
    for node in nodes:
        arguments, keywords = node.arguments.fill_in(values)
        outputs = operation_fn(node.operation, training=training)(*arguments, **keywords)
        values |= {id(tensor): value for tensor, value in zip(node.outputs, keras.tree.flatten(outputs), strict=True)}


def _described(node: Any) -> list[Any]:
    operation = node.operation
    if isinstance(operation, keras.Layer):
        config = operation.get_config()
        return [type(operation).__name__, {name: config[name] for name in config if name not in _IDLE_SETTINGS}]
    arguments, keywords = keras.tree.map_structure(
        lambda value: "tensor" if isinstance(value, keras.KerasTensor) else str(value),
        (node.arguments.args, node.arguments.kwargs),
    )
    return [type(operation).__name__, arguments, keywords]
