#!/usr/bin/env bash
# Guess: where every prediction equals its reference, sacrebleu's BLEU is 100, whatever the texts.
# Seen: with sacrebleu 2.6.0 it is 0.0 where no text has four tokens, as in a glossary, in titles, or in short Chinese answers with `zh`: there is
#   no sequence of four to be right. One longer text among them, and it is 100 again. chrF is 100 in both cases. `zh` also leaves runs of
#   rare characters (from U+20000 on) in one piece, so that eight right ones are one token.
# Matters: a model that translates every term rightly seems to have learned nothing, and a small validation split decides between 0 and 100.
# Source: sacrebleu/metrics/bleu.py, compute_bleu (`effective_order` is for single sentences and off for a corpus); the ranges of
#   tokenizers/tokenizer_zh.py are written '\u20000' to '\u2a6d6', which Python reads as U+2000 and a zero to U+2A6D and a six.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sacrebleu==2.6.0
"$folder/venv/bin/python" - <<'EOF'
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF

print("sacrebleu", sacrebleu.__version__)
corpora = {
    "terms": ("13a", ["blue whale", "grey seal", "harbour porpoise"]),
    "Chinese terms": ("zh", ["蓝鲸", "灰海豹"]),
    "rare characters": ("zh", ["𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇"]),
    "terms and a sentence": ("13a", ["blue whale", "a grey seal swims by"]),
}
seen = {}
for name, (tokenizer, texts) in corpora.items():
    bleu, chrf = BLEU(tokenize=tokenizer).corpus_score(texts, [texts]).score, CHRF().corpus_score(texts, [texts]).score
    seen[name] = (round(bleu, 6), round(chrf, 6))
    print(f"{name}, equal on both sides: expected (100.0, 100.0), seen {seen[name]}")
expected = dict.fromkeys(("terms", "Chinese terms", "rare characters"), (0.0, 100.0))
sys.exit(seen != expected | {"terms and a sentence": (100.0, 100.0)})
EOF
