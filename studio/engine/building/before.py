"""The model of a run as it was before fine-tuning: its backbone under a fresh head."""

from studio.engine.building.model import build_model
from studio.engine.models.origin import check_before
from studio.engine.models.text_model import TextModel
from studio.engine.tokenizing.storing import load_tokenizer
from studio.runs import RunFolder


def model_before(run: RunFolder, after: TextModel) -> TextModel:
    """Build the model that a run began with.

    Args:
        run: The run.
        after: What became of it.

    Raises:
        ChangedBackboneError: if the backbone is another one now.
    """
    spec = run.spec()
    tokenizer = load_tokenizer(run.tokenizer_path) if spec.backbone.architecture is not None else None
    model = build_model(spec, after.info.schema, tokenizer=tokenizer)
    if spec.backbone.preset is not None:
        check_before(run, spec.backbone.preset, model, after)
    return model
