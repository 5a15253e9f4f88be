"""Words of several scripts on one base line."""

from PySide6.QtGui import QFont, QTextLayout

from ui.widgets.label import Label


def align_baselines(*labels: Label) -> None:
    """Have the first lines of labels that begin at the same height stand on one base line.

    A line with Chinese in it is higher than one without, so that a number beside a Chinese word would stand too high.
    """
    ascents = [_ascent(label.text(), label.font()) for label in labels]
    for label, ascent in zip(labels, ascents, strict=True):
        label.setContentsMargins(0, round(max(ascents) - ascent), 0, 0)
        # A wrapped text is told its height by its text.
        label.setText(label.text())


def _ascent(text: str, font: QFont) -> float:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent() if line.isValid() else 0.0
