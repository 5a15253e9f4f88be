"""What a saved model says about itself, in `fettle.json` beside KerasHub's own files."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.catalogue.layout import RUN_MODEL
from studio.errors import NotFoundError
from studio.fields import read_fields
from studio.files import read_json, write_json


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a model is for.

    Attributes:
        class_names: In the order of the model's outputs.
        sequence_length: Texts are cut after so many tokens, the special ones counted.
        columns: The columns of the training data, by role.
        class_counts: How often each class occurs in the training part; empty for older models and other tasks.
        has_pooler: Whether the backbone's pooler is trained, or it has none: a masked language model has no use for it.
        settings: The task's own settings, as the specification had them; empty for older models.
    """

    task: str
    class_names: tuple[str, ...]
    sequence_length: int
    columns: dict[str, str] = field(default_factory=dict)
    studio_version: str = ""
    class_counts: tuple[int, ...] = ()
    has_pooler: bool = True
    settings: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the file into a model's folder."""
        write_json(folder / RUN_MODEL, asdict(self))

    @classmethod
    def read(cls, folder: Path) -> "ModelInfo":
        """Read the file of a model's folder.

        Raises:
            NotFoundError: if there is none, or one that cannot be read. What a later version added is left out, and
                what an earlier one lacks takes its default.
        """
        data: Any = read_json(folder / RUN_MODEL)
        if data is None:
            raise NotFoundError("There is no model of the studio in {file}.", file=folder)
        info = read_fields(cls, data)
        if info is None:
            raise NotFoundError(
                "What {file} says of its model cannot be read: it is damaged, or of another version of the studio.",
                file=folder / RUN_MODEL,
            )
        return info
