"""The card with one map, large."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.attention import write_map_csv
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


class MapCard(SheetCard):
    """The map that is looked at.

    Signals:
        query_chosen: The row that the user clicked.
    """

    query_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._make_sheet, parent)

        # === State ===
        self._map: ReadMap | None = None
        self._choice = Choice()
        self._notes: tuple[str, ...] = ()

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
        self.view.query_chosen.connect(self.query_chosen)

    def show_map(self, read: ReadMap, choice: Choice, notes: tuple[str, ...]) -> None:
        """Show the chosen weights of a map."""
        self._map, self._choice, self._notes = read, choice, notes
        weights = read.weights(choice)
        self.view.show_map(weights, read.map.query_tokens, read.map.key_tokens)
        self.legend.set_most(float(weights.max(initial=0.0)))
        self._show_words()

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
        if self._choice.scope is Scope.ROLLOUT:
            return self.tr("A row says how much of each input token has reached a token through all layers.")
        if self._map is not None and not self._map.is_of_itself:
            return self.tr("Rows are written and look at columns, which were read. A row adds up to 1.")
        return self.tr("Rows look at columns. A row adds up to 1.")

    # === Saving ===

    def _make_sheet(self) -> Sheet | None:
        if self._map is None:
            return None
        weights, tokens = self._map.weights(self._choice), self._map.map
        queries, keys = tokens.query_tokens, tokens.key_tokens
        size = natural_size(queries, keys, self.font())
        picture = MapPicture(weights, queries, keys, QRectF(QPointF(0, 0), QSizeF(size)), self.font())

        def paint(painter: QPainter) -> None:
            picture.paint(painter)
            foot = QRectF(QPointF(picture.rect.left(), size.height() + theme.SPACE_M), QSizeF(SCALE_SIZE))
            paint_scale(painter, foot, picture.most, self.font())

        whole = QSize(size.width(), size.height() + theme.SPACE_M + SCALE_SIZE.height())
        title = f"{choice_title(self._choice)} · {kind_name(tokens.kind)}"
        return Sheet(title, self._notes, whole, paint, lambda path: write_map_csv(path, tokens, weights))
