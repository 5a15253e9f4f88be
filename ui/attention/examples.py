"""Sentences to begin with, in which it is of interest what a word looks at."""

from collections.abc import Sequence

# "it" stands for the animal: a reader must find that out, and so must a model.
_ENGLISH = "The animal didn't cross the street because it was too tired."
_CHINESE = "小猫没有跳上桌子，因为它太累了。"


def example_for(languages: Sequence[str]) -> str:
    """Return a sentence for a model that was trained on some languages, given by their codes."""
    return _CHINESE if tuple(languages) == ("zh",) else _ENGLISH
