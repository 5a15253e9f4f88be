#!/usr/bin/env bash
# Guess: keras_hub.models.BertTokenizer(lowercase=True) does what uncased BERT does: small letters without accents, and nothing else.
# Seen: KerasHub 0.32.0 keeps accents and folds case and compatibility forms (NFKC) at once: "café" stays as it is, which no uncased vocabulary
#   has; "straße" becomes "strasse" and "…" three dots. BERT's own rule, as `tokenizers` has it, gives "cafe", "straße", "…".
# Matters: words with accents, in French or Portuguese say, become other pieces than those that an uncased BERT was trained with, or [UNK], and
#   so do some typographic marks; in training as in serving, so that no comparison of the two shows it.
# Source: keras_hub/src/tokenizers/word_piece_tokenizer.py, pretokenize.
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

import keras_hub
import numpy as np
import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "straße", "strasse", "wait", "…", "..."]
tokenizer = keras_hub.models.BertTokenizer(vocabulary=vocabulary, lowercase=True)
reference = Tokenizer(models.WordPiece({token: n for n, token in enumerate(vocabulary)}, unk_token="[UNK]"))
reference.normalizer = normalizers.BertNormalizer(lowercase=True)
reference.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

print("keras_hub", keras_hub.__version__, "tokenizers", tokenizers.__version__)
found = {}
for text in ("Cafe", "Café", "Straße", "Wait…"):
    expected = reference.encode(text).tokens
    found[text] = [vocabulary[int(token_id)] for token_id in np.array(tokenizer(text))]
    print(f"{text} expected: {expected} seen: {found[text]}")
known = {"Cafe": ["cafe"], "Café": ["[UNK]"], "Straße": ["strasse"], "Wait…": ["wait", "..."]}
sys.exit(found != known)
EOF
