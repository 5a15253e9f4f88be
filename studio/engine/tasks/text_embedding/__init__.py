"""Text embedding: a normalized vector for each text."""
