#!/usr/bin/env bash
# Guess: seqeval either takes tags without prefixes (PER, ORG, O: the IO scheme, one entity a run of equal tags) or refuses them.
# Seen: seqeval 1.2.2 takes the first letter for the prefix: PER is an entity of the type "ER", and ORG, which begins with O, is no
#   entity at all. Perfect predictions of organizations score 0. A UserWarning says "seems not to be NE tag", no more.
# Matters: token classification data often comes without prefixes, or loses them on the way (aggregated tags, a column of types).
#   The figures look plausible, since the other types still score; only the rows of the report are named oddly.
# Source: seqeval/metrics/sequence_labeling.py, get_entities.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet seqeval==1.2.2
"$folder/venv/bin/python" -W ignore - <<'EOF'
import importlib.metadata
import sys

from seqeval.metrics import classification_report, f1_score
from seqeval.metrics.sequence_labeling import get_entities

print("seqeval", importlib.metadata.version("seqeval"))
tags = ["PER", "PER", "O", "ORG", "O", "LOC"]
expected = [("PER", 0, 1), ("ORG", 3, 3), ("LOC", 5, 5)]
seen = get_entities(tags)
print("tags:", *tags)
print("expected:", expected)
print("seen:    ", seen)
organizations = [["ORG", "O"], ["O", "ORG"]]
score = f1_score(organizations, organizations)
print("F1 of perfect predictions of ORG alone, expected: 1.0 seen:", score)
rows = sorted(set(classification_report([tags], [tags], output_dict=True)) - {"micro avg", "macro avg", "weighted avg"})
print("rows of the report:", rows)
sys.exit(not (seen == [("ER", 0, 1), ("OC", 5, 5)] and score == 0 and rows == ["ER", "OC"]))
EOF
