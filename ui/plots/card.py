"""A card with a plot: title, legend, a menu to save it, and a slider that smooths where that is of use."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSlider, QVBoxLayout, QWidget

from studio.errors import InputError
from ui import theme
from ui.folders import ask_for_new_file
from ui.plots.legend import Legend
from ui.plots.loading import plot_loader
from ui.plots.model import LineStyle, PlotModel
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.menu_button import MenuButton

if TYPE_CHECKING:
    from ui.plots.view import PlotView

# The plots are painted at most about 20 times a second, and only when something came.
_REFRESH_MS = 50
_WINDOWS = (1, 5, 10, 20, 50, 100, 200, 500, 1000)


class PlotCard(Card):
    """A plot on a card.

    Fill `model` and call `mark_changed`: the plot is drawn soon after, if it can be seen.

    Args:
        styles: The lines.
        has_smoothing: Whether there is a slider for it.
        has_legend: Whether the lines are named above the plot; one that the title names needs no legend.

    Attributes:
        model: What is drawn.

    Signals:
        smoothing_changed: Carries over how many points the mean is to be taken.
        drawn: What was there when the plot was last drawn anew is on the screen.
    """

    smoothing_changed = Signal(int)
    drawn = Signal()

    def __init__(
        self,
        styles: Iterable[LineStyle] = (),
        *,
        has_smoothing: bool = False,
        has_legend: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)

        # === State ===
        self.model = PlotModel(styles)
        self._view: PlotView | None = None
        self._is_requested = False
        self._is_changed = False
        self._is_drawn = True
        self._name = ""
        self._x_label = ""
        self._timer = QTimer(self, interval=_REFRESH_MS, singleShot=True)

        # === Widgets ===
        self._legend = Legend(self.model)
        self._smoothing_name = Label(tone=Tone.MUTED)
        self._smoothing = QSlider(Qt.Orientation.Horizontal)
        self._smoothing.setRange(0, len(_WINDOWS) - 1)
        self._smoothing.setValue(_WINDOWS.index(20))
        self._smoothing.setFixedWidth(96)
        self._menu_button = MenuButton(self.menu)

        # === Layout ===
        self.header.addWidget(self._menu_button)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self._legend, 1)
        self._legend.setVisible(has_legend)
        if has_smoothing:
            line.addWidget(self._smoothing_name)
            line.addWidget(self._smoothing)
        # It takes the room of the plot while that is not drawn yet.
        room = QWidget()
        self._place = QVBoxLayout(room)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.SPACE_XS)
        self.body.addLayout(line)
        self.body.addWidget(room, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 198)

        # === Signals ===
        self._timer.timeout.connect(self._on_timer_timeout)
        self._legend.changed.connect(self.mark_changed)
        self._smoothing.valueChanged.connect(self._on_smoothing_value_changed)

    # === Content ===

    def set_words(self, title: str, x_label: str, labels: dict[str, str]) -> None:
        """Name the plot, what x counts, and the lines."""
        self._name, self._x_label = title, x_label
        self.set_title(title)
        self.set_aside(x_label)
        for key, label in labels.items():
            if key in self.model.lines:
                self.model.lines[key].label = label
        self._legend.refresh()
        self._menu_button.setAccessibleName(self.tr("Menu of the plot {name}").format(name=title))
        self._menu_button.setToolTip(self.tr("Save or change this plot"))
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        self._name_smoothing()
        if self._view is not None:
            self._view.set_x_label(x_label)
            self._view.setAccessibleName(self.tr("Plot: {name}").format(name=title))
            self.mark_changed()

    def set_lines(self, styles: Iterable[LineStyle], labels: dict[str, str]) -> None:
        """Have other lines; those that stay keep their points."""
        self.model.set_lines(styles)
        for key, label in labels.items():
            self.model.lines[key].label = label
        self._legend.refresh()
        self.mark_changed()

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget into the header line, before the menu."""
        self.header.insertWidget(self.header.count() - 1, widget)

    def smoothing_window(self) -> int:
        """Return over how many points the mean is to be taken."""
        return _WINDOWS[self._smoothing.value()]

    def mark_changed(self) -> None:
        """Draw the plot anew, soon."""
        self._is_changed = True
        if self._view is not None and self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def plot_view(self) -> "PlotView | None":
        """Return the drawing; `None` before it was shown for the first time."""
        return self._view

    def build_plot(self) -> None:
        """Build the drawing; the loader calls it."""
        from ui.plots.view import PlotView

        self._view = PlotView(self.model)
        self._view.painted.connect(self._on_view_painted)
        self._view.set_x_label(self._x_label)
        self._view.setAccessibleName(self.tr("Plot: {name}").format(name=self._name))
        self._place.addWidget(self._view)

    # === Menu ===

    def menu(self) -> QMenu:
        """Return what can be done with the plot."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save as PNG…"), lambda: self._ask_and_save("png"))
        menu.addAction(self.tr("Save as SVG…"), lambda: self._ask_and_save("svg"))
        menu.addAction(self.tr("Save all points as CSV…"), lambda: self._ask_and_save("csv"))
        menu.addSeparator()
        logarithmic = menu.addAction(self.tr("Logarithmic axis"))
        logarithmic.setCheckable(True)
        logarithmic.setChecked(self.model.is_logarithmic)
        logarithmic.toggled.connect(self.set_logarithmic)
        reset = menu.addAction(self.tr("Show all"), self._on_reset_triggered)
        reset.setEnabled(self._view is not None and self._view.is_zoomed())
        return menu

    def set_logarithmic(self, is_logarithmic: bool) -> None:
        """Let y grow by factors, or evenly."""
        self.model.is_logarithmic = is_logarithmic
        self.mark_changed()

    def save(self, path: Path) -> None:
        """Save the plot; the ending says as what.

        Raises:
            InputError: if the ending is another one or the file cannot be written.
        """
        from ui.plots import saving

        savers: dict[str, Callable[[PlotView], None]] = {
            ".png": lambda view: saving.save_png(path, view, self.model, self._name, self._x_label),
            ".svg": lambda view: saving.save_svg(path, view, self.model, self._name, self._x_label),
            ".csv": lambda view: saving.save_csv(path, self.model, self._x_label),
        }
        saver = savers.get(path.suffix.lower())
        if saver is None or self._view is None:
            raise InputError("{file}: expected one of the endings .png, .svg and .csv.", file=path)
        try:
            saver(self._view)
        except OSError as error:
            raise InputError("{file} cannot be written: {reason}.", file=path, reason=str(error)) from None

    # === Events ===

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load what draws plots when one is shown for the first time."""
        super().showEvent(event)
        if not self._is_requested:
            self._is_requested = True
            plot_loader().request(self)
        elif self._is_changed:
            self.mark_changed()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._view is not None:
            self._view.restyle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Open the menu."""
        self.menu().exec(event.globalPos())

    def _on_timer_timeout(self) -> None:
        if self._view is None or not self._is_changed:
            return
        # What is scrolled out of sight is drawn when it comes into sight.
        if not self._view.viewport().visibleRegion().isEmpty():
            self._is_changed = False
            self._legend.refresh()
            self._view.refresh()
            self._is_drawn = False

    def _on_view_painted(self) -> None:
        if self._is_changed and not self._timer.isActive():
            self._timer.start()
        if not self._is_drawn:
            self._is_drawn = True
            self.drawn.emit()

    def _on_reset_triggered(self) -> None:
        if self._view is not None:
            self._view.reset_zoom()

    def _on_smoothing_value_changed(self, value: int) -> None:
        self._name_smoothing()
        self.smoothing_changed.emit(_WINDOWS[value])

    def _name_smoothing(self) -> None:
        count = self.smoothing_window()
        self._smoothing_name.setText(self.tr("Smoothing"))
        self._smoothing.setToolTip(self.tr("Mean of the last %Ln steps", None, count))
        self._smoothing.setAccessibleDescription(self._smoothing.toolTip())

    def _ask_and_save(self, kind: str) -> None:
        path = ask_for_new_file(self, self.tr("Save the plot"), self._name, kind)
        if path is not None:
            self.save(path)
