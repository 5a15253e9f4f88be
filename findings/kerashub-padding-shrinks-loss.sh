#!/usr/bin/env bash
# Guess: the loss of a causal language model is the mean over its real tokens, so padding the same texts further changes neither it nor
#   the gradients; KerasHub's preprocessor gives the padding the weight 0 for that.
# Seen: with KerasHub 0.32.0 and Keras 3.15.1 the weighted sum is divided by the number of all places, padding included. Texts of 7 tokens
#   have a loss four times smaller at sequence_length=64 than at 16, and so are their gradients. The metric of the same name
#   among weighted_metrics divides by the weights and does not move. reduction="mean_with_sample_weight" makes the loss do so too.
# Matters: losses of runs with other lengths, other texts or other libraries cannot be compared, exp(loss) is no perplexity, gradient clipping
#   and Adam's epsilon bite differently, and batches of short texts weigh less than they should.
# Source: keras-team/keras, issue 19740.
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

vocabulary = {"<|endoftext|>": 0, **{letter: n for n, letter in enumerate("abcdefgh", 1)}, "ab": 9}
tokenizer = keras_hub.models.GPT2Tokenizer(vocabulary=vocabulary, merges=["a b"])
texts = ["abcdefg"] * 4
Crossentropy = keras.losses.SparseCategoricalCrossentropy


def evaluate(sequence_length, **settings):
    keras.utils.set_random_seed(0)
    backbone = keras_hub.models.GPT2Backbone(10, 1, 2, 8, 16, max_sequence_length=256)
    task = keras_hub.models.GPT2CausalLM(backbone, preprocessor=None)
    # The same layers; the task itself would want a data loader besides.
    model = keras.Model(task.inputs, task.output)
    metric = keras.metrics.SparseCategoricalCrossentropy(from_logits=True, name="metric")
    model.compile("sgd", Crossentropy(from_logits=True, **settings), weighted_metrics=[metric])
    x, y, weights = keras_hub.models.GPT2CausalLMPreprocessor(tokenizer, sequence_length=sequence_length)(texts)
    found = model.evaluate(x, np.array(y), sample_weight=np.array(weights), verbose=0, return_dict=True)
    return round(found["loss"], 4), round(found["metric"], 4)


print("keras_hub", keras_hub.__version__, "keras", keras.__version__)
seen = {length: evaluate(length) for length in (16, 64, 256)}
mean = {length: evaluate(length, reduction="mean_with_sample_weight") for length in (16, 64, 256)}
for length, (loss, metric) in seen.items():
    print(f"padded to {length}: expected loss {metric}, as the metric says; seen {loss}; mean_with_sample_weight: {mean[length][0]}")
(short, metric), (longer, same), (longest, _) = seen.values()
is_shrinking = abs(short / longer - 4) < 0.02 and abs(longer / longest - 4) < 0.02
sys.exit(not (is_shrinking and metric == same and all(abs(loss - metric) < 1e-3 for loss, _ in mean.values())))
EOF
