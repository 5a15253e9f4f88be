"""The report's charts: sound SVG with the data in its place."""

import itertools
import math
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import charts

SVG = "{http://www.w3.org/2000/svg}"


def curves(svg: str) -> list[list[tuple[float, float]]]:
    return [
        [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]
        for line in ElementTree.fromstring(svg).iter(f"{SVG}polyline")
    ]


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.31, 0.33), (-2.0, 7.0), (5.0, 5.0), (0.0, 0.0), (1e-9, 5e-5)])
def test_ticks_are_few_rise_evenly_and_enclose_the_values(low: float, high: float) -> None:
    found = charts.ticks(low, high)
    steps = {round(b - a, 12) for a, b in itertools.pairwise(found)}
    assert 2 <= len(found) <= 7
    assert len(steps) == 1
    assert found[0] <= low + 1e-12
    assert found[-1] >= high - 1e-12


def test_a_curve_rises_to_the_right_and_stays_inside_the_frame() -> None:
    (curve,) = curves(charts.line_chart("Loss", [charts.Series("loss", [0, 1, 2], [1.0, 2.0, 4.0])], "step"))
    assert [x for x, _ in curve] == sorted(x for x, _ in curve)
    assert [y for _, y in curve] == sorted((y for _, y in curve), reverse=True)
    assert all(charts.LEFT <= x <= charts.WIDTH - charts.RIGHT for x, _ in curve)
    assert all(charts.TOP <= y <= charts.HEIGHT - charts.BOTTOM for _, y in curve)


def test_values_that_are_no_numbers_are_left_out() -> None:
    (curve,) = curves(charts.line_chart("Loss", [charts.Series("loss", [0, 1, 2], [1.0, math.nan, 3.0])], "step"))
    assert len(curve) == 2


def test_a_faint_curve_has_no_place_in_the_legend() -> None:
    series = [charts.Series("each step", [0, 1], [1, 2], is_faint=True), charts.Series("mean", [0, 1], [1, 2])]
    svg = charts.line_chart("Loss", series, "step")
    assert len(curves(svg)) == 2
    assert "mean" in words(svg)
    assert "each step" not in words(svg)


def test_bars_are_as_long_as_their_values_and_names_are_escaped() -> None:
    svg = charts.bar_chart("Classes", ["<spam> & co", "ham"], [100, 50])
    long, short = (float(bar.attrib["width"]) for bar in ElementTree.fromstring(svg).iter(f"{SVG}rect"))
    assert long == pytest.approx(2 * short, rel=0.01)
    assert {"<spam> & co", "ham", "100", "50"} <= set(words(svg))
