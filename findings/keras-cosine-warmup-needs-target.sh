#!/usr/bin/env bash
# Guess: CosineDecay(2e-5, decay_steps=900, warmup_steps=100) warms up from 0 to 2e-5 in 100 steps, as the schedules of that name in other
#   libraries do, and is at 0 at step 900.
# Seen: Keras 3.15.1 passes over warmup_steps without a word unless warmup_target is given as well: the first step has the full rate. With
#   warmup_target the first argument is where the warmup starts, and decay_steps begin after it: the rate is 0 at step 1000, not 900.
# Matters: the full rate in the first steps, with Adam's moments still empty, is just what a warmup is to prevent in a pretrained model.
#   And a run of 900 steps that counts the warmup in (as transformers' num_training_steps does) ends before the rate does.
# Source: keras/src/optimizers/schedules/learning_rate_schedule.py, CosineDecay.__call__.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" -W error - <<'EOF'
import sys

import keras
from keras.optimizers.schedules import CosineDecay


def rates(schedule):
    return [round(float(schedule(step)) * 1e5, 3) for step in (0, 50, 100, 900, 1000)]


print("keras", keras.__version__, "rates at the steps 0, 50, 100, 900 and 1000, times 1e5")
without = rates(CosineDecay(2e-5, decay_steps=900, warmup_steps=100))
none = rates(CosineDecay(2e-5, decay_steps=900))
with_target = rates(CosineDecay(0.0, decay_steps=900, warmup_steps=100, warmup_target=2e-5))
print("expected: [0, 1, 2, 0, 0]")
print("seen, warmup_steps=100:                     ", without)
print("      no warmup_steps at all:               ", none)
print("      from 0 with warmup_target=2e-5:       ", with_target)
sys.exit(not (without == none and without[0] == 2 and with_target[:3] == [0, 1, 2] and with_target[3] > 0 == with_target[4]))
EOF
