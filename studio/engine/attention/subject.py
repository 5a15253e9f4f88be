"""Whose attention is shown: the model of a run, or a backbone without a head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio import catalogue
from studio.engine import tasks
from studio.engine.attention.model_texts import ModelTexts
from studio.engine.models.pretrained import load_backbone, load_tokenizer
from studio.engine.models.text_model import TextModel, max_sequence_length
from studio.engine.texts.packed_text import PackedText
from studio.errors import PresetError
from studio.files import expand_user

# All layers and heads of a longer text would fill the memory, and no one could read them.
MAX_TOKENS = 512


FindWindow = Callable[[str, str | None], PackedText | None]


FindSides = Callable[[str, str | Sequence[int] | None], tuple[PackedText, PackedText] | None]


def _no_sides(text: str, written: str | Sequence[int] | None) -> None:
    """Return that both sides read the same."""


def _no_window(text: str, pair: str | None) -> None:
    """Return that a text is not read in windows."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A backbone and how it reads texts.

    Attributes:
        backbone: A `keras_hub.models.Backbone`.
        tokenizer: Its KerasHub tokenizer.
        sequence_length: The most tokens that are read, the special ones counted.
        is_fine_tuned: Whether a run trained it: then it reads texts as it did in training.
        reads_masks: Whether it was trained to guess what `[MASK]` hides.
        find_window: Returns the window of a long text that the model's answer comes from; `None` for texts that are not
            read in windows.
        find_sides: Returns what an encoder and a decoder read of a text and of what is written about it; `None` for a
            model that reads the same on both sides.
        writes_on: Whether it goes on with the texts that it reads.
    """

    backbone: Any
    tokenizer: Any
    sequence_length: int
    is_fine_tuned: bool
    reads_masks: bool = False
    find_window: FindWindow = _no_window
    find_sides: FindSides = _no_sides
    writes_on: bool = False

    @classmethod
    def of(cls, model: TextModel) -> "Subject":
        """Return the backbone of a run's model."""
        length = min(model.info.sequence_length, MAX_TOKENS)
        return cls(
            model.network.backbone,
            model.tokenizer,
            length,
            is_fine_tuned=True,
            reads_masks=model.info.task.fills_masks,
            find_window=_finder_of(model),
            find_sides=lambda text, written: tasks.get(model.info.task).sides(model, text, written),
            writes_on=model.info.task.writes_text,
        )


def _finder_of(model: TextModel) -> FindWindow:
    if tasks.get(model.info.task).explained(model) is None:
        return _no_window
    return ModelTexts(model).window


def load_subject(preset: str) -> Subject:
    """Load a backbone without a head, in float32.

    Args:
        preset: What `backbone.preset` may hold; also the folder of a backbone that only generates text.

    Raises:
        PresetError: if there is none, it is not on this computer, or it cannot be loaded.
    """
    folder = locate(preset)
    backbone, tokenizer = load_backbone(str(folder)), load_tokenizer(str(folder))
    length = min(max_sequence_length(backbone), MAX_TOKENS)
    reads_masks = getattr(tokenizer, "mask_token_id", None) is not None
    return Subject(backbone, tokenizer, length, is_fine_tuned=False, reads_masks=reads_masks)


def locate(preset: str) -> Path:
    """Return the folder of a preset.

    Raises:
        PresetError: as `load_subject`.
    """
    try:
        resolved = catalogue.resolve(preset)
    except PresetError:
        folder = expand_user(preset).resolve()
        if catalogue.looks_like_path(preset) and catalogue.only_generates(folder):
            catalogue.check_weights(folder)
            return folder
        raise
    if not resolved.is_local:
        raise PresetError("{preset} is not on this computer: download it first.", preset=preset)
    return Path(resolved.path_or_handle)
