"""Spans counted as seqeval 1.2.2 counts them in its strict mode."""

import random

import numpy as np
import pytest

from studio.data.tag_schemes import read_tags
from studio.tasks.token_metrics import span_report

TYPES = ("LOC", "ORG", "PER")


def draw_tags(chance: random.Random, length: int) -> list[str]:
    tags: list[str] = []
    while len(tags) < length:
        if chance.random() < 0.5:
            tags.append("O")
        else:
            name = chance.choice(["PER", "LOC", "ORG"])
            size = min(chance.choice([1, 1, 2, 3]), length - len(tags))
            tags += [f"B-{name}"] + [f"I-{name}"] * (size - 1)
    return tags


def draw_rows() -> tuple[list[list[str]], list[list[str]]]:
    chance = random.Random(7)
    wanted, given = [], []
    for _ in range(60):
        tags = draw_tags(chance, chance.randrange(1, 12))
        others = list(tags)
        if chance.random() < 0.6:
            drawn = draw_tags(chance, len(tags))
            place = chance.randrange(len(tags) + 1)
            others = tags[:place] + drawn[place:]
            for i, tag in enumerate(others):
                if tag[0] == "I" and (i == 0 or others[i - 1][2:] != tag[2:]):
                    others[i] = "B" + tag[1:]
        wanted.append(tags)
        given.append(others)
    return wanted, given


def spans(rows):
    return [
        np.array([(a, b, TYPES.index(t)) for a, b, t in read_tags(tags, "bio")[0]], np.int32).reshape(-1, 3)
        for tags in rows
    ]


def test_the_numbers_are_those_of_seqeval() -> None:
    wanted, given = draw_rows()
    report = span_report(spans(wanted), spans(given), TYPES, token_accuracy=0.5, loss=1.0)
    # What its report of the same tags says, with the scheme IOB2.
    expected = {
        "LOC": (0.7636363636363637, 0.711864406779661, 0.736842105263158, 59),
        "ORG": (0.7073170731707317, 0.725, 0.7160493827160495, 40),
        "PER": (0.7222222222222222, 0.8297872340425532, 0.7722772277227723, 47),
    }
    for name, numbers in expected.items():
        entry = report.per_type[name]
        assert (entry.precision, entry.recall, entry.f1, entry.support) == pytest.approx(numbers)
    metrics = {"precision": 0.7333333333333333, "recall": 0.7534246575342466, "f1": 0.7432432432432433}
    assert report.metrics == pytest.approx({**metrics, "loss": 1.0, "token_accuracy": 0.5})


def row(*entries: tuple[int, int, int]) -> np.ndarray:
    return np.array(entries, np.int32).reshape(-1, 3)


def test_wrong_spans_are_told_apart() -> None:
    wanted = [row((0, 2, 0), (3, 4, 1), (6, 8, 0)), row(), row((0, 1, 2))]
    given = [row((0, 2, 0), (3, 4, 0), (6, 7, 0)), row((2, 3, 1)), row()]
    errors = span_report(wanted, given, TYPES, token_accuracy=0.0, loss=0.0).to_json()["errors"]
    assert errors == {"num_boundary": 1, "num_type": 1, "num_spurious": 1, "num_missing": 1}


def test_a_share_of_nothing_is_none_for_a_type_and_0_for_all() -> None:
    report = span_report([row()], [row()], TYPES, token_accuracy=1.0, loss=0.0)
    assert (report.metrics["precision"], report.metrics["recall"], report.metrics["f1"]) == (0.0, 0.0, 0.0)
    assert report.per_type["LOC"].f1 is None
