"""A data set made ready for a run: checked, its classes numbered, its rows split."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from studio.data import checks
from studio.data.columns import map_columns
from studio.data.database import IsCancelled, OnProgress
from studio.data.digest import Digest, LabelCount, open_digest
from studio.data.findings import Finding, raise_first_error
from studio.data.profile import find_all
from studio.data.readers.records import shorten
from studio.data.reading import iter_values, missing_text, open_part
from studio.data.source import DataSource, class_files, guarded
from studio.data.split import Labels, Rows, split_rows
from studio.errors import DataError
from studio.jobs import Progress
from studio.spec import DataSpec
from studio.tasks.base import LABEL_ROLE

Hashes = NDArray[np.uint64]

_NUM_SHOWN_CLASSES = 10


class _Watch(TypedDict):
    """Who is told of the progress and asked whether to go on."""

    on_progress: OnProgress | None
    is_cancelled: IsCancelled | None


@dataclass(frozen=True, slots=True, eq=False)
class SplitRows:
    """The rows of one part of the data.

    Attributes:
        name: `train`, `validation` or `test`.
        source: Where the rows come from.
        columns: From role to column.
        row_numbers: int64 array of shape (num_examples,), counted from 0, ascending.
        labels: int32 array of shape (num_examples,), positions in the class names; 0 where there are none.
    """

    name: str
    source: DataSource
    columns: Mapping[str, str]
    row_numbers: Rows
    labels: Labels

    def __len__(self) -> int:
        return len(self.row_numbers)

    def iter_texts(self, batch_size: int = 4096) -> Iterator[list[str]]:
        """Yield the texts in the order of `row_numbers`, in batches, without holding the file in memory.

        Raises:
            DataError: if the data set has changed.
        """
        column, start = self.columns["text"], 0
        waiting: list[str] = []
        for batch in iter_values(self.source, (column,), batch_size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            for row in self.row_numbers[low:high]:
                (text,) = batch[row - start]
                if text is None:
                    raise missing_text(self.source, column, int(row) + 1)
                waiting.append(text)
            start += len(batch)
            while len(waiting) >= batch_size:
                yield waiting[:batch_size]
                waiting = waiting[batch_size:]
        if waiting:
            yield waiting

    def take(self, indices: Sequence[int] | NDArray[np.int64]) -> list[str]:
        """Return a few texts, given by their positions in `row_numbers`."""
        wanted = [int(index) for index in indices]
        ordered = np.array(sorted(set(wanted)), dtype=np.int64)
        part = SplitRows(self.name, self.source, self.columns, self.row_numbers[ordered], self.labels[ordered])
        texts = [text for batch in part.iter_texts() for text in batch]
        return [texts[int(np.searchsorted(ordered, index))] for index in wanted]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedData:
    """A data set ready for a run.

    Attributes:
        class_names: The labels in the order of their numbers; none where the task has none.
        train, validation, test: The parts; `None` where there is none.
        fingerprint: Hexadecimal SHA-256 over the files, the columns, the classes and the split.
        findings: What the checks found, none of it an error.
        split_fingerprints: The same of each part alone, by its name: equal where the examples are.
    """

    class_names: tuple[str, ...]
    train: SplitRows
    validation: SplitRows | None
    test: SplitRows | None
    fingerprint: str
    findings: tuple[Finding, ...] = field(default=())
    split_fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def splits(self) -> tuple[SplitRows, ...]:
        """The parts that there are: train, then validation, then test."""
        return tuple(split for split in (self.train, self.validation, self.test) if split is not None)

    @property
    def class_counts(self) -> NDArray[np.int64]:
        """How many examples each class has in the training part: int64 array of shape (num_classes,)."""
        if not self.class_names:
            return np.zeros(0, np.int64)
        return np.bincount(self.train.labels, minlength=len(self.class_names)).astype(np.int64)


def prepare(
    data: DataSpec,
    task: str,
    *,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> PreparedData:
    """Read, check and split the data of a run.

    Args:
        data: The data part of the run specification.
        task: The task's name.
        on_progress: Called while files are read, from another thread.
        is_cancelled: Asked about ten times a second, from another thread.

    Raises:
        DataError: the first thing that keeps the data from being used.
        CancelledError: if `is_cancelled` said so.
    """
    watch: _Watch = {"on_progress": on_progress, "is_cancelled": is_cancelled}
    class_names, splits, findings, known_texts = _prepare_train(data, task, watch)
    for name, path in (("validation", data.validation), ("test", data.test)):
        if path is not None:
            columns = splits["train"].columns
            splits[name], found = _prepare_separate(name, path, data, task, columns, class_names, known_texts, watch)
            findings += found
    present = {name: split for name, split in splits.items() if len(split)}
    fingerprint, split_fingerprints = _fingerprints(class_names, tuple(present.values()), on_progress)
    return PreparedData(
        class_names,
        present["train"],
        present.get("validation"),
        present.get("test"),
        fingerprint,
        findings,
        split_fingerprints,
    )


def _prepare_train(
    data: DataSpec, task: str, watch: _Watch
) -> tuple[tuple[str, ...], dict[str, SplitRows], tuple[Finding, ...], Hashes]:
    """Check and split the training data; return its classes, parts, findings and, for separate files, its texts."""
    source = open_part(data.train, data)
    columns = map_columns(source, task, data.columns)
    with open_digest(source, columns, has_lengths=False, **watch) as digest:
        counts = digest.count_labels()
        findings = find_all(digest, counts)
        raise_first_error(findings)
        class_names = sort_classes(counts)
        labels = digest.label_codes(class_names)
        repeats = digest.repeats()
        known_texts = digest.text_hashes() if data.validation or data.test else np.zeros(0, np.uint64)
    parts = split_rows(
        labels,
        repeats,
        0.0 if data.validation else data.validation_fraction,
        0.0 if data.test else data.test_fraction,
        data.seed,
    )
    splits = {
        name: SplitRows(name, source, columns, rows, labels[rows])
        for name, rows in zip(("train", "validation", "test"), parts, strict=True)
    }
    return class_names, splits, findings, known_texts


def _prepare_separate(
    name: str,
    path: str,
    data: DataSpec,
    task: str,
    columns: Mapping[str, str],
    class_names: Sequence[str],
    known_texts: Hashes,
    watch: _Watch,
) -> tuple[SplitRows, tuple[Finding, ...]]:
    """Check a separate file, whose columns have the names of the training data's."""
    source = open_part(path, data)
    mapped = map_columns(source, task, columns)
    with open_digest(source, mapped, has_lengths=False, **watch) as digest:
        findings = _check_separate(digest, class_names, known_texts)
        rows = np.arange(digest.num_rows, dtype=np.int64)
        return SplitRows(name, source, mapped, rows, digest.label_codes(class_names)), findings


