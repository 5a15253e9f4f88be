"""Whatever it is called and wherever it comes from: the same weights, and the same answers."""

import numpy as np
import pytest

from studio import catalogue
from studio.downloads import fetching
from studio.schema import Schema
from studio.spec import RunSpec
from tests.local_hub import HUGGING_FACE, KAGGLE, hub
from tests.tiny_presets import FAMILIES, HUGGING_FACE_FAMILIES, TEXTS, save_both, save_keras_hub

__all__ = ["hub"]

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

CASES = [
    *((family, layout) for family in FAMILIES for layout in ("keras_hub",)),
    *((family, "transformers") for family in HUGGING_FACE_FAMILIES),
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folders of a family in both layouts, made once; a family without the second layout has one folder."""
    import studio.engine  # isort: skip  # noqa: F401

    made = {}

    def make(family):
        if family not in made:
            keras_folder = tmp_path_factory.mktemp(f"{family}-keras") / "preset"
            other = tmp_path_factory.mktemp(f"{family}-hf") / "checkpoint"
            if family in HUGGING_FACE_FAMILIES:
                save_both(family, keras_folder, other)
            else:
                save_keras_hub(family, keras_folder)
            made[family] = {"keras_hub": keras_folder, "transformers": other}
        return made[family]

    return make


@pytest.fixture(scope="module")
def reference(folders):
    """What the KerasHub folder of a family gives: weights and logits."""
    known = {}

    def get(family):
        if family not in known:
            known[family] = load(str(folders(family)["keras_hub"]))
        return known[family]

    return get


@pytest.fixture
def preset_folder(case, folders):
    family, layout = case
    return folders(family)[layout]


@pytest.fixture(params=CASES, ids="-".join)
def case(request):
    return request.param


def load(preset):
    from studio.engine.building.model import build_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": preset},
            "data": {"train": "a.csv", "sequence_length": 16},
        }
    )
    classifier = build_model(spec, Schema(("a", "b", "c"))).network
    weights = {weight.path.partition("/")[2]: weight.numpy() for weight in classifier.backbone.weights}
    return weights, np.asarray(classifier(classifier.preprocessor(list(TEXTS)), training=False))


def assert_same(found, expected):
    weights, logits = found
    known, known_logits = expected
    assert len(weights) == len(known)
    for ours, theirs in zip(weights.values(), known.values(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_allclose(logits, known_logits, atol=1e-6)
    assert np.ptp(logits) > 1e-3


def test_every_source_gives_the_same_weights_and_the_same_logits(case, hub, reference):
    family, layout = case
    expected = reference(family)
    assert_same(load(str(hub.folder)), expected)
    sources = [HUGGING_FACE] if layout == "transformers" else [HUGGING_FACE, KAGGLE, *name_of(family)]
    for source in sources:
        folder = fetching.fetch_preset(source, lambda progress: None)
        assert catalogue.resolve(source) == catalogue.ResolvedPreset(str(folder), layout, is_local=True)
        assert_same(load(source), expected)


def name_of(family):
    """Return the name of one preset of the catalogue of that family, if there is one."""
    names = [preset.name for preset in catalogue.presets() if preset.handle and preset.backbone == f"{family}Backbone"]
    return names[:1]
