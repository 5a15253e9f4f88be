import pytest
from PySide6.QtCore import QPoint

from ui.widgets.histogram import Bars, HistogramView, Mark


@pytest.fixture
def view(qtbot):
    view = HistogramView()
    qtbot.addWidget(view)
    view.resize(320, view.sizeHint().height())
    view.show_bars(Bars((0.0, 10.0, 20.0, 40.0), (5, 9, 2)), [Mark(12, "median 12"), Mark(30, "cut", is_cut=True)])
    return view


def test_bars_need_one_edge_more_than_counts():
    with pytest.raises(ValueError, match="Expected one edge more than counts"):
        Bars((0.0, 1.0), (1, 2))


def test_hovering_tells_which_bar_is_under_the_mouse(qtbot, view):
    view.show()
    with qtbot.waitSignal(view.hovered) as hovered:
        qtbot.mouseMove(view, QPoint(120, 60))

    assert hovered.args == [1]


def test_the_axis_has_few_round_ticks(view):
    assert view._ticks() == [0, 10, 20, 30, 40]


def test_the_axis_of_fractions_is_marked_between_whole_numbers(view):
    view.show_bars(Bars((0.0, 0.5, 1.0), (5, 9), has_fractions=True))
    assert view._ticks() == pytest.approx([0, 0.5, 1])
    view.show_bars(Bars((-0.0025, 0.0, 0.0025), (5, 9), has_fractions=True))
    assert view._ticks() == pytest.approx([-0.002, 0, 0.002])
    # Counts have nothing between them.
    view.show_bars(Bars((0.0, 1.0, 2.0), (5, 9)))
    assert view._ticks() == [0, 1, 2]


def test_what_lies_beyond_the_cut_is_drawn_in_another_colour(view):
    image = view.grab().toImage()
    y = image.height() - 24

    assert image.pixelColor(40, y) != image.pixelColor(300, y)


def test_nothing_is_drawn_without_bars(view):
    view.show_bars(Bars())
    image = view.grab().toImage()

    assert len({image.pixel(x, y) for x in range(0, 320, 8) for y in range(0, 130, 8)}) == 1
