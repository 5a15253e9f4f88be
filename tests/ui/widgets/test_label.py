import pytest

from ui.widgets import Label
from ui.widgets.baseline import align_baselines


@pytest.fixture
def label(qtbot):
    label = Label("one two three four five six seven eight nine ten", is_wrapped=True)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    qtbot.waitExposed(label)
    return label


def test_a_wrapped_label_is_as_high_as_its_lines_and_shrinks_with_them(label):
    high = label.minimumHeight()
    assert high > 3 * label.fontMetrics().height()
    label.setText("one")
    assert label.minimumHeight() < 2 * label.fontMetrics().height()
    label.setText("one two three four five six seven eight nine ten")
    label.resize(600, 20)
    assert label.minimumHeight() < high / 2


@pytest.mark.parametrize(("first", "second"), [("层6", "6"), ("6", "层6"), ("6", "6"), ("层6", "层6")])
def test_words_of_two_scripts_stand_on_one_base_line(qtbot, first, second):
    labels = Label(first), Label(second, is_wrapped=True)
    for label in labels:
        qtbot.addWidget(label)
    align_baselines(*labels)
    assert abs(foot_of_last_letter(labels[0]) - foot_of_last_letter(labels[1])) <= 1


def foot_of_last_letter(label):
    """The lowest dark point of a label's last letter, at the size that it asks for."""
    label.resize(label.sizeHint().width(), label.heightForWidth(200) if label.wordWrap() else label.sizeHint().height())
    picture = label.grab().toImage()
    ink = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 128
    ]
    right = max(x for x, _ in ink)
    return max(y for x, y in ink if x > right - 4)
