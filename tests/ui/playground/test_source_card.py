"""What a model looked at in a source: the names of its parts."""

import pytest

from studio.attention import SourcePart
from ui.playground.source_card import SourceCard

SOURCE = "  a film\nends "


@pytest.fixture
def card(qtbot):
    card = SourceCard()
    qtbot.addWidget(card)
    card.show_ready(2)
    return card


def test_a_blank_that_is_a_token_of_its_own_is_named_by_the_word_behind_it(card):
    parts = (
        SourcePart(0, 0, "▁", 0.30),
        SourcePart(2, 3, "a", 0.05),
        SourcePart(3, 4, "▁", 0.25),
        SourcePart(4, 8, "film", 0.04),
        SourcePart(8, 9, "↵", 0.20),
        SourcePart(9, 13, "ends", 0.03),
        SourcePart(13, 14, "▁", 0.10),
        SourcePart(14, 14, "</s>", 0.08),
    )
    card.show_parts("x", SOURCE, parts)
    names = [bar.name for bar in card.bars._bars]
    assert names == ["“▁” before “a”", "“▁” before “film”", "“↵” before “ends”", "“▁” at the end", "</s>", "“a”"]
