"""What a run began with: how its backbone reads texts, what its layers compute, and its weights before any training.

A checkpoint holds trained weights and nothing else, and the model before fine-tuning is built anew. Another version of
the studio, or another folder of the same name, may read and compute otherwise.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras_hub
import numpy as np

from studio import downloads
from studio.catalogue.own_tokens.probe import PROBE
from studio.engine.models.pretrained import BlockSettings
from studio.engine.models.text_model import TextModel
from studio.engine.tokenizing.splitting import hash_assets, make_splitter
from studio.errors import ChangedBackboneError
from studio.fields import read_fields
from studio.runs.folder import RunFolder


@dataclass(frozen=True, slots=True)
class Origin:
    """What a run with a pretrained backbone began with.

    Attributes:
        tokenizer: The class of its tokenizer, for whoever reads the passport.
        tokens: A hash of the tokenizer's files and of what it makes of hard strings.
        activation: The curve of the feed-forward layers, as in `BlockSettings`.
        layer_norm_epsilon: float. As in `BlockSettings`.
        weights: A hash of the backbone's weights.

    What is empty or `None` is not known, and not compared.
    """

    tokenizer: str = ""
    tokens: str = ""
    activation: str | None = None
    layer_norm_epsilon: float | None = None
    weights: str = ""

    @classmethod
    def of(cls, model: TextModel, *, has_weights: bool = True) -> "Origin":
        """Return that of a model which was not trained yet.

        Args:
            model: The model.
            has_weights: Whether the weights are those of its backbone's preset.
        """
        tokenizer, backbone = model.tokenizer, model.network.backbone
        settings = BlockSettings.of(backbone)
        return cls(
            type(tokenizer).__name__,
            _hash_tokens(tokenizer),
            settings.activation,
            settings.layer_norm_epsilon,
            _hash_weights(backbone) if has_weights else "",
        )

    @classmethod
    def recorded(cls, run: RunFolder) -> "Origin | None":
        """Return what a run's passport says; `None` where it says nothing, as in runs of earlier versions."""
        part = run.passport_part("backbone")
        return read_fields(cls, part) if part else None

    def to_json(self) -> dict[str, Any]:
        """Return the value as JSON data."""
        return asdict(self)

    def check(self, found: "Origin", preset: str) -> None:
        """Check that what is found today is this.

        Args:
            found: What the preset gives today.
            preset: What `backbone.preset` holds.

        Raises:
            ChangedBackboneError: if it is not.
        """
        if _differ(self.tokens, found.tokens):
            raise ChangedBackboneError(
                "The backbone {preset} reads other tokens today than when the run was begun. The run cannot go on, and "
                "its model before fine-tuning cannot be shown; what it saved answers as before. To train further, "
                "start a new run.",
                preset=preset,
            )
        if _differ(self.activation, found.activation) or _differ(self.layer_norm_epsilon, found.layer_norm_epsilon):
            raise ChangedBackboneError(
                "The layers of the backbone {preset} compute otherwise today ({received}) than when the run was begun "
                "({expected}). The run cannot go on, and its model before fine-tuning cannot be shown; what it saved "
                "answers as before. To train further, start a new run.",
                preset=preset,
                expected=self.layers,
                received=found.layers,
            )
        if _differ(self.weights, found.weights):
            raise ChangedBackboneError(
                "The weights of the backbone {preset} are not those that the run was begun with: they were changed "
                "since. The run cannot go on, and its model before fine-tuning cannot be shown; what it saved answers "
                "as before. Put the weights back, or start a new run.",
                preset=preset,
            )

    @property
    def layers(self) -> str:
        """What the layers compute, in short."""
        return f"{self.activation or '–'}, ε = {self.layer_norm_epsilon or '–'}"


def _differ(first: str | float | None, second: str | float | None) -> bool:
    return bool(first) and bool(second) and first != second


def check_resumed(run: RunFolder, preset: str, model: TextModel, texts: Iterable[Sequence[str]]) -> None:
    """Check that a run that is taken up again goes on with what it began with.

    Args:
        run: The run, which has a checkpoint.
        preset: What `backbone.preset` holds.
        model: Its model, built anew.
        texts: All its texts in groups, for runs that say nothing of their beginning.

    Raises:
        ChangedBackboneError: if something differs.
    """
    begun_with = Origin.recorded(run)
    if begun_with is not None:
        # What is trained comes out of the checkpoint.
        is_trained = run.spec().backbone.trainable == "all"
        begun_with.check(Origin.of(model, has_weights=not is_trained), preset)
    elif not _is_kerashub_s_own(model, preset, texts):
        raise ChangedBackboneError(
            "The run was begun by an earlier version of the studio, which read texts or computed the backbone {preset} "
            "in another way than today. It cannot go on here; what it saved answers as before. Take it up with that "
            "version, or start a new run.",
            preset=preset,
        )


def check_before(run: RunFolder, preset: str, before: TextModel, after: TextModel) -> None:
    """Check that a model that was built anew is what a run began with.

    Args:
        run: The run.
        preset: What `backbone.preset` holds.
        before: The model built anew.
        after: The run's model, which keeps the tokenizer and the layers that it was trained with.

    Raises:
        ChangedBackboneError: if something differs.
    """
    begun_with = Origin.recorded(run) or Origin.of(after, has_weights=False)
    begun_with.check(Origin.of(before), preset)


def _is_kerashub_s_own(model: TextModel, preset: str, texts: Iterable[Sequence[str]]) -> bool:
    """Return whether a model reads and computes as KerasHub does by itself: so did versions that recorded nothing."""
    if BlockSettings.of(model.network.backbone) != _kerashub_settings(model.network.backbone):
        return False
    try:
        tokenizer = keras_hub.models.Tokenizer.from_preset(str(Path(downloads.require(preset))))
    except Exception:
        # It cannot read this folder: no earlier version could.
        return False
    ours, theirs = make_splitter(model.tokenizer), make_splitter(tokenizer)
    return all(
        np.array_equal(found[0], expected[0]) and np.array_equal(found[1], expected[1])
        for found, expected in ((ours(group), theirs(group)) for group in texts)
    )


def _kerashub_settings(backbone: Any) -> BlockSettings:
    config = backbone.get_config()
    small = {"vocabulary_size": 2, "num_layers": config.get("num_groups", 1)}
    return BlockSettings.of(type(backbone).from_config(config | small))


def _hash_tokens(tokenizer: Any) -> str:
    digest = hashlib.sha256()
    hash_assets(digest, tokenizer)
    # The rules by what they do: how they are written down may change.
    added = [token.content for token in getattr(getattr(tokenizer, "rules", None), "added_tokens", ())]
    values, splits = make_splitter(tokenizer)([*PROBE, *added])
    digest.update(json.dumps([values.tolist(), splits.tolist()]).encode())
    return digest.hexdigest()[:32]


def _hash_weights(backbone: Any) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for weight in backbone.weights:
        if "lora" not in weight.path:
            digest.update(np.ascontiguousarray(weight.numpy()).data)
    return digest.hexdigest()
