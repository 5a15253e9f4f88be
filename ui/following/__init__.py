"""Runs at work, read from threads."""
