"""The command line: all that the window can do, without a window."""

from studio.cli.main import main

__all__ = ["main"]
