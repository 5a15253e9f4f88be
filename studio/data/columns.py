"""Which column plays which role for a task."""

from collections.abc import Mapping, Sequence

from studio import tasks
from studio.data.looks import Look, looks_of
from studio.data.reading import Preview, check_columns_exist, missing_column, read_preview
from studio.data.source import DataSource
from studio.errors import DataError
from studio.tasks import Role


def guess_columns(data: DataSource | Preview, task: str) -> dict[str, str]:
    """Guess which column plays which role: by its name, else by its content.

    Where several columns have such a name, the one that looks most like the role is taken: of texts the longest, of
    labels one whose values come again. A title gives way to far longer texts in a column of any name.

    Args:
        data: The data set or its first rows.
        task: The task's name.

    Returns:
        From role to column; a role for which no column was found is left out.
    """
    preview = read_preview(data) if isinstance(data, DataSource) else data
    looks = looks_of(preview)
    found: dict[str, str] = {}
    roles = tasks.get(task).roles
    for is_last in (False, True):
        for is_exact in (True, False):
            for role in roles:
                free = [look for look in looks if look.name not in found.values()]
                if role.name not in found and (name := _by_name(role, free, is_exact=is_exact, is_last=is_last)):
                    found[role.name] = name
    for role in roles:
        free = [look for look in looks if look.name not in found.values()]
        if role.name not in found and role.is_required and (name := _by_content(role, free)):
            found[role.name] = name
    return {role.name: found[role.name] for role in roles if role.name in found}


def _by_name(role: Role, looks: Sequence[Look], *, is_exact: bool, is_last: bool) -> str | None:
    is_label = role.kind == "class"
    for guess in role.last_guesses if is_last else role.guesses:
        fitting = [look for look in looks if (look.is_called(guess) if is_exact else look.is_about(guess))]
        if not is_label and not is_exact:
            # The column `review_date` is about a review, but none.
            fitting = [look for look in fitting if look.column.kind in ("text", "nested")]
        if is_label and is_last:
            fitting = [look for look in fitting if look.is_like_labels]
        if fitting:
            return _likeliest(role, fitting if is_label or not is_last else _wholes(fitting, looks) or fitting)
    return None


def _wholes(titles: Sequence[Look], looks: Sequence[Look]) -> list[Look]:
    """Return the columns whose texts these titles seem to stand for."""
    return [look for look in looks if all(look.is_whole_of(title) for title in titles)]


def _by_content(role: Role, looks: Sequence[Look]) -> str | None:
    free = [look for look in looks if look.column.kind != "nested"]
    if role.kind == "class":
        fitting = [look for look in free if look.is_like_labels and not look.is_answer]
    else:
        fitting = [look for look in free if look.column.kind == "text"]
    return _likeliest(role, fitting) if fitting else None


def _likeliest(role: Role, looks: Sequence[Look]) -> str:
    if role.kind == "class":
        return min(looks, key=lambda look: look.label_rank).name
    return max(looks, key=lambda look: look.text_rank).name


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
