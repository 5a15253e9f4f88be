#!/usr/bin/env bash
# Guess: rouge-score compares texts of any language, or says that it cannot: at worst figures are a little off where words have no spaces.
# Seen: rouge-score 0.1.2 drops all but a to z and 0 to 9 before it counts. A Chinese, Russian or Greek text that is perfectly right scores 0,
#   opposite Chinese sentences that share a number score 1.0 in ROUGE-1 and ROUGE-L, and "naïve" is "na" and "ve". No warning.
# Matters: summaries in other scripts are judged by their numbers and Latin names alone. The mean over a data set looks like a plausible
#   figure, goes up with the share of rows that hold a year, and picks the wrong checkpoint.
# Source: rouge_score/tokenize.py, NON_ALPHANUM_PATTERN.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet rouge-score==0.1.2
"$folder/venv/bin/python" -W ignore - <<'EOF'
import importlib.metadata
import sys

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenize import tokenize

print("rouge-score", importlib.metadata.version("rouge-score"))
scorer = RougeScorer(("rouge1", "rougeL"))
cases = {
    "the same Chinese sentence": ("今天的天气很好", "今天的天气很好", 1.0, 0.0),
    "the same Russian sentence": ("Сегодня хорошая погода", "Сегодня хорошая погода", 1.0, 0.0),
    "opposite Chinese sentences": ("公司2024年亏损严重", "2024年利润创新高", "well below 1", 1.0),
    "the same English sentence": ("The weather is fine", "The weather is fine", 1.0, 1.0),
}
seen = {}
for name, (prediction, reference, expected, _) in cases.items():
    scores = scorer.score(reference, prediction)
    seen[name] = {kind: score.fmeasure for kind, score in scores.items()}
    print(f"{name}: expected {expected}, seen {seen[name]}")
words = tokenize("naïve", None)
print("words of naïve, expected: ['naïve'] seen:", words)
is_as_seen = all(set(seen[name].values()) == {case[3]} for name, case in cases.items())
sys.exit(not (is_as_seen and words == ["na", "ve"]))
EOF
