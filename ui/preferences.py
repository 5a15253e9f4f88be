"""What the user set for good, kept in a file of the user's configuration folder."""

import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from ui.theme import ThemeChoice

PREFERENCES_VARIABLE = "FETTLE_PREFERENCES"
SYSTEM_LANGUAGE = "system"


class Preferences:
    """The settings of the window.

    Args:
        path: The file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @classmethod
    def open(cls) -> "Preferences":
        """Open the file that FETTLE_PREFERENCES names, else the one in the user's configuration folder."""
        named = os.environ.get(PREFERENCES_VARIABLE)
        folder = Path(platformdirs.user_config_dir("fettle-studio", appauthor=False))
        return cls(Path(named) if named else folder / "preferences.ini")

    @property
    def language(self) -> str:
        """`system`, or the name of a language in `ui.language`."""
        return str(self._settings.value("language", SYSTEM_LANGUAGE))

    @language.setter
    def language(self, name: str) -> None:
        self._settings.setValue("language", name)

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen."""
        name = str(self._settings.value("theme", ThemeChoice.SYSTEM.value))
        return ThemeChoice(name) if name in {choice.value for choice in ThemeChoice} else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def workspace(self) -> Path | None:
        """The workspace that was chosen; `None` for the default one."""
        text = str(self._settings.value("workspace", ""))
        return Path(text) if text else None

    @workspace.setter
    def workspace(self, path: Path | None) -> None:
        self._settings.setValue("workspace", "" if path is None else str(path))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    def save(self) -> None:
        """Write what was set to the file now."""
        self._settings.sync()
