import pytest

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from studio.devices import Accelerator, Computer
from studio.planning.architecture_sizes import architecture_sizes
from studio.spec import DataSpec, FitSpec
from ui.designer.numbers_card import NumbersCard
from ui.text import format_bytes, format_percent

COMPUTER = Computer("a processor", 2, 16_000_000_000, ())


@pytest.fixture
def card(qtbot, session):
    card = NumbersCard(session)
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: card._computer is not None)
    card._on_job_finished(COMPUTER)
    card.show_architecture(ArchitectureSpec())
    return card


def test_parameters_are_shown_with_their_parts(card):
    assert card.parameters.text() == "5.3\u2009M"
    assert card.parameters.note() == "learning from scratch on a CPU"
    assert "Embeddings: 2.2\u2009M" in card.bar.accessibleName()
    assert "Feed-forward: 2.1\u2009M" in card.bar.accessibleName()


def memory_of(fit=None, data=None):
    return architecture_sizes(ArchitectureSpec(), fit, data).training


def test_memory_is_set_against_the_computers(card):
    use = memory_of()
    assert card.memory.text() == f"≈ {format_bytes(use.total_bytes)}"
    assert card.memory.note() == f"{format_percent(use.total_bytes / 16e9)} of this computer's 16\u2009GB"


def test_memory_follows_the_batch_and_the_length_of_the_draft(card, session):
    fit = FitSpec(batch_size=4)
    session.set_fit(fit)
    card.show_architecture(ArchitectureSpec())
    assert card.memory.text() == f"≈ {format_bytes(memory_of(fit).total_bytes)}"
    data = DataSpec(train="absent.csv", sequence_length=64)
    session.set_data(data)
    session.set_fit(FitSpec())
    card.show_architecture(ArchitectureSpec())
    assert card.memory.text() == f"≈ {format_bytes(memory_of(None, data).total_bytes)}"


def test_more_memory_than_there_is_is_told_with_what_to_do(card):
    card.show_architecture(find_architecture("transformer_big").architecture)
    assert "More than fits into 16\u2009GB: take smaller batches" in card.memory.note()


def test_on_a_gpu_its_own_memory_counts_and_the_program_does_not(card):
    gpu = Accelerator("a GPU", 8_000_000_000)
    card._on_job_finished(Computer("a processor", 2, 16_000_000_000, (gpu,)))
    use = memory_of()
    assert card.memory.text() == f"≈ {format_bytes(use.total_bytes - use.program_bytes)}"
    assert "of the GPU's 8.0\u2009GB" in card.memory.note()


def test_operations_are_shown_to_train_and_to_run(card):
    assert card.operations.text() == "22.0\u2009MFLOPs"
    assert "7.3\u2009MFLOPs to run" in card.operations.note()


def test_the_time_is_known_once_the_data_is_read(card, session, reviews, qtbot):
    assert card.time.text() == "–"
    session.set_data(DataSpec(train=str(reviews)))
    qtbot.waitUntil(lambda: session.profile is not None)
    card.show_architecture(ArchitectureSpec())
    assert card.time.text().startswith("≈")
    assert card.time.note() == "10 epochs of your data"
