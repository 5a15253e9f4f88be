"""The run specification: what is trained, on what, and how.

Each field declares its type, default, range, unit, label and help once. The form, the check, the guide and the
command line read them here, through `setting_infos`.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)

from studio.architecture import ArchitectureSpec
from studio.encodings import find_encoding, join_names
from studio.errors import NotFoundError, SpecError
from studio.files import exists, expand_user
from studio.settings import SettingInfo, SpecPart, setting, walk_settings
from studio.tasks import NamedTask, Task

_SETTINGS = "settings"

Trainable = Literal["all", "head", "lora"]
Schedule = Literal["constant", "linear", "cosine"]
MissingRows = Literal["leave_out", "refuse"]
AnnotatorAnswers = Literal["honour", "disregard"]
FaultyRows = Literal["refuse", "leave_out", "mend"]
KeepTogether = Literal["equal_rows", "shared_texts"]
Precision = Literal["auto", "float32", "bfloat16"]

_HEADER = re.compile(r"none|[1-9]\d{0,3}(-[1-9]\d{0,3})?")
_EXAMPLES = join_names(("utf-8", "cp1252", "gb18030", "koi8-r"))


class LastLayers(SpecPart):
    """Trains the head and the last layers of the backbone."""

    last_layers: int = setting(
        label="Last layers",
        help="How many of the backbone's Transformer layers, counted from the top, are trained with the head.",
        unit="layers",
        ge=1,
        le=200,
    )


class BackboneSpec(SpecPart):
    """Which pretrained backbone is fine-tuned, and how much of it; or the shape of one that is built from scratch."""

    preset: str | None = setting(
        None,
        label="Backbone",
        help="The pretrained Transformer: a preset's name, a local folder, kaggle://… or hf://….",
        min_length=1,
    )
    architecture: ArchitectureSpec | None = setting(
        None,
        label="Architecture",
        help="Instead of a pretrained backbone: the shape of a Transformer that is trained from scratch.",
    )
    trainable: Trainable | LastLayers = setting(
        "all",
        label="Trainable",
        help="Training everything gives the best results. Training less needs less memory and time.",
    )
    lora_rank: int | None = setting(
        None,
        label="LoRA rank",
        help="The width of the low-rank matrices that LoRA trains beside each frozen weight. 4 to 16 is usual.",
        is_advanced=True,
        ge=1,
        le=512,
    )
    dropout: float | None = setting(
        None,
        label="Dropout",
        help="The share of values set to zero at random while training, against overfitting. "
        "Empty keeps what the backbone was built with.",
        is_advanced=True,
        step=0.05,
        ge=0.0,
        lt=1.0,
    )

    @model_serializer(mode="wrap")
    def _serialize(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # Of the two that exclude each other, only the one that is given is written.
        data: dict[str, Any] = serialize(self)
        return {key: value for key, value in data.items() if value is not None or key not in ("preset", "architecture")}

    @property
    def name(self) -> str:
        """What lists call it: the preset's name, or the shape of a backbone from scratch."""
        return self.preset or (self.architecture.name if self.architecture is not None else "")


class ReadingSpec(SpecPart):
    """How the files of the data are read, where that is not to be told from their content."""

    encoding: str | None = setting(
        None,
        label="Encoding",
        help="The code page of text files, such as UTF-8, Windows-1252 or GB18030. Empty tells it from the bytes.",
        is_advanced=True,
    )
    delimiter: str | None = setting(
        None,
        label="Delimiter",
        help="The character between two values of a CSV file. Empty tells it from the first rows.",
        is_advanced=True,
    )
    header: str | None = setting(
        None,
        label="Header",
        help="Where the names of the columns stand: none, the number of a row such as 1, or several rows such as 1-3, "
        "of which the first one holds the names. Empty tells it from the first rows.",
        is_advanced=True,
    )
    sheet: str | None = setting(
        None,
        label="Sheet",
        help="The sheet of an Excel file that is read. Empty takes the first one that is visible and not empty.",
        is_advanced=True,
    )

    def check(self, prefix: str = "") -> None:
        """Check each setting.

        Args:
            prefix: What stands before a setting's name in a message.

        Raises:
            SpecError: names the setting, what was expected and what came.
        """
        expected: dict[str, tuple[Callable[[str], bool], str]] = {
            "encoding": (lambda value: find_encoding(value) is not None, f"an encoding such as {_EXAMPLES}"),
            "delimiter": (lambda value: len(value) == 1 and value not in "\"'\\\r\n", "a single character"),
            "header": (lambda value: _HEADER.fullmatch(value) is not None, "none, a row such as 1, or rows as in 1-3"),
            "sheet": (lambda value: value != "", "the name of a sheet"),
        }
        for name, (is_right, what) in expected.items():
            value = getattr(self, name)
            if value is not None and not is_right(value):
                raise SpecError(
                    "{field}: expected {expected}. Received: {received}.",
                    field=prefix + name,
                    expected=what,
                    received=_short(value),
                )

    def header_rows(self) -> tuple[int, int] | None:
        """Return the first and the last row of the header, counted from 1; (0, 0) for none, `None` where it is told."""
        if self.header is None:
            return None
        if self.header == "none":
            return 0, 0
        first, _, last = self.header.partition("-")
        return int(first), max(int(first), int(last or first))

    def given(self) -> tuple[str, ...]:
        """Return the names of the settings that are made."""
        return tuple(name for name, value in self if value is not None)


