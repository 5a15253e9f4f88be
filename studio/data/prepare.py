"""A data set made ready for a run: checked, its classes numbered, its rows split."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

import numpy as np

from studio.data import checks
from studio.data.columns import map_columns, present_columns
from studio.data.database import IsCancelled, OnProgress
from studio.data.digest_making import open_digest
from studio.data.findings import Finding, raise_first_error
from studio.data.kinds import kind_of, read_targets
from studio.data.profile import find_all
from studio.data.reading import open_part
from studio.data.rows import SplitRows
from studio.data.rules import LeftOut, RowRules
from studio.data.separate import Hashes, Watch, read_separate
from studio.data.source import DataSource, class_files, guarded
from studio.data.split import Fold, split_rows
from studio.jobs import Progress
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart
from studio.spec import DataSpec
from studio.tasks import Task


@dataclass(frozen=True, slots=True, eq=False)
class PreparedData:
    """A data set ready for a run.

    Attributes:
        schema: What a model remembers of the training data.
        train, validation, test: The parts; `None` where there is none.
        fingerprint: Hexadecimal SHA-256 over the files, the columns, the classes and the split.
        findings: What the checks found, none of it an error.
        notes: Those of them that a run has to tell: which rows are left out or mended, and of what only the parts show,
            such as one that has no row, or texts that two files share.
        left_out: By `train`, `validation` or `test`, how many rows of that file are left out. The parts that are split
            off a file share its rows, which count under `train`.
        split_fingerprints: The same of each part alone, by its name: equal where the examples are.
    """

    schema: Schema
    train: SplitRows
    validation: SplitRows | None
    test: SplitRows | None
    fingerprint: str
    findings: tuple[Finding, ...] = field(default=())
    notes: tuple[Finding, ...] = field(default=())
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    split_fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def splits(self) -> tuple[SplitRows, ...]:
        """The parts that there are: train, then validation, then test."""
        return tuple(split for split in (self.train, self.validation, self.test) if split is not None)


def prepare(
    data: DataSpec,
    task: Task,
    settings: SpecPart | None = None,
    *,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> PreparedData:
    """Read, check and split the data of a run.

    Args:
        data: The data part of the run specification.
        task: What is to be learned.
        settings: The task's own; its defaults if not given.
        on_progress: Called while files are read, from another thread.
        is_cancelled: Asked about ten times a second, from another thread.

    Raises:
        DataError: the first thing that keeps the data from being used.
        CancelledError: if `is_cancelled` said so.
    """
    watch: Watch = {"on_progress": on_progress, "is_cancelled": is_cancelled}
    settings = settings or task.settings()
    schema, splits, findings, known_texts, left_out = _prepare_train(data, task, settings, watch)
    notes = [finding for finding in findings if checks.tells_of_changed_rows(finding)]
    notes += _empty_parts(data, splits)
    for name, path in (("validation", data.validation), ("test", data.test)):
        if path is not None:
            source = open_part(data, name, reads_documents=task.learns_pairs(settings))
            mapped = map_columns(source, task, present_columns(source, task, splits["train"].columns))
            separate = read_separate(name, source, task, mapped, schema, RowRules.of(data), settings, watch)
            splits[name], left_out[name] = separate.rows, separate.left_out
            notes += [finding for finding in separate.findings(known_texts) if finding.level == "warning"]
            findings += separate.findings(known_texts)
    present = {name: split for name, split in splits.items() if len(split)}
    fingerprint, split_fingerprints = _fingerprints(schema, tuple(present.values()), on_progress)
    return PreparedData(
        schema,
        present["train"],
        present.get("validation"),
        present.get("test"),
        fingerprint,
        findings,
        tuple(notes),
        left_out,
        split_fingerprints,
    )


def _empty_parts(data: DataSpec, splits: Mapping[str, SplitRows]) -> Iterator[Finding]:
    """Tell of parts that were asked for and have no row: what belongs together may be all that there is."""
    asked: tuple[tuple[str, float, str, Detail], ...] = (
        ("validation", data.validation_share, "data.validation_fraction", data.validation_fraction),
        ("test", data.test_share, "data.test_fraction", data.test_fraction),
    )
    for name, share, setting, value in asked:
        if share > 0.0 and not len(splits[name]):
            is_fold = name == "validation" and data.folds is not None
            template = (
                "{file}: expected rows to hold back, as {setting}={fraction} asks for. Received: none, for there are "
                "too few, or all belong together with those that are trained on. A file of its own would do."
            )
            details: dict[str, Detail] = {
                "file": str(splits["train"].source.path),
                "setting": "data.folds" if is_fold else setting,
                "fraction": data.folds if is_fold else value,
            }
            yield Finding("warning", Message(template, details), name=f"empty_{name}")


def _prepare_train(
    data: DataSpec, task: Task, settings: SpecPart, watch: Watch
) -> tuple[Schema, dict[str, SplitRows], tuple[Finding, ...], Hashes, dict[str, LeftOut]]:
    """Check and split the training data.

    Returns:
        What a model remembers of it, its parts, findings, its texts for separate files, and how many rows are left out.
    """
    source = open_part(data, reads_documents=task.learns_pairs(settings))
    columns = map_columns(source, task, data.columns)
    with open_digest(source, task, columns, has_lengths=False, rules=RowRules.of(data), **watch) as digest:
        read = read_targets(digest, settings)
        findings = find_all(digest, read)
        raise_first_error(findings)
        repeats = digest.repeats(shares_texts=data.keep_together == "shared_texts")
        known_texts = digest.text_hashes() if data.validation or data.test else np.zeros(0, np.uint64)
        left_out = {"train": digest.left_out()}
        inputs, kind = digest.inputs, kind_of(digest)
    parts = split_rows(
        read.strata,
        repeats,
        data.validation_share,
        data.test_share,
        data.seed,
        None if data.folds is None else Fold(data.fold, data.folds),
    )
    splits = {
        name: SplitRows(name, source, columns, rows, read.targets.take(rows), inputs)
        for name, rows in zip(("train", "validation", "test"), parts, strict=True)
    }
    return kind.schema(read, splits["train"], settings), splits, findings, known_texts, left_out


def _fingerprints(
    schema: Schema, splits: Sequence[SplitRows], on_progress: OnProgress | None
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
            "class_names": list(schema.class_names),
            "reading": [split.source.encoding, astuple(split.source.dialect), split.source.layout],
        }
        parts = (
            json.dumps(head, sort_keys=True).encode(),
            contents[split.source.path],
            split.row_numbers.astype("<i8").tobytes(),
            *_contents(split),
        )
        alone = hashlib.sha256()
        for part in parts:
            digest.update(part)
            alone.update(part)
        found[split.name] = alone.hexdigest()
    return digest.hexdigest(), found


def _contents(split: SplitRows) -> tuple[bytes, ...]:
    """Return the bytes of what the rows are to give."""
    found = tuple(split.targets.contents())
    # Runs of earlier versions that learn from texts alone hashed a class that all rows have.
    return found or (np.zeros(len(split), "<i4").tobytes(),)


def _hash_files(source: DataSource) -> bytes:
    """Hash a file's bytes, or the names and bytes of a folder's files or of files whose lines belong together."""
    with guarded(source):
        digest = hashlib.sha256()
        folder = source.path if source.path.is_dir() else source.path.parent
        for path in class_files(folder) if folder == source.path else [source.path, *source.beside]:
            if path != source.path:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()
