"""What the tests of the window and the end-to-end tests share. Qt is imported only where a test asks for it."""

import os

import pytest
from hypothesis import settings

# A first call may load TensorFlow, and a machine may be busy: how long an example takes says nothing about it.
settings.register_profile("fettle", deadline=None)
settings.load_profile("fettle")

# As many processes test as there are processors: threads of their own would only take turns. Tiny models gain nothing
# by them, and what several processes compute is compared to the bit.
for variable in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# The person who runs the tests may have a keyring, locked or not: what it says is none of their business.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(scope="session")
def qapp_cls():
    """The application in the studio's style and type, in English whatever the system speaks."""
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.language import LanguageSwitch
    from ui.style import FettleStyle

    class App(QApplication):
        def __init__(self, arguments):
            super().__init__(arguments)
            self.setStyle(FettleStyle())
            self.setFont(theme.body_font())
            self.language = LanguageSwitch(self)
            self.language.show("en")

    return App


@pytest.fixture(scope="module")
def collected_in_main_thread(qapp):
    """Keep widgets from being destroyed in another thread, as the application does."""
    from ui.garbage import MainThreadCollector

    collector = MainThreadCollector(qapp)
    yield
    collector.end()
    collector.deleteLater()
