#!/usr/bin/env bash
# Guess: a .weights.h5 file knows layers by their names, so a head named "intent" is loaded into the head named "intent", wherever it stands,
#   and with skip_mismatch=True, after a layer was put in between, the others still find theirs.
# Seen: Keras 3.15.1 writes dense, dense_1, …: the class and a running number. Names given by hand are not in the file. Two heads of one shape
#   in another order are exchanged without a word; with a layer put in, it takes its successor's weights, and all that follow are off.
# Matters: adding an adapter, or swapping two heads in the code, loads weights that were trained for something else.
# Source: keras/src/saving/saving_lib.py, _save_container_state.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" -W ignore - "$folder" <<'EOF'
import sys

import keras
import numpy as np


def heads(*names):
    inputs = keras.Input((4,))
    return keras.Model(inputs, [keras.layers.Dense(3, name=name)(inputs) for name in names])


def stack(*names):
    return keras.Sequential([keras.Input((4,)), *(keras.layers.Dense(4, name=name) for name in names)])


def found(saved, loaded):
    """Return whose weights each layer has now."""
    kernels = {layer.name: layer.kernel.numpy() for layer in saved.layers if layer.weights}
    layers = [layer for layer in loaded.layers if layer.weights]
    return {x.name: next((n for n, kernel in kernels.items() if np.array_equal(kernel, x.kernel)), "none") for x in layers}


def load(saved, loaded, **settings):
    saved.save_weights(f"{sys.argv[1]}/a.weights.h5")
    loaded.load_weights(f"{sys.argv[1]}/a.weights.h5", **settings)
    return found(saved, loaded)


print("keras", keras.__version__)
exchanged = load(heads("intent", "topic"), heads("topic", "intent"))
print("expected: {'topic': 'topic', 'intent': 'intent'}")
print("seen:    ", exchanged)
shifted = load(stack("lower", "upper"), stack("lower", "adapter", "upper"), skip_mismatch=True)
print("expected: {'lower': 'lower', 'adapter': 'none', 'upper': 'upper'}")
print("seen:    ", shifted)
sys.exit(
    not (
        exchanged == {"topic": "intent", "intent": "topic"}
        and shifted == {"lower": "lower", "adapter": "upper", "upper": "none"}
    )
)
EOF
