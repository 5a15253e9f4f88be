"""What Qt needs from a Linux system, what of it is missing, and how to install it.

Runs before anything is installed: standard library only, and readable by every Python from 3.8 on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Library -> Debian package, for all that Qt's own libraries and its X11 and Wayland plugins load.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
CHINESE_FONT_PACKAGE = "fonts-noto-cjk"

# What the window needs to start at all, and what it needs besides to open on a screen.
QT_FILES = (
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6DBus.so.6",
    "Qt/lib/libQt6OpenGLWidgets.so.6",
    "Qt/plugins/platforms/libqoffscreen.so",
)
QT_SCREEN_FILES = ("Qt/plugins/platforms/libqxcb.so", "Qt/plugins/platforms/libqwayland.so")

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_CHINESE_FONT_NAMES = ("cjk", "wqy", "sourcehan", "notosanssc", "notoserifsc", "fallback", "uming", "ukai", "msyh")


def missing_libraries(pyside_folder: Path, files: tuple[str, ...]) -> list[str]:
    """Return the libraries that the dynamic linker does not find for these files of PySide6, sorted."""
    paths = [str(path) for path in (pyside_folder / name for name in files) if path.is_file()]
    if not paths or shutil.which("ldd") is None:
        return []
    listing = subprocess.run(["ldd", *paths], capture_output=True, text=True, check=False).stdout
    return sorted({line.split()[0] for line in listing.splitlines() if "=> not found" in line})


def has_chinese_font() -> bool:
    """Return whether a font file with Chinese glyphs is installed, judged by the usual names."""
    for folder in _FONT_FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[to]t[fc]"):
            if any(name in path.name.lower().replace("-", "") for name in _CHINESE_FONT_NAMES):
                return True
    return False


def packages_of(libraries: list[str]) -> list[str]:
    """Return the Debian packages of these libraries; a library without a known one stands for itself."""
    return sorted({PACKAGES.get(library, library) for library in libraries})


def can_install() -> bool:
    """Return whether this process may install Debian packages."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None and os.geteuid() == 0


def install(packages: list[str]) -> bool:
    """Install Debian packages and return whether that worked."""
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(f"`{' '.join(command)}` failed:\n{done.stderr.strip()}", file=sys.stderr)
            return False
    return True


def install_command(packages: list[str]) -> str:
    """Return the command that a person runs to install these packages."""
    return f"sudo apt-get install {' '.join(packages)}"
