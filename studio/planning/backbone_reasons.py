"""Why a backbone is suggested, in words."""

from dataclasses import dataclass
from typing import Literal

from studio.catalogue.listing import MULTILINGUAL, PresetInfo
from studio.messages import Message
from studio.planning.forecast import Room

Role = Literal["fastest", "balance", "most_accurate"]

# Fewer examples than this train a large model badly.
FEW_ROWS = 1000
_BYTES_PER_GB, _BYTES_PER_MB = 1e9, 1e6


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be set otherwise, so that a run fits into the memory; by default nothing."""

    batch_size: int | None = None
    is_head_only: bool = False


def role_reason(role: Role, preset: PresetInfo, num_rows: int | None) -> Message:
    """Return why it is the fastest, the best balance or the most accurate."""
    match role:
        case "fastest" if preset.is_offline:
            return Message(template="It is on this computer, so the run begins at once.")
        case "fastest":
            return Message(template="The smallest download and the shortest run.")
        case "balance":
            return Message(template="As a rule more accurate than the fastest, after a moderate wait.")
    if num_rows is not None and num_rows < FEW_ROWS:
        return Message(
            template="The most accurate as a rule that {count} {count:example|examples} train reliably.",
            details={"count": num_rows},
        )
    return Message(template="The most accurate as a rule of those that this computer trains in reasonable time.")


def language_reason(preset: PresetInfo) -> Message:
    """Return what it was trained on."""
    if MULTILINGUAL in preset.languages:
        return Message(template="Trained on about 100 languages.")
    if "zh" in preset.languages:
        return Message(template="Trained on Chinese.")
    if "en" in preset.languages:
        return Message(template="Trained on English.")
    return Message(template="Its authors do not say which languages it was trained on.")


def download_reasons(role: Role, preset: PresetInfo) -> tuple[Message, ...]:
    """Return whether it must be downloaded, unless that was said already."""
    if preset.is_offline:
        return () if role == "fastest" else (Message(template="Ready offline."),)
    num_bytes = preset.estimated_bytes or 0
    is_large = num_bytes >= _BYTES_PER_GB
    size = f"{num_bytes / _BYTES_PER_GB:.1f} GB" if is_large else f"{num_bytes / _BYTES_PER_MB:.0f} MB"
    return (Message(template="About {size} to download.", details={"size": size}),)


def memory_reason(num_bytes: int, room: Room) -> Message:
    """Return how much memory it takes, of how much."""
    used, total = f"{num_bytes / _BYTES_PER_GB:.1f}", f"{room.total_bytes / _BYTES_PER_GB:.0f}"
    if room.is_accelerator:
        return Message(
            template="Takes about {used} of the GPU's {total} GB of memory.", details={"used": used, "total": total}
        )
    return Message(template="Takes about {used} of {total} GB of memory.", details={"used": used, "total": total})


def change_reasons(changes: Changes) -> tuple[Message, ...]:
    """Return what must be set otherwise, so that it fits."""
    if changes.batch_size is None:
        return ()
    return (
        Message(
            template="Train the head alone, with a batch size of {size}: more does not fit into the memory."
            if changes.is_head_only
            else "Set the batch size to {size}, so that it fits into the memory.",
            details={"size": changes.batch_size},
        ),
    )


def scratch_reason(*, has_others: bool, is_online: bool) -> Message:
    """Return what there is to say of a backbone from scratch."""
    if has_others:
        return Message(template="A backbone from scratch is an option for very much text, and for other scripts.")
    if not is_online:
        return Message(
            template="No pretrained backbone for these texts is on this computer, and the hubs cannot be reached. A "
            "backbone from scratch learns from your data alone."
        )
    return Message(
        template="No pretrained backbone fits these texts and this computer. A backbone from scratch learns from your "
        "data alone, and can be as small as you like."
    )
