"""Which characters a vocabulary holds, where a corpus has more than there is room for."""

from collections.abc import Mapping

# Kudo and Richardson, SentencePiece (2018): the rarest characters make up a twentieth of a percent of a text, but
# often most of its alphabet.
_COVERAGE = 0.9995
# The rest is left to longer pieces.
_MAX_SHARE = 0.75


def choose_alphabet(counts: Mapping[str, int], room: int) -> frozenset[str]:
    """Return the most frequent characters.

    Args:
        counts: How often each occurs.
        room: int. How many tokens the vocabulary can hold.
    """
    chosen: set[str] = set()
    missing = sum(counts.values())
    left_out = missing * (1.0 - _COVERAGE)
    for character, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if missing <= left_out or len(chosen) >= max(1, int(room * _MAX_SHARE)):
            break
        chosen.add(character)
        missing -= count
    return frozenset(chosen)
