"""The folder of one run: the truth about it, for the worker, the window and the command line."""

import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.errors import GoneError, InputError, NotFoundError, StateError
from studio.files import read_json, write_json
from studio.messages import Message
from studio.processes import is_same_process
from studio.runs import files
from studio.runs.states import RunState, RunStatus, check_transition
from studio.spec import RunSpec

# A worker claims its folder within a second or two; one that has not after this time never came up.
_CLAIM_S = 60.0
MOST_NAME_LETTERS = 200
# The name of a checkpoint's folder: digits beyond these stand for no step.
_STEP = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Control:
    """What is asked of a worker.

    Attributes:
        is_stop_asked: Whether it should save a checkpoint and stop.
        num_checkpoints_asked: How often a checkpoint was asked for since the start.
        skipped_writing: For which evaluation, by the number of its `WritingEvent`, no more texts are to be written.
    """

    is_stop_asked: bool = False
    num_checkpoints_asked: int = 0
    skipped_writing: int = 0


class RunFolder:
    """A run on disk.

    Args:
        path: The folder, which exists.

    Raises:
        NotFoundError: if there is no run in the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not self.spec_path.is_file():
            raise NotFoundError("There is no run in {file}: it has no run.json.", file=path)

    @classmethod
    def create(cls, path: Path, spec: RunSpec) -> "RunFolder":
        """Make the folder of a new run."""
        path.mkdir(parents=True)
        write_json(path / "run.json", spec.to_json())
        run = cls(path)
        run.write_status(RunStatus(RunState.QUEUED, heartbeat=time.time()))
        return run

    # === Paths ===

    @property
    def id(self) -> str:
        """The run's id: the folder's name."""
        return self.path.name

    @property
    def spec_path(self) -> Path:
        """The specification."""
        return self.path / "run.json"

    @property
    def label_path(self) -> Path:
        """What the run is called since it was renamed; the specification keeps the name of its start."""
        return self.path / "label.json"

    @property
    def passport_path(self) -> Path:
        """What is needed to repeat the run."""
        return self.path / "passport.json"

    @property
    def state_path(self) -> Path:
        """Where the run stands."""
        return self.path / "state.json"

    @property
    def control_path(self) -> Path:
        """What is asked of the worker."""
        return self.path / "control.json"

    @property
    def lock_path(self) -> Path:
        """Held by the worker for as long as it lives."""
        return self.path / "worker.lock"

    @property
    def events_path(self) -> Path:
        """All that happened."""
        return self.path / "events.jsonl"

    @property
    def log_path(self) -> Path:
        """All that the worker and its libraries print."""
        return self.path / "worker.log"

    @property
    def checkpoints_path(self) -> Path:
        """One folder a checkpoint, named by its step."""
        return self.path / "checkpoints"

    @property
    def tokenizer_path(self) -> Path:
        """What was learned of the texts for a backbone from scratch."""
        return self.path / "tokenizer"

    @property
    def model_path(self) -> Path:
        """The best model."""
        return self.path / "model"

    @property
    def evaluation_path(self) -> Path:
        """Metrics and predictions."""
        return self.path / "evaluation"

    @property
    def metrics_path(self) -> Path:
        """The metrics of each split."""
        return self.evaluation_path / "metrics.json"

    @property
    def predictions_path(self) -> Path:
        """What the best model says about each text of the measured splits."""
        return self.evaluation_path / "predictions.parquet"

    @property
    def tensorboard_path(self) -> Path:
        """Event files for TensorBoard."""
        return self.path / "tensorboard"

    @property
    def exports_path(self) -> Path:
        """One folder a format."""
        return self.path / "exports"

    @property
    def workspace_path(self) -> Path:
        """The workspace that the run lies in."""
        return self.path.parent.parent

    # === Content ===

    def spec(self) -> RunSpec:
        """Return the specification."""
        return RunSpec.read(self.spec_path)

    def check(self) -> None:
        """Check that this version can open the run.

        Raises:
            InputError: if `run.json` cannot be read, or asks for a task or a setting of another version, or if the run
                is in a state of a later version.
        """
        self.spec()
        self.check_state()

    def check_state(self) -> None:
        """Check that this version knows the state of the run.

        Raises:
            InputError: if it does not.
        """
        if self._written_status().state is RunState.UNKNOWN:
            raise InputError(
                "{file}: the run is in the state {state}, which this version of the studio does not know: a later "
                "version wrote it. Open the run with that version.",
                file=self.state_path,
                state=str(read_json(self.state_path).get("state"))[:80],
            )

    def gone(self) -> GoneError:
        """Return what to say of a run whose folder was deleted or renamed while it was looked at or worked on."""
        return GoneError(
            "The folder of the run was deleted or renamed: {file}. Its worker stops and makes nothing anew. Bring the "
            "folder back, or look for it under its new name, to resume the run.",
            file=self.path,
        )

    def name(self, spec: RunSpec | None = None) -> str:
        """Return what lists call the run: the name it was given last, else that of its start, else its id.

        Args:
            spec: The specification, where it was read already.
        """
        name = self.label() or (self._first_name() if spec is None else spec.name)
        return clean_name(name)[:MOST_NAME_LETTERS] or self.id

    def label(self) -> str:
        """Return the name that the run was given after its start; empty where it was given none."""
        return files.read_name(self.label_path)

    def _first_name(self) -> str:
        """Return the name of the start; read alone, so that a run of a later version has its name too."""
        return files.read_name(self.spec_path)

    def rename(self, name: str) -> str:
        """Call the run something else and return the name it has now. `run.json` stays as it is.

        Args:
            name: The new name. What would break a line becomes a space; an empty one goes back to that of the start.

        Raises:
            InputError: if the name is too long, or the folder cannot be written to.
        """
        wanted = clean_name(name)
        if len(wanted) > MOST_NAME_LETTERS:
            raise InputError(
                "The name of a run: expected at most {most} {most:character|characters}. Received: {count}.",
                most=MOST_NAME_LETTERS,
                count=len(wanted),
            )
        try:
            if wanted:
                write_json(self.label_path, {"name": wanted})
            else:
                self.label_path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(
                "{file} cannot be written: {reason}. The run keeps its name.",
                file=self.label_path,
                reason=error.strerror or str(error),
            ) from None
        return self.name()

    def status(self) -> RunStatus:
        """Return where the run stands; one whose worker is gone without a word has crashed."""
        status = self._written_status()
        if not status.state.is_active or self._has_worker(status):
            return status
        # The worker may have ended well between the two looks.
        status = self._written_status()
        return replace(status, state=RunState.CRASHED) if status.state.is_active else status

    def is_at_work(self) -> bool:
        """Return whether a process is at work on the run, one of a later version included."""
        status = self.status()
        return status.state.is_active or (status.state is RunState.UNKNOWN and self._has_worker(status))

    def write_status(self, status: RunStatus) -> None:
        """Replace `state.json`."""
        write_json(self.state_path, status.to_json())

    def enter(self, state: RunState, **changes: Any) -> RunStatus:
        """Go into another state and return the new status.

        Raises:
            StateError: if that state may not follow.
        """
        before = self.status()
        check_transition(before.state, state)
        after = replace(before, state=state, heartbeat=time.time(), **changes)
        self.write_status(after)
        return after

    def metrics(self) -> dict[str, Any]:
        """Return the reports by split, as far as there are any yet; each has its `metrics`."""
        return files.read_reports(self.metrics_path)

    def latest_checkpoint(self) -> int | None:
        """Return the step of the latest checkpoint; `None` if there is none."""
        folders = self.checkpoints_path.iterdir() if self.checkpoints_path.is_dir() else ()
        return max((int(folder.name) for folder in folders if _STEP.fullmatch(folder.name)), default=None)

    def passport(self) -> dict[str, Any]:
        """Return what is needed to repeat the run; empty before the worker wrote it."""
        return files.read_passport(self.passport_path)

    def passport_part(self, name: str) -> dict[str, Any]:
        """Return a part of the passport that has parts itself; empty where there is none."""
        part = self.passport().get(name)
        return part if isinstance(part, dict) else {}

    def damage(self) -> tuple[Message, ...]:
        """Return what cannot be read of the run beside its specification, and what that means."""
        return files.find_damage(self.path)

    # === Control ===

    def control(self) -> Control:
        """Return what is asked of the worker."""
        return Control(*files.read_control(self.control_path))

    def ask_to_stop(self) -> None:
        """Ask the worker to save a checkpoint and stop.

        Raises:
            StateError: if no worker is at work.
        """
        self._expect_worker()
        self._ask(replace(self.control(), is_stop_asked=True))

    def ask_for_checkpoint(self) -> None:
        """Ask the worker to save a checkpoint now and go on.

        Raises:
            StateError: if no worker is at work.
        """
        self._expect_worker()
        control = self.control()
        self._ask(replace(control, num_checkpoints_asked=control.num_checkpoints_asked + 1))

    def skip_writing(self, number: int) -> None:
        """Ask the worker to leave the rest of an evaluation's texts unwritten and go on.

        What is measured of them is then left out; the loss stands.

        Args:
            number: Which evaluation, by the number of its `WritingEvent`. One that is over is not asked for again.

        Raises:
            StateError: if no worker is at work.
        """
        self._expect_worker()
        self._ask(replace(self.control(), skipped_writing=number))

    def clear_control(self) -> None:
        """Forget what was asked of an earlier worker."""
        self._ask(Control())

    def _ask(self, control: Control) -> None:
        asked = {
            "stop": control.is_stop_asked,
            "checkpoint": control.num_checkpoints_asked,
            "skip_writing": control.skipped_writing,
        }
        write_json(self.control_path, asked)

    def _expect_worker(self) -> None:
        state = self.status().state
        if not state.is_active:
            raise StateError("Expected a run that is at work. {run} is {state}.", run=self.id, state=state.value)

    def _written_status(self) -> RunStatus:
        return files.read_status(self.state_path) or RunStatus(RunState.CRASHED)

    @staticmethod
    def _has_worker(status: RunStatus) -> bool:
        if status.pid is None or status.process_started is None:
            return time.time() - status.heartbeat < _CLAIM_S
        return is_same_process(status.pid, status.process_started)


def clean_name(name: str) -> str:
    """Return a name as one line without spaces at its ends or characters that do not show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(shown.split())
