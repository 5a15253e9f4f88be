"""Text pair classification: one of several classes for two texts together."""
