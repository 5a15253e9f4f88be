"""What a comparison asks of a task: its data, its settings, and how answers are counted."""

import csv
import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from job import Row, Settings

ROOT = Path(__file__).resolve().parents[3]
TEST_FRACTION = 0.2
SPLIT_SEED = 0
# Metrics that are no shares of 1.
NO_SHARES = ("perplexity", "perplexity_before", "bits_per_byte", "bleu", "chrf")

# By column, what the studio's `predict` wrote for each row.
Table = list[Row]


@dataclass(frozen=True, slots=True)
class Task:
    """A task.

    Attributes:
        name: As the studio calls it.
        settings: How the job is trained.
        columns: The columns of its rows; the studio gives them the roles of the same names.
        make_data: Returns the file of the data set, which may be made in the folder that it is given.
        read: Reads such a file.
        group_of: Returns what rows share that must stay in one part; `None` where each stands alone.
        stratum_of: Returns what both parts shall have in the same shares.
        studio_settings: The task's own settings in a run specification.
        asked: For each time that the studio is asked about the test rows: from its roles to columns. Empty where what
            the run itself wrote down of them is enough: that is the one table then.
        from_tables: Returns the answers to the test rows out of what the studio wrote each time.
        architecture: Of a backbone from scratch, in the studio's words; `None` for a pretrained one.
        find_preset: Returns the pretrained backbone; `None`: the bundled one.
        trainable: How much of it is trained, in the studio's words.
        count: Returns the metrics of answers by name, the one to compare by first.
    """

    name: str
    settings: Settings
    columns: tuple[str, ...]
    make_data: Callable[[Path], Path]
    read: Callable[[Path], list[Row]]
    from_tables: Callable[[Sequence[Row], Sequence[Table]], list[Any]]
    count: Callable[[Sequence[Row], Sequence[Any]], dict[str, float]]
    group_of: Callable[[Row], Any] | None = None
    stratum_of: Callable[[Row], Any] = lambda _: None
    studio_settings: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[Mapping[str, str], ...] = ({},)
    architecture: Mapping[str, Any] | None = None
    find_preset: Callable[[], str] | None = None
    trainable: Mapping[str, Any] = field(default_factory=dict)

    def split(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """Return the rows to train on and those to test on, always the same."""
        groups: dict[Any, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            groups[number if self.group_of is None else self.group_of(row)].append(number)
        strata: dict[Any, list[list[int]]] = defaultdict(list)
        for numbers in groups.values():
            strata[self.stratum_of(rows[numbers[0]])].append(numbers)
        chance = random.Random(SPLIT_SEED)  # noqa: S311
        test: set[int] = set()
        for stratum in sorted(strata, key=str):
            chance.shuffle(strata[stratum])
            for numbers in strata[stratum][: round(TEST_FRACTION * len(strata[stratum]))]:
                test.update(numbers)
        order = list(range(len(rows)))
        chance.shuffle(order)
        parts = ([rows[number] for number in order if (number in test) == is_test] for is_test in (False, True))
        train, held_out = parts
        return train, held_out


def scored(rows: Sequence[Row], tables: Sequence[Table]) -> list[Row]:
    """Return, of each test row, the text that a run wrote, and the loss and the number of the tokens of the right one.

    A row of several pieces is one row here as well.
    """
    (table,) = tables
    return [
        {"text": row["prediction"], "nats": row["loss"] * row["tokens"], "tokens": row["tokens"]}
        for row in sorted(table, key=lambda row: int(row["row_number"]))
    ]


def perplexity(answers: Sequence[Row], name: str = "nats") -> float:
    """Return the perplexity of all tokens of the right texts."""
    return math.exp(sum(row[name] for row in answers) / sum(row["tokens"] for row in answers))


def sample(name: str, file: str) -> Callable[[Path], Path]:
    """Return what gives the file of a sample that travels with the studio."""
    return lambda _: ROOT / "resources" / "samples" / name / file


def read_csv(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
