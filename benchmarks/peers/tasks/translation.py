"""Translation from scratch: short verses, English to Spanish. An answer is a text, with the loss of the right one."""

from collections.abc import Sequence
from pathlib import Path

from job import Row, Settings

from tasks.base import Task, perplexity, read_csv, sample, scored

MAX_NEW_TOKENS = 64
ARCHITECTURE = {
    "kind": "encoder_decoder",
    "num_layers": 2,
    "num_heads": 4,
    "hidden_dim": 192,
    "intermediate_dim": 768,
    "positions": "learned",
    "normalize_first": False,
    "activation": "gelu",
    "dropout": 0.1,
    "max_sequence_length": 128,
    "tokenizer": "bpe",
    "vocabulary_size": 4000,
    "lowercase": False,
}


def read_verses(path: Path) -> list[Row]:
    """Read the sample."""
    return [{"source": row["en"], "target": row["es"]} for row in read_csv(path)]


def bleu(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """Return what sacreBLEU counts, of 0 to 100, and the perplexity of the right texts."""
    import sacrebleu

    texts, right = [row["text"] or "" for row in answers], [[row["target"] for row in rows]]
    return {
        "bleu": sacrebleu.corpus_bleu(texts, right).score,
        "chrf": sacrebleu.corpus_chrf(texts, right).score,
        "perplexity": perplexity(answers),
    }


TASK = Task(
    name="translation",
    settings=Settings(epochs=8, batch_size=32, learning_rate=1e-3, sequence_length=64),
    columns=("source", "target"),
    make_data=sample("verses_en_es", "verses_en_es.csv"),
    read=read_verses,
    from_tables=scored,
    count=bleu,
    studio_settings={
        "source_length": 64,
        "target_length": 64,
        "written_rows": 100_000,
        "generation": {"max_new_tokens": MAX_NEW_TOKENS},
    },
    asked=(),
    architecture=ARCHITECTURE,
)
