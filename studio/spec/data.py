"""The data set, its columns and how it is split."""

from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from studio.settings import SpecPart, setting
from studio.spec.reading import ReadingSpec

MissingRows = Literal["leave_out", "refuse"]
AnnotatorAnswers = Literal["honour", "disregard"]
FaultyRows = Literal["refuse", "leave_out", "mend"]
EqualTargets = Literal["use", "leave_out"]
KeepTogether = Literal["equal_rows", "shared_texts"]


MOST_FOLDS = 50


class DataSpec(SpecPart):
    """The data set, its columns and how it is split."""

    train: str = setting(
        label="Training data",
        help="A file (CSV, TSV, Excel, JSON, JSON lines, Parquet, text, TMX, PO; also gzipped), a folder of class "
        "folders or of texts, or one of several text files in step, such as corpus.en beside corpus.es.",
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
    equal_targets: EqualTargets = setting(
        "use",
        label="Targets equal to their source",
        help="Whether rows are used whose text to be written is the same as the one that is given. Names and numbers "
        "stay as they are in a translation; whole sentences that do were often never translated.",
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
    folds: int | None = setting(
        None,
        label="Folds",
        help="Cross-validation: the rows that are not held back for the test are parted into so many folds of equal "
        "size, each with the same mix of classes. Empty holds back the validation part instead.",
        is_advanced=True,
        ge=2,
        le=MOST_FOLDS,
    )
    fold: int = setting(
        0,
        label="Fold",
        help="Which of the folds is measured on, counted from 0; the others are trained on.",
        is_advanced=True,
        ge=0,
        lt=MOST_FOLDS,
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
        # How files are read, and what only some tasks ask, is written only where it is set by hand.
        data: dict[str, Any] = serialize(self)
        given = {name: value for name, value in data.pop("reading", {}).items() if value is not None}
        for name in ("validation_encoding", "test_encoding"):
            if data.get(name) is None:
                data.pop(name, None)
        if data.get("equal_targets") == "use":
            data.pop("equal_targets")
        if data.get("folds") is None:
            data.pop("folds", None)
            data.pop("fold", None)
        return data | ({"reading": given} if given else {})

    @property
    def validation_share(self) -> float:
        """The part of the training data that is held back for the validation: 0 where that has a file of its own."""
        if self.validation is not None:
            return 0.0
        return self.validation_fraction if self.folds is None else (1.0 - self.test_share) / self.folds

    @property
    def test_share(self) -> float:
        """The part of the training data that is held back for the test: 0 where that has a file of its own."""
        return self.test_fraction if self.test is None else 0.0

    def file_of(self, split: str) -> str:
        """Return the file or folder that the row numbers of a split count in."""
        return {"validation": self.validation, "test": self.test}.get(split) or self.train

    def reading_of(self, split: str) -> ReadingSpec:
        """Return how the file of a split is read."""
        encoding = {"validation": self.validation_encoding, "test": self.test_encoding}.get(split)
        return self.reading if encoding is None else self.reading.model_copy(update={"encoding": encoding})
