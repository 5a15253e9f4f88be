"""What an edit of the form makes of a draft."""

from dataclasses import replace

from studio.spec import LastLayers
from ui.draft import Draft
from ui.forms.run_form import SettingEdit


def apply_edit(draft: Draft, edit: SettingEdit) -> Draft:
    """Return the draft with one setting changed; settings that would contradict it are emptied."""
    if edit.path == "name":
        return replace(draft, name=edit.value)
    if edit.path == "backbone.trainable.last_layers":
        return apply_edit(draft, SettingEdit("backbone.trainable", LastLayers(last_layers=edit.value)))
    part, _, name = edit.path.partition(".")
    changes = {name: edit.value}
    if edit.path == "backbone.trainable" and edit.value != "lora":
        changes["lora_rank"] = None
    match part:
        case "fit":
            return replace(draft, fit=draft.fit.model_copy(update=changes))
        case "backbone":
            return replace(draft, backbone=draft.backbone.model_copy(update=changes))
        case "settings":
            return replace(draft, settings=draft.settings.with_value(name, edit.value))
    if draft.data is None:
        return draft
    return replace(draft, data=draft.data.model_copy(update=changes))
