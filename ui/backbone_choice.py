"""Which backbone the next run has, and what else of its settings follows from that."""

from dataclasses import replace

from studio.architecture import ArchitectureSpec
from studio.spec import BackboneSpec, FitSpec
from ui.draft import Draft

# What has learned nothing yet takes larger steps and more passes than what is only fine-tuned.
SCRATCH_LEARNING_RATE = 3e-4
SCRATCH_EPOCHS = 10

_FINE_TUNING = FitSpec()
_SCRATCH = {"learning_rate": SCRATCH_LEARNING_RATE, "epochs": SCRATCH_EPOCHS}


def use_architecture(draft: Draft, architecture: ArchitectureSpec) -> Draft:
    """Return the draft with a backbone from scratch, all of which is trained.

    A learning rate and a number of epochs that are still those for fine-tuning become those for training from scratch.
    """
    fit = draft.fit if draft.backbone.architecture is not None else _exchange(draft.fit, is_from_scratch=True)
    return replace(draft, backbone=BackboneSpec(architecture=architecture), design=architecture, fit=fit)


def use_preset(draft: Draft, name: str) -> Draft:
    """Return the draft with a pretrained backbone; what is trained of it stays as it was.

    A learning rate and a number of epochs that are still those for training from scratch become those for fine-tuning.
    """
    fit = draft.fit if draft.backbone.architecture is None else _exchange(draft.fit, is_from_scratch=False)
    backbone = draft.backbone.model_copy(update={"preset": name, "architecture": None})
    return replace(draft, backbone=backbone, fit=fit)


def _exchange(fit: FitSpec, *, is_from_scratch: bool) -> FitSpec:
    """Exchange the defaults of one way of training for those of the other; what the user set stays."""
    changes = {}
    for name, value in _SCRATCH.items():
        usual = getattr(_FINE_TUNING, name)
        before, after = (usual, value) if is_from_scratch else (value, usual)
        if getattr(fit, name) == before:
            changes[name] = after
    return fit.model_copy(update=changes)
