import pytest

from ui.widgets import Label


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
