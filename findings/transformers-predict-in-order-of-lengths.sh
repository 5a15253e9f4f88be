#!/usr/bin/env bash
# Guess: `Trainer.predict` answers in the order of the data set, whatever order a training draws its batches in.
# Seen: with `train_sampling_strategy="group_by_length"` transformers 5.24.0 groups evaluation and prediction by length, too: the first prediction
#   is that of one of the longest rows. Labels are turned around alike, so every metric is right.
# Matters: predictions that are written beside their rows, or gathered from the windows of a question's context, are those of other rows, and
#   nothing tells: the metrics of the same call are good. The setting is there to make training faster.
# Source: transformers/trainer.py, _get_eval_sampler.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 transformers==5.24.0 accelerate==1.15.0 numpy==2.4.6
HF_HOME="$folder" HF_HUB_OFFLINE=1 "$folder/venv/bin/python" - "$folder" 2>/dev/null <<'EOF'
import sys

import numpy as np
import torch
import transformers

LENGTHS = (3, 9, 4, 12, 5, 7, 20, 6)
transformers.set_seed(0)
config = transformers.BertConfig(
    vocab_size=50, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=4
)
model = transformers.BertForSequenceClassification(config).eval()
rows = [{"input_ids": [1 + n] * length, "labels": n % 4} for n, length in enumerate(LENGTHS)]


def collate(batch):
    width = max(len(row["input_ids"]) for row in batch)
    ids = torch.tensor([row["input_ids"] + [0] * (width - len(row["input_ids"])) for row in batch])
    return {"input_ids": ids, "attention_mask": (ids > 0).long(), "labels": torch.tensor([row["labels"] for row in batch])}


def predict(strategy):
    """Return for each prediction the row that it is of, and what the call itself says of the labels."""
    arguments = transformers.TrainingArguments(
        output_dir=sys.argv[1],
        use_cpu=True,
        report_to="none",
        disable_tqdm=True,
        per_device_eval_batch_size=4,
        train_sampling_strategy=strategy,
    )
    found = transformers.Trainer(model=model, args=arguments, data_collator=collate).predict(rows)
    places = [int(np.abs(alone - one).sum(axis=1).argmin()) for one in found.predictions]
    return places, found.label_ids.tolist()


with torch.no_grad():
    alone = np.concatenate([model(**collate([row])).logits.numpy() for row in rows])
print("transformers", transformers.__version__, "lengths of the rows:", LENGTHS)
expected = list(range(len(rows)))
seen = {strategy: predict(strategy) for strategy in ("random", "group_by_length")}
for strategy, (places, labels) in seen.items():
    print(f"{strategy}: rows that the predictions are of, expected: {expected} seen: {places}; labels: {labels}")
places, labels = seen["group_by_length"]
is_known = sorted(places) == expected != places and labels == [row % 4 for row in places]
sys.exit(not (seen["random"][0] == expected and is_known))
EOF
