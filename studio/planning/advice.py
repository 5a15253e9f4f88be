"""Advice on a run's settings: what is allowed, but seldom meant."""

from studio import catalogue
from studio.data.findings import Finding
from studio.errors import StudioError
from studio.messages import Message
from studio.spec import RunSpec

# Below them, a backbone that has learned nothing yet hardly moves.
LEAST_SCRATCH_LEARNING_RATE = 1e-4
LEAST_SCRATCH_EPOCHS = 5
# Devlin et al., BERT, 2019, appendix A.3, take 2e-5 to 5e-5 where all weights of a pretrained backbone are trained;
# Clark et al., ELECTRA, 2020, appendix B, 1e-4 for one of the same size. Small backbones may bear more, and some tasks
# gain by it, so that this is no more than advice.
MOST_WHOLE_LEARNING_RATE = 1e-4


def advise(spec: RunSpec) -> tuple[Finding, ...]:
    """Return what should be thought over before a run is started. Nothing of it is an error."""
    if spec.backbone.architecture is not None:
        return _advise_on_scratch(spec)
    return (*_advise_on_preset(spec), *_advise_on_whole_backbone(spec))


def _advise_on_whole_backbone(spec: RunSpec) -> tuple[Finding, ...]:
    """Return whether the steps are so large that a backbone may forget what it learned."""
    if spec.backbone.trainable != "all" or spec.fit.learning_rate <= MOST_WHOLE_LEARNING_RATE:
        return ()
    return (
        Finding(
            "warning",
            Message(
                "A learning rate of {learning_rate} is high where all of a pretrained backbone is trained: 2e-5 to "
                "5e-5 is usual. It may forget what it learned, and then answer everything alike. A small backbone may "
                "bear it: compare with a run at 5e-5.",
                {"learning_rate": spec.fit.learning_rate},
            ),
        ),
    )


def _advise_on_preset(spec: RunSpec) -> tuple[Finding, ...]:
    try:
        preset = catalogue.describe_backbone(spec.backbone)
    except StudioError:
        # It is told where it is chosen, and when the run is started.
        return ()
    if preset is None:
        return ()
    return (*_advise_on_length(spec, preset), *_advise_on_pooler(spec, preset))


def _advise_on_length(spec: RunSpec, preset: catalogue.PresetInfo) -> tuple[Finding, ...]:
    """Return whether texts are to be read that are longer than all that the backbone was trained on."""
    most = preset.max_sequence_length
    if most is None or spec.sequence_length <= most:
        return ()
    return (
        Finding(
            "warning",
            Message(
                "{preset} was trained on texts of up to {most} {most:token|tokens}, and texts of up to {given} are to "
                "be read. If it has no positions beyond that, they are cut there; if it has, it reads on with "
                "positions that it never learned, and answers worse.",
                {"preset": preset.name, "most": most, "given": spec.sequence_length},
            ),
        ),
    )


def _advise_on_pooler(spec: RunSpec, preset: catalogue.PresetInfo) -> tuple[Finding, ...]:
    if not catalogue.lacks_pooler(preset, spec.task, spec.settings):
        return ()
    return (
        Finding(
            "warning",
            Message(
                "{preset} was saved from a masked language model, without the layer on the first token that the task "
                "{task} is built on (its pooler): a fresh one learns with the run.",
                {"preset": preset.name, "task": spec.task.name},
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
