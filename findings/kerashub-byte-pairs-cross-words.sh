#!/usr/bin/env bash
# Guess: KerasHub's BytePairTokenizer, which GPT-2 and RoBERTa are read by, splits a text by GPT-2's pattern before it merges, and gives the
#   same ids as `tokenizers` for the same vocabulary and merges.
# Seen: outside of TensorFlow's graphs KerasHub 0.32.0 splits by no pattern at all: it hands a regular expression as plain text to
#   `tokenizers.pre_tokenizers.Split`, which takes a str literally and looks for these very characters (a `tokenizers.Regex` would
#   be a pattern). So merges cross words: two line ends or spaces become one token, where GPT-2 leaves the last space to the next word.
# Matters: whoever tokenizes eagerly (or on JAX or PyTorch without TensorFlow) gets other ids for code, lists and paragraphs than in the training of
#   these models, and than a tf.data pipeline gives.
# Source: keras_hub/src/tokenizers/byte_pair_tokenizer.py, _set_vocabulary_and_merges_tokenizers.
#   On Split: huggingface/tokenizers, issue 1565.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6 tokenizers==0.23.3 sentencepiece==0.2.3 kagglehub==1.0.3 \
    regex absl-py rich packaging
# Without TensorFlow, which only its graphs need.
"$folder/venv/bin/pip" install --quiet --no-deps keras-hub==0.32.0
KERAS_HOME="$folder" KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'EOF'
import json
import sys

import keras_hub
import numpy as np
import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

reference = Tokenizer(models.BPE())
reference.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
corpus = ["def f(x):\n\n    return x\n\n    y = 2\n", "a  b  c", "So...\n\nWell, it is.\n", "\n\n\n"] * 50
alphabet = pre_tokenizers.ByteLevel.alphabet()
reference.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet, show_progress=False))
model = json.loads(reference.to_str())["model"]
merges = [" ".join(pair) for pair in model["merges"]]
tokenizer = keras_hub.tokenizers.BytePairTokenizer(vocabulary=model["vocab"], merges=merges)
spelling = {token_id: token for token, token_id in model["vocab"].items()}

print("keras_hub", keras_hub.__version__, "tokenizers", tokenizers.__version__)
is_different = []
for text in ("it is", "a  b", "So...\n\nWell"):
    expected = reference.encode(text).tokens
    seen = [spelling[int(token_id)] for token_id in np.array(tokenizer(text))]
    print(f"{text!r} expected: {expected} seen: {seen}")
    is_different.append(seen != expected)
is_literal = len(pre_tokenizers.Split(r"\s+", "isolated").pre_tokenize_str("a b")) == 1
is_pattern = len(pre_tokenizers.Split(tokenizers.Regex(r"\s+"), "isolated").pre_tokenize_str("a b")) == 3
sys.exit(not (is_different == [False, True, True] and is_literal and is_pattern))
EOF
