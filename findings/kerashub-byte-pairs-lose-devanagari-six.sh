#!/usr/bin/env bash
# Guess: a byte-level tokenizer (GPT-2, RoBERTa, BART, Llama 3 in KerasHub) knows every text: no character is unknown to it, none gets lost.
# Seen: inside a tf.data pipeline or any other graph KerasHub 0.32.0 loses each Devanagari digit six (U+096C), which it uses as its own mark while it
#   splits a text, and takes out in the end. "₹ ६००" becomes "₹ ००"; nothing is left of a lone six. Outside of graphs it stays.
# Matters: Hindi, Marathi and Nepali prices, dates and numbers change in training and in exports, and a test on single strings, which is eager,
#   does not show it.
# Source: keras_hub/src/tokenizers/byte_pair_tokenizer.py, split_strings_for_bpe.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 keras==3.15.1 numpy==2.4.6 tokenizers==0.23.3 sentencepiece==0.2.3 kagglehub==1.0.3 \
    regex absl-py rich packaging
# Without TensorFlow's build for GPUs.
"$folder/venv/bin/pip" install --quiet --no-deps keras-hub==0.32.0 tensorflow-text==2.21.1
export KERAS_HOME="$folder" TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES='' KERAS_BACKEND=tensorflow
"$folder/venv/bin/python" - 2>/dev/null <<'EOF'
import sys

import keras_hub
import numpy as np
import tensorflow as tf
import tensorflow_text
from tokenizers import decoders, pre_tokenizers

letters = sorted(pre_tokenizers.ByteLevel.alphabet())
vocabulary = {letter: n for n, letter in enumerate([*letters, "ab"])}
tokenizer = keras_hub.tokenizers.BytePairTokenizer(vocabulary=vocabulary, merges=["a b"])
decoder = decoders.ByteLevel()


def text_of(ids):
    return decoder.decode([letters[int(token_id)] for token_id in np.array(ids)])


print("keras_hub", keras_hub.__version__, "tensorflow", tf.__version__, "tensorflow_text", tensorflow_text.__version__)
texts = ["₹ ६००", "१६", "५ ७", "६"]
eager = [text_of(tokenizer(text)) for text in texts]
graph = [text_of(next(iter(tf.data.Dataset.from_tensors(text).map(tokenizer)))) for text in texts]
print("expected, as seen outside of graphs:", eager)
print("seen inside:                        ", graph)
sys.exit(not (eager == texts and graph == ["₹ ००", "१", "५ ७", ""]))
EOF
