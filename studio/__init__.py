"""The headless part of Fettle Studio: everything but the window."""

__version__ = "0.1.0"
