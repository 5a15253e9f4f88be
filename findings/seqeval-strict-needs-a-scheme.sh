#!/usr/bin/env bash
# Guess: `mode="strict"` makes seqeval count strictly: by the scheme that is given, else by the one that the tags show, or it asks for one.
# Seen: seqeval 1.2.2 falls back to its lenient counting when either of `mode="strict"` and `scheme=` is missing, without a word. An entity that
#   was predicted as I-PER I-PER instead of B-PER I-PER is right in three of the four calls, and wrong with both.
# Matters: figures that are called strict are those of conlleval: higher than strict ones wherever a model begins an entity with I-, and not to be
#   compared with strict ones from elsewhere.
# Source: seqeval/metrics/sequence_labeling.py, `if mode == "strict" and scheme`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet seqeval==1.2.2
"$folder/venv/bin/python" -W error - <<'EOF'
import importlib.metadata
import sys

from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

print("seqeval", importlib.metadata.version("seqeval"))
right, given = [["B-PER", "I-PER", "O"]], [["I-PER", "I-PER", "O"]]
calls = {
    "as it comes": ({}, 1.0, 1.0),
    "scheme=IOB2": ({"scheme": IOB2}, 0.0, 1.0),
    'mode="strict"': ({"mode": "strict"}, 0.0, 1.0),
    'mode="strict", scheme=IOB2': ({"mode": "strict", "scheme": IOB2}, 0.0, 0.0),
}
is_same = True
for name, (options, expected, known) in calls.items():
    seen = float(f1_score(right, given, **options))
    is_same &= seen == known
    print(f"F1, {name}: expected: {expected} seen: {seen}")
sys.exit(not is_same)
EOF
