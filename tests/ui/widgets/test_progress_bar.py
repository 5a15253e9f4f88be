from ui.widgets.progress_bar import ProgressBar


class Counting(ProgressBar):
    num_paints = 0

    def paintEvent(self, event):  # noqa: N802
        super().paintEvent(event)
        self.num_paints += 1


def test_a_new_value_is_painted_with_the_window_and_not_before(qtbot):
    bar = Counting()
    qtbot.addWidget(bar)
    bar.resize(200, 20)
    bar.setRange(0, 1000)
    with qtbot.waitExposed(bar):
        bar.show()
    qtbot.waitUntil(lambda: bar.num_paints > 0)
    before = bar.num_paints
    bar.setValue(700)
    assert bar.num_paints == before
    qtbot.waitUntil(lambda: bar.num_paints > before)
    assert bar.value() == 700
