#!/usr/bin/env bash
# Guess: an AUC depends on nothing but the order of the scores, so it may be had of logits, which KerasHub's classifiers give by default
#   and which the loss takes with from_logits=True; and a model that is sure of itself is measured as well as any other.
# Seen: in Keras 3.15.1 `keras.metrics.AUC` counts at 200 fixed thresholds between 0 and 1. Logits beyond fall into two bins: 0.58 where
#   scikit-learn's exact figure is 0.93, without an error. Probabilities that all lie close to 1, in the same order: 0.50.
#   With from_logits=True, or of probabilities that are spread out, it is right to 1e-3.
# Matters: a fine-tuned classifier is chosen by its validation AUC, and a confident one is the rule on unbalanced classes.
# Source: keras-team/keras, issue 15715.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 scikit-learn==1.9.1 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'EOF'
import sys

import keras
import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score


def keras_auc(scores, **settings):
    metric = keras.metrics.AUC(**settings)
    metric.update_state(labels, scores)
    return float(metric.result())


generator = np.random.default_rng(0)
labels = generator.integers(0, 2, 400)
logits = generator.normal(size=400) + 2 * labels + 2
probabilities = 1 / (1 + np.exp(-logits))
confident = 0.996 + 0.004 * probabilities
expected = roc_auc_score(labels, logits)
seen = {
    "logits": keras_auc(logits),
    "logits, from_logits=True": keras_auc(logits, from_logits=True),
    "probabilities": keras_auc(probabilities),
    "the same order, all above 0.996": keras_auc(confident),
}
assert roc_auc_score(labels, confident) == expected
print("keras", keras.__version__, "scikit-learn", sklearn.__version__)
print(f"expected: {expected:.3f} each time (scikit-learn)")
for name, value in seen.items():
    print(f"seen, {name}: {value:.3f}")
wrong, right, also_right, sure = seen.values()
sys.exit(not (expected - wrong > 0.2 and abs(right - expected) < 0.01 > abs(also_right - expected) and sure == 0.5))
EOF
