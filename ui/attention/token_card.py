"""The card with the tokens of the text, shaded by what one of them looks at."""

import enum
import itertools
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.attention import Array
from studio.formulas import write_rows
from ui import theme
from ui.attention.bar_rows import BarRow, BarRows
from ui.attention.chips import Chip, ChipFlow
from ui.attention.choice import Choice, ReadMap
from ui.attention.scale import SCALE_SIZE, ScaleLegend, paint_scale
from ui.attention.sheet import Sheet
from ui.attention.sheet_card import SheetCard
from ui.attention.token_strip import TokenStrip
from ui.attention.words import choice_title, kind_name, strongest, weight
from ui.theme import Tone
from ui.widgets import Label, LabelKind
from ui.widgets.segments import Segments

_LEAST_NOTED = 0.01
_SAVED_WIDTH = 760
_NUM_BARS = 8


class Direction(enum.Enum):
    """Which way one looks."""

    LOOKS_AT = 0
    IS_LOOKED_AT = 1


class TokenCard(SheetCard):
    """Tokens as chips: hovering one shades all others by how much it looks at them, or they at it.

    Signals:
        query_chosen: The token that is pointed at, where it is one that looks.
    """

    query_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._make_sheet, parent)

        # === State ===
        self._map: ReadMap | None = None
        self._choice = Choice()
        self._notes: tuple[str, ...] = ()
        self._pointed = {Direction.LOOKS_AT: 0, Direction.IS_LOOKED_AT: 0}

        # === Widgets ===
        self.direction = Segments(len(Direction))
        self._hint = Label(tone=Tone.MUTED, is_wrapped=True)
        self._query_title = Label(tone=Tone.MUTED)
        self.queries = TokenStrip()
        self._key_title = Label(tone=Tone.MUTED)
        self.keys = TokenStrip()
        self._reading = Label(kind=LabelKind.STRONG, is_wrapped=True)
        self.bars = BarRows()
        self._caption = Label(tone=Tone.MUTED, is_wrapped=True)
        self.legend = ScaleLegend()

        # === Layout ===
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_L)
        foot.addWidget(self._caption, 1)
        foot.addWidget(self.legend)
        self.add_to_header(self.direction)
        for widget in (self._hint, self._query_title, self.queries, self._key_title, self.keys):
            self.body.addWidget(widget)
        self.body.addSpacing(theme.SPACE_S)
        self.body.addWidget(self._reading)
        self.body.addWidget(self.bars)
        self.body.addStretch(1)
        self.body.addLayout(foot)

        # === Signals ===
        self.direction.chosen.connect(lambda _index: self._show())
        self.queries.pointed.connect(self._on_queries_pointed)
        self.keys.pointed.connect(self._on_keys_pointed)

    def show_map(self, read: ReadMap, choice: Choice, query: int, notes: tuple[str, ...]) -> None:
        """Show the tokens of a map, one of those that look pointed at."""
        self._map, self._choice, self._notes = read, choice, notes
        self._pointed[Direction.LOOKS_AT] = query
        if read.is_of_itself:
            self._pointed[Direction.IS_LOOKED_AT] = query
        self._show()

    def reading(self) -> str:
        """Return what is said of the token that is pointed at."""
        return f"{self._reading.text()}: {self.bars.accessibleName()}"

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.direction.set_texts((self.tr("Looks at"), self.tr("Is looked at by")), self.tr("Direction"))
        self._query_title.setText(self.tr("What is written"))
        self._key_title.setText(self.tr("What was read"))
        self.queries.setAccessibleName(self.tr("Tokens"))
        self.keys.setAccessibleName(self.tr("Tokens that are looked at"))
        self._hint.setText(self.tr("Move over a token, or use the arrow keys."))
        self._caption.setText(self.tr("The stronger the colour, the larger the weight."))
        self.legend.retranslate()
        self._show()

    # === Showing ===

    def _show(self) -> None:
        self.set_name(choice_title(self._choice))
        read = self._map
        if read is None:
            return
        way = Direction(self.direction.choice())
        is_of_itself = read.is_of_itself
        for widget in (self._query_title, self._key_title, self.keys):
            widget.setVisible(not is_of_itself)
        shown, index = self._looked_at(read, way)
        queries, keys = read.map.query_tokens, read.map.key_tokens
        is_looking = way is Direction.LOOKS_AT
        shaded = _shaded(shown, keys if is_looking else queries, _specials(read, of_keys=is_looking))
        plain = _plain(queries if is_looking else keys, _specials(read, of_keys=not is_looking))
        if is_of_itself:
            self.queries.set_chips(shaded, index)
        elif is_looking:
            self.queries.set_chips(plain, index)
            self.keys.set_chips(shaded)
        else:
            self.queries.set_chips(shaded)
            self.keys.set_chips(plain, index)
        self.legend.set_most(float(shown.max(initial=0.0)))
        self._reading.setText(self._title_of(read, way, index))
        others = keys if is_looking else queries
        self.bars.set_bars(_strongest(shown, others))

    def _looked_at(self, read: ReadMap, way: Direction) -> tuple[Array, int]:
        """Return the weights of the token that is pointed at, and its place."""
        weights = read.weights(self._choice)
        if way is Direction.LOOKS_AT:
            index = min(self._pointed[way], len(weights) - 1)
            return weights[index], index
        index = min(self._pointed[way], weights.shape[1] - 1)
        return weights[:, index], index

    def _title_of(self, read: ReadMap, way: Direction, index: int) -> str:
        if way is Direction.LOOKS_AT:
            return self.tr("“{token}” looks at").format(token=read.map.query_tokens[index])
        return self.tr("“{token}” is looked at by").format(token=read.map.key_tokens[index])

    def _on_queries_pointed(self, index: int) -> None:
        way = Direction(self.direction.choice())
        if self._map is not None and not self._map.is_of_itself and way is Direction.IS_LOOKED_AT:
            self.direction.set_choice(Direction.LOOKS_AT.value)
            way = Direction.LOOKS_AT
        self._pointed[way] = index
        self._show()
        self.query_chosen.emit(index)

    def _on_keys_pointed(self, index: int) -> None:
        self.direction.set_choice(Direction.IS_LOOKED_AT.value)
        self._pointed[Direction.IS_LOOKED_AT] = index
        self._show()

    # === Saving ===

    def _make_sheet(self) -> Sheet | None:
        read = self._map
        if read is None:
            return None
        way = Direction(self.direction.choice())
        shown, index = self._looked_at(read, way)
        tokens = read.map.key_tokens if way is Direction.LOOKS_AT else read.map.query_tokens
        chips = _shaded(shown, tokens, _specials(read, of_keys=way is Direction.LOOKS_AT))
        flow = ChipFlow(chips, _SAVED_WIDTH, self.font())
        marked = index if read.is_of_itself else None
        most = float(shown.max(initial=0.0))

        def paint(painter: QPainter) -> None:
            flow.paint(painter, marked)
            foot = QRectF(QPointF(0, flow.height + theme.SPACE_M), QSizeF(SCALE_SIZE))
            paint_scale(painter, foot, most, self.font())

        size = QSize(_SAVED_WIDTH, int(flow.height) + theme.SPACE_M + SCALE_SIZE.height())
        title = f"{choice_title(self._choice)} · {kind_name(read.kind)}"
        notes = (*self._notes, self._title_of(read, way, index))
        return Sheet(title, notes, size, paint, lambda path: _write_table(path, tokens, shown))


