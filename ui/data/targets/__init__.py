"""What the page Data shows of what a model is to find: one module for each kind, one row each in the table below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.data.targets import classes, messages, number, span, tags, text
from ui.data.targets.content import TargetContent, counted

if TYPE_CHECKING:
    from studio.data.kinds import TargetProfile

__all__ = ["TargetContent", "content_of"]

# What is known of the targets, whose fields depend on their kind.
_CONTENTS: dict[str, Callable[[Any], TargetContent]] = {
    "classes": classes.content,
    "messages": messages.content,
    "number": number.content,
    "span": span.content,
    "tags": tags.content,
    "text": text.content,
}


def content_of(profile: "TargetProfile") -> TargetContent:
    """Return what is to be shown of the targets of a data set; of a kind without a row, its first table."""
    make = _CONTENTS.get(profile.kind)
    if make is not None:
        return make(profile)
    table = next(iter(profile.tables()), None)
    rows = () if table is None else tuple((str(row[0]), int(row[-1])) for row in table.rows if isinstance(row[-1], int))
    return TargetContent("", counted(rows))
