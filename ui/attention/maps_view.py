"""The heads on the left; on the right the chosen one, as a map or as tokens."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.attention import MapKind
from ui import theme
from ui.attention.choice import Choice, ReadMap
from ui.attention.grid_card import GridCard
from ui.attention.map_card import MapCard
from ui.attention.token_card import TokenCard
from ui.attention.words import kind_name

_LEAST_GRID, _MOST_GRID = 230, 620
_LEAST_HEIGHT = 380


class MapsView(QWidget):
    """Shows the maps of a text and lets one be chosen.

    Attributes:
        kind: Which kind of attention is shown.
        choice: Which of its maps.
        query: The token that is followed, by its place among those that look.

    Signals:
        choice_changed: Another map, kind or token was chosen.
    """

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._maps: dict[MapKind, ReadMap] = {}
        self._notes: tuple[str, ...] = ()
        self.kind: MapKind = "encoder"
        self.choice = Choice()
        self.query = 0

        # === Widgets ===
        self.grid_card = GridCard()
        self._kinds = self.grid_card.kinds
        self.map_card = MapCard()
        self.token_card = TokenCard()

        # === Layout ===
        self.grid_card.setMinimumWidth(_LEAST_GRID)
        self.grid_card.setMaximumWidth(_MOST_GRID)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.grid_card, 2)
        layout.addWidget(self.map_card, 3)
        layout.addWidget(self.token_card, 3)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.show_tokens(is_wanted=False)

        # === Signals ===
        self._kinds.activated.connect(self._on_kinds_activated)
        self.grid_card.chosen.connect(self.choose)
        self.map_card.query_chosen.connect(self.follow)
        self.token_card.query_chosen.connect(self.follow)

    def read_map(self) -> ReadMap | None:
        """Return the kind of attention that is shown; `None` before there is one."""
        return self._maps.get(self.kind)

    def show_maps(self, maps: tuple[ReadMap, ...], notes: tuple[str, ...]) -> None:
        """Show the maps of another text or model; the choice stays as far as it can.

        Args:
            maps: One for each kind of attention.
            notes: The model and the text, for what is saved.
        """
        self._maps = {read.kind: read for read in maps}
        self._notes = notes
        if self.kind not in self._maps:
            self.kind = maps[0].kind
        with QSignalBlocker(self._kinds):
            self._kinds.clear()
            for kind in self._maps:
                self._kinds.addItem(kind_name(kind), kind)
            self._kinds.setCurrentIndex(self._kinds.findData(self.kind))
        self._kinds.setVisible(len(self._maps) > 1)
        self._keep_inside()
        self._show()

    def show_tokens(self, *, is_wanted: bool) -> None:
        """Show the tokens of the chosen map instead of its cells, or the cells again."""
        self.map_card.setVisible(not is_wanted)
        self.token_card.setVisible(is_wanted)

    def choose(self, choice: Choice) -> None:
        """Look at another map."""
        self.choice = choice
        self._keep_inside()
        self._show()
        self.choice_changed.emit()

    def follow(self, query: int) -> None:
        """Follow another token."""
        if query != self.query:
            self.query = query
            self._show_token_card()
            self.choice_changed.emit()

    def choose_kind(self, kind: MapKind) -> None:
        """Look at another kind of attention."""
        self.kind = kind
        self._kinds.setCurrentIndex(self._kinds.findData(kind))
        self._keep_inside()
        self._show()
        self.choice_changed.emit()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._kinds.setAccessibleName(self.tr("Kind of attention"))
        self._kinds.setToolTip(self.tr("Who looks at whom: a text at itself, or what is written at what was read"))
        for index in range(self._kinds.count()):
            self._kinds.setItemText(index, kind_name(self._kinds.itemData(index)))
        for card in (self.grid_card, self.map_card, self.token_card):
            card.retranslate()

    def _keep_inside(self) -> None:
        read = self.read_map()
        if read is not None:
            self.choice = self.choice.within(read.num_layers, read.num_heads, has_flow=read.flow is not None)
            self.query = min(self.query, len(read.map.query_tokens) - 1)

    def _show(self) -> None:
        read = self.read_map()
        if read is not None:
            self.grid_card.show_map(read, self.choice, self._notes)
            self.map_card.show_map(read, self.choice, self._notes)
            self._show_token_card()

    def _show_token_card(self) -> None:
        read = self.read_map()
        if read is not None:
            self.token_card.show_map(read, self.choice, self.query, self._notes)

    def _on_kinds_activated(self, index: int) -> None:
        self.choose_kind(self._kinds.itemData(index))
