import csv

import pytest
from PySide6.QtCore import Qt

from studio.devices import Computer
from studio.spec import DataSpec
from ui import jobs
from ui.backbone import advice_card
from ui.backbone.advice_card import AdviceCard

ENGLISH = "The film was a delight from the first scene to the last, and it is what we would have wanted."
CHINESE = "这部电影从第一幕到最后一幕都很精彩"


@pytest.fixture(autouse=True)
def this_computer(tmp_path, monkeypatch):
    """A computer of a known size, with empty caches."""
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(advice_card, "probe", lambda: Computer("a processor", 4, 16 * 10**9, ()))


@pytest.fixture
def card(qtbot, session):
    card = AdviceCard(session)
    qtbot.addWidget(card)
    session.changed.connect(lambda _change: card.show_session())
    card.retranslate()
    card.show_session()
    card.show()
    settle(qtbot)
    yield card
    card.end()
    settle(qtbot)


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=20_000)


def read(qtbot, session, path, text):
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = [(f"{text} {number}", "ab"[number % 2]) for number in range(300)]
        csv.writer(file).writerows([("text", "label"), *rows])
    session.set_data(DataSpec(train=str(path)))
    settle(qtbot)


def shown(card):
    return [view.name.text().replace("\u200b", "") for view in card.views if not view.isHidden()]


def test_three_are_suggested_with_reasons(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "english.csv", ENGLISH)
    assert card.language.currentText() == "Guessed: English"
    assert shown(card) == ["minilm_l6_en_uncased", "deberta_v3_small_en", "deberta_v3_base_en"]
    assert (
        card.views[0]
        .reasons.text()
        .startswith("It is on this computer, so the run begins at once. Trained on English.")
    )
    assert "about" in card.views[0]._numbers.text()
    assert card.accessibleName() == "Which one?"
    assert card.scratch.isHidden()


def test_the_suggestions_follow_the_data(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "english.csv", ENGLISH)
    read(qtbot, session, tmp_path / "chinese.csv", CHINESE)
    assert card.language.currentText() == "Guessed: Chinese"
    assert all(name.endswith("_zh") for name in shown(card))


def test_the_language_can_be_chosen(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "english.csv", ENGLISH)
    card.language.setCurrentText("Japanese")
    assert all("multi" in name for name in shown(card))
    card.language.setCurrentIndex(0)
    assert shown(card)[0] == "minilm_l6_en_uncased"


def test_without_a_network_only_what_is_here_is_suggested(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "english.csv", ENGLISH)
    card.set_online(False)
    assert shown(card) == ["minilm_l6_en_uncased"]
    assert card._aside.text() == "300 examples, this computer, without a network"


def test_where_nothing_can_be_used_one_from_scratch_is_offered(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "chinese.csv", CHINESE)
    card.set_online(False)
    assert shown(card) == [] or card._columns.isHidden()
    assert "A backbone from scratch learns from your data alone" in card._nothing.text()
    with qtbot.waitSignal(card.scratch_asked):
        qtbot.mouseClick(card.scratch, Qt.MouseButton.LeftButton)


def test_before_there_are_data_it_says_what_it_will_follow(card):
    assert card._aside.text() == "Choose data, and it follows their language and size"
    assert len(shown(card)) == 3


def test_look_at_it_carries_the_name(card, qtbot):
    with qtbot.waitSignal(card.preset_chosen) as signal:
        qtbot.mouseClick(card.views[1].look, Qt.MouseButton.LeftButton)
    assert signal.args == [shown(card)[1]]
    assert card.views[1].look.accessibleName() == f"Look at {shown(card)[1]}"


def test_the_settings_count_as_well(card, qtbot, session, tmp_path):
    read(qtbot, session, tmp_path / "english.csv", ENGLISH)
    before = card.views[2].reasons.text()
    session.set_fit(session.draft.fit.model_copy(update={"batch_size": 512}))
    assert "Set the batch size to 8" in card.views[2].reasons.text()
    assert "Set the batch size" not in before
