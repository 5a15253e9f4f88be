"""Advice on a run's settings: what is allowed, but seldom meant."""

from studio.data.findings import Finding
from studio.spec import RunSpec

# Below them, a backbone that has learned nothing yet hardly moves.
LEAST_SCRATCH_LEARNING_RATE = 1e-4
LEAST_SCRATCH_EPOCHS = 5


def advise(spec: RunSpec) -> tuple[Finding, ...]:
    """Return what should be thought over before a run is started. Nothing of it is an error."""
    if spec.backbone.architecture is None:
        return ()
    found = []
    if spec.fit.learning_rate < LEAST_SCRATCH_LEARNING_RATE:
        found.append(
            Finding(
                "warning",
                "A learning rate of {learning_rate} is low for a backbone from scratch: 3e-4 to 1e-3 is usual.",
                {"learning_rate": spec.fit.learning_rate},
            )
        )
    if spec.fit.epochs < LEAST_SCRATCH_EPOCHS:
        found.append(
            Finding(
                "warning",
                "{epochs} {epochs:epoch is|epochs are} few for a backbone from scratch: 5 to 30 are usual.",
                {"epochs": spec.fit.epochs},
            )
        )
    return tuple(found)
