#!/usr/bin/env bash
# Guess: `batch_sampler="no_duplicates"`, which the pages advise for in-batch negatives, deals every row once an epoch: where a batch cannot be
#   filled without a duplicate there are more and smaller batches.
# Seen: sentence-transformers 6.2.0 makes the smaller batches, but says that there are as many as of full ones, and the trainer stops an epoch after
#   that many. Of 96 questions on 4 passages at a batch size of 32 it trains on 12 and reports epoch 1.0; the other 84 are not seen.
# Matters: several questions on one passage are how retrieval data is made. The more of them, the less is trained on, at the price of an epoch
#   and without a word in the trainer's log; the schedule runs to its end as well.
# Source: sentence_transformers/base/sampler.py, NoDuplicatesBatchSampler, __len__ and __iter__.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 transformers==5.24.0 accelerate==1.15.0 datasets==5.2.0 sentence-transformers==6.2.0
HF_HOME="$folder" HF_HUB_OFFLINE=1 "$folder/venv/bin/python" - "$folder" 2>/dev/null <<'EOF'
import sys
from pathlib import Path

import datasets
import sentence_transformers
import transformers
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

NUM_ROWS, NUM_PASSAGES, BATCH_SIZE = 96, 4, 32
folder = Path(sys.argv[1], "model")
folder.mkdir()
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(str(number) for number in range(NUM_ROWS))]
Path(folder, "vocab.txt").write_text("\n".join(vocabulary))
config = transformers.BertConfig(
    vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
)
transformers.BertModel(config).save_pretrained(folder)
transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
batches = []


class Watched(MultipleNegativesRankingLoss):
    def forward(self, sentence_features, labels):
        features = list(sentence_features)
        batches.append(features[0]["input_ids"][:, 1].tolist())
        return super().forward(features, labels)


def train(num_passages):
    """Return the sizes of the batches, the number of different rows in them and the epoch that is reported."""
    batches.clear()
    model = SentenceTransformer(str(folder), device="cpu")
    rows = {
        "question": [str(number) for number in range(NUM_ROWS)],
        "passage": [f"{number % num_passages} {number % num_passages}" for number in range(NUM_ROWS)],
    }
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(folder / "out"),
        num_train_epochs=1,
        per_device_train_batch_size=BATCH_SIZE,
        batch_sampler="no_duplicates",
        use_cpu=True,
        report_to="none",
        disable_tqdm=True,
        save_strategy="no",
    )
    trainer = SentenceTransformerTrainer(
        model=model, args=arguments, train_dataset=datasets.Dataset.from_dict(rows), loss=Watched(model)
    )
    trainer.train()
    return [len(batch) for batch in batches], len({row for batch in batches for row in batch}), trainer.state.epoch


print("sentence-transformers", sentence_transformers.__version__, "transformers", transformers.__version__)
known = {NUM_ROWS: ([32, 32, 32], 96, 1.0), NUM_PASSAGES: ([4, 4, 4], 12, 1.0)}
is_same = True
for num_passages, expected in known.items():
    sizes, num_seen, epoch = train(num_passages)
    is_same &= (sizes, num_seen, epoch) == expected
    print(f"{NUM_ROWS} questions on {num_passages} passages: rows trained on, expected: {NUM_ROWS} seen: {num_seen}; batches of {sizes}; epoch {epoch}")
sys.exit(not is_same)
EOF
