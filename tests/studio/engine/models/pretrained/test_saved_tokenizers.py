"""A model that the studio saved is a backbone again: its tokenizer is read, and compared, as the first one was."""

import json

import numpy as np
import pytest

from studio import catalogue
from studio.catalogue.own_tokens import AddedToken, WordPieceRules, read_own_tokenizer
from studio.catalogue.own_tokens.probe import PROBE
from studio.errors import PresetError
from studio.schema import Schema
from studio.spec import RunSpec
from tests.tiny_presets import HUGGING_FACE_FAMILIES, TEXTS, bert, make_tokenizer, save_hugging_face, write_vocabulary

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def right(own, texts):
    return [encoding.ids for encoding in own.reference().encode_batch_fast(texts, add_special_tokens=False)]


def save(checkpoint, folder):
    """Write the model that a run on a checkpoint would save, and return it."""
    from studio.engine.building.model import build_model, save_model

    spec = {"task": "text_classification", "backbone": {"preset": str(checkpoint)}, "data": {"train": "a.csv"}}
    model = build_model(RunSpec.parse(spec), Schema(("a", "b")))
    save_model(model, folder)
    return model


@pytest.mark.parametrize("family", HUGGING_FACE_FAMILIES)
def test_a_saved_model_opens_as_a_backbone_with_the_same_tokens_and_is_compared(family, tmp_path):
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.models.pretrained.token_gate import check_preset

    save_hugging_face(family, tmp_path / "checkpoint")
    first = read_own_tokenizer(tmp_path / "checkpoint")
    model = save(tmp_path / "checkpoint", tmp_path / "model")
    assert catalogue.describe_folder(tmp_path / "model").backbone == f"{family}Backbone"
    again = read_own_tokenizer(tmp_path / "model")
    texts = [*PROBE, *TEXTS]
    assert right(again, texts) == right(first, texts)
    loaded = load_tokenizer(str(tmp_path / "model"))
    assert type(loaded) is type(model.tokenizer)
    report = check_preset(str(tmp_path / "model"), loaded, list(TEXTS))
    assert (report.num_texts, report.num_different) == (len(TEXTS), 0)


def test_a_saved_model_with_a_damaged_vocabulary_is_refused_when_it_is_opened(tmp_path):
    save_hugging_face("Roberta", tmp_path / "checkpoint")
    save(tmp_path / "checkpoint", tmp_path / "model")
    (tmp_path / "model" / "assets" / "tokenizer" / "vocabulary.json").write_text("{")
    with pytest.raises(PresetError, match=r"vocabulary\.json cannot be read"):
        catalogue.describe_folder(tmp_path / "model")


def test_rules_of_a_later_version_are_read_as_far_as_they_are_known(tmp_path):
    save_hugging_face("Bert", tmp_path / "checkpoint")
    save(tmp_path / "checkpoint", tmp_path / "model")
    file = tmp_path / "model" / "tokenizer.json"
    saved = json.loads(file.read_text())
    rules = saved["config"]["rules"]
    rules["mood"] = "fine"
    rules["added_tokens"][0]["mood"] = "fine"
    file.write_text(json.dumps(saved))
    expected = WordPieceRules.of(rules)
    assert isinstance(expected.added_tokens[0], AddedToken)
    assert read_own_tokenizer(tmp_path / "model").rules == expected
    del saved["config"]["rules"]
    file.write_text(json.dumps(saved))
    assert read_own_tokenizer(tmp_path / "model").rules == WordPieceRules()


def test_a_bert_on_the_tokens_of_xlm_roberta_keeps_them(tmp_path):
    from safetensors.numpy import save_file

    write_vocabulary("XLMRoberta", tmp_path)
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "XLMRobertaTokenizer"}')
    config, shapes = bert(make_tokenizer("XLMRoberta").vocabulary_size())
    (tmp_path / "config.json").write_text(json.dumps(config))
    save_file({name: np.zeros(shape, np.float32) for name, shape in shapes.items()}, tmp_path / "model.safetensors")
    save(tmp_path, tmp_path / "model")
    first, again = read_own_tokenizer(tmp_path), read_own_tokenizer(tmp_path / "model")
    assert right(again, list(TEXTS)) == right(first, list(TEXTS))
    assert again.tokens() == first.tokens()
