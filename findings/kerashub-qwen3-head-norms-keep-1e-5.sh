#!/usr/bin/env bash
# Guess: `layer_norm_epsilon` of KerasHub's Qwen 3 is the epsilon of all its norms, as `rms_norm_eps` is in transformers.
# Seen: KerasHub 0.32.0 hands it to the norms around attention and feed-forward only. Where the queries and keys of each head are normalized
#   the epsilon is 1e-5, whatever was asked for; Qwen 3's checkpoints have 1e-6.
# Matters: heads with small queries or keys attend otherwise than they were trained to, and logits differ in the third digit.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6 tokenizers==0.23.3 sentencepiece==0.2.3 kagglehub==1.0.3 \
    regex absl-py rich packaging
# Without TensorFlow, which only its graphs need.
"$folder/venv/bin/pip" install --quiet --no-deps keras-hub==0.32.0
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'EOF'
import sys

import keras
import keras_hub
import numpy as np

print("keras_hub", keras_hub.__version__)
asked = 1e-3
keras.utils.set_random_seed(0)
backbone = keras_hub.models.Qwen3Backbone(
    vocabulary_size=50,
    num_layers=1,
    num_query_heads=2,
    num_key_value_heads=2,
    head_dim=8,
    hidden_dim=16,
    intermediate_dim=32,
    layer_norm_epsilon=asked,
)
norms = [layer for layer in backbone._flatten_layers() if type(layer).__name__ == "Qwen3LayerNorm"]
for norm in norms:
    print(f"{norm.name}: expected {asked}, seen {norm.epsilon}")
found = [norm.epsilon for norm in norms]
heads = [norm for norm in norms if norm.head_dim]
inputs = {"token_ids": np.array([[3, 1, 4, 1, 5]]), "padding_mask": np.ones((1, 5), int)}
seen = np.asarray(backbone(inputs))
for norm in heads:
    norm.epsilon = asked
difference = float(np.abs(np.asarray(backbone(inputs)) - seen).max())
print(f"with the epsilon that was asked for the hidden states differ by {difference:.4f}")
sys.exit(found.count(1e-5) != len(heads) or found.count(asked) != 3 or difference < 1e-3)
EOF
