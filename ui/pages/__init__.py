"""The pages, one module each, and the table in which the window finds them.

A page is loaded when it is first shown, so that the start does not wait for its imports.
"""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A row of the rail.

    Attributes:
        name: What the session calls the page.
        icon_name: An icon of the set, see `ui.icons`.
        title: In English; see `label`.
        place: `"module:class"`.
    """

    name: str
    icon_name: str
    title: str
    place: str

    @property
    def module(self) -> str:
        """The module's name."""
        return self.place.partition(":")[0]

    def label(self) -> str:
        """Return the title in the window's language."""
        return QCoreApplication.translate("pages", self.title)


_ENTRIES = (
    PageEntry("data", "table-large", str(QT_TRANSLATE_NOOP("pages", "Data")), "ui.pages.data:DataPage"),
    PageEntry(
        "backbone", "layers-outline", str(QT_TRANSLATE_NOOP("pages", "Backbone")), "ui.pages.backbone:BackbonePage"
    ),
    PageEntry(
        "fine_tune", "tune-variant", str(QT_TRANSLATE_NOOP("pages", "Fine-tune")), "ui.pages.fine_tune:FineTunePage"
    ),
    PageEntry("monitor", "chart-line", str(QT_TRANSLATE_NOOP("pages", "Monitor")), "ui.pages.monitor:MonitorPage"),
    PageEntry("runs", "history", str(QT_TRANSLATE_NOOP("pages", "Runs")), "ui.pages.runs:RunsPage"),
    PageEntry(
        "playground",
        "message-text-outline",
        str(QT_TRANSLATE_NOOP("pages", "Playground")),
        "ui.pages.playground:PlaygroundPage",
    ),
    PageEntry("export", "export-variant", str(QT_TRANSLATE_NOOP("pages", "Export")), "ui.pages.export:ExportPage"),
    PageEntry("settings", "cog-outline", str(QT_TRANSLATE_NOOP("pages", "Settings")), "ui.pages.settings:SettingsPage"),
)


def entries() -> tuple[PageEntry, ...]:
    """Return the pages, in the order of the rail; Settings comes last."""
    return _ENTRIES
