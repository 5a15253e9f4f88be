"""What the terminal shows when the last window is closed: nothing."""

import subprocess
import sys

from studio.processes import child_environment

# Opens each page of the window and closes it as a window manager does.
WALK = """
import sys
from PySide6.QtCore import QTimer
from ui import app

show = app.Studio.show

def walk(self):
    show(self)
    names = [*self.window.page_names()]
    def step():
        session = self.window.session
        if names:
            session.show_page(names.pop(0))
        elif session.draft.data is None or session.profile is not None:
            timer.stop()
            self.window.close()
    timer = QTimer(self.window, interval=300)
    timer.timeout.connect(step)
    timer.start()

app.Studio.show = walk
sys.exit(app.main(["--workspace", sys.argv[1]]))
"""
# Said by the offscreen platform alone, for each window.
OFFSCREEN = "This plugin does not support"


def test_the_last_window_closes_without_a_word_in_the_terminal(tmp_path):
    environment = {
        **child_environment(),
        "QT_QPA_PLATFORM": "offscreen",
        "FETTLE_PREFERENCES": str(tmp_path / "preferences.ini"),
    }
    done = subprocess.run(
        [sys.executable, "-c", WALK, str(tmp_path / "workspace")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith(OFFSCREEN)]
    assert (done.returncode, said, done.stdout) == (0, [], "")
