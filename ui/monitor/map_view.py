"""The texts of measured pairs on a map, before fine-tuning and after: what belongs together should lie together."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.errors import StudioError
from studio.jobs import Progress, Result
from studio.runs import RunFolder
from studio.vector_map import saved_map
from ui import theme
from ui.jobs import ProcessJob
from ui.plots.point_map import Pair, PointMap
from ui.text import format_number, format_percent, translate_error
from ui.theme import Tone
from ui.widgets import Button, ErrorCard, Label, LabelKind, ProgressLine

_WHENS = ("before", "after")
_TOP = Qt.AlignmentFlag.AlignTop


class MapView(QWidget):
    """Draws the map on request; one that was drawn stays with the run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._run: RunFolder | None = None
        self._split = ""
        self._found: Mapping[str, Any] | None = None
        self._job: ProcessJob | None = None

        # === Widgets ===
        self._title = Label(kind=LabelKind.STRONG)
        self.draw_button = Button(icon_name="chart-scatter-plot")
        self._help = Label(tone=Tone.MUTED, is_wrapped=True)
        self._progress = ProgressLine()
        self._error_card = ErrorCard()
        self.titles = {when: Label(tone=Tone.MUTED, is_wrapped=True) for when in _WHENS}
        self.maps = {when: PointMap() for when in _WHENS}
        self._sides = {when: QWidget() for when in _WHENS}
        self._note = Label(tone=Tone.WARN, is_wrapped=True)
        self.texts = Label(is_wrapped=True)

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self.draw_button.clicked.connect(self.draw)
        self._progress.cancelled.connect(self._on_cancelled)
        self._error_card.activated.connect(self.draw)
        for view in self.maps.values():
            view.hovered.connect(self._on_hovered)

    def show_run(self, run: RunFolder | None, split: str) -> None:
        """Show the map of a split's pairs, if there is one; else offer to draw it."""
        if (run, split) != (self._run, self._split):
            self.end()
            self._error_card.clear()
            self._run, self._split = run, split
            self._found = None if run is None else saved_map(run, split)
        self.retranslate()

    def draw(self) -> None:
        """Have the map made."""
        if self._run is None or self._job is not None:
            return
        self._error_card.clear()
        self._job = ProcessJob("map", {"run": str(self._run.path), "split": self._split}, self)
        self._job.progressed.connect(self._progress.set_progress)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._progress.set_progress(Progress("Loading the model"))
        self._job.start()
        self._show()

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._title.setText(self.tr("Map of the texts"))
        self.draw_button.setText(self.tr("Draw the map"))
        self._help.setText(
            self.tr(
                "The vectors of some pairs along the two axes on which they differ most. Each text (disc) is joined to "
                "its second text (square): the shorter the lines, the better the model knows what belongs together."
            )
        )
        self._progress.retranslate()
        self._error_card.retranslate()
        self._show()

    def _show(self) -> None:
        found, is_busy = self._found, self._job is not None
        self.draw_button.setVisible(found is None and not is_busy)
        self._progress.setVisible(is_busy)
        for when in _WHENS:
            data = None if found is None else found.get(when)
            self._sides[when].setVisible(data is not None)
            if data is not None:
                self._show_side(when, data)
        error = None if found is None else found.get("before_error")
        self._note.setVisible(error is not None)
        if error is not None:
            self._note.setText(translate_error(StudioError.from_json(error)))
        self.texts.setVisible(found is not None)
        self._on_hovered(-1)

    def _show_side(self, when: str, data: Mapping[str, Any]) -> None:
        words = {
            "before": self.tr("Before fine-tuning: mean similarity of a pair {similarity}"),
            "after": self.tr("After fine-tuning: mean similarity of a pair {similarity}"),
        }[when]
        self.titles[when].setText(words.format(similarity=format_number(float(data["similarity"]))))
        across, up = (
            template.format(share=format_percent(float(share)))
            for template, share in zip(
                (self.tr("first axis: {share} of the variance"), self.tr("second axis: {share}")),
                data["shares"],
                strict=True,
            )
        )
        self.maps[when].setAccessibleName(self.titles[when].text())
        self.maps[when].show_pairs(_pairs(data["points"]), across, up)

    def _on_hovered(self, index: int) -> None:
        """Bring out the same pair on both maps, and say what it is."""
        for view in self.maps.values():
            view.show_hot(index)
        pairs: Sequence[Mapping[str, Any]] = () if self._found is None else self._found["pairs"]
        if not 0 <= index < len(pairs):
            self.texts.setText(self.tr("Point at a text to read it."))
            return
        pair = pairs[index]
        words = self.tr("Row {row}: {text} — {second_text}")
        texts = {name: " ".join(str(pair[name]).split()) for name in ("text", "second_text")}
        self.texts.setText(words.format(row=pair["row"], **texts))

    def _on_job_finished(self, result: Result) -> None:
        self._job, self._found = None, result.value
        self._show()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        self._show()
        self._error_card.show_error(error, self.tr("The results are kept."), self.tr("Try again"))

    def _on_cancelled(self) -> None:
        self.end()
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.draw_button)
        sides = QHBoxLayout()
        sides.setSpacing(theme.SPACE_L)
        for when in _WHENS:
            column = QVBoxLayout(self._sides[when])
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SPACE_XS)
            column.addWidget(self.titles[when])
            column.addWidget(self.maps[when])
            sides.addWidget(self._sides[when], 1, _TOP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(head)
        for widget in (self._help, self._progress, self._error_card, self._note):
            layout.addWidget(widget)
        layout.addLayout(sides)
        layout.addWidget(self.texts)


def _pairs(points: Sequence[Sequence[float]]) -> tuple[Pair, ...]:
    """Return pairs of points: first stand those of the texts, then those of the second texts."""
    half = len(points) // 2
    return tuple(
        Pair((first[0], first[1]), (second[0], second[1]))
        for first, second in zip(points[:half], points[half:], strict=True)
    )
