#!/usr/bin/env bash
# Guess: optimizer.exclude_from_weight_decay(var_names=["LayerNorm", "layer_norm", "bias"]), BERT's own list, exempts normalization layers.
# Seen: in Keras 3.15.1 the names are looked for in `variable.name`, which is "gamma", "beta" or "kernel" and says nothing of the layer; that
#   stands in `variable.path`. So LayerNorm's scale is decayed like any kernel, and its shift too; a name that matches nothing is no error.
# Matters: AdamW's recipe for fine-tuning BERT exempts biases and normalization. The list is copied from other code and is silently void,
#   while "bias" in it works, so a look at one variable does not show it. ["bias", "beta", "gamma"] does it.
# Source: keras/src/optimizers/base_optimizer.py, _use_weight_decay.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" -W ignore - <<'EOF'
import sys

import keras
import numpy as np


def decayed(names):
    """Return the variables that a step with no gradient changes."""
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(4, name="dense"), keras.layers.LayerNormalization(name="LayerNorm")]
    )
    for variable in model.trainable_variables:
        variable.assign(np.ones(variable.shape))
    optimizer = keras.optimizers.AdamW(0.1, weight_decay=0.1)
    optimizer.exclude_from_weight_decay(var_names=names)
    optimizer.apply([np.zeros(variable.shape, "float32") for variable in model.trainable_variables], model.trainable_variables)
    return ["/".join(v.path.split("/")[-2:]) for v in model.trainable_variables if np.any(keras.ops.convert_to_numpy(v) != 1)]


print("keras", keras.__version__)
seen = decayed(["LayerNorm", "layer_norm", "bias"])
by_variable = decayed(["bias", "beta", "gamma"])
print('decayed in spite of ["LayerNorm", "layer_norm", "bias"]: expected: [\'dense/kernel\'] seen:', seen)
print('decayed in spite of ["bias", "beta", "gamma"]:', by_variable)
sys.exit(not (seen == ["dense/kernel", "LayerNorm/gamma", "LayerNorm/beta"] and by_variable == ["dense/kernel"]))
EOF
