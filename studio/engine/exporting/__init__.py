"""Exports: written, compared with the studio, described."""
