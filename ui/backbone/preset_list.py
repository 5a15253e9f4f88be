"""The list of pretrained backbones, with what narrows it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.catalogue import backbones
from ui.backbone.preset_filters import PresetFilters
from ui.backbone.preset_table import PresetTable
from ui.text import format_count
from ui.widgets import Card, EmptyState


class PresetList(Card):
    """A search, filters, and the table of what they leave.

    Signals:
        chosen: The `PresetInfo` whose details are wanted.
        activated: The `PresetInfo` that is to be used.
        handle_entered: A hub's handle that was typed.
    """

    chosen = Signal(object)
    activated = Signal(object)
    handle_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === Widgets ===
        self.filters = PresetFilters(sorted({info.family for info in backbones().values()}))
        self.table = PresetTable()
        self.nothing = EmptyState("magnify-close")

        # === Layout ===
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.nothing, 1)

        # === Signals ===
        self.nothing.activated.connect(self.filters.clear)
        self.filters.changed.connect(self.table.set_query)
        self.filters.handle_entered.connect(self.handle_entered)
        self.table.num_shown_changed.connect(self._on_table_num_shown_changed)
        self.table.preset_chosen.connect(self.chosen)
        self.table.preset_activated.connect(self.activated)

    def look_at(self, name: str) -> None:
        """Mark a preset, whatever the filters were."""
        self.filters.clear()
        self.table.choose(name)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Backbones"))
        self.nothing.set_text(self.tr("No backbone is like that."), self.tr("Clear the filters"))
        self.filters.retranslate()
        self.table.retranslate()

    def _on_table_num_shown_changed(self, num_shown: int) -> None:
        self.table.setVisible(num_shown > 0)
        self.nothing.setVisible(num_shown == 0)
        self.set_aside(self.tr("{count} shown").format(count=format_count(num_shown)))
