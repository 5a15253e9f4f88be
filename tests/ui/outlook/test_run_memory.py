import pytest

from studio import catalogue
from studio.devices import Computer
from studio.spec import DataSpec
from ui.fine_tune.forecast_card import ForecastCard
from ui.outlook.run_memory import run_memory

LARGE = Computer("a processor", 2, 24 * 10**9, ())
SMALL = Computer("a processor", 2, 3 * 10**9, ())
MINILM = catalogue.find(catalogue.BUNDLED_NAME)


def test_both_numbers_are_said(session):
    memory = run_memory(session, MINILM, LARGE)
    assert memory.fits
    assert memory.words().endswith(" / 24\u2009GB")
    assert 0 < memory.fraction < 1
    assert memory.remedy == ""


def test_before_the_computer_was_looked_at_nothing_is_said(session):
    assert run_memory(session, MINILM, None) is None


def test_what_does_not_fit_comes_with_a_remedy(session):
    memory = run_memory(session, MINILM, SMALL)
    assert not memory.fits
    assert memory.remedy.startswith("Set the batch size to ")


def test_where_nothing_helps_a_smaller_one_is_the_remedy(session):
    memory = run_memory(session, catalogue.find("roberta_large_en"), SMALL)
    assert memory.remedy == "Take a smaller backbone."


@pytest.fixture
def card(qtbot, session):
    card = ForecastCard(session)
    qtbot.addWidget(card)
    card.retranslate()
    yield card
    card._job.cancel()


def test_the_card_shows_a_bar_and_warns_where_it_does_not_fit(card, session):
    session.set_data(DataSpec(train="/nowhere.csv"))
    card._on_job_finished(LARGE)
    card.show_draft(MINILM)
    assert not card._memory.isHidden()
    assert card._memory.accessibleName().startswith("Memory: ≈ ")
    assert card._warning.isHidden()
    card._on_job_finished(SMALL)
    assert card._warning.text().startswith("The run does not fit into the memory. Set the batch size to ")
    assert "Activations" in card._memory.toolTip()


def test_a_backbone_of_unknown_size_has_no_bar(card, session):
    card._on_job_finished(LARGE)
    card.show_draft(catalogue.describe_handle("hf://owner/model"))
    assert card._memory.isHidden()
