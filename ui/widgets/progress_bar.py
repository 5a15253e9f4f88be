"""A bar that is painted when its window is."""

from PySide6.QtWidgets import QProgressBar


class ProgressBar(QProgressBar):
    """Qt's progress bar, without its haste."""

    def setValue(self, value: int) -> None:  # noqa: N802
        """Show another value with the next painting."""
        # WORKAROUND: Qt (6.11 still) repaints the bar within this call, and with it all that waits to be painted in the
        # window, at sizes that are laid out anew a moment later: pages were squeezed for a blink.
        self.setUpdatesEnabled(False)
        super().setValue(value)
        self.setUpdatesEnabled(True)
