"""The line between text and maps: what is shown, of which part of the model, by which method."""

import enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.attention import AttributionMethod
from ui import theme
from ui.attention.choice import Scope
from ui.attention.words import method_help, scope_help
from ui.guide.contents import GuidePlace
from ui.guide.help_button import HelpButton
from ui.widgets.segments import Segments

_METHODS: tuple[AttributionMethod, ...] = ("integrated_gradients", "leave_one_out")
_SCOPES = tuple(Scope)


class View(enum.Enum):
    """What is shown of the attention."""

    MAPS = 0
    TOKENS = 1
    ATTRIBUTION = 2


class ViewBar(QWidget):
    """The choices among views, scopes and methods, and a help on what is chosen.

    Signals:
        view_chosen: Another `View` is wanted.
        scope_chosen: The `Scope` of the map that is wanted.
        method_chosen: Another method of attribution is wanted.
    """

    view_chosen = Signal(object)
    scope_chosen = Signal(object)
    method_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._has_content = False

        # === Widgets ===
        self.views = Segments(len(View))
        self.scopes = Segments(len(_SCOPES))
        self.methods = Segments(len(_METHODS))
        self._help = HelpButton(GuidePlace("attention"))

        # === Layout ===
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self.views)
        layout.addStretch(1)
        for widget in (self.scopes, self.methods, self._help):
            layout.addWidget(widget)

        # === Signals ===
        self.views.chosen.connect(lambda index: self._on_views_chosen(View(index)))
        self.scopes.chosen.connect(lambda index: self.scope_chosen.emit(_SCOPES[index]))
        self.methods.chosen.connect(self._on_methods_chosen)

    def view(self) -> View:
        """Return what is to be shown."""
        return View(self.views.choice())

    def show_view(self, view: View) -> None:
        """Show a view as chosen, in silence."""
        self.views.set_choice(view.value)
        self._show()

    def method(self) -> AttributionMethod:
        """Return the chosen method of attribution."""
        return _METHODS[self.methods.choice()]

    def show_scope(self, scope: Scope, *, has_flow: bool) -> None:
        """Show a scope as chosen, in silence.

        Args:
            scope: The scope.
            has_flow: Whether there is a rollout.
        """
        self.scopes.set_choice(_SCOPES.index(scope))
        reason = "" if has_flow else self.tr("Rollout follows one text through the layers; here two texts meet.")
        self.scopes.set_segment_enabled(_SCOPES.index(Scope.ROLLOUT), has_flow, reason)
        self._show()

    def set_has_content(self, *, has_content: bool) -> None:
        """Show the choices that go with the view only where there is something to choose from."""
        self._has_content = has_content
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        names = (self.tr("Heat maps"), self.tr("Tokens"), self.tr("Attribution"))
        self.views.set_texts(names, self.tr("What is shown"))
        scopes = (self.tr("Head"), self.tr("Layer"), self.tr("All layers"), self.tr("Rollout"))
        self.scopes.set_texts(scopes, self.tr("What the map is made of"))
        methods = (self.tr("Integrated gradients"), self.tr("Leaving tokens out"))
        self.methods.set_texts(methods, self.tr("Method"))
        self._show()

    def _show(self) -> None:
        is_attribution = self.view() is View.ATTRIBUTION
        self.scopes.setVisible(self._has_content and not is_attribution)
        self.methods.setVisible(self._has_content and is_attribution)
        self._help.setVisible(self._has_content)
        if is_attribution:
            self._help.set_help(self.tr("Method"), method_help(self.method()))
        else:
            self._help.set_help(self.tr("What the map is made of"), scope_help(_SCOPES[self.scopes.choice()]))

    def _on_views_chosen(self, view: View) -> None:
        self._show()
        self.view_chosen.emit(view)

    def _on_methods_chosen(self) -> None:
        self._show()
        self.method_chosen.emit(self.method())
