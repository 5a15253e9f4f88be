from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.errors import DataError, NotFoundError, WorkerError
from ui.widgets.error_card import ErrorCard


def test_the_end_of_a_log_stands_in_the_details_with_its_lines(qtbot):
    card = ErrorCard()
    qtbot.addWidget(card)
    card.show_error(WorkerError("It ended (exit status {status}).", status=9, log="first line\nlast line"))
    assert card.accessibleName() == "It ended (exit status 9)."
    assert "first line\nlast line" in card._text.text()
    assert "\\n" not in card._text.text()


def test_of_a_data_set_the_name_is_told_and_the_whole_path_stands_in_the_details(qtbot):
    card = ErrorCard()
    qtbot.addWidget(card)
    card.show_error(DataError("{file}, row {row}: expected a text.", file="/home/data/reviews.csv", row=3))
    assert card.accessibleName() == "reviews.csv, row 3: expected a text."
    assert "/home/data/reviews.csv" in card._text.text()
    card.show_error(NotFoundError("{file} is not there.", file="/home/data/reviews.csv"))
    assert card.accessibleName() == "/home/data/reviews.csv is not there."


def test_a_message_takes_no_more_room_than_its_lines(qtbot):
    page, card = QWidget(), ErrorCard()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(card)
    layout.addStretch(1)
    card.show_error(WorkerError("words " * 40 + "end."), "kept", "Again")
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: card._what.height() < 4 * card.fontMetrics().height())
