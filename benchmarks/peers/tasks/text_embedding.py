"""Text embedding: verses, searched with among the same verses in older words. An answer is a pair of vectors."""

from collections.abc import Sequence

from job import Row, Settings

from tasks.base import Table, Task, read_csv, sample

TEMPERATURE = 0.05
Pair = tuple[list[float], list[float]]


def vectors(rows: Sequence[Row], tables: Sequence[Table]) -> list[Pair]:
    """Return the vectors that the studio wrote for the texts, and for the second texts."""
    texts, second_texts = ([_vector(row) for row in table] for table in tables)
    return list(zip(texts, second_texts, strict=True))


def recall(rows: Sequence[Row], answers: Sequence[Pair]) -> dict[str, float]:
    """Return at which place each second text is found among all of them, by its cosine."""
    import numpy as np

    text, second = (np.array(side, np.float64) for side in zip(*answers, strict=True))
    text, second = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (text, second))
    cosines = text @ second.T
    places = 1 + (cosines > np.diag(cosines)[:, None]).sum(axis=1)
    return {"recall_at_1": float((places == 1).mean()), "mrr": float((1 / places).mean())}


def _vector(row: Row) -> list[float]:
    names = sorted((name for name in row if name.startswith("vector_")), key=lambda name: int(name.split("_")[1]))
    return [float(row[name]) for name in names]


TASK = Task(
    name="text_embedding",
    settings=Settings(epochs=2, batch_size=32, learning_rate=5e-5, sequence_length=64),
    columns=("text", "second_text"),
    make_data=sample("verse_pairs", "verse_pairs.csv"),
    read=read_csv,
    from_tables=vectors,
    count=recall,
    studio_settings={"temperature": TEMPERATURE},
    asked=({"text": "text"}, {"text": "second_text"}),
)
