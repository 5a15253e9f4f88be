"""Run the quick checks: lint, formatting, types and the arrows between the packages.

`python tools/check.py` runs all of them, so that one call shows all that is wrong; `python tools/check.py mypy` runs
one. The exit status is 1 if any of them failed.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# import-linter has no module to call; its script carries the path of the environment and breaks when that is moved.
IMPORT_LINTER = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
CHECKS = {
    "ruff": ("-m", "ruff", "check"),
    "format": ("-m", "ruff", "format", "--check"),
    "mypy": ("-m", "mypy"),
    "imports": ("-c", IMPORT_LINTER),
}


def main() -> int:
    """Run the checks named on the command line, or all, and return the exit status."""
    parser = argparse.ArgumentParser(description="Run the quick checks.")
    parser.add_argument("check", nargs="?", choices=CHECKS, help="Which one; all if none is named.")
    name = parser.parse_args().check
    names = [name] if name else list(CHECKS)
    failed = [
        name for name in names if subprocess.run([sys.executable, *CHECKS[name]], cwd=ROOT, check=False).returncode != 0
    ]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
