"""About how much memory the run of a draft takes here, and what to change where that is too much."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.planning import forecast
from studio.planning.forecast import Room
from studio.planning.remedies import remedies
from studio.sizes import MemoryUse
from studio.spec import DataSpec, RunSpec
from ui.outlook.run_outlook import session_texts
from ui.session import Session
from ui.text import format_bytes, translate

_NO_DATA = "-"


@dataclass(frozen=True, slots=True)
class RunMemory:
    """The memory that a run takes, and the memory that there is.

    Attributes:
        remedy: What to change so that it fits, in the window's language; empty where it fits.
    """

    use: MemoryUse
    room: Room
    remedy: str = ""

    @property
    def used_bytes(self) -> int:
        """How much of it the run takes."""
        return self.room.used_by(self.use)

    @property
    def fits(self) -> bool:
        """Whether there is enough."""
        return self.room.holds(self.use)

    @property
    def fraction(self) -> float:
        """The part of it that the run takes."""
        return self.used_bytes / self.room.total_bytes

    def words(self) -> str:
        """Return both numbers: `1.8 GB / 24 GB`."""
        return f"{format_bytes(self.used_bytes)} / {format_bytes(self.room.total_bytes)}"


def run_memory(session: Session, preset: PresetInfo, computer: Computer | None) -> RunMemory | None:
    """Return the memory that the session's run would take with a backbone; `None` as long as too little is known.

    Args:
        session: Its draft says what is trained, and how; its data how long the texts are.
        preset: The backbone, which need not be that of the draft.
        computer: What it runs on.
    """
    if computer is None:
        return None
    texts = session_texts(session)
    spec, longest = _spec(session, preset), None if texts is None else texts.longest_tokens
    use = forecast.memory(spec, preset, computer, longest)
    if use is None:
        return None
    room = Room.of(computer)
    if room.holds(use):
        return RunMemory(use, room)
    found = remedies(spec, preset, computer, longest)
    if not found:
        return RunMemory(use, room, _tr("Take a smaller backbone."))
    return RunMemory(use, room, translate(found[0].reason))


def _spec(session: Session, preset: PresetInfo) -> RunSpec:
    draft = session.draft
    backbone = draft.backbone
    if preset.source != "scratch":
        backbone = backbone.model_copy(update={"preset": preset.name, "architecture": None})
    return RunSpec(task=draft.task, backbone=backbone, data=draft.data or DataSpec(train=_NO_DATA), fit=draft.fit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("run_memory", text)
