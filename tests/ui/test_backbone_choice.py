import pytest

from studio.architecture import ArchitectureSpec
from studio.spec import BackboneSpec, DataSpec, FitSpec
from ui.backbone_choice import SCRATCH_EPOCHS, SCRATCH_LEARNING_RATE, use_architecture, use_preset
from ui.draft import Draft

SHAPE = ArchitectureSpec(num_layers=3)


def test_a_design_takes_the_place_of_the_preset_and_all_of_it_is_trained():
    draft = Draft(
        backbone=BackboneSpec(preset="a", trainable="lora", lora_rank=8, dropout=0.2), data=DataSpec(train="a")
    )
    used = use_architecture(draft, SHAPE)
    assert used.backbone == BackboneSpec(architecture=SHAPE)
    assert used.design == SHAPE
    assert used.spec().backbone.name == "encoder 3 × 256"


def test_the_defaults_for_fine_tuning_become_those_for_training_from_scratch_and_back():
    scratch = use_architecture(Draft(), SHAPE)
    assert (scratch.fit.learning_rate, scratch.fit.epochs) == (SCRATCH_LEARNING_RATE, SCRATCH_EPOCHS)
    assert use_preset(scratch, "minilm_l6_en_uncased").fit == FitSpec()


@pytest.mark.parametrize("fit", [FitSpec(learning_rate=1e-3, epochs=20), FitSpec(epochs=4, batch_size=8)])
def test_what_the_user_set_stays(fit):
    scratch = use_architecture(Draft(fit=fit), SHAPE)
    assert scratch.fit.epochs == fit.epochs
    assert scratch.fit.batch_size == fit.batch_size
    assert scratch.fit.learning_rate in (fit.learning_rate, SCRATCH_LEARNING_RATE)
    assert use_preset(scratch, "a").fit == fit


def test_another_design_leaves_the_training_as_it_is():
    draft = use_architecture(Draft(), SHAPE)
    draft = Draft(backbone=draft.backbone, fit=FitSpec())
    assert use_architecture(draft, ArchitectureSpec()).fit == FitSpec()


def test_a_preset_leaves_the_design_to_come_back_to():
    draft = use_preset(use_architecture(Draft(), SHAPE), "a")
    assert draft.backbone == BackboneSpec(preset="a")
    assert draft.design == SHAPE


def test_a_draft_keeps_its_design_and_its_backbone_from_scratch(tmp_path):
    draft = use_architecture(Draft(data=DataSpec(train="a.csv")), SHAPE)
    draft.write(tmp_path)
    assert Draft.read(tmp_path) == draft
    other = use_preset(draft, "a")
    other.write(tmp_path)
    assert Draft.read(tmp_path) == other


def test_a_design_that_cannot_be_read_does_not_cost_the_draft(tmp_path):
    Draft(data=DataSpec(train="a.csv")).write(tmp_path)
    path = tmp_path / "draft.json"
    path.write_text(path.read_text().replace('"task"', '"design": {"num_heads": 7, "hidden_dim": 20}, "task"'))
    read = Draft.read(tmp_path)
    assert read.design is None
    assert read.data == DataSpec(train="a.csv")
