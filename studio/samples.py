"""The sample data sets that travel with the studio, each in a folder with its licence and source."""

from dataclasses import dataclass
from pathlib import Path

import resources
from studio import tasks
from studio.files import read_json
from studio.tasks import Task

_DESCRIPTION = "sample.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """A data set that is ready to use.

    Attributes:
        name: The name of its folder.
        title: What it is called, in English.
        note: What it holds, in a few words, in English.
        task: The task that it is made for.
        path: The data file.
        licence: The licence's short name; its text lies beside the file.
        source: Where the data comes from.
    """

    name: str
    title: str
    note: str
    task: Task
    path: Path
    licence: str
    source: str


def samples(folder: Path | None = None) -> tuple[Sample, ...]:
    """Return the samples of the tasks that there are, in the order of the tasks.

    Args:
        folder: Where they lie; `None` for those that travel with the studio.
    """
    folder = resources.path("samples") if folder is None else folder
    read = (_read(path) for path in sorted(folder.glob(f"*/{_DESCRIPTION}")))
    found = [sample for sample in read if sample is not None and sample.path.is_file()]
    order = tasks.names()
    return tuple(sorted(found, key=lambda sample: order.index(sample.task.name)))


def sample(name: str) -> Sample:
    """Return the first sample of the task of that name.

    Raises:
        StopIteration: if there is none.
    """
    return next(found for found in samples() if found.task.name == name)


def _read(path: Path) -> Sample | None:
    data = read_json(path)
    if not isinstance(data, dict):
        return None
    task = tasks.find(str(data.get("task")))
    if task is None:
        return None
    words = {key: str(data.get(key, "")) for key in ("title", "note", "licence", "source")}
    return Sample(name=path.parent.name, path=path.parent / str(data.get("file", "")), task=task, **words)
