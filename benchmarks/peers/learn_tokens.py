"""Learn the tokens of a backbone from scratch, as the studio does: `learn_tokens.py TASK TRAIN.jsonl OUT`.

So all peers train on the same tokens; what the studio takes to learn its own is part of its time.
"""

import sys
from pathlib import Path

import job
import tasks

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Write a SentencePiece model."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.tokenizing import learn_tokenizer

    name, train, out = sys.argv[1:]
    task = tasks.get(name)
    assert task.architecture is not None
    texts = [row[column] for row in job.read_rows(Path(train)) for column in task.columns]
    size, is_lowercase = task.architecture["vocabulary_size"], task.architecture["lowercase"]
    tokenizer = learn_tokenizer(task.architecture["tokenizer"], texts, size, is_lowercase=is_lowercase)
    Path(out).write_bytes(tokenizer.proto)


if __name__ == "__main__":
    main()
