import csv
import warnings
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.errors import InputError
from ui import theme
from ui.plots import LineStyle, PlotCard
from ui.plots.ticks import tick_labels
from ui.theme import ThemeChoice, apply_theme, color

MILLION = 1_000_000


@pytest.fixture
def card(qtbot):
    card = PlotCard(
        [LineStyle("raw", 0, is_faint=True), LineStyle("smooth", 0), LineStyle("validation", 1)], has_smoothing=True
    )
    qtbot.addWidget(card)
    card.set_words("Loss", "step", {"raw": "each step", "smooth": "smoothed", "validation": "validation"})
    card.resize(700, 420)
    card.show()
    qtbot.waitUntil(lambda: card.plot_view() is not None)
    return card


def fill(qtbot, card, count=500):
    x = np.arange(1.0, count + 1)
    card.model.series("raw").append(x, np.sin(x / 40) + 2)
    card.model.series("validation").append(x[9::50], np.cos(x[9::50] / 40) + 2)
    show(qtbot, card)


def show(qtbot, card):
    with qtbot.waitSignal(card.drawn):
        card.mark_changed()


def in_plot(view, part_x, part_y=0.5):
    area = view._plot_rect()
    return QPoint(int(area.left() + part_x * area.width()), int(area.top() + part_y * area.height()))


def test_words_stand_at_the_top_before_the_plot_is_drawn(qtbot):
    card = PlotCard([LineStyle("raw", 0)])
    qtbot.addWidget(card)
    card.set_words("Loss", "step", {"raw": "each step"})
    card.resize(700, 420)
    card.layout().activate()

    assert card.plot_view() is None
    assert card._legend.mapTo(card, QPoint(0, 0)).y() < 80


def test_pictures_and_points_are_saved(qtbot, card, tmp_path):
    fill(qtbot, card)
    for ending in ("png", "svg", "csv"):
        card.save(tmp_path / f"loss.{ending}")
    image = QImage(str(tmp_path / "loss.png"))
    assert image.width() > 2 * card.plot_view().width()
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 5
    assert QSvgRenderer(str(tmp_path / "loss.svg")).isValid()
    with (tmp_path / "loss.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["step", "each step", "validation"]
    assert len(rows) == 501
    assert rows[1][0] == "1"
    assert float(rows[1][1]) == np.sin(1 / 40) + 2
    assert rows[1][2] == ""
    assert float(rows[10][2]) == np.cos(10 / 40) + 2


def test_a_file_that_cannot_be_written_is_told(qtbot, card, tmp_path):
    fill(qtbot, card)
    for path in (tmp_path / "absent" / "loss.png", tmp_path / "absent" / "loss.csv", tmp_path / "absent" / "loss.svg"):
        with pytest.raises(InputError, match="cannot be written"):
            card.save(path)
    with pytest.raises(InputError, match="expected one of the endings"):
        card.save(tmp_path / "loss.txt")


def test_dragging_zooms_and_a_double_click_shows_all_again(qtbot, card):
    fill(qtbot, card)
    view = card.plot_view()
    viewport = view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=in_plot(view, 0.25))
    qtbot.mouseMove(viewport, in_plot(view, 0.4))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=in_plot(view, 0.5))
    first, last = view.getViewBox().viewRange()[0]
    assert 100 < first < 140
    assert 230 < last < 270
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=in_plot(view, 0.5))
    # QTest leaves the button down after a double click.
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=in_plot(view, 0.5))
    first, last = view.getViewBox().viewRange()[0]
    assert first < 1
    assert last > 500


def test_the_mouse_and_the_keyboard_read_the_values_of_all_lines(qtbot, card):
    fill(qtbot, card)
    view = card.plot_view()
    view._show_reading(60.4)
    words = view._readout.accessibleName()
    assert words.startswith("step 60: ")
    assert f"each step {np.sin(60 / 40) + 2:.3g}" in words
    assert "validation" in words
    view.hide_reading()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view._readout.accessibleName().startswith("step 500: ")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not view._readout.accessibleName().startswith("step 500: ")
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.is_zoomed()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert not view.is_zoomed()


def test_values_that_are_no_numbers_are_drawn_without_a_warning(qtbot, card):
    x = np.arange(1.0, 20_001)
    y = np.full(20_000, np.nan)
    y[::3] = 0.5
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        card.model.series("raw").append(x, y)
        card.model.series("validation").append(x[:5], np.array([np.nan, 1.0, np.nan, np.nan, np.nan]))
        show(qtbot, card)
        card.set_logarithmic(True)
        card.model.series("raw").replace(x, np.where(x % 2 > 0, -1.0, 0.0))
        show(qtbot, card)
        card.model.series("raw").replace(x, np.full(20_000, np.nan))
        show(qtbot, card)
        card.plot_view()._show_reading(50.0)


