"""The data page once something is loaded: the first rows, the cards beside them, the split below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.columns import Columns
from studio.jobs import Progress
from studio.samples import samples
from studio.spec import DataSpec
from studio.tasks import Task
from ui import theme
from ui.data.cards import ClassesCard, LengthsCard, RowsCard
from ui.data.finding_bar import FindingBar
from ui.data.findings_card import FindingsCard
from ui.data.preview_table import PreviewTable
from ui.data.split_card import SeparateFiles, SplitCard
from ui.data.target_card import TargetCard
from ui.reading.data_name import data_name
from ui.reading.data_reading import Opening
from ui.reading.reading_bar import ReadingBar
from ui.text import format_bytes, listing, studio_text
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Card, IconLabel, ProgressLine
from ui.widgets.side_column import SideColumn
from ui.widgets.text_box import TextBox
from ui.words.length_words import ReadLengths

if TYPE_CHECKING:
    from studio.data import Finding, Preview, Profile

_SIDE_WIDTHS = (272, 348)
_DETAIL_HEIGHT = 76


class DataView(QWidget):
    """Shows a data set that was opened.

    Signals:
        columns_changed: The new mapping of role to column.
        reading_changed: The new `ReadingSpec`.
        data_changed: The new `DataSpec`, after a change of the split.
        file_asked: `"validation"` or `"test"`: a separate file is to be chosen.
        rows_asked: The finding whose rows are to be shown.
        cancelled: Reading the profile is to end.
    """

    columns_changed = Signal(object)
    reading_changed = Signal(object)
    data_changed = Signal(object)
    file_asked = Signal(str)
    rows_asked = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._opening: Opening | None = None
        self._task: Task | None = None
        self._shown: tuple[object, ...] = (None,) * 6

        # === Widgets ===
        self._card = Card()
        self._progress = ProgressLine()
        self._progress.hide()
        self.reading = ReadingBar()
        self.notice = IconLabel()
        self.notice.hide()
        self.bar = FindingBar()
        self.table = PreviewTable()
        self._detail = TextBox(is_read_only=True)
        self._detail.setFixedHeight(_DETAIL_HEIGHT)
        self._detail.hide()
        self.rows = RowsCard()
        self.classes = ClassesCard()
        self.target = TargetCard()
        self.lengths = LengthsCard()
        self.findings = FindingsCard()
        self.split = SplitCard()

        # === Layout ===
        self._card.body.addWidget(self._progress)
        self._card.body.addWidget(self.notice)
        self._card.body.addWidget(self.reading)
        self._card.body.addWidget(self.bar)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(self._detail)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_M)
        left.addWidget(self._card, 1)
        left.addWidget(self.split)
        cards = (self.rows, self.findings, self.classes, self.target, self.lengths)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(left, 5)
        layout.addWidget(SideColumn(cards, _SIDE_WIDTHS), 2)

        # === Signals ===
        self._progress.cancelled.connect(self.cancelled)
        self.reading.reading_changed.connect(self.reading_changed)
        self.table.roles_changed.connect(self.columns_changed)
        self.table.cell_chosen.connect(self._on_table_cell_chosen)
        self.findings.rows_asked.connect(self.rows_asked)
        self.lengths.rows_asked.connect(self.rows_asked)
        self.findings.data_changed.connect(self.data_changed)
        self.bar.closed.connect(self.show_all_rows)
        self.split.data_changed.connect(self.data_changed)
        self.split.file_asked.connect(self.file_asked)

    def show_opening(self, opening: Opening, task: Task) -> None:
        """Show the first rows of a data set."""
        is_shown = self._opening is not None and self._opening.source is opening.source and self._task is task
        self._opening, self._task = opening, task
        if is_shown:
            # A change of the language asks for all anew; rows that are looked at stay.
            return
        self._detail.hide()
        self.bar.clear()
        self.table.show_preview(opening.preview, task.roles)
        self.show_reading()
        self._show_title()

    def show_reading(self) -> None:
        """Show how the data set is read, also after a change that could not be made."""
        if self._opening is not None:
            self.reading.show_source(self._opening.source, self._opening.reading)

    def show_finding_rows(self, finding: "Finding", rows: "Preview") -> None:
        """Show only the rows behind a finding, with a way back."""
        self._detail.hide()
        self.bar.show_finding(finding, len(rows.rows))
        self.table.show_rows(rows)
        self.table.setFocus()
        self._show_title()

    def show_all_rows(self) -> None:
        """Show the first rows again."""
        if self.bar.finding is not None and self._opening is not None:
            self.bar.clear()
            self._detail.hide()
            self.table.show_rows(self._opening.preview)
            self._show_title()

    def show_columns(self, columns: Columns) -> None:
        """Show which column plays which role."""
        self.table.show_columns(columns)

    def show_profile(
        self,
        data: DataSpec,
        profile: "Profile | None",
        lengths: tuple[ReadLengths, ...],
        separate: SeparateFiles,
        *,
        task: Task,
        is_reading: bool,
    ) -> None:
        """Show what the whole data is like, as far as it is known yet."""
        shown = (data, profile, lengths, separate, is_reading, task)
        # While the data is read, this is called ten times a second: only what is new is worth a layout.
        if all(new is old or new == old for new, old in zip(shown, self._shown, strict=True)):
            return
        if profile is not self._shown[1]:
            # The rows behind a finding may be others by now.
            self.show_all_rows()
        self._shown = shown
        self.rows.show_profile(profile)
        self.classes.setVisible(task.has_classes)
        self.classes.show_profile(profile, is_reading=is_reading)
        self.target.show_profile(None if profile is None else profile.target)
        self.lengths.show_lengths(profile, lengths, is_reading=is_reading)
        self.findings.show_findings(None if profile is None else profile.findings, data, is_reading=is_reading)
        self.split.show_data(data, None if profile is None else profile.num_usable, separate)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far reading the profile is; `None` when nothing is read."""
        self._progress.setVisible(progress is not None)
        if progress is not None:
            self._progress.set_progress(progress)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._detail.editor.setAccessibleName(self.tr("The whole text of the chosen cell"))
        for widget in (
            self._progress,
            self.reading,
            self.bar,
            self.table,
            self.rows,
            self.classes,
            self.target,
            self.lengths,
            self.findings,
            self.split,
        ):
            widget.retranslate()
        self._show_title()

    def _show_title(self) -> None:
        if self._opening is None:
            return
        # Loaded by now: the data was read with it.
        from studio.data import readers

        source, preview = self._opening.source, self._opening.preview
        num_rows = len(preview.rows)
        shown = (
            self.tr("all %Ln rows", None, num_rows)
            if preview.is_complete
            else self.tr("first %Ln rows", None, num_rows)
        )
        if self.bar.finding is not None:
            shown = self.tr("some rows")
        parts = [
            studio_text(readers.name_of(source.format)),
            format_bytes(source.stamp.size_bytes),
            shown,
        ]
        self._card.set_title(data_name(source.path))
        self._card.setToolTip(plain_tip(str(source.path)))
        self._card.set_aside(" · ".join(parts))
        notice = self._notice(self._opening)
        self.notice.set_content("information-outline", notice, Tone.MUTED)
        self.notice.setVisible(bool(notice))

    def _notice(self, opening: Opening) -> str:
        """Return where the data comes from, if that is not plain."""
        path = opening.source.path
        if opening.parts:
            others = listing(path.name for path in opening.parts.values())
            text = self.tr("The folder holds parts: {train} is learned from; what is measured on: {others}.")
            return text.format(train=path.name, others=others)
        if any(sample.path == path for sample in samples()):
            return self.tr("This is a sample. “Other data” above opens your own texts.")
        return ""

    def _on_table_cell_chosen(self, text: str) -> None:
        self._detail.editor.setPlainText(text)
        self._detail.show()
