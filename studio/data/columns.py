"""Which column plays which role for a task."""

from collections.abc import Callable, Mapping, Sequence

from studio.columns import Columns, all_names, names_of
from studio.data.looks import Look, looks_of
from studio.data.reading import Preview, check_columns_exist, missing_column, read_preview
from studio.data.source import DataSource
from studio.errors import DataError
from studio.language_names import is_language
from studio.tasks import Role, Task
from studio.tasks.base import LIST_KINDS, NUMBER_KINDS, RoleKind

# Kinds whose values are told by their name alone: nothing in them says which list or number is meant.
_BY_NAME_ALONE: tuple[RoleKind, ...] = ("span",)


def guess_columns(data: DataSource | Preview, task: Task) -> dict[str, str | list[str]]:
    """Guess which column plays which role: by its name, else by its content.

    Where several columns have such a name, the one that looks most like the role is taken: of texts the longest, of
    labels one whose values come again. A title gives way to far longer texts in a column of any name. Where a task has
    several layouts, the one is taken of which most is found by name.

    Args:
        data: The data set or its first rows.
        task: The task.

    Returns:
        From role to column; a role for which no column was found is left out.
    """
    looks = _looks(data)
    return max((_guess(_roles_of(task, layout), looks) for layout in layouts_of(task)), key=_worth(task, looks))


def _worth(task: Task, looks: Sequence[Look]) -> Callable[[Mapping[str, str | list[str]]], tuple[int, int]]:
    """Return what sorts guesses: how many roles were found by their names, then how many in all."""
    names = {look.name: look for look in looks}

    def worth(found: Mapping[str, str | list[str]]) -> tuple[int, int]:
        by_name = [
            role
            for role in task.roles
            for name in names_of(found, role.name)
            if any(names[name].is_about(guess) for guess in (*role.guesses, *role.last_guesses))
        ]
        return len(by_name), len(found)

    return worth


def _looks(data: DataSource | Preview) -> list[Look]:
    return looks_of(read_preview(data) if isinstance(data, DataSource) else data)


def layouts_of(task: Task) -> tuple[str, ...]:
    """Return the layouts that a data set may have for a task, the usual one first; a single nameless one for most."""
    return tuple(dict.fromkeys(role.layout for role in task.roles if role.layout)) or ("",)


def _roles_of(task: Task, layout: str) -> tuple[Role, ...]:
    return tuple(role for role in task.roles if role.layout in ("", layout))


def _guess(roles: Sequence[Role], looks: Sequence[Look]) -> dict[str, str | list[str]]:
    found: dict[str, str] = {}
    for is_last in (False, True):
        for is_exact in (True, False):
            for role in roles:
                free = [look for look in looks if look.name not in found.values()]
                if role.name not in found and (name := _by_name(role, free, is_exact=is_exact, is_last=is_last)):
                    found[role.name] = name
    found |= _by_language([role for role in roles if role.name not in found], looks)
    for role in roles:
        free = [look for look in looks if look.name not in found.values()]
        if role.name not in found and role.is_required and (name := _by_content(role, free)):
            found[role.name] = name
    # A column that bears the name of a number holds what is meant to be one: what is wrong with it is told by row.
    for role in roles:
        free = [look for look in looks if look.name not in found.values() and look.column.kind != "nested"]
        named = [look.name for guess in role.guesses for look in free if look.is_called(guess)]
        if role.name not in found and role.kind in NUMBER_KINDS and named:
            found[role.name] = named[0]
    return {role.name: found[role.name] for role in roles if role.name in found}


def _by_language(missing: Sequence[Role], looks: Sequence[Look]) -> dict[str, str]:
    """Return the columns that are named after languages, in their order, where there are enough for all such roles."""
    roles = [role for role in missing if role.names_language]
    fitting = [look for look in looks if look.column.kind == "text" and not look.is_key and is_language(look.name)]
    return (
        {role.name: look.name for role, look in zip(roles, fitting, strict=False)} if len(fitting) >= len(roles) else {}
    )


def _by_name(role: Role, looks: Sequence[Look], *, is_exact: bool, is_last: bool) -> str | None:
    is_text = role.kind == "text"
    for guess in role.last_guesses if is_last else role.guesses:
        fitting = [look for look in looks if (look.is_called(guess) if is_exact else look.is_about(guess))]
        if is_text and not is_exact:
            # The column `review_date` is about a review, but none.
            fitting = [look for look in fitting if look.column.kind in ("text", "nested")]
        if role.kind == "class" and is_last:
            fitting = [look for look in fitting if look.is_like_labels]
        if role.kind in NUMBER_KINDS:
            fitting = [look for look in fitting if look.is_like_numbers]
        if fitting:
            return _likeliest(role, _wholes(fitting, looks) or fitting if is_text and is_last else fitting)
    return None


def _wholes(titles: Sequence[Look], looks: Sequence[Look]) -> list[Look]:
    """Return the columns whose texts these titles seem to stand for."""
    return [look for look in looks if all(look.is_whole_of(title) for title in titles)]