def test_a_logarithmic_axis_shows_values_far_apart(qtbot, card):
    x = np.arange(1.0, 101)
    card.model.series("raw").append(x, 10.0 ** -(x / 10))
    card.set_logarithmic(True)
    show(qtbot, card)
    low, high = card.plot_view().getViewBox().viewRange()[1]
    assert -11.5 < low < -10
    assert -0.1 < high < 1


def test_a_hidden_line_gives_its_room_to_the_others(qtbot, card):
    fill(qtbot, card)
    card.model.lines["raw"].is_shown = False
    card.model.lines["validation"].series.replace(np.array([1.0, 2.0]), np.array([10.0, 20.0]))
    show(qtbot, card)
    low, high = card.plot_view().getViewBox().viewRange()[1]
    assert low > 8
    assert high < 22


def test_a_point_that_is_the_only_one_of_its_line_is_drawn(qtbot, card):
    card.model.series("validation").append(np.array([32.0]), np.array([6.5]))
    card.model.series("smooth").append(np.array([1.0, 2.0]), np.array([6.0, 7.0]))
    show(qtbot, card)
    dots = card.plot_view()._lone
    assert [dots.getData()[axis].tolist() for axis in (0, 1)] == [[32.0], [6.5]]
    card.model.series("validation").append(np.array([64.0]), np.array([6.0]))
    show(qtbot, card)
    assert len(dots.getData()[0]) == 0


def test_best_step_and_checkpoints_are_marked(qtbot, card):
    fill(qtbot, card)
    card.model.best, card.model.checkpoints = (460.0, 1.5), (100, 200)
    show(qtbot, card)
    view = card.plot_view()
    assert view._best.getData()[0].tolist() == [460.0]
    assert view._checkpoints.getData()[0].tolist() == [100.0, 200.0]


def test_a_plot_follows_the_theme(qtbot, qapp, card):
    fill(qtbot, card)
    view = card.plot_view()
    try:
        apply_theme(qapp, ThemeChoice.DARK)
        qtbot.waitUntil(lambda: view.backgroundBrush().color().name().upper() == theme.DARK.surface)
        assert view._curves["validation"].opts["pen"].color() == theme.series_color(1)
    finally:
        apply_theme(qapp, ThemeChoice.LIGHT)
    qtbot.waitUntil(lambda: view.backgroundBrush().color() == color("surface"))


def test_a_million_points_are_drawn_in_a_frame(qtbot, card):
    x = np.arange(1.0, MILLION + 1)
    y = np.random.default_rng(0).normal(size=MILLION)
    card.model.series("raw").append(x, y)
    card.model.series("smooth").append(x, y)
    show(qtbot, card)
    view = card.plot_view()
    assert len(view._curves["raw"].getData()[0]) < 4 * view.width()
    began = perf_counter()
    for _ in range(10):
        view.refresh()
        view.viewport().repaint()
    assert (perf_counter() - began) / 10 < 0.1


def test_the_slider_tells_over_how_many_points_the_mean_is_taken(qtbot, card):
    with qtbot.waitSignal(card.smoothing_changed) as told:
        card._smoothing.setValue(4)
    assert told.args == [50]
    assert card.smoothing_window() == 50


def test_the_menu_offers_what_can_be_done(qtbot, card):
    fill(qtbot, card)
    menu = card.menu()
    qtbot.addWidget(menu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Save as PNG…", "Save as SVG…", "Save all points as CSV…", "Logarithmic axis", "Show all"]
    actions["Logarithmic axis"].trigger()
    assert card.model.is_logarithmic


@pytest.mark.parametrize("last", [10, 100, 1_000, 10_000, 2_000_000])
def test_a_number_at_the_end_of_the_axis_is_whole(qtbot, card, last):
    fill(qtbot, card)
    view = card.plot_view()
    view.zoom_to(0.0, float(last))
    canvas = QPixmap(view.size())
    with QPainter(canvas) as painter:
        _, _, texts = view._bottom.generateDrawSpecs(painter)
    assert texts[-1][2] == tick_labels([float(last)])[0]
    edge = view._bottom.mapFromScene(view.mapToScene(view.viewport().rect().topRight())).x()
    assert all(rect.right() <= edge + 1 for rect, _, _ in texts)


def test_steps_are_not_counted_below_zero(qtbot, card):
    card.model.series("raw").append(np.zeros(1), np.ones(1))
    show(qtbot, card)
    view = card.plot_view()
    (_, values), *_ = view._bottom.tickValues(*view.viewRange()[0], view._bottom.width())
    assert view.viewRange()[0][0] < 0
    assert values[0] == 0
