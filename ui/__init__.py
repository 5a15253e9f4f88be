"""The window of Fettle Studio: PySide6 on top of the light part of `studio`."""
