"""Which TensorFlow Serving can run an export: whether it knows all operations of the graph.

`resources/serving_2.12_operations.txt` lists what TensorFlow 2.12.1 and TensorFlow Text 2.12.1 register. TensorFlow
Serving 2.12 to 2.19 are all built with that one TensorFlow Text; the servers before 2.12 with one that lacks operations
of the tokenizers.
"""

from pathlib import Path

import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2

import resources

_OLDEST = "2.12"
_OPERATIONS = resources.path("serving_2.12_operations.txt")


def operations(folder: Path) -> frozenset[str]:
    """Return the names of all operations of a SavedModel; its own functions are none."""
    saved = saved_model_pb2.SavedModel.FromString((folder / "saved_model.pb").read_bytes())
    graphs = [meta_graph.graph_def for meta_graph in saved.meta_graphs]
    functions = {function.signature.name for graph in graphs for function in graph.library.function}
    found = {node.op for graph in graphs for node in graph.node}
    found |= {node.op for graph in graphs for function in graph.library.function for node in function.node_def}
    return frozenset(found - functions)


def too_new(folder: Path) -> list[str]:
    """Return the operations of a SavedModel that the oldest server does not know."""
    known = set(_OPERATIONS.read_text(encoding="utf-8").split())
    return sorted(operations(folder) - known)


def oldest_serving(folder: Path) -> str:
    """Return the version of the oldest TensorFlow Serving that is known to run a SavedModel."""
    if not too_new(folder):
        return _OLDEST
    return ".".join(tf.__version__.split(".")[:2])
