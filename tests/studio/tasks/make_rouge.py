"""Write what `rouge-score` says of pairs of texts.

Run where rouge-score 0.1.2 is installed, which the studio never needs, from the project's root:

    python tests/studio/tasks/make_rouge.py
"""

import json
import random
from pathlib import Path

from rouge_score.rouge_scorer import RougeScorer

PATH = Path(__file__).parent / "files" / "rouge.json"
KINDS = ("rouge1", "rouge2", "rougeL")
PAIRS = (
    ("The cat sat on the mat.", "The cat is on the mat."),
    ("police killed the gunman", "the gunman killed police"),
    ("Don't re-use state_of_the_art A100-SXM4 cards!", "don t re use state of the art a100 sxm4 cards"),
    ("one", "one"),
    ("one", "two words"),
    ("", "nothing was written"),
    ("...", "only marks"),
    ("a b a b a b", "a b"),
    ("The quick brown fox\njumps over\n\nthe lazy dog", "A quick dog jumps over the lazy brown fox"),
    ("In 2019, 3.5% of 1,000 people (35) agreed", "3.5 % of 1000 people agreed in 2019: 35"),
)
WORDS = ["the", "of", "a", "cat", "dog", "runs", "sees", "12", "blue", "tree", "and", "then", "it", "was"]


def main():
    random.seed(0)
    drawn = [tuple(" ".join(random.choices(WORDS, k=random.randint(1, 60))) for _ in range(2)) for _ in range(10)]
    scorer = RougeScorer(KINDS, use_stemmer=False)
    rows = []
    for prediction, reference in (*PAIRS, *drawn):
        scores = scorer.score(target=reference, prediction=prediction)
        values = {kind: scores[kind].fmeasure for kind in KINDS}
        rows.append({"prediction": prediction, "reference": reference, **values})
    PATH.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
