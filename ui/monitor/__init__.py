"""The parts of the monitor page."""
