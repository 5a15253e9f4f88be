#!/usr/bin/env bash
# Guess: a saved classifier of KerasHub whose `task.weights.h5` was not copied along fails to load, as one without `model.weights.h5` does.
# Seen: KerasHub 0.32.0 loads it without an error and gives the head random weights: the same text gets other
#   probabilities at each load, although `task.json` says that this is a whole saved task and not a bare backbone.
# Matters: a model that was copied in part answers, by chance.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6 tokenizers==0.23.3 sentencepiece==0.2.3 kagglehub==1.0.3 \
    regex absl-py rich packaging
# Without TensorFlow, which only its graphs need.
"$folder/venv/bin/pip" install --quiet --no-deps keras-hub==0.32.0
KERAS_HOME="$folder" KERAS_BACKEND=jax FOLDER="$folder" "$folder/venv/bin/python" - <<'EOF'
import os
import shutil
import sys
from pathlib import Path

import keras
import keras_hub
import numpy as np

print("keras_hub", keras_hub.__version__)
backbone = keras_hub.models.BertBackbone(
    vocabulary_size=20, num_layers=1, num_heads=2, hidden_dim=8, intermediate_dim=16, max_sequence_length=16
)
classifier = keras_hub.models.BertTextClassifier(backbone, num_classes=2, activation="softmax")
inputs = {
    "token_ids": np.array([[2, 7, 9, 3]]),
    "segment_ids": np.zeros((1, 4), int),
    "padding_mask": np.ones((1, 4), int),
}
said = np.asarray(classifier(inputs))
whole, lost_head, lost_backbone = (Path(os.environ["FOLDER"], name) for name in ("whole", "lost_head", "lost_backbone"))
classifier.save_to_preset(str(whole))
for copy, file in ((lost_head, "task.weights.h5"), (lost_backbone, "model.weights.h5")):
    shutil.copytree(whole, copy)
    (copy / file).unlink()


def load(path):
    return np.asarray(keras_hub.models.BertTextClassifier.from_preset(str(path), preprocessor=None)(inputs))


same = np.allclose(load(whole), said)
try:
    load(lost_backbone)
    fails_without_backbone = False
except Exception as error:
    fails_without_backbone = True
    print(f"without model.weights.h5: {type(error).__name__}")
keras.utils.set_random_seed(1)
first = load(lost_head)
keras.utils.set_random_seed(2)
second = load(lost_head)
print(f"saved: {said.round(4)}; without task.weights.h5: expected an error, seen {first.round(4)}, then {second.round(4)}")
sys.exit(not (same and fails_without_backbone and not np.allclose(first, second) and not np.allclose(first, said)))
EOF
