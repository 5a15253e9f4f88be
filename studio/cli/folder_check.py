"""What a folder with a backbone holds that is passed over, told before a run is started."""

from studio import catalogue
from studio.cli.output import Output
from studio.spec import RunSpec


def tell_of_folder(output: Output, spec: RunSpec) -> None:
    """Say on standard error which settings of a run's backbone are not known, and which of its weights are left out."""
    preset = catalogue.describe_backbone(spec.backbone)
    if preset is None:
        return
    if preset.unknown_settings:
        output.note(
            f"Warning: config.json of {preset.name} has settings that the studio does not know: "
            f"{', '.join(preset.unknown_settings)}. What they do in the model is not computed."
        )
    if preset.left_out:
        output.note(f"Weights of a head in {preset.name} are left out: {', '.join(preset.left_out)}.")
