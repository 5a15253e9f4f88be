#!/usr/bin/env bash
# Guess: with gradient_accumulation_steps=4 a learning-rate schedule counts what `optimizer.iterations` counts, the updates: a schedule over 8
#   updates lasts for 32 batches.
# Seen: in Keras 3.15.1 `iterations` counts updates, but the schedule is asked with the number of batches. It is over after 8 batches, that is
#   after two updates; the other six have the rate 0 and change nothing.
# Matters: accumulation is how a large batch is had on a small GPU. Whoever gives the schedule the number of updates trains for a fourth of
#   the run, the warmup is a fourth as long, and the loss curve only looks as if the model had converged.
# Source: keras/src/optimizers/base_optimizer.py: iterations divides by the number of steps, _get_current_learning_rate does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'EOF'
import sys

import keras
import numpy as np


def updates(num_batches, **settings):
    """Return how far each update went, the gradient being 1, and the optimizer's count."""
    weight = keras.Variable(np.zeros(()), name="weight")
    schedule = keras.optimizers.schedules.PolynomialDecay(1.0, decay_steps=8, end_learning_rate=0.0)
    optimizer = keras.optimizers.SGD(schedule, **settings)
    places = [0.0]
    for _ in range(num_batches):
        optimizer.apply([keras.ops.ones(())], [weight])
        places.append(float(weight))
    steps = -np.diff(places)
    every = settings.get("gradient_accumulation_steps", 1)
    return steps[every - 1 :: every].tolist(), int(optimizer.iterations)


print("keras", keras.__version__, "PolynomialDecay from 1 to 0 over 8 steps")
plain, _ = updates(8)
accumulated, count = updates(32, gradient_accumulation_steps=4)
print("8 batches, no accumulation, steps of the weight:", plain)
print("32 batches, 4 accumulated, optimizer.iterations:", count)
print("expected:", plain)
print("seen:    ", accumulated)
sys.exit(not (count == 8 and accumulated == [0.625, 0.125, 0, 0, 0, 0, 0, 0]))
EOF
