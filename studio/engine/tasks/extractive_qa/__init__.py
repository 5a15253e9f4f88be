"""Extractive question answering: an answer is a part of the text that it is asked about."""
