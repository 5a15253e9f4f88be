"""The card that says what a backbone's own tokenizer makes of the user's texts."""

import csv

import pytest

from studio.catalogue import BUNDLED_NAME, find
from studio.errors import WorkerError
from studio.jobs import Result
from studio.spec import DataSpec
from ui import jobs
from ui.backbone.own_tokens_card import OwnTokensCard

WAIT_MS = 120_000
SAME = {"num_texts": 1234, "num_different": 0, "differences": []}
OTHER = SAME | {"num_different": 2, "differences": [{"text": "x" * 100, "expected": [], "received": []}]}


@pytest.fixture
def card(qtbot, session):
    card = OwnTokensCard(session)
    qtbot.addWidget(card)
    card.retranslate()
    yield card
    card.end()
    settle(qtbot)


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=WAIT_MS)


def read(qtbot, session, path, texts):
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = [(f"{text} {number}", "ab"[number % 2]) for number, text in enumerate(texts * 20)]
        csv.writer(file).writerows([("text", "label"), *rows])
    session.set_data(DataSpec(train=str(path)))
    settle(qtbot)


def test_nothing_is_shown_before_there_is_a_backbone_and_data(card, qtbot, session, tmp_path):
    card.show_preset(find(BUNDLED_NAME))
    assert card.isHidden()
    read(qtbot, session, tmp_path / "a.csv", ["a good film", "a bad film"])
    card.show_preset(None)
    assert card.isHidden()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a good film", "a bad film"], "It knows every word in a sample of your texts."),
        (
            ["a good \U00013000 film", "a \U00013001\U00013002 film"],
            "22\u2009% of the words in a sample of your texts are unknown to it: \U00013000, \U00013001\U00013002",
        ),
        (
            [f"a {chr(0x13000) * 30} film", "a bad film"],
            f"13\u2009% of the words in a sample of your texts are unknown to it: {chr(0x13000) * 11}…",
        ),
    ],
)
def test_unknown_words_are_counted_without_a_click(card, qtbot, session, tmp_path, texts, expected):
    read(qtbot, session, tmp_path / "a.csv", texts)
    card.show_preset(find(BUNDLED_NAME))
    settle(qtbot)
    assert not card.isHidden()
    assert card.unknown.text().replace("\u202f", "\u2009") == expected
    assert card.outcome.isHidden()
    assert card.compare.isEnabled()


def test_a_click_compares_and_another_backbone_begins_anew(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "a.csv", ["a good\u00a0film", "a bad film"])
    card.show_preset(find(BUNDLED_NAME))
    settle(qtbot)
    card.compare.click()
    assert (card.compare.text(), card.compare.isEnabled()) == ("Comparing…", False)
    settle(qtbot)
    assert card.outcome.text().startswith("The tokens of 40 of your texts and of ")
    assert card.outcome.text().endswith(" hard ones are those of its own tokenizer.")
    assert card.compare.isHidden()
    card.show_preset(None)
    assert card.isHidden()
    card.show_preset(find(BUNDLED_NAME))
    settle(qtbot)
    assert card.outcome.isHidden()


def test_what_differs_and_what_goes_wrong_is_told(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "a.csv", ["a good film", "a bad film"])
    card.show_preset(find(BUNDLED_NAME))
    settle(qtbot)
    card._on_failed(WorkerError("It died."))
    assert card.outcome.text() == "It died."
    assert card.compare.isEnabled()
    card._error = None
    card._on_comparing_finished(Result({"source": "vocab.txt", "probe": SAME, "texts": OTHER, "unknown": None}))
    assert card.outcome.text() == (
        "Other tokens than its own tokenizer's: in 2 of 1,234 of your texts, in 0 of 1,234 hard ones. For instance: "
        + "x" * 60
    )
