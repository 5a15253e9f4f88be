"""The card that says how much room the cache takes."""

import os

import pytest

from studio.leftovers import cache_entries
from ui.settings.storage_card import StorageCard


@pytest.fixture
def card(qtbot, workspace):
    folder = workspace.cache_path / ("a" * 32)
    folder.mkdir()
    (folder / "token_ids.bin").write_bytes(b"x" * 2_000_000)
    os.utime(folder, (1.0e9, 1.0e9))
    card = StorageCard(workspace)
    qtbot.addWidget(card)
    card.retranslate()
    card.begin()
    qtbot.waitUntil(lambda: card._job is None)
    yield card
    card.end()


def test_the_card_shows_the_size_and_clears_at_a_click(qtbot, card, workspace):
    assert card._size.text() == "Tokens and features: 2.0\u2009MB"
    assert card._outcome.isHidden()
    card._clear.click()
    qtbot.waitUntil(lambda: card._job is None)
    assert cache_entries(workspace) == []
    assert card._outcome.text() == "2.0\u2009MB freed."
    assert not card._clear.isEnabled()
