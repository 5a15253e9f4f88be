"""Where the project is. Importing this puts its root on the path, so that a script finds `studio`.

Python puts the folder of a script on the path, not the one that it is started from. So each script that needs the
project says `from project import ROOT` before it imports anything of it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
