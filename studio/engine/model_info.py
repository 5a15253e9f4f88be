"""What a saved model says about itself, in `fettle.json` beside KerasHub's own files."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.errors import NotFoundError
from studio.files import read_json, write_json

_FILE_NAME = "fettle.json"
_COUNTS = "class_counts"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a model is for.

    Attributes:
        class_names: In the order of the model's outputs.
        sequence_length: Texts are cut after so many tokens, the special ones counted.
        columns: The columns of the training data, by role.
        class_counts: How often each class occurs in the training part; empty for older models and other tasks.
    """

    task: str
    class_names: tuple[str, ...]
    sequence_length: int
    columns: dict[str, str]
    studio_version: str
    class_counts: tuple[int, ...] = ()

    def write(self, folder: Path) -> None:
        """Write the file into a model's folder."""
        write_json(folder / _FILE_NAME, asdict(self))

    @classmethod
    def read(cls, folder: Path) -> "ModelInfo":
        """Read the file of a model's folder.

        Raises:
            NotFoundError: if there is none, or one that cannot be read.
        """
        data: Any = read_json(folder / _FILE_NAME)
        try:
            known = {name: data[name] for name in cls.__dataclass_fields__ if name != _COUNTS}
            lists = {"class_names": tuple(data["class_names"]), _COUNTS: tuple(data.get(_COUNTS, ()))}
            return cls(**(known | lists))
        except (TypeError, KeyError):
            raise NotFoundError("There is no model of the studio in {file}.", file=folder) from None