class DataSpec(SpecPart):
    """The data set, its columns and how it is split."""

    train: str = setting(
        label="Training data",
        help="A file (CSV, TSV, Excel, JSON, JSON lines, Parquet, text; also gzipped) or a folder of class folders.",
        min_length=1,
    )
    validation: str | None = setting(
        None,
        label="Validation data",
        help="A separate file to measure on during the run. Empty splits off a part of the training data.",
    )
    test: str | None = setting(
        None,
        label="Test data",
        help="A separate file that is measured once, at the end.",
    )
    validation_fraction: float = setting(
        0.1,
        label="Validation part",
        help="The part of the training data that is held back to measure on during the run.",
        step=0.01,
        ge=0.0,
        lt=1.0,
    )
    test_fraction: float = setting(
        0.0,
        label="Test part",
        help="The part of the training data that is held back and measured once, at the end.",
        step=0.01,
        ge=0.0,
        lt=1.0,
    )
    columns: dict[str, str | list[str]] = setting(
        {},
        label="Columns",
        help="Which column of the file plays which role. Empty guesses them.",
    )
    missing_rows: MissingRows = setting(
        "leave_out",
        label="Rows without text or label",
        help="Leaving them out counts and shows them and goes on. Refusing ends the run before it begins.",
        is_advanced=True,
    )
    missing_labels: list[str] = setting(
        [],
        label="Labels that mean none",
        help="Labels that stand for a missing one, such as NA or nan. Their rows are left out.",
        is_advanced=True,
    )
    faulty_rows: FaultyRows = setting(
        "refuse",
        label="Rows with faults",
        help="What becomes of a row whose label, number, tags or answer has a fault: refusing ends the run before it "
        "begins, leaving out counts and shows such rows, mending does what the finding offers and leaves out the rest.",
        is_advanced=True,
    )
    keep_together: KeepTogether = setting(
        "equal_rows",
        label="Kept together",
        help="Rows with equal texts always go to the same part of the split. With shared texts, rows that have one of "
        "several texts in common do, too.",
        is_advanced=True,
    )
    annotator_answers: AnnotatorAnswers = setting(
        "honour",
        label="Answers of annotators",
        help="Whether rows that were rejected, ignored or discarded in Prodigy, Argilla or Label Studio are left out.",
        is_advanced=True,
    )
    reading: ReadingSpec = ReadingSpec()
    validation_encoding: str | None = setting(
        None,
        label="Encoding of the validation data",
        help="The code page of a separate file for validation, where it is another one than that of the training data.",
        is_advanced=True,
    )
    test_encoding: str | None = setting(
        None,
        label="Encoding of the test data",
        help="The code page of a separate file for the test, where it is another one than that of the training data.",
        is_advanced=True,
    )
    sequence_length: int = setting(
        256,
        label="Sequence length",
        help="Texts are cut after this many tokens. Longer sequences need more memory and time.",
        unit="tokens",
        step=32,
        ge=8,
        le=131_072,
    )
    seed: int = setting(
        0,
        label="Split seed",
        help="The same seed always splits the data in the same way.",
        is_advanced=True,
        ge=0,
        le=2**31 - 1,
    )

    @model_serializer(mode="wrap")
    def _serialize(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # How files are read is written only where it is set by hand.
        data: dict[str, Any] = serialize(self)
        given = {name: value for name, value in data.pop("reading", {}).items() if value is not None}
        for name in ("validation_encoding", "test_encoding"):
            if data.get(name) is None:
                data.pop(name, None)
        return data | ({"reading": given} if given else {})

    def file_of(self, split: str) -> str:
        """Return the file or folder that the row numbers of a split count in."""
        return {"validation": self.validation, "test": self.test}.get(split) or self.train

    def reading_of(self, split: str) -> ReadingSpec:
        """Return how the file of a split is read."""
        encoding = {"validation": self.validation_encoding, "test": self.test_encoding}.get(split)
        return self.reading if encoding is None else self.reading.model_copy(update={"encoding": encoding})


class FitSpec(SpecPart):
    """How the model is trained."""

    epochs: int = setting(
        3,
        label="Epochs",
        help="How many times the whole training data is passed through. 2 to 4 is usual for fine-tuning.",
        unit="passes",
        ge=1,
        le=10_000,
    )
    batch_size: int = setting(
        32,
        label="Batch size",
        help="How many examples are computed at once. Larger batches are faster and need more memory.",
        unit="examples",
        ge=1,
        le=65_536,
    )
    accumulation_steps: int = setting(
        1,
        label="Accumulation",
        help="How many batches are added up before the weights change: a larger batch in the same memory.",
        unit="batches",
        is_advanced=True,
        ge=1,
        le=1024,
    )
    learning_rate: float = setting(
        5e-5,
        label="Learning rate",
        help="How far each step moves the weights, at its peak. 2e-5 to 5e-5 is usual when everything is trained.",
        gt=0.0,
        le=1.0,
    )
    schedule: Schedule = setting(
        "linear",
        label="Schedule",
        help="How the learning rate falls after the warmup.",
    )
    warmup_fraction: float = setting(
        0.1,
        label="Warmup",
        help="The part of all steps in which the learning rate rises from zero to its peak.",
        step=0.01,
        ge=0.0,
        le=1.0,
    )
    weight_decay: float = setting(
        0.01,
        label="Weight decay",
        help="Pulls the weights towards zero a little at each step, against overfitting. "
        "Biases and normalization are left out.",
        is_advanced=True,
        step=0.01,
        ge=0.0,
        le=1.0,
    )
    clip_norm: float | None = setting(
        1.0,
        label="Clip norm",
        help="Gradients whose global norm is larger are scaled down to it. Empty turns clipping off.",
        is_advanced=True,
        step=0.1,
        gt=0.0,
        le=1e6,
    )
    precision: Precision = setting(
        "auto",
        label="Precision",
        help="bfloat16 is faster on devices that know it. Automatic picks what is fastest and sound here.",
    )
    early_stopping_patience: int | None = setting(
        None,
        label="Early stopping",
        help="Stops when so many evaluations in a row brought no improvement. Empty turns it off.",
        unit="evaluations",
        is_advanced=True,
        ge=1,
        le=10_000,
    )
    monitor: str = setting(
        "auto",
        label="Monitor",
        help="The validation metric that decides which model is best. Automatic takes the task's own.",
        is_advanced=True,
        min_length=1,
    )
    seed: int = setting(
        0,
        label="Seed",
        help="The same seed repeats a run: the head's first weights, the order of the data and dropout.",
        is_advanced=True,
        ge=0,
        le=2**31 - 1,
    )


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
            raise _first_error(error) from None
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
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotFoundError("There is no file {file}.", file=path) from None
        except (OSError, UnicodeDecodeError) as error:
            raise SpecError("{file} cannot be read: {reason}.", file=path, reason=str(error)) from None
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise SpecError(
                "{file}, line {row}, column {column}: expected JSON. {reason}.",
                file=path,
                row=error.lineno,
                column=error.colno,
                reason=error.msg,
            ) from None
        except (RecursionError, ValueError) as error:
            # Brackets in brackets in brackets, or numbers of thousands of digits.
            raise SpecError("{file} cannot be read: {reason}.", file=path, reason=str(error)) from None
        return cls.parse(data).resolved(path.parent)

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
                raise SpecError("{field}: expected a path. Received: {received}.", field=field, received=_short(value))
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
        if self.backbone.lora_rank is not None and self.backbone.trainable != "lora":
            raise SpecError(
                'backbone.lora_rank needs backbone.trainable="lora". Received: trainable={trainable}.',
                trainable=json.dumps(self.model_dump(mode="json")["backbone"]["trainable"]),
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
        raise _first_error(error, f"{_SETTINGS}.") from None


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


def _first_error(error: ValidationError, prefix: str = "") -> SpecError:
    errors = error.errors()
    first = errors[0]
    if isinstance(first["input"], Mapping):
        # A union reports one error for each of its members. Whoever wrote an object meant the member that is one.
        first = max(errors, key=lambda entry: (entry["loc"][:2] == first["loc"][:2], len(entry["loc"])))
    place = ".".join(str(part) for part in first["loc"] if not _is_union_member(part))
    place = f"{prefix}{place}".removesuffix(".") or "the specification"
    received = first.get("input")
    if first["type"] == "extra_forbidden":
        return SpecError("Unknown field {field}. Received: {received}.", field=place, received=_short(received))
    if first["type"] == "missing":
        return SpecError("Expected the field {field}. It is missing.", field=place)
    # Pydantic would name the class.
    expected = "an object" if first["type"] == "model_type" else first["msg"].removeprefix("Input should be ")
    return SpecError(
        "{field}: expected {expected}. Received: {received}.",
        field=place,
        expected=expected,
        received=_short(received),
    )


def _is_union_member(part: str | int) -> bool:
    text = str(part)
    return text == "LastLayers" or "[" in text


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."
