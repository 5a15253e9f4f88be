#!/usr/bin/env bash
# Guess: BERT's limit of 100 characters a word, beyond which a word is [UNK], is the same in KerasHub: only garbage is that long.
# Seen: KerasHub 0.32.0 counts bytes of UTF-8, `tokenizers` characters. A run of 34 Thai or Khmer letters, three bytes each, is a single [UNK],
#   where BERT's own rule gives its pieces; and since these scripts have no spaces between words, a whole clause is one "word".
# Matters: of a Thai clause of more than 33 letters a multilingual BERT sees [CLS] [UNK] [SEP], and so of the next one.
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

clause = "ฉันชอบภาพยนตร์เรื่องนี้มากเพราะสนุก"
pieces = sorted(set(clause))
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces, *(f"##{piece}" for piece in pieces)]
tokenizer = keras_hub.models.BertTokenizer(vocabulary=vocabulary, lowercase=False)
reference = Tokenizer(models.WordPiece({token: n for n, token in enumerate(vocabulary)}, unk_token="[UNK]"))
reference.normalizer = normalizers.BertNormalizer(lowercase=False)
reference.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

print("keras_hub", keras_hub.__version__, "tokenizers", tokenizers.__version__)
counts = []
for text in (clause[:33], clause):
    expected = reference.encode(text).tokens
    seen = [vocabulary[int(token_id)] for token_id in np.array(tokenizer(text))]
    print(f"{len(text)} characters, {len(text.encode())} bytes: expected {len(expected)} pieces, seen {len(seen)}: {seen[:3]}")
    counts.append((len(expected), len(seen), "[UNK]" in expected))
sys.exit(counts != [(33, 33, False), (len(clause), 1, False)])
EOF
