"""Which backbones the table shows, and in which order."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from studio.catalogue import MULTILINGUAL, PresetInfo
from ui.backbone.preset_model import PRESET_ROLE, SORT_ROLE
from ui.words import preset_words

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PresetQuery:
    """What the user looks for; empty parts let everything pass.

    Attributes:
        text: Words that all must occur in the name, the description or what it is good for.
        language: A language that it was trained on; presets of many languages have all.
        least_parameters, most_parameters: The range of its size; the upper end does not belong to it.
        is_offline: Whether only presets on this computer are shown.
    """

    text: str = ""
    family: str = ""
    language: str = ""
    least_parameters: float = 0.0
    most_parameters: float = float("inf")
    is_offline: bool = False

    def matches(self, preset: PresetInfo) -> bool:
        """Return whether a preset is what the user looks for. What is not known of it does not speak against it."""
        return (
            (not self.is_offline or preset.is_offline)
            and self.family in ("", preset.family)
            and self._has_language(preset)
            and self._has_size(preset)
            and self._has_words(preset)
        )

    def _has_language(self, preset: PresetInfo) -> bool:
        return not self.language or not preset.languages or bool({self.language, MULTILINGUAL} & set(preset.languages))

    def _has_size(self, preset: PresetInfo) -> bool:
        size = preset.num_parameters
        return size is None or self.least_parameters <= size < self.most_parameters

    def _has_words(self, preset: PresetInfo) -> bool:
        parts = (preset.name, preset.description, preset.family, preset_words.use(preset))
        text = " ".join((*parts, preset_words.languages(preset))).casefold()
        return all(word in text for word in self.text.casefold().split())


class PresetFilter(QSortFilterProxyModel):
    """Filters by a query and sorts by numbers where there are numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._query = PresetQuery()
        self.setSortRole(SORT_ROLE)

    def set_query(self, query: PresetQuery) -> None:
        """Show what another query finds."""
        self._query = query
        self.invalidate()

    def preset(self, row: int) -> PresetInfo:
        """Return the preset of a row that is shown."""
        found: PresetInfo = self.index(row, 0).data(PRESET_ROLE)
        return found

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: N802
        """Return whether a row is shown."""
        return self._query.matches(self.sourceModel().index(source_row, 0, source_parent).data(PRESET_ROLE))
