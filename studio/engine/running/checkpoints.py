"""Checkpoints: all that a run needs to go on exactly as if it had never been interrupted."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from studio.engine.backends.base import State
from studio.engine.texts.sampler import Position
from studio.errors import CheckpointError, DamagedFolderError
from studio.fields import read_fields
from studio.files import complete_file, read_json, write_json
from studio.manifest import check_files, sealed_folder

_WEIGHTS_NAME = "weights.npz"
_OPTIMIZER_NAME = "optimizer.npz"
_PROGRESS_NAME = "progress.json"
_NUM_KEPT = 2
_SET_ASIDE = "damaged-{step}"


@dataclass(frozen=True, slots=True)
class Best:
    """The best evaluation so far.

    Attributes:
        value: The monitored metric; `None` where it could not be said, which is worse than any.
        loss: The validation loss: of two equal values, the one with the lower loss is better.
    """

    step: int
    value: float | None
    loss: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        step: Optimizer steps done.
        position: Where the next step takes its examples from.
        num_evaluations_since_best: For early stopping.
        is_validation_due: Whether the validation part is still to be measured after this step: a stop came in between.
        is_over: Whether no step is left to be done.
        loss_sum, num_losses: The losses since the last evaluation.
        num_examples: Examples trained on.
        training_s: Time spent in steps.
        elapsed_s: Time spent at work, all counted.
        most_examples: How many examples are computed at once, at most, as more did not fit into the memory; `None`
            for whole batches.
    """

    step: int = 0
    position: Position = field(default_factory=Position)
    best: Best | None = None
    num_evaluations_since_best: int = 0
    is_validation_due: bool = False
    is_over: bool = False
    loss_sum: float = 0.0
    num_losses: int = 0
    num_examples: int = 0
    training_s: float = 0.0
    elapsed_s: float = 0.0
    most_examples: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the progress as JSON data, numbers to the last bit."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The content of a checkpoint."""

    progress: Progress
    weights: State
    optimizer_state: State


class CheckpointStore:
    """The checkpoints of a run: one folder each, named by its step, complete or absent.

    The weights of the best step lie in the checkpoint of that step, or by themselves where it has none.

    Args:
        path: The folder that holds them; it is made when the first one is saved.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def steps(self) -> list[int]:
        """Return the steps of the complete checkpoints, the latest first."""
        if not self._path.is_dir():
            return []
        return sorted((int(folder.name) for folder in self._path.iterdir() if folder.name.isdecimal()), reverse=True)

    def save(self, checkpoint: Checkpoint) -> None:
        """Write a checkpoint, then delete those that nothing needs any more."""
        self._path.mkdir(exist_ok=True)
        with sealed_folder(self._path / str(checkpoint.progress.step)) as unfinished:
            _write_arrays(unfinished / _WEIGHTS_NAME, checkpoint.weights)
            _write_arrays(unfinished / _OPTIMIZER_NAME, checkpoint.optimizer_state)
            write_json(unfinished / _PROGRESS_NAME, checkpoint.progress.to_json())
        self._prune()

    def save_best(self, step: int, weights: State) -> None:
        """Write the weights of the best step so far: a third of what a whole checkpoint takes."""
        self._path.mkdir(exist_ok=True)
        with complete_file(self._best_path(step)) as unfinished:
            _write_arrays(unfinished, weights)

    def latest(
        self, on_damaged: Callable[[CheckpointError, Path], None] = lambda error, kept: None
    ) -> Checkpoint | None:
        """Return the latest checkpoint that is whole; `None` if there is none yet.

        Damaged ones that are later are renamed, so that they are neither taken for checkpoints nor lost.

        Args:
            on_damaged: Called for each of those, with what is wrong and where the folder is now.

        Raises:
            CheckpointError: if there are checkpoints and all of them are damaged.
        """
        damaged: list[tuple[int, CheckpointError]] = []
        for step in self.steps():
            try:
                found = self._read(self._path / str(step))
            except CheckpointError as error:
                damaged.append((step, error))
                continue
            for later, reason in damaged:
                on_damaged(reason, self._set_aside(later))
            return found
        if damaged:
            raise CheckpointError(
                "No checkpoint of the run is whole, so that it cannot go on. {reason} Start another run.",
                reason=str(damaged[0][1]),
            )
        return None

    def weights(self, step: int) -> State:
        """Return the weights of the best step or of the checkpoint of a step.

        Raises:
            CheckpointError: if there are none, or they are damaged.
        """
        best = self._best_path(step)
        return _read_arrays(best if best.exists() else self._path / str(step) / _WEIGHTS_NAME)

    def clean(self) -> None:
        """Remove what a killed worker left half-written."""
        for path in (*self._path.glob(".*.tmp"), *self._path.glob(".*.old")):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _read(self, folder: Path) -> Checkpoint:
        try:
            check_files(folder)
        except DamagedFolderError as error:
            raise _damaged(Path(str(error.message.details["file"]))) from None
        return Checkpoint(
            _read_progress(folder), _read_arrays(folder / _WEIGHTS_NAME), _read_arrays(folder / _OPTIMIZER_NAME)
        )

    def _set_aside(self, step: int) -> Path:
        aside = self._path / _SET_ASIDE.format(step=step)
        shutil.rmtree(aside, ignore_errors=True)
        return (self._path / str(step)).rename(aside)

    def _best(self, step: int) -> Best | None:
        # A damaged checkpoint keeps no run from going on with a later one.
        with contextlib.suppress(CheckpointError):
            return _read_progress(self._path / str(step)).best
        return None

    def _best_path(self, step: int) -> Path:
        return self._path / f"best-{step}.npz"

    def _prune(self) -> None:
        steps = self.steps()
        last = steps[:_NUM_KEPT]
        # What a run that is taken up at one of the last two would call its best.
        bests = {best.step for step in last if (best := self._best(step)) is not None}
        needed = {self._best_path(step) for step in bests}
        for path in self._path.glob("best-*.npz"):
            if path not in needed:
                path.unlink()
        kept = {*last, *(step for step in bests if not self._best_path(step).exists())}
        for step in set(steps) - kept:
            # Renamed first, so that a half-deleted folder is never taken for a checkpoint.
            doomed = self._path / f".{step}.tmp"
            (self._path / str(step)).rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)


def _read_progress(folder: Path) -> Progress:
    data = read_json(folder / _PROGRESS_NAME)
    found = read_fields(Progress, data)
    # A name that this version does not know would leave a field at its default: a folder without a manifest may be so.
    if found is None or str(found.step) != folder.name or not data.items() <= found.to_json().items():
        raise _damaged(folder / _PROGRESS_NAME)
    return found


def _write_arrays(path: Path, arrays: State) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _read_arrays(path: Path) -> State:
    # The format carries checksums: damage is noticed here and not by a strange loss later on.
    try:
        # NumPy leaves the file open where it cannot read it.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except MemoryError:
        raise
    except Exception:
        # Whatever NumPy, `zipfile` and what these read with say of a changed byte.
        raise _damaged(path) from None


def _damaged(path: Path) -> CheckpointError:
    return CheckpointError("The checkpoint file {file} is missing or damaged.", file=path)
