import pytest
from PySide6.QtCore import QLocale, QPointF, QRectF

from ui.plots.scatter import ResidualView, ScatterView, limit_words, place


@pytest.fixture(autouse=True)
def _english(qapp):
    QLocale.setDefault(QLocale("en"))


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(1000.0, 1842.0), (2026.0, 1900.0)], ("959", "2,067")),
        ([(-4.0, 0.5), (4.0, 1.0)], ("\N{MINUS SIGN}4.32", "4.32")),
        ([(0.0, 0.01), (0.02, 0.01)], ("\N{MINUS SIGN}0.0008", "0.0208")),
    ],
)
def test_the_limits_have_as_many_decimals_as_their_range_needs(qtbot, points, words):
    view = ScatterView()
    qtbot.addWidget(view)
    view.show_points(points)
    across, up = view.axes()
    assert across == up
    assert limit_words(across) == words


def test_what_is_off_is_shown_as_far_above_as_below_the_line(qtbot):
    view = ResidualView()
    qtbot.addWidget(view)
    view.show_points([(10, -2.0), (110, 0.5)])
    (first, last), (low, high) = view.axes()
    assert (first, last) == (6, 114)
    assert view.words() == (("6", "114"), ("\N{MINUS SIGN}2.08", "2.08"))
    assert (low, high) == pytest.approx((-2.08, 2.08))
    frame = QRectF(0, 0, 100, 100)
    assert place(frame, view.axes(), (60, 0.0)) == QPointF(50, 50)
    assert {point.y() for point in view.best_line(frame)} == {50}
    assert not view.grab().isNull()


def test_predictions_that_are_all_right_lie_on_the_line(qtbot):
    view = ResidualView()
    qtbot.addWidget(view)
    view.show_points([(10, 0.0)])
    assert not view.grab().isNull()
