"""What to change in a run whose memory is too large, the least first."""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.messages import Message
from studio.planning import forecast
from studio.planning.forecast import Room
from studio.spec import RunSpec

_LEAST_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that makes a run fit.

    Attributes:
        spec: The run as it would be.
        memory_bytes: About how much memory it would take.
    """

    reason: Message
    spec: RunSpec
    memory_bytes: int


def remedies(
    spec: RunSpec, preset: PresetInfo, computer: Computer, longest_tokens: float | None = None
) -> tuple[Remedy, ...]:
    """Return the single changes that make a run fit; nothing if it fits as it is, or its size is not known.

    Args:
        spec: The run.
        preset: Its backbone.
        computer: What it runs on.
        longest_tokens: The length of the longest text, where it is known.
    """
    room = Room.of(computer)
    use = forecast.memory(spec, preset, computer, longest_tokens)
    if use is None or room.holds(use):
        return ()
    found: dict[str, Remedy] = {}
    for name, reason, changed in changes(spec):
        if name in found:
            continue
        changed_use = forecast.memory(changed, preset, computer, longest_tokens)
        if changed_use is not None and room.holds(changed_use):
            found[name] = Remedy(reason, changed, room.used_by(changed_use))
    return tuple(found.values())


def changes(spec: RunSpec) -> Iterator[tuple[str, Message, RunSpec]]:
    """Yield what makes a run take less memory: the kind, what is changed, and the run as it would be.

    The kinds are `batch`, `length`, `lora` and `head`: the least intrusive first, and of each the smallest change.
    """
    yield from (("batch", *change) for change in _smaller_batches(spec))
    yield from (("length", *change) for change in _shorter_texts(spec))
    # A backbone from scratch has learned nothing that could be left as it is.
    if spec.backbone.architecture is not None:
        return
    if spec.backbone.trainable == "all":
        yield "lora", _trained("lora"), _with_trainable(spec, "lora")
    if spec.backbone.trainable != "head":
        yield "head", _trained("head"), _with_trainable(spec, "head")


def _smaller_batches(spec: RunSpec) -> Iterator[tuple[Message, RunSpec]]:
    size, steps = spec.fit.batch_size, spec.fit.accumulation_steps
    while size > 1:
        # The same number of examples for each step of the optimizer: it learns as before, only slower.
        size, steps = size // 2, steps * 2
        fit = spec.fit.model_copy(update={"batch_size": size, "accumulation_steps": steps})
        reason = Message(
            template="Set the batch size to {size} and the accumulation to {steps}: it learns the same, if slower.",
            details={"size": size, "steps": steps},
        )
        yield reason, spec.model_copy(update={"fit": fit})


def _shorter_texts(spec: RunSpec) -> Iterator[tuple[Message, RunSpec]]:
    length = spec.sequence_length
    while length > _LEAST_LENGTH:
        length //= 2
        reason = Message(template="Cut the texts at {length} {length:token|tokens}.", details={"length": length})
        yield reason, spec.cut_at(length)


def _trained(trainable: str) -> Message:
    return Message(
        template="Train with LoRA instead of everything."
        if trainable == "lora"
        else "Train the head alone: the backbone stays as it is."
    )


def _with_trainable(spec: RunSpec, trainable: str) -> RunSpec:
    backbone = {"trainable": trainable, "lora_rank": None}
    return spec.model_copy(update={"backbone": spec.backbone.model_copy(update=backbone)})
