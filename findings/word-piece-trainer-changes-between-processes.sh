#!/usr/bin/env bash
# Guess: a tokenizer that is trained twice on the same texts with the same settings is the same; nothing is drawn at random.
# Seen: with tokenizers 0.23.3 `WordPieceTrainer` gives other ids, other tokens and other ways to cut a text in each process,
#   also with one thread: pieces inside of words are numbered in the order of a hash table, and ties go by these numbers.
#   `BpeTrainer` without a prefix for such pieces gives the same each time.
# Matters: weights only fit the very vocabulary that they were trained with. Whoever trains the tokenizer anew in order to
#   repeat or resume a run gets other ids for the same words, and no error.
# Source: huggingface/tokenizers, issue 1794.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tokenizers==0.23.3
cat > "$folder/train.py" <<'EOF'
import random
import sys

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

generator = random.Random(0)
words = ["".join(generator.choices("abcdefgh", k=generator.randint(3, 8))) for _ in range(300)]
texts = [" ".join(generator.choices(words, k=20)) for _ in range(500)]
model, trainer = {
    "WordPiece": (models.WordPiece(unk_token="[UNK]"), trainers.WordPieceTrainer),
    "BPE": (models.BPE(unk_token="[UNK]"), trainers.BpeTrainer),
}[sys.argv[1]]
tokenizer = Tokenizer(model)
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
tokenizer.train_from_iterator(texts, trainer(vocab_size=200, special_tokens=["[UNK]"], show_progress=False))
print(sorted(tokenizer.get_vocab()), [tokenizer.encode(text).ids for text in texts])
EOF
export RAYON_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false
count() {
    for _ in 1 2 3 4 5 6 7 8; do
        "$folder/venv/bin/python" "$folder/train.py" "$1" | sha256sum
    done | sort -u | wc -l
}
word_piece=$(count WordPiece)
byte_pair=$(count BPE)
"$folder/venv/bin/pip" freeze | grep '^tokenizers='
echo "expected: 1 result of 8 processes"
echo "seen:     WordPiece $word_piece, BPE $byte_pair"
[ "$word_piece" -gt 1 ] && [ "$byte_pair" -eq 1 ]
