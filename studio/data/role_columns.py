"""Which columns a model is given, which say what it is to find, and how their values become texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.columns import Columns, names_of
from studio.data.conversations import contents_of
from studio.data.token_lists import join_tokens, parse_list
from studio.tasks import Task
from studio.tasks.base import LIST_KINDS, RoleKind


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column with texts.

    Attributes:
        name: What the task calls the input.
        column: The column's name.
        kind: What its values are: `text`, or lists of `tokens` or `messages`.
        is_required: Whether a row without it is left out.
        whole: The input that it is a part of, together with others; empty where it is one by itself.
    """

    name: str
    column: str
    kind: RoleKind = "text"
    is_required: bool = True
    whole: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a list in the column is one value."""
        return self.kind in LIST_KINDS

    def text(self, value: str | None) -> str | None:
        """Return the text of a value; `None` where there is none. What is said in messages is put together."""
        if value is None or not self.is_list:
            return value
        if self.kind == "messages":
            return " ".join(contents_of(value)) or None
        tokens = parse_list(value)
        return None if tokens is None else join_tokens(tokens)[0] or None


def input_columns(task: Task, columns: Columns) -> tuple[InputColumn, ...]:
    """Return the columns that a model is given, in the order of the task's roles.

    Args:
        task: The task.
        columns: From role to column.
    """
    found = []
    # A conversation is one input, whatever columns it comes in, those of the answers among them.
    whole = task.inputs[0] if any(role.kind == "messages" for role in task.roles) else ""
    for role in task.roles:
        column = columns.get(role.name)
        if (role.side != "input" and role.kind != "messages") or not isinstance(column, str):
            continue
        name = task.inputs[0] if role.kind == "tokens" else role.name
        found.append(InputColumn(name, column, role.kind, role.is_required, whole))
    return tuple(found)


def target_texts(task: Task, columns: Columns) -> tuple[InputColumn, ...]:
    """Return the columns with texts that a model is to write.

    Args:
        task: The task.
        columns: From role to column.
    """
    roles = (role for role in task.roles if role.side == "target" and role.kind == "text")
    known = ((role, columns.get(role.name)) for role in roles)
    return tuple(InputColumn(role.name, column) for role, column in known if isinstance(column, str))


def input_names(inputs: Sequence[InputColumn]) -> tuple[str, ...]:
    """Return the names of the inputs that columns make up, in their order."""
    return tuple(dict.fromkeys(entry.whole or entry.name for entry in inputs))


def class_column(task: Task, columns: Columns) -> str | None:
    """Return the column with the classes; `None` where the task has none."""
    if not task.has_classes:
        return None
    return next((name for _, name in target_columns(task, columns)), None)


def target_columns(task: Task, columns: Columns) -> tuple[tuple[str, str], ...]:
    """Return the roles on the side of the targets with their columns, in the order of the task's roles.

    A role that several columns play comes once for each.
    """
    return tuple(
        (role.name, name) for role in task.roles if role.side == "target" for name in names_of(columns, role.name)
    )


def list_columns(task: Task, columns: Columns) -> frozenset[str]:
    """Return the columns in which a list stays one, also with a single value in it: those of tokens, tags, labels."""
    return frozenset(name for role in task.roles if role.kind in LIST_KINDS for name in names_of(columns, role.name))
