"""What the data page asks before a guess takes the place of what the user chose by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio.columns import Columns, all_names, names_of
from studio.spec import DataSpec
from studio.tasks import Task
from ui.reading import data_reading
from ui.reading.data_name import data_name
from ui.reading.data_reading import Opening
from ui.text import listing
from ui.widgets.question_card import Question


@dataclass(slots=True)
class HandChoices:
    """Which columns the user chose by hand, by file: another task and back, or another file and back, loses none."""

    by_file: dict[str, dict[str, str | list[str]]] = field(default_factory=dict)

    def keep(self, train: str, task: Task, columns: Columns) -> None:
        """Keep what was chosen for the roles of a task."""
        roles = {role.name for role in task.roles}
        others = {role: name for role, name in self.of(train).items() if role not in roles}
        self.by_file[train] = others | dict(columns)

    def of(self, train: str) -> dict[str, str | list[str]]:
        """Return what was chosen for a file."""
        return self.by_file.get(train, {})

    def columns_for(self, opening: Opening, task: Task, before: DataSpec | None) -> dict[str, str | list[str]]:
        """Return what was chosen for a file, or for the one before it where it has these columns too; else the guess.

        Args:
            opening: The file.
            task: The task.
            before: The data of before.
        """
        chosen = self.of(str(opening.source.path)) or ({} if before is None else self.of(before.train))
        if chosen and all(opening.source.has_column(name) for name in all_names(chosen)):
            return data_reading.guess_more(opening, task, chosen)
        return dict(opening.columns)

    def questions(
        self, opening: Opening, data: DataSpec, before: DataSpec, go_on: Callable[[DataSpec], None]
    ) -> list[Question]:
        """Return what is to be asked once a file was opened.

        Args:
            opening: The file.
            data: What is made of it.
            before: The data of before.
            go_on: Takes other data instead.
        """
        questions = []
        old, new = data_name(Path(before.train)), data_name(opening.source.path)
        if data.columns != opening.columns and data.train not in self.by_file:
            guess = data.model_copy(update={"columns": dict(opening.columns)})
            questions.append(
                Question(
                    _tr("{file} has the columns that you chose before, so they are used again.").format(file=new),
                    _tr("Keep {columns}").format(columns=_pairs(data.columns)),
                    _tr("Take the guess: {columns}").format(columns=_pairs(opening.columns)),
                    lambda: go_on(guess),
                )
            )
        if before.train in self.by_file or before.validation or before.test or before.missing_labels:
            questions.append(
                Question(
                    _tr("{new} took the place of {old} and of what you chose for it.").format(new=new, old=old),
                    _tr("Keep {file}").format(file=new),
                    _tr("Back to {file}").format(file=old),
                    lambda: go_on(before),
                )
            )
        return questions


def _pairs(columns: Columns) -> str:
    return listing(f"{role} = {' + '.join(names_of(columns, role))}" for role in columns)


def _tr(text: str) -> str:
    return QCoreApplication.translate("data_questions", text)
