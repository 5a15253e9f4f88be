"""An example of a batch: its row, what is to be said of it, and its tokens as chips."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.attention.chips import Chip, ChipFlow
from ui.text import format_count, listing, studio_text
from ui.widgets.label import Label

# How strongly the tokens of every other segment are shaded, or of every other text of a row: the first is not.
_SHADE = 0.3


class TokenFlow(QWidget):
    """Chips over as many lines as they need."""

    def __init__(self, chips: Sequence[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = tuple(chips)
        self._has_notes = any(chip.note for chip in chips)
        self._flow = self._laid_out()
        self.setAccessibleName(" ".join(f"{chip.text} ({chip.note})" if chip.note else chip.text for chip in chips))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the chips out anew."""
        super().resizeEvent(event)
        self._flow = self._laid_out()
        self.setFixedHeight(round(self._flow.height))

    def _laid_out(self) -> ChipFlow:
        return ChipFlow(self._chips, float(self.width()), self.font(), has_notes=self._has_notes)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._flow.paint(painter)


class ExampleView(QWidget):
    """An example as `studio.engine.running.first_batch` tells it.

    Args:
        example: JSON data.
        target_label: What the data calls what is to be said of it, in English; `None` where nothing in it says it.
    """

    def __init__(self, example: Mapping[str, Any], target_label: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._example = example
        self._target_label = target_label
        self.title = Label(is_wrapped=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(self.title)
        self.flows = [TokenFlow(chips) for chips in chips_of(example)]
        for flow in self.flows:
            layout.addWidget(flow)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        example = self._example
        rows = listing([format_count(row) for row in example["rows"]])
        template = self.tr("Row {rows}") if len(example["rows"]) == 1 else self.tr("Rows {rows}")
        parts = [template.format(rows=rows), *self._targets()]
        if example["num_cut"]:
            parts.append(self.tr("{count} cut off").format(count=format_count(example["num_cut"])))
        if padding := sum(stream["num_padding"] for stream in example["streams"]):
            parts.append(self.tr("{count} padding").format(count=format_count(padding)))
        self.title.setText(" · ".join(parts))

    def _targets(self) -> list[str]:
        """Return what is to be said of the example, by the name that the data has for it."""
        targets = list(self._example["targets"])
        if self._target_label is None or not targets:
            return targets
        words = self.tr("{label}: {targets}")
        return [words.format(label=studio_text(self._target_label), targets=listing(targets))]


def chips_of(example: Mapping[str, Any]) -> list[list[Chip]]:
    """Return the tokens of an example as chips, a list for each stream."""
    under = {int(place): word for place, word in example["under"].items()}
    return [
        [
            Chip(
                token,
                shade=_shade(stream["segments"], at),
                note="" if index else under.get(at, ""),
                is_special=at in stream["specials"],
            )
            for at, token in enumerate(stream["tokens"])
        ]
        for index, stream in enumerate(example["streams"])
    ]


def _shade(segments: Sequence[int], at: int) -> float | None:
    return _SHADE if segments and (segments[at] - segments[0]) % 2 else None
