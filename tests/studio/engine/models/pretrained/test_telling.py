"""A run's log says which heads are left out, and whether its tokens were compared."""

import shutil

import pytest

from tests.hugging_face import FOLDERS
from tests.tiny_presets import FAMILIES, TEXTS, save_keras_hub, write_vocabulary

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def tell(folder, tokenizer=None):
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.models.pretrained.telling import tell_of_backbone

    used = load_tokenizer(str(folder)) if tokenizer is None else tokenizer
    return [str(event.message) for event in tell_of_backbone(str(folder), used, list(TEXTS))]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_in_kerashub_s_layout_is_compared_or_said_not_to_be(family, tmp_path):
    save_keras_hub(family, tmp_path / "preset")
    (told,) = tell(tmp_path / "preset")
    if family in ("Bert", "DistilBert", "Roberta"):
        assert told.startswith("The tokens of 3 texts are those of the backbone's own vocabulary.")
    else:
        assert told.startswith(f"The tokens are those of KerasHub's {family}Tokenizer. They were not compared")


@pytest.mark.parametrize(
    ("name", "family", "expected"),
    [
        ("bert-masked-lm", "Bert", "heads are left out (5 weights: cls.predictions.bias, "),
        ("bert-one-segment", "Bert", "heads are left out (2 weights: classifier.bias, classifier.weight); this run's"),
        ("distilbert-masked-lm", "DistilBert", "(6 weights: vocab_layer_norm.bias"),
        ("bert-base", "Bert", None),
    ],
)
def test_the_heads_that_are_left_out_are_named(name, family, expected, tmp_path):
    folder = tmp_path / name
    shutil.copytree(FOLDERS / name, folder)
    write_vocabulary(family, folder)
    told = tell(folder)
    assert [expected in message for message in told[:-1]] == ([] if expected is None else [True])
    assert "are those of the backbone's own vocab.txt" in told[-1]


def test_a_tokenizer_that_a_run_learned_has_no_other_to_be_compared_with(tmp_path):
    from studio.engine.tokenizing import learn_tokenizer

    save_keras_hub("FNet", tmp_path / "preset")
    learned = learn_tokenizer("wordpiece", list(TEXTS), 60, is_lowercase=False)
    assert tell(tmp_path / "preset", learned) == []


# === Precision ===


@pytest.mark.parametrize("family", FAMILIES)
def test_a_head_computes_in_the_policy_of_its_backbone_also_out_of_a_saved_task(family, tmp_path):
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    from studio.engine.models.pretrained import load_task

    save_keras_hub(family, tmp_path / "preset")
    for base, head in ((keras_hub.models.TextClassifier, {"num_classes": 3}), (keras_hub.models.MaskedLM, {})):
        saved = load_task(base, str(tmp_path / "preset"), head=head)
        saved.save_to_preset(str(tmp_path / base.__name__))
        for folder in (tmp_path / "preset", tmp_path / base.__name__):
            task = load_task(base, str(folder), "mixed_bfloat16", head=head)
            assert policies(task) == {"mixed_bfloat16"}, (base, folder)
            assert {weight.dtype for weight in task.weights if "seed" not in weight.path} == {"float32"}


def policies(task):
    """Return the policies of a task's layers with weights."""
    return {layer.dtype_policy.name for layer in task._flatten_layers() if layer.weights and not layer._layers}