def _by_content(role: Role, looks: Sequence[Look]) -> str | None:
    if role.kind in _BY_NAME_ALONE:
        return None
    is_nested = role.kind in LIST_KINDS
    free = [look for look in looks if look.column.kind == "nested" or look.is_written_list] if is_nested else looks
    free = free if is_nested else [look for look in free if look.column.kind != "nested"]
    fitting = [look for look in free if _fits(role, look)]
    return _likeliest(role, fitting) if fitting else None


def _fits(role: Role, look: Look) -> bool:
    if role.kind == "class":
        return look.is_like_labels and not look.is_answer
    if role.kind == "text":
        return look.column.kind == "text" and not look.is_like_numbers
    return role.kind not in NUMBER_KINDS or (look.is_like_numbers and not look.is_key)


def _likeliest(role: Role, looks: Sequence[Look]) -> str:
    if role.kind == "class":
        return min(looks, key=lambda look: look.label_rank).name
    if role.kind == "text":
        return max(looks, key=lambda look: look.text_rank).name
    return looks[0].name


def map_columns(source: DataSource, task: Task, columns: Columns) -> dict[str, str | list[str]]:
    """Return the column of every role: those given, checked, else guessed.

    Args:
        source: The data set.
        task: The task.
        columns: From role to column; empty guesses all.

    Raises:
        DataError: if a column is missing, plays two roles, or a required role has none.
    """
    check_columns_exist(source, all_names(columns))
    _check_roles(source, task, columns)
    roles = _roles_of(task, _layout_of(source, task, columns))
    missing = [role for role in roles if not names_of(columns, role.name)]
    # A column that another task's role has is free.
    given = {name for role in task.roles for name in names_of(columns, role.name)}
    guessed = _guess(missing, [look for look in _looks(source) if look.name not in given]) if missing else {}
    mapped: dict[str, str | list[str]] = {}
    for role in roles:
        names = names_of(columns, role.name) or names_of(guessed, role.name)
        if not names and role.is_required:
            raise _no_column(source, task, role)
        if names:
            mapped[role.name] = names[0] if len(names) == 1 else list(names)
    _check_distinct(source, mapped)
    return mapped


def present_columns(source: DataSource, task: Task, columns: Columns) -> dict[str, str | list[str]]:
    """Return the columns of another file without those that this one lacks and can do without.

    A role that a task does not require may have no column as long as another one on its side has: a start beside an
    answer, a third text beside the first two, but not the scores of pairs.

    Args:
        source: The data set.
        task: The task.
        columns: From role to column, as the other file has them.
    """
    sides = {role.side for role in task.roles if role.is_required and names_of(columns, role.name)}
    free = {role.name for role in task.roles if not role.is_required and role.side in sides}
    return {
        role: names if isinstance(names, str) else list(names)
        for role, names in columns.items()
        if role not in free or all(map(source.has_column, names_of(columns, role)))
    }


def _layout_of(source: DataSource, task: Task, columns: Columns) -> str:
    """Return the layout that given columns belong to; where none says, the one that the file seems to have."""
    layouts = layouts_of(task)
    if len(layouts) == 1:
        return layouts[0]
    given = columns or guess_columns(source, task)
    return next((role.layout for role in task.roles if role.layout and role.name in given), layouts[0])


def _check_roles(source: DataSource, task: Task, columns: Columns) -> None:
    # A role that the task does not have is of another task that was chosen before: nobody asks for it.
    for role in task.roles:
        names = columns.get(role.name, "")
        if not isinstance(names, str) and not role.takes_several:
            raise DataError(
                "{file}: expected one column for the role {column}. Received: {received}.",
                file=source.path,
                column=role.name,
                received=", ".join(names),
            )


def _no_column(source: DataSource, task: Task, role: Role) -> DataError:
    if role.layout:
        layouts = (
            " + ".join(role.name for role in _roles_of(task, layout) if role.is_required) for layout in layouts_of(task)
        )
        return DataError(
            "{file}: expected columns for the roles of a layout: {layouts}. Received: the columns {received}, which do "
            "not make up one.",
            file=source.path,
            layouts=" / ".join(layouts),
            received=", ".join(source.column_names),
        )
    if len(source.columns) == 1 and source.format in ("csv", "tsv"):
        return missing_column(source, role.name)
    return DataError(
        "{file}: expected a column for the role {column}. Received: the columns {received}; none was recognized.",
        file=source.path,
        column=role.name,
        received=", ".join(source.column_names),
    )


def _check_distinct(source: DataSource, mapped: Mapping[str, str | list[str]]) -> None:
    by_column: dict[str, str] = {}
    for role in mapped:
        for column in names_of(mapped, role):
            if column in by_column:
                raise DataError(
                    "{file}: expected different columns for {expected}. Received: {column} for both.",
                    file=source.path,
                    column=column,
                    expected=f"{by_column[column]}, {role}",
                )
            by_column[column] = role
