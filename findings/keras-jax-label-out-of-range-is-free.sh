#!/usr/bin/env bash
# Guess: labels 1 to 5 (stars) for a model with five outputs, which has the classes 0 to 4, are an error, as on TensorFlow without XLA.
# Seen: Keras 3.15.1 on JAX 0.10.2 trains without a word. A label beyond the classes is a row of zeros after one_hot, so its loss is 0 whatever
#   the model says: the five-star rows teach nothing, class 0 is never right, and the loss looks better than it is. The same goes for
#   -100, Hugging Face's mark for tokens to leave out; it is left out of the sum here but counted in the mean.
# Matters: the backend is one environment variable, so the same script that stops at once on TensorFlow gives a model on JAX.
# Source: keras/src/backend/jax/nn.py, sparse_categorical_crossentropy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" -W error - <<'EOF'
import sys

import jax
import keras
import numpy as np

print("keras", keras.__version__, "jax", jax.__version__)
keras.utils.set_random_seed(1)
each = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
mean = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
losses = np.array(each(np.arange(1, 6), np.zeros((5, 5), "float32")))
print("labels 1 to 5 of 5 equal outputs, expected: an error; seen, the losses:", losses.round(3).tolist())
marked = float(mean(np.array([0, -100, -100, -100]), np.zeros((4, 5), "float32")))
print(f"labels 0, -100, -100, -100, expected: an error or {np.log(5):.3f}; seen: {marked:.3f}")

stars = np.repeat(np.arange(1, 6), 40)
texts = np.eye(5, dtype="float32")[stars - 1]
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(5)])
model.compile(keras.optimizers.Adam(0.1), mean)
loss = model.fit(texts, stars, epochs=40, verbose=0).history["loss"][-1]
answers = model.predict(np.eye(5, dtype="float32"), verbose=0).argmax(-1).tolist()
print(f"trained to a loss of {loss:.3f}; answers for 1 to 5 stars, each with an input of its own: {answers}")
sys.exit(not (losses[4] == 0 < losses[0] and marked < 0.41 and loss < 0.1 and answers[:4] == [1, 2, 3, 4]))
EOF
