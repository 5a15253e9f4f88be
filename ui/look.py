"""Language, theme and workspace: what was chosen, shown and kept for the next start."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.language import LanguageSwitch
from ui.preferences import Preferences
from ui.theme import ThemeChoice, apply_theme


class Look(QObject):
    """Applies language and theme to the application.

    Args:
        app: The application.
        preferences: Where the choices are kept.
    """

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self._switch = LanguageSwitch(app)
        self._follow_timer = QTimer(self, interval=0, singleShot=True)
        self._follow_timer.timeout.connect(self._apply_theme)
        app.styleHints().colorSchemeChanged.connect(self._follow_timer.start)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_timer.start)

    def show(self) -> None:
        """Show what was chosen before."""
        self._apply_theme()
        self._switch.show(self._preferences.language)

    @property
    def language(self) -> str:
        """The language that was chosen: `system`, or a name of `ui.language`."""
        return self._preferences.language

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen."""
        return self._preferences.theme

    @property
    def workspace(self) -> Path | None:
        """The folder that is opened at the next start; `None` for the default one."""
        return self._preferences.workspace

    def set_workspace(self, folder: Path) -> None:
        """Open another folder from the next start on."""
        self._preferences.workspace = folder

    def set_language(self, name: str) -> None:
        """Show another language and keep the choice."""
        self._preferences.language = name
        self._switch.show(name)

    def set_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and keep the choice."""
        self._preferences.theme = choice
        self._apply_theme()

    def _apply_theme(self) -> None:
        apply_theme(self._app, self._preferences.theme)
