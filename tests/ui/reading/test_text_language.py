import csv

import pytest
from PySide6.QtCore import Qt

from studio.devices import Computer
from studio.spec import BackboneSpec, DataSpec
from ui import jobs
from ui.backbone import advice_card
from ui.fine_tune import forecast_card
from ui.journey.steps import StepLevel, steps, why_not
from ui.pages.backbone import BackbonePage
from ui.pages.fine_tune import FineTunePage
from ui.session import SessionChange

ENGLISH = "The film was a delight from the first scene to the last, and it is what we would have wanted."
GERMAN = "Der Film war von der ersten bis zur letzten Szene ein Genuss und ist nicht zu lang für das Thema."
CHINESE = "这部电影从第一幕到最后一幕都很精彩"
THINGS = "red leather shoes size forty two oak table drawer"


@pytest.fixture(autouse=True)
def this_computer(tmp_path, monkeypatch):
    """A computer of a known size, with empty caches."""
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    for module in (advice_card, forecast_card):
        monkeypatch.setattr(module, "probe", lambda: Computer("a processor", 4, 16 * 10**9, ()))


@pytest.fixture
def read(qtbot, session, tmp_path):
    """Reads texts as the draft's data."""

    def read_texts(*texts):
        path = tmp_path / f"{len(list(tmp_path.glob('*.csv')))}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = [(f"{texts[row // 2 % len(texts)]} {row}", "ab"[row % 2]) for row in range(200)]
            csv.writer(file).writerows([("text", "label"), *rows])
        session.set_data(DataSpec(train=str(path)))
        qtbot.waitUntil(lambda: not jobs.num_running(), timeout=20_000)

    return read_texts


def backbone_step(session):
    return steps(session)[1]


@pytest.mark.parametrize("text", [CHINESE, GERMAN])
def test_a_backbone_that_does_not_know_the_language_of_the_texts_has_no_tick(read, session, text):
    read(text)
    status = backbone_step(session)
    assert status.level is StepLevel.WARNING
    assert "but minilm_l6_en_uncased was trained on English: results may be weaker." in status.reason
    # It is a warning: who knows better may start.
    assert why_not(session) == ""


@pytest.mark.parametrize("texts", [(ENGLISH,), (ENGLISH, CHINESE), (THINGS,), ("12,5 %",)])
def test_there_is_no_warning_where_the_language_is_known_several_or_a_guess(read, session, texts):
    read(*texts)
    assert backbone_step(session).level is StepLevel.SOUND


def test_what_nothing_is_known_of_gets_no_warning(read, session):
    read(CHINESE)
    session.set_backbone(BackboneSpec.model_validate({"architecture": {}}))
    assert backbone_step(session).level is StepLevel.SOUND


def test_who_says_the_language_is_believed_for_this_file(read, session):
    read(CHINESE)
    heard = []
    session.changed.connect(heard.append)
    session.text_language.choose("en")
    assert SessionChange.LANGUAGE in heard
    assert backbone_step(session).level is StepLevel.SOUND
    read(GERMAN)
    assert session.text_language.chosen is None
    assert backbone_step(session).level is StepLevel.WARNING


def test_the_page_fine_tune_warns_beside_the_start_and_leads_to_the_suggestions(qtbot, read, session):
    page = FineTunePage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    read(ENGLISH)
    assert page.language_notice.isHidden()
    read(CHINESE)
    assert "The texts are in Chinese" in page.language_notice.text()
    assert "The texts are in Chinese" in page._start.toolTip()
    assert page._start.isEnabled()
    qtbot.mouseClick(page.language_notice.button, Qt.MouseButton.LeftButton)
    assert session.page == "backbone"


def test_the_page_backbone_shows_the_warning_instead_of_a_tick(qtbot, read, session):
    page = BackbonePage(session)
    qtbot.addWidget(page)
    page.begin()
    read(CHINESE)
    assert "The texts are in Chinese" in page.card._language_warning.text()
    assert not page.card._language_warning.isHidden()
    row = page.list.table._model.row_of("minilm_l6_en_uncased")
    tip = page.list.table._model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("It was not trained on the language of the texts.")
    read(ENGLISH)
    tip = page.list.table._model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "language" not in tip
    assert page.card._language_warning.isHidden()
    page.end()
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=20_000)
