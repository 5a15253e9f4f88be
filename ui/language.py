"""The languages of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources
from ui.preferences import SYSTEM_LANGUAGE

# Each language under its own name.
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
_SOURCE = "en"
# Words of Qt's own file dialog that its translation lacks.
QT_WORDS = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    # The kinds of what lies in a folder.
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Alias"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)


class LanguageSwitch:
    """Puts the translations of one language into the application.

    Args:
        app: The application. Its widgets get a `LanguageChange` event with every switch.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app

    def show(self, name: str) -> None:
        """Show a language by its name, or the one of the system."""
        shown = system_language() if name == SYSTEM_LANGUAGE else name
        for translator in self._app.findChildren(QTranslator):
            self._app.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(QLocale(shown))
        for translator in _load(shown, self._app):
            self._app.installTranslator(translator)


def system_language() -> str:
    """Return the language of the system if there is a translation, else English."""
    system = QLocale.system()
    return "zh_CN" if system.language() is QLocale.Language.Chinese else _SOURCE


def _load(name: str, owner: QCoreApplication) -> list[QTranslator]:
    places = (
        (f"fettle_{name}", str(resources.path("translations"))),
        (f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    translators = []
    for file, folder in places:
        # The application's: one that Python collects in another thread tells every window of it from there.
        translator = QTranslator(owner)
        if translator.load(file, folder):
            translators.append(translator)
    return translators
