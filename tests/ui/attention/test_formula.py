import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.attention.formula import Bracketed, Fraction, Name, Root, Scripted, lay_out, row
from ui.attention.formula_view import FormulaView

SIZE = 20

pytestmark = pytest.mark.usefixtures("qapp")


def ink_of(part):
    """Return the first and last row and column that a painted formula touches, around its origin at (60, 60)."""
    layout = lay_out(part, SIZE)
    image = QImage(240, 120, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.paint(painter, QPointF(60, 60), QColor("black"))
    painter.end()
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if QColor(image.pixel(x, y)).lightness() < 140
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return layout, min(xs) - 60, max(xs) - 60, min(ys) - 60, max(ys) - 60


def test_parts_stand_side_by_side():
    parts = [lay_out(part, SIZE) for part in ("Q", Name(" = "), "X")]
    assert lay_out(row("Q", Name(" = "), "X"), SIZE).width == pytest.approx(sum(part.width for part in parts))


def test_an_index_hangs_below_the_line_and_an_exponent_rises_above():
    plain, below, above = (lay_out(part, SIZE) for part in ("W", Scripted("W", below="Q"), Scripted("K", above="T")))
    assert below.descent > plain.descent
    assert below.ascent == plain.ascent
    assert above.ascent > plain.ascent
    assert above.descent == plain.descent


def test_a_fraction_has_its_line_between_both_parts():
    layout = lay_out(Fraction("a", "b"), SIZE)
    line = layout.lines[-1]
    upper, lower = layout.runs
    assert upper.y < line.y1() < lower.y
    assert line.dx() == layout.width


@pytest.mark.parametrize(
    "part",
    [
        "Q",
        Scripted("W", below="Q"),
        Fraction(row("Q", Scripted("K", above=Name("T"))), Root(Scripted("d", below="k"))),
        Bracketed(Fraction("a", "b")),
        Root("d"),
    ],
    ids=["letter", "index", "fraction", "brackets", "root"],
)
def test_nothing_is_painted_outside_of_the_room_that_a_formula_asks_for(part):
    layout, left, right, top, bottom = ink_of(part)
    assert left >= -3
    assert right <= layout.width + 4
    assert top >= -layout.ascent - 4
    assert bottom <= layout.descent + 4


def test_brackets_are_as_high_as_what_they_hold():
    small, large = Bracketed("a"), Bracketed(Fraction("a", "b"))
    assert lay_out(large, SIZE).runs[0].font.pixelSize() > lay_out(small, SIZE).runs[0].font.pixelSize()


def test_formulas_shrink_where_there_is_little_room(qtbot):
    view = FormulaView()
    qtbot.addWidget(view)
    wide = row(*(Scripted("W", below="Q") for _ in range(7)))
    view.show_formulas((wide,), "W…")
    view.resize(200, view.sizeHint().height())
    view.show()
    image = view.grab().toImage()
    ground = image.pixel(100, 2)
    edge = {image.pixel(x, y) for x in (1, 2, 197, 198) for y in range(10, image.height() - 10)}
    assert edge == {ground}
    assert view.accessibleName() == "W…"
