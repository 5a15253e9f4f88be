"""What a saved model says about itself, in `fettle.json` beside KerasHub's own files."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.catalogue.layout import RUN_MODEL
from studio.errors import NotFoundError
from studio.fields import read_fields
from studio.files import read_json, write_json
from studio.schema import Schema
from studio.tasks import NamedTask


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a model is for.

    Attributes:
        schema: What it remembers of the data that it was trained on.
        sequence_length: Texts are cut after so many tokens, the special ones counted.
        columns: The columns of the training data, by role.
        has_pooler: Whether the backbone's pooler is trained, or it has none: a masked language model has no use for it.
        settings: The task's own settings, as the specification had them; empty for older models.
    """

    task: NamedTask
    schema: Schema
    sequence_length: int
    columns: dict[str, str | list[str]] = field(default_factory=dict)
    studio_version: str = ""
    has_pooler: bool = True
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def class_names(self) -> tuple[str, ...]:
        """Classes, labels or types of spans, in the order of the model's outputs."""
        return self.schema.class_names

    def write(self, folder: Path) -> None:
        """Write the file into a model's folder."""
        write_json(folder / RUN_MODEL, asdict(self) | {"task": self.task.name})

    @classmethod
    def read(cls, folder: Path) -> "ModelInfo":
        """Read the file of a model's folder.

        Raises:
            NotFoundError: if there is none, or one that cannot be read. What a later version added is left out, and
                what an earlier one lacks takes its default.
            SpecError: if it is a model for a task that this version does not know.
        """
        data: Any = read_json(folder / RUN_MODEL)
        if data is None:
            raise NotFoundError("There is no model of the studio in {file}.", file=folder)
        info = read_fields(cls, _with_schema(data))
        if info is None:
            raise NotFoundError(
                "What {file} says of its model cannot be read: it is damaged, or of another version of the studio.",
                file=folder / RUN_MODEL,
            )
        return info


def _with_schema(data: Any) -> Any:
    """Return what a file says in today's words: earlier versions remembered classes, beside everything else."""
    if not isinstance(data, dict) or "schema" in data or "class_names" not in data:
        return data
    schema = {name: data[name] for name in ("class_names", "class_counts") if data.get(name) is not None}
    return {**data, "schema": schema}
