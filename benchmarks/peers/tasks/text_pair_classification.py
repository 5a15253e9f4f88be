"""Text pair classification: pairs of records, the same or not."""

from job import Settings

from tasks.base import Task, read_csv, sample
from tasks.classes import accuracy, label_of, predictions

TASK = Task(
    name="text_pair_classification",
    settings=Settings(epochs=3, batch_size=32, learning_rate=5e-5, sequence_length=256),
    columns=("text", "second_text", "label"),
    make_data=sample("record_pairs", "record_pairs.csv"),
    read=read_csv,
    from_tables=predictions,
    count=accuracy,
    stratum_of=label_of,
)
