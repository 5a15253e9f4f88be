"""The kinds of what a model is to find: one module each, one row each in the table below."""

from studio.data.digest import Digest
from studio.data.kinds import class_, classes, messages, number, score, span, tags, text
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile
from studio.data.kinds.nothing import NOTHING
from studio.data.role_columns import target_columns
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.base import RoleKind

__all__ = ["ProfileTable", "ReadTargets", "TargetKind", "TargetProfile", "get", "kind_of", "read_targets"]

_KINDS: dict[RoleKind, TargetKind] = {
    "class": class_.KIND,
    "classes": classes.KIND,
    "messages": messages.KIND,
    "number": number.KIND,
    "score": score.KIND,
    "span": span.KIND,
    "tags": tags.KIND,
    "text": text.KIND,
}


def get(name: RoleKind) -> TargetKind:
    """Return the kind of that name.

    Raises:
        KeyError: if targets of that kind cannot be read.
    """
    return _KINDS[name]


def kind_of(digest: Digest) -> TargetKind:
    """Return the kind of what is to be found in a data set; one of its own where there is nothing."""
    kind = digest.task.target_kind
    return NOTHING if kind is None or not target_columns(digest.task, digest.columns) else get(kind)


def read_targets(digest: Digest, settings: SpecPart, known: Schema | None = None) -> ReadTargets:
    """Read what the rows of a data set are to give.

    Args:
        digest: The data set. Rows whose target is missing or faulty are left out of it from now on.
        settings: The task's own.
        known: What a model already remembers, where the rows are to be measured with it; `None` for training data.

    Raises:
        DataError: if a row asks for what the model does not know.
    """
    return kind_of(digest).read(digest, settings, known)
