"""The card with all heads, and with what the chosen one looks at on the whole."""

from pathlib import Path

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QWidget

from studio.attention import write_map_csv
from studio.errors import InputError
from ui import theme
from ui.attention.bar_rows import BarRow, BarRows
from ui.attention.choice import Choice, ReadMap
from ui.attention.grid_picture import SAVED_CELL, GridPicture, size_for
from ui.attention.habits import habits
from ui.attention.head_grid import HeadGrid
from ui.attention.sheet import Sheet
from ui.attention.sheet_card import SheetCard
from ui.attention.words import choice_title, kind_name
from ui.text import format_percent
from ui.theme import Tone
from ui.widgets import Label, LabelKind

# A spreadsheet holds a million rows; a few more still make a file of a size that one can handle.
_MOST_ROWS = 5_000_000


class GridCard(SheetCard):
    """All heads at a glance.

    Attributes:
        kinds: The choice among the kinds of attention; filled and shown by whoever has more than one.

    Signals:
        chosen: The `Choice` that the user made.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._make_sheet, parent)

        # === State ===
        self._map: ReadMap | None = None
        self._choice = Choice()
        self._notes: tuple[str, ...] = ()

        # === Widgets ===
        self.kinds = QComboBox()
        self.grid = HeadGrid()
        self._caption = Label(tone=Tone.MUTED, is_wrapped=True)
        self._habits_title = Label(kind=LabelKind.STRONG)
        self._habits = BarRows()

        # === Layout ===
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.grid, 100)
        self.body.addWidget(self._caption)
        self.body.addSpacing(theme.SPACE_S)
        self.body.addWidget(self._habits_title)
        self.body.addWidget(self._habits)
        self.body.addStretch(1)

        # === Signals ===
        self.grid.chosen.connect(self.chosen)

    def show_map(self, read: ReadMap, choice: Choice, notes: tuple[str, ...]) -> None:
        """Show all heads of a map, one of them chosen."""
        if read is not self._map:
            self.grid.show_heads(read.thumbs)
        self._map, self._choice, self._notes = read, choice, notes
        self.grid.show_choice(choice)
        self._show_habits()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_name(self.tr("Layers and heads"))
        self.grid.setAccessibleName(self.tr("Layers and heads"))
        self._caption.setText(self.tr("Rows are layers, columns are heads."))
        self._show_habits()

    def _show_habits(self) -> None:
        has_habits = self._map is not None and self._map.is_of_itself
        self._habits.setVisible(has_habits)
        self._habits_title.setVisible(has_habits)
        if self._map is None or not has_habits:
            return
        found = habits(self._map.weights(self._choice), self._map.map.key_specials)
        self._habits_title.setText(self.tr("{title} looks at").format(title=choice_title(self._choice)))
        parts = (
            (self.tr("the token itself"), found.itself),
            (self.tr("the token before"), found.before),
            (self.tr("the token after"), found.after),
            (self.tr("special tokens"), found.specials),
            (self.tr("other tokens"), found.others),
        )
        most = max(part for _, part in parts)
        self._habits.set_bars(tuple(BarRow(name, format_percent(part), part / most) for name, part in parts))

    # === Saving ===

    def _make_sheet(self) -> Sheet | None:
        read = self._map
        if read is None:
            return None
        size = size_for(read.num_layers, read.num_heads, SAVED_CELL)
        picture = GridPicture(read.thumbs, QSizeF(size), self.font())

        def paint(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            picture.paint(painter)

        title = f"{self.tr('Layers and heads')} · {kind_name(read.kind)}"
        return Sheet(title, self._notes, size, paint, lambda path: _write_table(path, read))


def _write_table(path: Path, read: ReadMap) -> None:
    if read.map.weights.size > _MOST_ROWS:
        raise InputError(
            "All heads together have {count} weights; a table takes {most} at most. Save one head, or a shorter text.",
            count=read.map.weights.size,
            most=_MOST_ROWS,
        )
    write_map_csv(path, read.map)
