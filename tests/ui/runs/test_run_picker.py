from ui.runs.run_picker import RunPicker


def test_a_run_with_a_long_name_gets_the_width_that_it_needs(qtbot, session):
    picker = RunPicker(session)
    qtbot.addWidget(picker)
    name = "multilabel_classification · 11/30/26 11:09 AM"
    for text in ("short", name, 300 * "long "):
        picker.addItem(text)

    widths = []
    for index in range(picker.count()):
        picker.setCurrentIndex(index)
        widths.append(picker.sizeHint().width())

    assert picker.fontMetrics().horizontalAdvance(name) < widths[1] < widths[2] <= 600
    assert widths[0] == picker.minimumWidth()
