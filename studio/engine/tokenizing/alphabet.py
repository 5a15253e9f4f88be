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
    return frozenset(_most_frequent(counts, room))


def coverage_of_alphabet(counts: Mapping[str, int], room: int) -> float:
    """Return the share of a text that the chosen characters make up, from 0 to 1."""
    chosen = _most_frequent(counts, room)
    return sum(counts[character] for character in chosen) / max(1, sum(counts.values()))


def _most_frequent(counts: Mapping[str, int], room: int) -> list[str]:
    chosen: list[str] = []
    left = sum(counts.values()) * (1.0 - _COVERAGE)
    missing = sum(counts.values())
    for character, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if missing <= left or len(chosen) >= max(1, int(room * _MAX_SHARE)):
            break
        chosen.append(character)
        missing -= count
    return chosen
