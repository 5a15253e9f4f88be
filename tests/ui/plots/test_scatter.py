import pytest
from PySide6.QtCore import QLocale

from ui.plots.scatter import ScatterView


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
    assert view.limit_words() == words