def _specials(read: ReadMap, *, of_keys: bool) -> tuple[int, ...]:
    return read.map.key_specials if of_keys else read.map.query_specials


def _shaded(weights: Array, tokens: tuple[str, ...], specials: tuple[int, ...]) -> tuple[Chip, ...]:
    most = max(float(weights.max(initial=0.0)), 1e-12)
    return tuple(
        Chip(token, value / most, weight(value) if value >= _LEAST_NOTED else "", is_special=index in specials)
        for index, (token, value) in enumerate(zip(tokens, weights.tolist(), strict=True))
    )


def _plain(tokens: tuple[str, ...], specials: tuple[int, ...]) -> tuple[Chip, ...]:
    return tuple(Chip(token, is_special=index in specials) for index, token in enumerate(tokens))


def _strongest(weights: Array, tokens: tuple[str, ...]) -> tuple[BarRow, ...]:
    most = max(float(weights.max(initial=0.0)), 1e-12)
    values = sorted(weights.tolist(), reverse=True)
    pairs = strongest(weights, tokens, _NUM_BARS)
    return tuple(BarRow(name, words, value / most) for (name, words), value in zip(pairs, values, strict=False))


def _write_table(path: Path, tokens: tuple[str, ...], weights: Array) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = zip(range(len(tokens)), tokens, weights.tolist(), strict=True)
        write_rows(file, itertools.chain([("position", "token", "weight")], rows))