def sort_classes(labels: Sequence[LabelCount]) -> tuple[str, ...]:
    """Return the labels in the order of their numbers: as numbers where all are whole ones, else as text."""
    names = [label.label for label in labels]
    try:
        return tuple(sorted(names, key=lambda name: (int(name), name)))
    except ValueError:
        return tuple(sorted(names))


def list_classes(class_names: Sequence[str]) -> str:
    """Return the first classes for a message."""
    shown = ", ".join(shorten(name) for name in class_names[:_NUM_SHOWN_CLASSES])
    return f"{shown}, …" if len(class_names) > _NUM_SHOWN_CLASSES else shown


def _check_separate(digest: Digest, class_names: Sequence[str], known_texts: NDArray[np.uint64]) -> tuple[Finding, ...]:
    """Check a separate validation or test file against the training data.

    Raises:
        DataError: if a row has no text, or no label or one that the training data does not have.
    """
    raise_first_error(tuple(checks.check_rows(digest)))
    unknown = [label for label in digest.count_labels() if label.label not in set(class_names)]
    if unknown:
        first = min(unknown, key=lambda label: label.first_row)
        raise DataError(
            "{file}, row {row}, column {column}: expected a label of the training data ({expected}). "
            "Received: {received}.",
            file=digest.source.path,
            row=first.first_row,
            column=digest.columns[LABEL_ROLE],
            expected=list_classes(class_names),
            received=shorten(first.label),
        )
    num_shared = int(np.isin(digest.text_hashes(), known_texts, assume_unique=True).sum())
    if not num_shared:
        return digest.notes
    template = "{file}: {num_texts} texts are in the training data too; what is measured on them is too good."
    finding = Finding("warning", template, {"file": str(digest.source.path), "num_texts": num_shared}, num_shared)
    return (finding, *digest.notes)


def _fingerprints(
    class_names: Sequence[str], splits: Sequence[SplitRows], on_progress: OnProgress | None
) -> tuple[str, dict[str, str]]:
    """Return the fingerprint of all parts together, and that of each part."""
    digest = hashlib.sha256()
    found: dict[str, str] = {}
    contents: dict[Path, bytes] = {}
    for split in splits:
        if split.source.path not in contents:
            if on_progress is not None:
                on_progress(Progress(f"Hashing {split.source.path.name}"))
            contents[split.source.path] = _hash_files(split.source)
        head = {
            "split": split.name,
            "columns": dict(split.columns),
            "class_names": list(class_names),
            "reading": [split.source.encoding, astuple(split.source.dialect), split.source.layout],
        }
        parts = (
            json.dumps(head, sort_keys=True).encode(),
            contents[split.source.path],
            split.row_numbers.astype("<i8").tobytes(),
            split.labels.astype("<i4").tobytes(),
        )
        alone = hashlib.sha256()
        for part in parts:
            digest.update(part)
            alone.update(part)
        found[split.name] = alone.hexdigest()
    return digest.hexdigest(), found


def _hash_files(source: DataSource) -> bytes:
    """Hash a file's bytes, or the names and bytes of a folder's files."""
    with guarded(source):
        digest = hashlib.sha256()
        for path in class_files(source.path) if source.path.is_dir() else [source.path]:
            if path != source.path:
                digest.update(path.relative_to(source.path).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()
