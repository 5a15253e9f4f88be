"""Advice on a run's settings: what is allowed, but seldom meant."""

from studio import catalogue
from studio.data.findings import Finding
from studio.errors import StudioError
from studio.messages import Message
from studio.spec import RunSpec

# Below them, a backbone that has learned nothing yet hardly moves.
LEAST_SCRATCH_LEARNING_RATE = 1e-4
LEAST_SCRATCH_EPOCHS = 5


def advise(spec: RunSpec) -> tuple[Finding, ...]:
    """Return what should be thought over before a run is started. Nothing of it is an error."""
    return _advise_on_preset(spec) if spec.backbone.architecture is None else _advise_on_scratch(spec)


def _advise_on_preset(spec: RunSpec) -> tuple[Finding, ...]:
    try:
        preset = catalogue.describe_backbone(spec.backbone)
    except StudioError:
        # It is told where it is chosen, and when the run is started.
        return ()
    if preset is None or not catalogue.lacks_pooler(preset, spec.task):
        return ()
    return (
        Finding(
            "warning",
            Message(
                "{preset} was saved from a masked language model, without the layer on the first token that the "
                "classifier is built on (its pooler): a fresh one learns with the run.",
                {"preset": preset.name},
            ),
        ),
    )


def _advise_on_scratch(spec: RunSpec) -> tuple[Finding, ...]:
    found = []
    if spec.fit.learning_rate < LEAST_SCRATCH_LEARNING_RATE:
        found.append(
            Finding(
                "warning",
                Message(
                    "A learning rate of {learning_rate} is low for a backbone from scratch: 3e-4 to 1e-3 is usual.",
                    {"learning_rate": spec.fit.learning_rate},
                ),
            )
        )
    if spec.fit.epochs < LEAST_SCRATCH_EPOCHS:
        found.append(
            Finding(
                "warning",
                Message(
                    "{epochs} {epochs:epoch is|epochs are} few for a backbone from scratch: 5 to 30 are usual.",
                    {"epochs": spec.fit.epochs},
                ),
            )
        )
    return tuple(found)
