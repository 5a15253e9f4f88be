"""Which columns of a data set play which roles, as a run specification says it."""

from collections.abc import Mapping

# From a role to its column, or to several where the role takes several.
Columns = Mapping[str, str | list[str]]


def names_of(columns: Columns, role: str) -> tuple[str, ...]:
    """Return the columns that play a role; none where it is not played."""
    found = columns.get(role, [])
    return (found,) if isinstance(found, str) else tuple(found)


def roles_of(columns: Columns) -> dict[str, str]:
    """Return the role that each column plays."""
    return {name: role for role in columns for name in names_of(columns, role)}


def all_names(columns: Columns) -> tuple[str, ...]:
    """Return all columns that play a role."""
    return tuple(name for role in columns for name in names_of(columns, role))
