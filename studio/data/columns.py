"""Which column plays which role for a task."""

from collections.abc import Mapping, Sequence

from studio import tasks
from studio.data.reading import Preview, check_columns_exist, missing_column, read_preview
from studio.data.source import Column, DataSource
from studio.errors import DataError
from studio.tasks import Role
from studio.tasks.base import LABEL_ROLE

_LONG_LABEL = 40
# A column such as `review_id` tells rows apart and says nothing about them.
_KEY_WORDS = {"id", "index", "uuid", "编号"}


def guess_columns(data: DataSource | Preview, task: str) -> dict[str, str]:
    """Guess which column plays which role: by its name, else by its content.

    Args:
        data: The data set or its first rows.
        task: The task's name.

    Returns:
        From role to column; a role for which no column was found is left out.
    """
    preview = read_preview(data) if isinstance(data, DataSource) else data
    found: dict[str, str] = {}
    roles = tasks.get(task).roles
    for is_exact in (True, False):
        for role in roles:
            free = [column for column in preview.columns if column.name not in found.values()]
            if role.name not in found and (match := _by_name(role, free, is_exact)):
                found[role.name] = match.name
    for role in roles:
        if role.name not in found and role.is_required and (name := _by_content(role, preview, found)):
            found[role.name] = name
    return {role.name: found[role.name] for role in roles if role.name in found}


def _by_name(role: Role, columns: Sequence[Column], is_exact: bool) -> Column | None:
    for guess in role.guesses:
        for column in columns:
            name = column.name.strip().lower()
            words = _words(name)
            if name == guess or (not is_exact and len(guess) > 1 and guess in words and not _KEY_WORDS & {*words}):
                return column
    return None


def _words(name: str) -> list[str]:
    """Return the parts of a name such as `review_text`, and a Chinese name's endings, such as 标签 of 情感标签."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    return words + [name[start:] for start in range(1, len(name)) if not name[start].isascii()]


def _by_content(role: Role, preview: Preview, found: Mapping[str, str]) -> str | None:
    free = [
        (column, [row[index] or "" for row in preview.rows])
        for index, column in enumerate(preview.columns)
        if column.name not in found.values() and column.kind != "nested"
    ]
    if role.name == LABEL_ROLE:
        labels = [(len(set(values)), column.name) for column, values in free if _looks_like_labels(values)]
        return min(labels)[1] if labels else None
    texts = [(_mean_length(values), column.name) for column, values in free if column.kind == "text"]
    return max(texts)[1] if texts else None


def _looks_like_labels(values: Sequence[str]) -> bool:
    """Return whether values are short and come again: at most half as many distinct ones as rows."""
    distinct = set(values)
    return 1 < len(distinct) <= max(2, len(values) // 2) and max(len(value) for value in distinct) <= _LONG_LABEL


def _mean_length(values: Sequence[str]) -> float:
    return sum(len(value) for value in values) / max(1, len(values))


def map_columns(source: DataSource, task: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of every role: those given, checked, else guessed.

    Args:
        source: The data set.
        task: The task's name.
        columns: From role to column; empty guesses all.

    Raises:
        DataError: if a column is missing, plays two roles, or a required role has none.
    """
    roles = tasks.get(task).roles
    check_columns_exist(source, tuple(columns.values()))
    guessed = guess_columns(source, task) if any(role.name not in columns for role in roles) else {}
    mapped: dict[str, str] = {}
    for role in roles:
        name = columns.get(role.name) or guessed.get(role.name)
        if name is None and role.is_required:
            raise _no_column(source, role)
        if name is not None:
            mapped[role.name] = name
    _check_distinct(source, mapped)
    return mapped


def _no_column(source: DataSource, role: Role) -> DataError:
    if len(source.columns) == 1 and source.format in ("csv", "tsv"):
        return missing_column(source, role.name)
    return DataError(
        "{file}: expected a column for the role {column}. Received: the columns {received}; none was recognized.",
        file=source.path,
        column=role.name,
        received=", ".join(source.column_names),
    )


def _check_distinct(source: DataSource, mapped: Mapping[str, str]) -> None:
    by_column: dict[str, str] = {}
    for role, column in mapped.items():
        if column in by_column:
            raise DataError(
                "{file}: expected different columns for {expected}. Received: {column} for both.",
                file=source.path,
                column=column,
                expected=f"{by_column[column]}, {role}",
            )
        by_column[column] = role
