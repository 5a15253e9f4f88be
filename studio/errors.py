"""Every error that the studio raises on purpose.

    StudioError                     something the user can be told about
    ├── InputError                  what was given cannot be used          exit status 2
    │   ├── SpecError               the run specification
    │   ├── DataError               a data set: file, row, column
    │   │   ├── UnclearEncodingError … whose encoding is to be chosen
    │   │   └── ChangedDataError    … that is no longer what a run began with
    │   ├── PresetError             a backbone preset or folder
    │   │   └── ChangedBackboneError … that is no longer what a run began with
    │   ├── DownloadError           a preset that could not be fetched
    │   │   └── AccessError         … as its hub gives it out only with a token, or with another one
    │   ├── CredentialError         a token that cannot be used, or not be kept
    │   ├── DamagedFolderError      a model, checkpoint, export or cache entry that is not as it was written
    │   └── NotFoundError           a run, workspace or file that is not there
    └── RunError                    the work itself went wrong             exit status 1
        ├── StateError              a step that the run's state forbids
        ├── GoneError               a run whose folder was deleted or renamed under it
        ├── CheckpointError         a checkpoint that is absent or damaged
        ├── RoomError               the memory or the disk is full
        │   └── MemoryFullError     … the memory
        ├── RepeatingError          it would go wrong in the same way again
        │   └── DivergedError       a loss that became no number, or grew without end
        ├── ExportError             an export that could not be made
        │   └── ParityError         an export whose predictions differ
        └── WorkerError             a worker process that died or would not answer

What an error says is a `Message`, which the window translates and the command line prints as it stands.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from studio.json_text import whole_characters
from studio.messages import Detail, Message


class StudioError(Exception):
    """An error with a message for the user.

    Args:
        template: str. The message in English, with `{name}` where a detail belongs.
        details: The values for the template. A path is kept as text.

    Attributes:
        message: What it says.

    Example:
        `SpecError("Expected a learning rate above 0. Received: {value}.", value=-1)`
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, template: str, /, **details: Detail | Path) -> None:
        self.message = Message(template, {name: _shown(value) for name, value in details.items()})
        super().__init__(str(self.message))

    def to_json(self) -> dict[str, object]:
        """Return the error as JSON data: `type`, `template`, `details` and the finished `message`."""
        return {"type": type(self).__name__, **self.message.to_json()}

    @staticmethod
    def from_json(data: Mapping[str, object]) -> "StudioError":
        """Rebuild an error that another process wrote with `to_json`.

        An unknown type becomes a plain `StudioError`, so that a newer worker cannot break an older window.
        """
        message = Message.from_json(data)
        kind = _kinds().get(str(data.get("type")), StudioError)
        return kind(message.template, **message.details)


class InputError(StudioError):
    """What was given cannot be used."""

    exit_status = 2


class SpecError(InputError):
    """A run specification that is not valid."""


class DataError(InputError):
    """A data set that cannot be read or used.

    By convention the details are named `file`, `row` (counted from 1, the header not counted), `column`,
    `expected` and `received`, as far as they are known.
    """


class FaultyRowsError(DataError):
    """Rows whose label, number, tags or answer has a fault, where such rows are refused."""


class UnclearEncodingError(DataError):
    """A text file whose bytes fit several encodings.

    By convention the detail `encodings` holds Python's names of them, with commas between.
    """


class ChangedDataError(DataError):
    """A data set that is no longer the one that a run began with: only another run can use it."""


class PresetError(InputError):
    """A backbone preset or folder that cannot be used."""


class ChangedBackboneError(PresetError):
    """A backbone that is no longer the one that a run began with: only another run can use it."""


class DownloadError(InputError):
    """A preset that could not be fetched."""


class AccessError(DownloadError):
    """A preset that its hub gives out only with a token, or with another one.

    By convention the detail `hub_name` is the hub's name in `studio.credentials`.
    """


class CredentialError(InputError):
    """A token for a hub that cannot be used, or not be kept."""


class DamagedFolderError(InputError):
    """A folder of the studio's whose files are no longer as they were written."""


class NotFoundError(InputError):
    """A run, a workspace or a file that is not there."""


class RunError(StudioError):
    """The work itself went wrong."""


class StateError(RunError):
    """A step that the state of a run does not allow."""


class GoneError(RunError):
    """A run whose folder was deleted or renamed while its worker was at work."""


class CheckpointError(RunError):
    """A checkpoint that is absent or damaged."""


class RoomError(RunError):
    """The memory or the disk is full."""


class MemoryFullError(RoomError):
    """The memory is full: a run that takes less of it can go better."""


class RepeatingError(RunError):
    """Work that would go wrong in the same way again: only another run, with other settings, can go better."""


class DivergedError(RepeatingError):
    """A loss that became no number, or grew without end."""


class ExportError(RunError):
    """An export that could not be made."""


class ParityError(ExportError):
    """An export whose predictions differ from the studio's own."""


class WorkerError(RunError):
    """A worker process that died or did not answer."""


def _shown(value: Detail | Path) -> Detail:
    """Return a detail that can be written anywhere."""
    text = str(value) if isinstance(value, Path) else value
    return whole_characters(text) if isinstance(text, str) else text


def _kinds() -> dict[str, type[StudioError]]:
    kinds: dict[str, type[StudioError]] = {}
    waiting: list[type[StudioError]] = [StudioError]
    while waiting:
        kind = waiting.pop()
        kinds[kind.__name__] = kind
        waiting.extend(kind.__subclasses__())
    return kinds
