import pytest
from PySide6.QtGui import QTextDocument

from ui.guide.tables import column_widths, dress_table


def test_a_table_that_fits_keeps_its_lines():
    assert column_widths([100, 200], [20, 20], 300) == ()


def test_what_is_short_keeps_its_line_and_the_long_ones_share_the_rest():
    assert column_widths([40, 400, 800], [40, 10, 10], 640) == pytest.approx((40, 200, 400), abs=0.1)


def test_no_word_is_torn_while_there_is_room_for_all():
    code, text = column_widths([180, 2000], [180, 60], 300)
    assert code == 180
    assert text == pytest.approx(120, abs=0.1)


def test_a_column_is_not_squeezed_beside_a_very_long_one():
    label, text = column_widths([150, 9000], [10, 10], 400)
    assert label == 100
    assert text == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize("pieces", [[10, 10, 10], [90, 400, 90], [400, 400, 400]])
def test_a_table_is_never_wider_than_its_room(pieces):
    widths = column_widths([500, 900, 700], pieces, 600)
    assert sum(widths) == pytest.approx(600, abs=0.1)
    assert sum(widths) <= 600


def test_a_comma_stays_behind_its_code(qapp):
    page = QTextDocument()
    text = "much to say of it, again and again " * 9
    page.setMarkdown(f"| code | text |\n|---|---|\n| `a`, `a_word_that_is_long`, `b` | {text} |\n")
    (table,) = page.rootFrame().childFrames()
    dress_table(table, 400)
    page.setTextWidth(400 + 2 * page.documentMargin())
    page.documentLayout().documentSize()
    block = table.cellAt(1, 0).firstCursorPosition().block()
    layout = block.layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    words = [block.text()[line.textStart() : line.textStart() + line.textLength()].strip() for line in lines]
    assert "a_word_that_is_long," in words
