"""A whole run, and what it declares of its settings."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, SerializeAsAny, ValidationError

from studio.errors import NotFoundError, SpecError
from studio.files import exists, expand_user
from studio.json_text import parse_json
from studio.settings import SettingInfo, SpecPart, setting, walk_settings
from studio.spec.backbone import BackboneSpec
from studio.spec.data import DataSpec
from studio.spec.faults import first_error, shorten
from studio.spec.fit import FitSpec
from studio.tasks import NamedTask, Task

_SETTINGS = "settings"
# The largest that were seen have a few thousand; a device that never ends is no specification.
_MOST_BYTES = 16 << 20


def _default_settings(found: Mapping[str, Any]) -> SpecPart:
    """Return the settings of a task where none are given."""
    task: Task = found["task"]
    return task.settings()


class RunSpec(SpecPart):
    """A whole run: task, backbone, data and fit. The contract for `run.json`."""

    name: str = setting("", label="Name", help="What the run is called in lists.", max_length=200)
    task: NamedTask = setting(label="Task", help="What the model learns to do.")
    backbone: BackboneSpec
    data: DataSpec
    fit: Annotated[FitSpec, Field(default_factory=FitSpec)]
    # What the task declares, never a plain `SpecPart`.
    settings: SerializeAsAny[SpecPart] = Field(default_factory=_default_settings)

    @classmethod
    def parse(cls, data: object) -> "RunSpec":
        """Check JSON data and return the specification.

        Args:
            data: The parsed JSON: a mapping as in the contract.

        Returns:
            The specification, frozen.

        Raises:
            SpecError: names the field, what was expected and what came.
        """
        if not isinstance(data, Mapping):
            raise SpecError(
                "Expected a JSON object with the fields of a run. Received: {received}.",
                received=type(data).__name__,
            )
        fields = {name: value for name, value in data.items() if name != _SETTINGS}
        try:
            spec = cls.model_validate(fields)
        except ValidationError as error:
            raise first_error(error) from None
        spec = spec.model_copy(update={_SETTINGS: parse_settings(spec.task, data.get(_SETTINGS, {}))})
        spec.check()
        return spec

    @classmethod
    def read(cls, path: Path) -> "RunSpec":
        """Read a specification file.

        Data files and a backbone's folder that it names are looked for beside it, then in the current folder.

        Raises:
            NotFoundError: if there is no such file.
            SpecError: names the place, what was expected and what came.
        """
        try:
            with path.open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
            if len(content) > _MOST_BYTES:
                raise SpecError(
                    "{file}: expected a run specification. Received: more than {most} bytes.",
                    file=path,
                    most=_MOST_BYTES,
                )
            text = content.decode("utf-8")
        except FileNotFoundError:
            raise NotFoundError("There is no file {file}.", file=path) from None
        except (OSError, UnicodeDecodeError) as error:
            raise SpecError("{file} cannot be read: {reason}.", file=path, reason=str(error)) from None
        try:
            data = parse_json(text)
        except json.JSONDecodeError as error:
            raise SpecError(
                "{file}, line {row}, column {column}: expected JSON. {reason}.",
                file=path,
                row=error.lineno,
                column=error.colno,
                reason=error.msg,
            ) from None
        return cls.parse(data).resolved(path.parent)

    @property
    def own_lengths(self) -> dict[str, int]:
        """The lengths that the task has settings of its own for, by their names."""
        return {name: getattr(self.settings, name) for name in self.task.own_lengths}

    @property
    def sequence_length(self) -> int:
        """The most tokens of a sequence: the longest of the task's own lengths, where it has some."""
        return max(self.own_lengths.values(), default=self.data.sequence_length)

    @property
    def has_still_backbone(self) -> bool:
        """Whether the backbone says the same of a text in every step: none of it is trained, nothing is dropped out.

        A backbone that is frozen whole computes as it does when it answers. Dropout in it has to be asked for.
        """
        return self.backbone.trainable == "head" and not self.backbone.dropout

    @property
    def has_lasting_features(self) -> bool:
        """Whether what the head reads of a row is the same in every epoch, so that it can be computed once."""
        return self.has_still_backbone and not self.task.draws_inputs

    def cut_at(self, length: int) -> Self:
        """Return the same run with sequences of at most so many tokens."""
        if own := self.own_lengths:
            shorter = {name: min(value, length) for name, value in own.items()}
            return self.model_copy(update={"settings": self.settings.model_copy(update=shorter)})
        return self.model_copy(update={"data": self.data.model_copy(update={"sequence_length": length})})

    def check(self) -> None:
        """Check what no single field can know.

        Raises:
            SpecError: names the fields that contradict each other, or a path that no system has.
        """
        paths = {f"data.{part}": getattr(self.data, part) for part in ("train", "validation", "test")}
        if (self.backbone.preset is None) == (self.backbone.architecture is None):
            raise SpecError(
                "Expected either backbone.preset, a pretrained backbone, or backbone.architecture, one from scratch. "
                "Received: {received}.",
                received="neither" if self.backbone.preset is None else "both",
            )
        if self.backbone.architecture is not None and self.backbone.trainable != "all":
            raise SpecError(
                'backbone.trainable: expected "all", since a backbone from scratch has learned nothing yet. '
                "Received: {received}.",
                received=json.dumps(self.model_dump(mode="json")["backbone"]["trainable"]),
            )
        for field, value in (paths | {"backbone.preset": self.backbone.preset}).items():
            if value is not None and "\0" in value:
                raise SpecError("{field}: expected a path. Received: {received}.", field=field, received=shorten(value))
        self.data.reading.check("data.reading.")
        for split in ("validation", "test"):
            self.data.reading_of(split).check(f"data.{split}_")
        if self.data.validation_fraction + self.data.test_fraction >= 1.0:
            raise SpecError(
                "Expected data.validation_fraction and data.test_fraction to leave rows for training. "
                "Received: {validation} and {test}.",
                validation=self.data.validation_fraction,
                test=self.data.test_fraction,
            )
        self._check_folds()
        if self.backbone.lora_rank is not None and self.backbone.trainable != "lora":
            raise SpecError(
                'backbone.lora_rank needs backbone.trainable="lora". Received: trainable={trainable}.',
                trainable=json.dumps(self.model_dump(mode="json")["backbone"]["trainable"]),
            )

    def _check_folds(self) -> None:
        folds, fold = self.data.folds, self.data.fold
        if folds is not None and self.data.validation is not None:
            raise SpecError(
                "data.folds: expected none beside data.validation, since the folds are what is measured on. "
                "Received: {received}.",
                received=folds,
            )
        if fold >= (folds or 1):
            raise SpecError(
                "data.fold: expected a number below data.folds, counted from 0. Received: {received}, of {folds}.",
                received=fold,
                folds=folds or 1,
            )

    def resolved(self, folder: Path) -> "RunSpec":
        """Return the specification with the paths of its data, and of a backbone that is a folder, made absolute."""
        paths = {
            part: _resolve(value, folder)
            for part in ("train", "validation", "test")
            if (value := getattr(self.data, part)) is not None
        }
        backbone = self.backbone
        # A name has no separator; `hf://…` and the like are no folders.
        preset = backbone.preset or ""
        if {"/", "\\"} & {*preset} and exists(Path(place := _resolve(preset, folder))):
            backbone = backbone.model_copy(update={"preset": place})
        return self.model_copy(update={"backbone": backbone, "data": self.data.model_copy(update=paths)})

    def to_json(self) -> dict[str, Any]:
        """Return the specification as JSON data."""
        return self.model_dump(mode="json")


def parse_settings(task: Task, data: object) -> SpecPart:
    """Check the settings of a task, given as JSON data, and return them.

    Raises:
        SpecError: names the setting, what was expected and what came.
    """
    try:
        return task.settings.model_validate(data)
    except ValidationError as error:
        raise first_error(error, f"{_SETTINGS}.") from None


@cache
def setting_infos() -> tuple[SettingInfo, ...]:
    """Return what the specification declares of each of its settings, in their order; not those of single tasks."""
    return tuple(walk_settings(RunSpec))


@cache
def task_setting_infos(task: Task) -> tuple[SettingInfo, ...]:
    """Return what a task declares of its own settings, in their order."""
    return tuple(walk_settings(task.settings, f"{_SETTINGS}."))


def _resolve(value: str, folder: Path) -> str:
    path = expand_user(value)
    if path.is_absolute():
        return str(path)
    beside = folder / path
    return str((beside if exists(beside) else Path.cwd() / path).resolve())
