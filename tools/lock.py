"""Pin the dependencies anew: writes `requirements.lock` from `pyproject.toml`, for every platform, with hashes.

uv does the work: the one on the path, else one in a throw-away environment. It asks the package index that it is
configured for; no address gets into the file. Versions stay as they are where they still fit; `--upgrade` takes the
newest of each.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
OPTIONS = ("--group", "dev", "--universal", "--python-version", "3.11", "--generate-hashes")
SILENCE = ("--no-emit-index-url", "--no-emit-find-links", "--quiet", "--custom-compile-command", "make lock")


def find_uv(folder: Path) -> str:
    """Return uv: from the path, or installed into an environment in this folder."""
    found = shutil.which("uv")
    if found is not None:
        return found
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(scripts / "uv")


def main() -> int:
    """Write the lock file and return the exit status."""
    parser = argparse.ArgumentParser(description="Pin the dependencies anew.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest version of each")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        command = [find_uv(Path(folder)), "pip", "compile", "pyproject.toml", *OPTIONS, *SILENCE, *upgrade, "-o", LOCK]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        print(f"{LOCK} was left as it was.", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
