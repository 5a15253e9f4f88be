"""What to change where a run failed and would fail again: the settings of another run, the least intrusive first."""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.errors import DivergedError, MemoryFullError, StudioError
from studio.messages import Message
from studio.planning.remedies import changes
from studio.runs.folder import RunFolder
from studio.spec import RunSpec

_FLOAT32 = "float32"
_CLIP_NORM = 1.0


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that may help.

    Attributes:
        name: What the command line calls it.
        reason: What is changed.
        spec: The other run.
    """

    name: str
    reason: Message
    spec: RunSpec


def mends(run: RunFolder, error: StudioError | None) -> tuple[Mend, ...]:
    """Return what may help a run that failed; nothing where other settings make no difference.

    Args:
        run: The run.
        error: Why it failed, if it said so.
    """
    if not run.spec_path.is_file():
        return ()
    if isinstance(error, DivergedError):
        return tuple(_calmer(run.spec(), run.passport_part("precision").get("name")))
    if isinstance(error, MemoryFullError):
        # Smaller batches come by themselves, as far as they help.
        return tuple(_smaller(run.spec()))
    return ()


def _calmer(spec: RunSpec, precision: object) -> Iterator[Mend]:
    rate = float(f"{spec.fit.learning_rate / 2:.6g}")
    template = "Halve the learning rate to {rate}."
    yield Mend("learning-rate", Message(template, {"rate": f"{rate:g}"}), _with_fit(spec, learning_rate=rate))
    if _FLOAT32 not in (spec.fit.precision, precision):
        yield Mend(_FLOAT32, Message("Compute in float32."), _with_fit(spec, precision=_FLOAT32))
    if spec.fit.clip_norm is None:
        template = "Scale gradients down whose norm is above {norm}."
        yield Mend("clip", Message(template, {"norm": f"{_CLIP_NORM:g}"}), _with_fit(spec, clip_norm=_CLIP_NORM))


def _smaller(spec: RunSpec) -> Iterator[Mend]:
    """Yield what takes less memory, of each kind the smallest change."""
    seen = {"batch"}
    for name, reason, changed in changes(spec):
        if name not in seen:
            seen.add(name)
            yield Mend(name, reason, changed)


def _with_fit(spec: RunSpec, **values: object) -> RunSpec:
    return spec.model_copy(update={"fit": spec.fit.model_copy(update=values)})
