"""Opens the window of Fettle Studio."""

import sys

from ui.app import main

if __name__ == "__main__":
    sys.exit(main())
