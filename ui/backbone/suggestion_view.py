"""One backbone that is suggested: what for, which, how large, how long, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.planning.backbone_advice import Suggestion
from ui import theme
from ui.text import format_about, in_a_row, translate
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label, LabelKind
from ui.words import preset_words


class SuggestionView(QWidget):
    """A column of the card "Which one?".

    Signals:
        chosen: The user wants to look at it; carries its name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._suggestion: Suggestion | None = None

        # === Widgets ===
        self._role = Label(tone=Tone.MUTED)
        self.name = Label(kind=LabelKind.STRONG, is_wrapped=True)
        self._numbers = Label(is_wrapped=True)
        self._numbers.setFont(theme.tabular(theme.body_font()))
        self.reasons = Label(tone=Tone.MUTED, is_wrapped=True)
        self.look = Button(kind=ButtonKind.QUIET)

        # === Layout ===
        top = QHBoxLayout()
        top.addWidget(self._role, 1)
        top.addWidget(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS // 2)
        layout.addLayout(top)
        for label in (self.name, self._numbers, self.reasons):
            layout.addWidget(label)
        layout.addStretch(1)

        # === Signals ===
        self.look.clicked.connect(self._on_look_clicked)

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Show another suggestion."""
        self._suggestion = suggestion
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.look.setText(self.tr("Look at it"))
        if self._suggestion is None:
            return
        preset = self._suggestion.preset
        self._role.setText(self._role_words(self._suggestion.role))
        # The name has no spaces at which a line could end.
        self.name.setText(preset.name.replace("_", "_\u200b"))
        self._numbers.setText(self._number_words(self._suggestion))
        self.reasons.setText(in_a_row(translate(reason) for reason in self._suggestion.reasons))
        self.look.setAccessibleName(self.tr("Look at {name}").format(name=preset.name))

    def _role_words(self, role: str) -> str:
        words = {
            "fastest": self.tr("Fastest start"),
            "balance": self.tr("Best balance"),
            "most_accurate": self.tr("Most accurate"),
        }
        return words[role]

    def _number_words(self, suggestion: Suggestion) -> str:
        parts = [preset_words.parameters(suggestion.preset)]
        if suggestion.seconds is not None:
            parts.append(self.tr("about {time}").format(time=format_about(suggestion.seconds)))
        return " · ".join(parts)

    def _on_look_clicked(self) -> None:
        if self._suggestion is not None:
            self.chosen.emit(self._suggestion.preset.name)
