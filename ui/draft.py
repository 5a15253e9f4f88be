"""The run that is being put together on the pages Data, Backbone and Fine-tune."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.architecture import ArchitectureSpec
from studio.errors import StudioError
from studio.files import read_json, write_json
from studio.samples import samples
from studio.settings import SpecPart
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from studio.tasks import Task, text_classification
from ui.reading.data_name import is_part

DEFAULT_TASK = text_classification.TASK
DEFAULT_PRESET = "minilm_l6_en_uncased"
_FILE_NAME = "draft.json"
_NO_DATA = "-"
_DESIGN = "design"
_FIRST_TEST_FRACTION = 0.1  # the sample's results are to show how well unseen texts are told apart


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a run's specification; the data may still be missing.

    Attributes:
        name: What the user called it; empty takes the data's name.
        design: The backbone from scratch that was designed last, whether or not it is used; `None` if none was.
        settings: What the task alone can be set to; of the type that it declares.
    """

    task: Task = DEFAULT_TASK
    name: str = ""
    backbone: BackboneSpec = field(default_factory=lambda: BackboneSpec(preset=DEFAULT_PRESET))
    data: DataSpec | None = None
    fit: FitSpec = field(default_factory=FitSpec)
    design: ArchitectureSpec | None = None
    settings: SpecPart = field(default_factory=DEFAULT_TASK.settings)

    def __post_init__(self) -> None:
        # Whoever names a task only means its usual settings.
        if not isinstance(self.settings, self.task.settings):
            object.__setattr__(self, "settings", self.task.settings())

    @property
    def input_length(self) -> int:
        """The most tokens that are read of what a model is given; a task may have a length of its own for that."""
        default = DataSpec.model_fields["sequence_length"].default
        return self.task.input_length(self.settings, default if self.data is None else self.data.sequence_length)

    def shown_name(self) -> str:
        """Return the name, else one made from the data's file: `movie_reviews.csv` gives `Movie reviews`."""
        if self.name or self.data is None:
            return self.name
        path = Path(self.data.train)
        name = path.parent.name if is_part(path) else path.name
        stem = name.split(".")[0].replace("_", " ").replace("-", " ").strip()
        return stem[:1].upper() + stem[1:]

    def for_task(self, task: Task) -> "Draft":
        """Return the draft for another task; what that one does not know falls away."""
        data, fit = self.data, self.fit
        if data is not None:
            known = {role.name for role in task.roles}
            columns = {role: column for role, column in data.columns.items() if role in known}
            data = data.model_copy(update={"columns": columns})
        if fit.monitor not in {metric.name for metric in task.metrics}:
            fit = fit.model_copy(update={"monitor": "auto"})
        kept = {key: getattr(self.settings, key) for key in task.settings.model_fields if hasattr(self.settings, key)}
        return replace(self, task=task, data=data, fit=fit, settings=task.settings.model_validate(kept))

    def spec(self) -> RunSpec:
        """Return the specification of the run.

        Raises:
            SpecError: if parts are missing or contradict each other.
        """
        data = self.to_json()
        data["name"] = self.shown_name()
        return RunSpec.parse({key: value for key, value in data.items() if value is not None})

    def to_json(self) -> dict[str, Any]:
        """Return the draft as JSON data, in the form of a run specification."""
        return {
            "name": self.name,
            "task": self.task.name,
            "backbone": self.backbone.model_dump(mode="json"),
            "data": None if self.data is None else self.data.model_dump(mode="json"),
            "fit": self.fit.model_dump(mode="json"),
            "settings": self.settings.model_dump(mode="json"),
        }

    def write(self, folder: Path) -> None:
        """Keep the draft in a workspace."""
        design = {} if self.design is None else {_DESIGN: self.design.model_dump(mode="json")}
        write_json(folder / _FILE_NAME, self.to_json() | design)

    @classmethod
    def first(cls) -> "Draft":
        """Return the draft of a first start: a sample, ready to run; without data if none is there."""
        found = [sample for sample in samples() if sample.task is DEFAULT_TASK]
        if not found:
            return cls()
        return cls(data=DataSpec(train=str(found[0].path), test_fraction=_FIRST_TEST_FRACTION))

    @classmethod
    def read(cls, folder: Path) -> "Draft | None":
        """Return the draft that a workspace keeps; `None` if there is none or it is of another version."""
        data = read_json(folder / _FILE_NAME)
        if not isinstance(data, dict):
            return None
        design = _read_design(data.pop(_DESIGN, None))
        has_data = data.get("data") is not None
        try:
            # A draft without data is checked with a stand-in, so that its other parts are not lost.
            spec = RunSpec.parse(data if has_data else {**data, "data": {"train": _NO_DATA}})
        except StudioError:
            return None
        draft = cls(spec.task, spec.name, spec.backbone, spec.data, spec.fit, design, spec.settings)
        return draft if has_data else replace(draft, data=None)


def _read_design(data: object) -> ArchitectureSpec | None:
    try:
        return None if data is None else ArchitectureSpec.model_validate(data)
    except (StudioError, ValidationError):
        return None
