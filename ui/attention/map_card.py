"""The card with one map, large."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from studio.attention import Array, write_map_csv
from ui import theme
from ui.attention.choice import Choice, ReadMap, Scope
from ui.attention.map_picture import MapPicture, natural_size
from ui.attention.map_view import MapView
from ui.attention.scale import SCALE_SIZE, ScaleLegend, paint_scale
from ui.attention.sheet import Sheet
from ui.attention.sheet_card import SheetCard
from ui.attention.words import choice_title, kind_name
from ui.theme import Tone
from ui.widgets import Label


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """The part of a map that is shown: all of it, or what is not special.

    Attributes:
        rows, columns: The places of what is shown among all tokens.
    """

    weights: Array
    queries: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


class MapCard(SheetCard):
    """The map that is looked at. Its menu leaves special tokens out: much attention rests on them.

    Signals:
        query_chosen: The token whose row the user clicked, by its place among all that look.
    """

    query_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._make_sheet, parent)

        # === State ===
        self._map: ReadMap | None = None
        self._choice = Choice()
        self._notes: tuple[str, ...] = ()
        self._has_specials = True

        # === Widgets ===
        self.view = MapView()
        self._caption = Label(tone=Tone.MUTED, is_wrapped=True)
        self.legend = ScaleLegend()

        # === Layout ===
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_L)
        foot.addWidget(self._caption, 1)
        foot.addWidget(self.legend)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)

        # === Signals ===
        self.view.query_chosen.connect(self._on_view_query_chosen)

    def show_map(self, read: ReadMap, choice: Choice, notes: tuple[str, ...]) -> None:
        """Show the chosen weights of a map."""
        self._map, self._choice, self._notes = read, choice, notes
        self._show_map(read)

    def set_has_specials(self, has_specials: bool) -> None:
        """Show special tokens, or leave them out."""
        self._has_specials = has_specials
        if self._map is not None:
            self._show_map(self._map)

    def menu(self) -> QMenu:
        """Return what can be done with the map."""
        menu = super().menu()
        menu.addSeparator()
        leave_out = menu.addAction(self.tr("Leave special tokens out"))
        leave_out.setCheckable(True)
        leave_out.setChecked(not self._has_specials)
        leave_out.toggled.connect(lambda is_on: self.set_has_specials(not is_on))
        return menu

    def _show_map(self, read: ReadMap) -> None:
        shown = self._shown(read)
        self.view.show_map(shown.weights, shown.queries, shown.keys)
        self.legend.set_most(float(shown.weights.max(initial=0.0)))
        self._show_words()

    def _shown(self, read: ReadMap) -> _Shown:
        tokens = read.map
        rows = _kept(len(tokens.query_tokens), () if self._has_specials else tokens.query_specials)
        columns = _kept(len(tokens.key_tokens), () if self._has_specials else tokens.key_specials)
        return _Shown(
            weights=read.weights(self._choice)[np.ix_(rows, columns)],
            queries=tuple(tokens.query_tokens[row] for row in rows),
            keys=tuple(tokens.key_tokens[column] for column in columns),
            rows=rows,
            columns=columns,
        )

    def _on_view_query_chosen(self, row: int) -> None:
        if self._map is not None:
            self.query_chosen.emit(self._shown(self._map).rows[row])

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.legend.retranslate()
        self.view.setAccessibleName(self.tr("Heat map of the attention"))
        self._show_words()

    def _show_words(self) -> None:
        self.set_name(choice_title(self._choice))
        self.view.setAccessibleDescription(choice_title(self._choice))
        self._caption.setText(self._explain())

    def _explain(self) -> str:
        if not self._has_specials:
            return self.tr("Rows look at columns. Special tokens are left out, so a row adds up to less than 1.")
        if self._choice.scope is Scope.ROLLOUT:
            return self.tr("A row says how much of each input token has reached a token through all layers.")
        if self._map is not None and not self._map.is_of_itself:
            return self.tr("Rows are written and look at columns, which were read. A row adds up to 1.")
        return self.tr("Rows look at columns. A row adds up to 1.")

    # === Saving ===

    def _make_sheet(self) -> Sheet | None:
        if self._map is None:
            return None
        shown = self._shown(self._map)
        size = natural_size(shown.queries, shown.keys, self.font())
        area = QRectF(QPointF(0, 0), QSizeF(size))
        picture = MapPicture(shown.weights, shown.queries, shown.keys, area, self.font())
        written = replace(self._map.map, query_tokens=shown.queries, key_tokens=shown.keys)

        def paint(painter: QPainter) -> None:
            picture.paint(painter)
            foot = QRectF(QPointF(picture.rect.left(), size.height() + theme.SPACE_M), QSizeF(SCALE_SIZE))
            paint_scale(painter, foot, picture.most, self.font())

        whole = QSize(size.width(), size.height() + theme.SPACE_M + SCALE_SIZE.height())
        title = f"{choice_title(self._choice)} · {kind_name(written.kind)}"
        return Sheet(title, self._notes, whole, paint, lambda path: write_map_csv(path, written, shown.weights))


def _kept(length: int, left_out: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places that are shown; a text of nothing but special tokens is shown whole."""
    kept = tuple(place for place in range(length) if place not in left_out)
    return kept or tuple(range(length))
