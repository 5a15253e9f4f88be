#!/usr/bin/env bash
# Guess: casting a column of classes to the same classes in another order (`cast_column`, to match a model's id2label) keeps what each
#   row means, as casting texts does; and a number that has no class is refused.
# Seen: datasets 5.2.0 keeps the numbers, so every "neg" is a "pos" afterwards. Labels 1 and 2 are taken for two classes named "1" and
#   "2", though 2 is beyond them; only reading the name of that label raises. Texts are cast by name.
# Matters: merging data sets, or evaluating with a model of somebody else, turns labels around without a word.
#   `align_labels_with_mapping` is what renumbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet datasets==5.2.0
HF_HOME="$folder" HF_DATASETS_DISABLE_PROGRESS_BARS=1 "$folder/venv/bin/python" - <<'EOF'
import sys

import datasets
from datasets import ClassLabel, Dataset, Features


def names_of(data):
    return [data.features["label"].int2str(label) for label in data["label"][:]]


print("datasets", datasets.__version__)
one_order, other_order = ClassLabel(names=["neg", "pos"]), ClassLabel(names=["pos", "neg"])
classes = Dataset.from_dict({"label": [0, 1, 0]}, features=Features({"label": one_order}))
before, after = names_of(classes), names_of(classes.cast_column("label", other_order))
texts = names_of(Dataset.from_dict({"label": before}).cast_column("label", other_order))
aligned = names_of(classes.align_labels_with_mapping({"pos": 0, "neg": 1}, "label"))
print("expected:", before, "seen:", after, "texts:", texts, "align_labels_with_mapping:", aligned)
beyond = Dataset.from_dict({"label": [1, 2, 1]}).cast_column("label", ClassLabel(names=["1", "2"]))
print("labels 1, 2, 1 for the classes", beyond.features["label"].names, "expected: an error, seen:", beyond["label"][:])
try:
    names_of(beyond)
    is_refused = False
except ValueError as error:
    is_refused = True
    print("reading the names:", error)
sys.exit(
    not (after == ["pos", "neg", "pos"] and texts == aligned == before and beyond["label"][:] == [1, 2, 1] and is_refused)
)
EOF
