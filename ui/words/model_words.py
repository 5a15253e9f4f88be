"""Which model of a run says something, in words."""

from PySide6.QtCore import QCoreApplication

from studio.spec import RunSpec


def model_name(spec: RunSpec | None, *, is_before: bool) -> str:
    """Return what the model after or before fine-tuning is called; one from scratch knew nothing before."""
    if not is_before:
        return _tr("After fine-tuning")
    if spec is not None and spec.backbone.architecture is not None:
        return _tr("Before: random weights")
    return _tr("Before fine-tuning")


def _tr(text: str) -> str:
    return QCoreApplication.translate("model_words", text)
