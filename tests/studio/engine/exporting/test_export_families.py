"""Exports of models whose tokenizers keep their vocabulary elsewhere in the graph, and of a model with LoRA."""

import csv

import pytest

from studio.engine.exporting.serving import oldest_serving, too_new
from studio.engine.models.model_info import ModelInfo
from studio.runs import RunState, Workspace
from studio.schema import Schema
from tests.matrix import cases
from tests.tiny_presets import FAMILIES, save_keras_hub

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SIZE = {"num_layers": 1, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 64}


def roberta(texts):
    """Byte pairs, in lookup tables."""
    import keras_hub

    characters = sorted({f"Ġ{word[0]}" for text in texts for word in text.split()} | set("".join(texts)) - {" "})
    names = ["<s>", "<pad>", "</s>", "<unk>", "Ġ", *characters, "<mask>"]
    vocabulary = {name: index for index, name in enumerate(names)}
    merges = [f"Ġ {name[1]}" for name in names if name.startswith("Ġ") and len(name) == 2]
    tokenizer = keras_hub.models.RobertaTokenizer(vocabulary, merges)
    backbone = keras_hub.models.RobertaBackbone(vocabulary_size=len(vocabulary), **SIZE)
    preprocessor = keras_hub.models.RobertaTextClassifierPreprocessor(tokenizer, sequence_length=32)
    return keras_hub.models.RobertaTextClassifier(backbone, num_classes=2, preprocessor=preprocessor, hidden_dim=16)


def xlm_roberta(texts):
    """SentencePiece, as a resource."""
    import keras_hub

    tokenizer = keras_hub.models.XLMRobertaTokenizer(sentence_piece(texts))
    backbone = keras_hub.models.XLMRobertaBackbone(vocabulary_size=tokenizer.vocabulary_size(), **SIZE)
    preprocessor = keras_hub.models.XLMRobertaTextClassifierPreprocessor(tokenizer, sequence_length=32)
    return keras_hub.models.XLMRobertaTextClassifier(backbone, num_classes=2, preprocessor=preprocessor, hidden_dim=16)


def f_net(texts):
    """No padding mask: padding is part of what the model sees."""
    import keras_hub

    tokenizer = keras_hub.models.FNetTokenizer(sentence_piece(texts))
    size = {name: value for name, value in SIZE.items() if name != "num_heads"}
    backbone = keras_hub.models.FNetBackbone(vocabulary_size=tokenizer.vocabulary_size(), **size)
    preprocessor = keras_hub.models.FNetTextClassifierPreprocessor(tokenizer, sequence_length=32)
    return keras_hub.models.FNetTextClassifier(backbone, num_classes=2, preprocessor=preprocessor)


def sentence_piece(texts):
    import io

    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=60,
        model_type="WORD",
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=3,
        pad_piece="<pad>",
        unk_piece="<unk>",
        bos_piece="[CLS]",
        eos_piece="[SEP]",
        user_defined_symbols=["[MASK]"],
        hard_vocab_limit=False,
    )
    return model.getvalue()


@pytest.mark.parametrize("make", cases([roberta, xlm_roberta, f_net], [xlm_roberta]))
def test_each_family_of_tokenizers_is_exported(make, finished_run, tiny_spec, reviews, tmp_path):
    from studio.engine.building.model import save_model
    from studio.engine.exporting.export import export_run
    from studio.engine.models.text_model import TextModel

    with reviews.open(encoding="utf-8", newline="") as file:
        classifier = make([row["text"] for row in csv.DictReader(file)])
    info = ModelInfo(tiny_spec.task, Schema(("bad", "good")), 32, {"text": "text", "label": "label"}, "0.1.0")
    save_model(TextModel(classifier, info), finished_run.model_path)
    report = export_run(finished_run, "savedmodel", tmp_path / "out")
    assert (report.rows, report.label_mismatches) == (256, 0)
    # No operation that TensorFlow Serving 2.12 lacks: `studio.engine.exporting.serving` says how that is known.
    assert too_new(tmp_path / "out") == []
    assert report.oldest_serving == "2.12"
    assert "TensorFlow Serving 2.12 or newer" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", cases(FAMILIES, ["FNet", "Roberta"]))
def test_no_family_s_export_holds_an_operation_that_the_oldest_server_lacks(family, tiny_spec, tmp_path):
    from studio.engine.building.model import build_model
    from studio.engine.exporting import formats

    save_keras_hub(family, tmp_path / "preset")
    backbone = tiny_spec.backbone.model_copy(update={"preset": str(tmp_path / "preset")})
    formats.get("savedmodel").write(
        build_model(tiny_spec.model_copy(update={"backbone": backbone}), Schema(("a", "b"))), tmp_path / "out"
    )
    assert too_new(tmp_path / "out") == []


def test_an_operation_that_is_too_new_is_found(tmp_path):
    import tensorflow as tf
    import tensorflow_text

    module = tf.Module()
    trim = tensorflow_text.RoundRobinTrimmer(4).trim

    @tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.int32)])
    def trimmed(tokens):
        return trim([tokens])[0]

    module.trimmed = trimmed
    tf.saved_model.save(module, str(tmp_path))
    assert too_new(tmp_path) == ["TFText>RoundRobinTrim"]
    assert oldest_serving(tmp_path) == ".".join(tf.__version__.split(".")[:2])


def test_a_model_with_lora_is_exported_merged(tiny_spec, tmp_path):
    import tensorflow as tf

    from studio.engine.building.model import build_model, save_model
    from studio.engine.exporting.export import export_run

    backbone = tiny_spec.backbone.model_copy(update={"trainable": "lora", "lora_rank": 2})
    spec = tiny_spec.model_copy(update={"backbone": backbone})
    model = build_model(spec, Schema(("bad", "good")))
    low_rank = [weight for weight in model.network.trainable_weights if "lora" in weight.name]
    for weight in low_rank:
        weight.assign(tf.random.stateless_normal(weight.shape, (1, 2)))
    run = Workspace(tmp_path / "workspace").create_run(spec)
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING)
    save_model(model, run.model_path)
    assert low_rank
    assert export_run(run, "savedmodel", tmp_path / "out").label_mismatches == 0
    names = [name for name, _ in tf.train.list_variables(str(tmp_path / "out" / "variables" / "variables"))]
    assert not [name for name in names if "lora" in name]
