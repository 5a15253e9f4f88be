"""KerasHub's backbones as the attention stack, and back: the same numbers from other layers.

A family is a module with a `FAMILY`, and one row of the table in `families`.
"""

from studio.layers.converting.families import FAMILIES, find_family
from studio.layers.converting.family import Family
from studio.layers.converting.links import Link, Weight
from studio.layers.converting.mapping import can_convert, from_stack, link_weights, make_stack, to_stack

__all__ = [
    "FAMILIES",
    "Family",
    "Link",
    "Weight",
    "can_convert",
    "find_family",
    "from_stack",
    "link_weights",
    "make_stack",
    "to_stack",
]
