import dataclasses
import json
import shutil

import numpy as np
import pytest

from studio.attention import AttentionMap, rollout
from studio.errors import InputError, PresetError, RunError
from tests.hugging_face import FOLDERS as CHECKPOINTS

pytestmark = pytest.mark.engine

TEXT, PAIR = "the film was a warm story", "dull music"
FOLDERS = ["bert_folder", "gpt2_folder", "bart_folder", "stack_folder"]


def softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def maps_of(reader, text=TEXT, pair=None):
    return {found.kind: found for found in reader.maps(reader.read(text, pair))}


@pytest.fixture(params=FOLDERS)
def reader(request, open_reader):
    return open_reader(request.getfixturevalue(request.param))


def test_a_map_for_each_kind_whose_rows_add_up_to_one(reader):
    maps = maps_of(reader, TEXT, PAIR)
    assert tuple(maps) == reader.kinds
    for found in maps.values():
        assert found.weights.shape == (2, 2, len(found.query_tokens), len(found.key_tokens))
        assert found.weights.dtype == np.float32
        np.testing.assert_allclose(found.weights.sum(axis=-1), 1.0, atol=1e-5)
        assert found.weights.std() > 0.01, "heads that look everywhere alike would prove nothing"


def test_a_walk_is_consistent_in_itself_and_with_the_map(reader):
    reading = reader.read(TEXT, PAIR)
    maps = {found.kind: found for found in reader.maps(reading)}
    for kind in reader.kinds:
        for layer in range(2):
            walks = [reader.walk(reading, kind, layer, head) for head in range(2)]
            for head, walk in enumerate(walks):
                np.testing.assert_allclose(softmax(walk.scores), walk.weights, atol=1e-6)
                np.testing.assert_allclose(walk.weights @ walk.value, walk.output, atol=1e-4)
                np.testing.assert_allclose(walk.weights, maps[kind].weights[layer, head], atol=1e-5)
                assert walk.tokens == maps[kind].query_tokens
                assert walk.key_tokens == maps[kind].key_tokens
                assert walk.query.shape == (len(walk.tokens), 8)
                assert walk.key.shape == walk.value.shape == (len(walk.key_tokens), 8)
            np.testing.assert_array_equal(walks[0].multi_head, walks[1].multi_head)
            assert walks[0].hidden.shape == walks[0].normalized.shape == (len(walks[0].tokens), 16)


# WORKAROUND: KerasHub 0.32's T5 attaches a mask that its own attention layer says it does not know.
@pytest.mark.filterwarnings("ignore:Layer '.*' .of type T5MultiHeadAttention. was passed an input with a mask")
@pytest.mark.parametrize("family", ["Albert", "DistilBert", "Llama3", "Roberta", "T5"])
def test_other_families_are_consistent_as_well(family, word_pieces):
    """The tokenizer is BERT's: what is tested lies behind it."""
    import keras_hub

    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    size = {"vocabulary_size": word_pieces.vocabulary_size(), "num_layers": 2, "hidden_dim": 16, "intermediate_dim": 32}
    size |= {
        "Albert": {"num_heads": 2, "embedding_dim": 8, "num_groups": 2, "num_inner_repetitions": 2},
        "Llama3": {"num_query_heads": 4, "num_key_value_heads": 2},
    }.get(family, {"num_heads": 2})
    backbone = getattr(keras_hub.models, f"{family}Backbone")(**size)
    for weight in backbone.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 5)
    reader = AttentionReader(Subject(backbone, word_pieces, 32, is_fine_tuned=False))
    reading = reader.read(TEXT, PAIR)
    for found in reader.maps(reading):
        num_layers, num_heads = found.weights.shape[:2]
        assert num_layers == (4 if family == "Albert" else 2)
        for head in range(num_heads):
            walk = reader.walk(reading, found.kind, num_layers - 1, head)
            np.testing.assert_allclose(walk.weights, found.weights[-1, head], atol=1e-5)
            np.testing.assert_allclose(softmax(walk.scores), walk.weights, atol=1e-6)
            np.testing.assert_allclose(walk.weights @ walk.value, walk.output, atol=1e-4)


def test_the_scores_are_the_scaled_products_of_query_and_key(open_reader, bert_folder, gpt2_folder):
    for folder in (bert_folder, gpt2_folder):
        reader = open_reader(folder)
        walk = reader.walk(reader.read(TEXT), None, 1, 0)
        products = walk.query @ walk.key.T / np.sqrt(8)
        is_seen = np.isfinite(walk.scores)
        np.testing.assert_allclose(walk.scores[is_seen], products[is_seen], atol=1e-4)


def test_a_layer_that_normalizes_last_adds_its_own_input(open_reader, bert_folder):
    reader = open_reader(bert_folder)
    walk = reader.walk(reader.read(TEXT), None, 0, 0)
    assert not walk.normalize_first
    np.testing.assert_allclose(walk.residual, walk.hidden + walk.multi_head, atol=1e-5)
    np.testing.assert_allclose(walk.normalized.mean(axis=-1), 0.0, atol=1e-5)


def test_a_layer_that_normalizes_first_adds_what_was_not_normalized(open_reader, gpt2_folder):
    reader = open_reader(gpt2_folder)
    walk = reader.walk(reader.read(TEXT), None, 1, 0)
    assert walk.normalize_first
    np.testing.assert_allclose(walk.hidden.mean(axis=-1), 0.0, atol=1e-5)
    assert abs(walk.residual - walk.hidden - walk.multi_head).max() > 0.1


def test_a_decoder_never_sees_the_future(open_reader, gpt2_folder, bart_folder):
    for folder in (gpt2_folder, bart_folder):
        reader = open_reader(folder)
        found = maps_of(reader)["decoder"]
        is_future = ~np.tri(len(found.query_tokens), dtype=bool)
        assert (found.weights[..., is_future] == 0.0).all()
        walk = reader.walk(reader.read(TEXT), "decoder", 0, 0)
        assert np.isneginf(walk.scores[is_future]).all()
        assert (rollout(found.weights)[is_future] == 0.0).all()


def test_the_weights_are_those_of_keras_own_attention(open_reader, bert_folder, monkeypatch):
    """KerasHub's BERT, layer by layer, with `return_attention_scores` of `keras.layers.MultiHeadAttention`."""
    import keras
    import keras_hub

    backbone = keras_hub.models.Backbone.from_preset(str(bert_folder))
    reader = open_reader(bert_folder)
    reading = reader.read(TEXT, PAIR)
    expected = []
    attend = keras.layers.MultiHeadAttention.call

    def record(self, *arguments, **options):
        output, weights = attend(self, *arguments, **options | {"return_attention_scores": True})
        expected.append(np.asarray(weights)[0])
        return output

    monkeypatch.setattr(keras.layers.MultiHeadAttention, "call", record)
    backbone(dict(reading.inputs))
    [found] = reader.maps(reading)
    np.testing.assert_allclose(found.weights, np.stack(expected), atol=1e-5)


def test_query_key_and_value_are_those_of_keras_own_attention(open_reader, bert_folder):
    import keras_hub

    attention = keras_hub.models.Backbone.from_preset(str(bert_folder)).transformer_layers[1]._self_attention_layer
    reader = open_reader(bert_folder)
    for head in range(2):
        walk = reader.walk(reader.read(TEXT), None, 1, head)
        for name in ("query", "key", "value"):
            expected = np.asarray(getattr(attention, f"_{name}_dense")(walk.hidden[None]))[0, :, head]
            np.testing.assert_allclose(getattr(walk, name), expected, atol=1e-5)


def test_an_encoder_decoder_reads_both_texts_and_looks_across(open_reader, bart_folder):
    maps = maps_of(open_reader(bart_folder), "a film", "a")
    assert tuple(maps) == ("encoder", "decoder", "cross")
    assert maps["encoder"].query_tokens[0] == "<s>"
    assert maps["decoder"].query_tokens == ("</s>", "<s>", "a", "</s>")
    assert maps["cross"].query_tokens == maps["decoder"].query_tokens
    assert maps["cross"].key_tokens == maps["encoder"].key_tokens
    assert maps["cross"].key_specials == (0, len(maps["encoder"].key_tokens) - 1)


def test_chinese_and_emoji_are_readable_in_every_family(open_reader, bert_folder, gpt2_folder):
    assert maps_of(open_reader(bert_folder), "这部电影很好看")["encoder"].query_tokens[1:-1] == tuple("这部电影很好看")
    tokens = maps_of(open_reader(gpt2_folder), "好🎬")["decoder"].query_tokens
    assert tokens == ("<|endoftext|>", *(f"好 {n}/3" for n in (1, 2, 3)), *(f"🎬 {n}/4" for n in (1, 2, 3, 4)))


@pytest.mark.parametrize(
    "specials", [["<|endoftext|>"], ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]], ids=["gpt2", "bart"]
)
def test_a_folder_of_transformers_that_only_generates_can_be_looked_into(open_reader, tmp_path, specials):
    folder = shutil.copytree(CHECKPOINTS / ("bart-base" if len(specials) > 1 else "gpt2-base"), tmp_path / "model")
    vocabulary = {name: place for place, name in enumerate([*specials, *"abcdefgh", "Ġ", "Ġa"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\nĠ a\n", encoding="utf-8")
    tokens = maps_of(open_reader(folder), "a a b")["decoder"].query_tokens
    assert "".join(token for token in tokens if token.strip("ab▁") == "") == "a▁a▁b"


def test_no_text_at_all_still_has_its_special_tokens(reader):
    for found in maps_of(reader, "").values():
        assert len(found.query_specials) == len(found.query_tokens) > 0


def test_a_text_that_is_too_long_is_cut_and_told(reader):
    reading = reader.read("the film was warm " * 30)
    assert reading.part.num_cut_tokens > 0
    assert max(len(found.query_tokens) for found in reader.maps(reading)) == 32


def test_texts_of_any_length_share_one_graph(open_reader, bert_folder):
    reader = open_reader(bert_folder)
    for count in range(1, 8):
        maps_of(reader, "film " * count)
    assert len(reader._scores._list_all_concrete_functions()) == 1


def test_what_the_backbone_does_not_have_is_told(open_reader, bert_folder):
    reader = open_reader(bert_folder)
    reading = reader.read(TEXT)
    for given, expected in (
        (("decoder", 0, 0), "kind: expected one of encoder. Received: decoder."),
        ((None, 2, 0), "layer: expected 0 to 1. Received: 2."),
        ((None, 0, 2), "head: expected 0 to 1. Received: 2."),
    ):
        with pytest.raises(InputError, match=expected):
            reader.walk(reading, *given)


def test_weights_without_finite_numbers_are_told(bert_folder):
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import load_subject

    reader = AttentionReader(load_subject(str(bert_folder)))
    kernel = reader._stack.encoder.blocks[0].self_attention.query_key_value_dense.kernel
    kernel.assign(kernel * np.nan)
    with pytest.raises(RunError, match="no finite numbers"):
        maps_of(reader)


def test_families_whose_attention_cannot_be_shown_are_told_in_one_message():
    import keras_hub

    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    small = {"vocabulary_size": 9, "num_layers": 1, "hidden_dim": 8, "intermediate_dim": 8}
    refused = {
        keras_hub.models.FNetBackbone(**small): "FNetBackbone has no attention",
        keras_hub.models.DebertaV3Backbone(num_heads=2, **small): "DebertaV3Backbone cannot be shown",
        keras_hub.models.RoformerV2Backbone(num_heads=2, head_size=4, **small): "RoformerV2Backbone cannot be shown",
    }
    for backbone, expected in refused.items():
        with pytest.raises(PresetError, match=expected):
            AttentionReader(Subject(backbone, None, 32, is_fine_tuned=False))


def test_a_run_reads_texts_as_it_did_in_training(tiny_model):
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    subject = Subject.of(tiny_model)
    assert subject.sequence_length == tiny_model.info.sequence_length
    reading = AttentionReader(subject).read("the warm film " * 9)
    assert reading.inputs["token_ids"].shape == (1, 16)


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("nonsense", "nonsense"),
        ("./nowhere", "There is no folder"),
        ("hf://someone/something", "is not on this computer"),
    ],
)
def test_a_preset_that_is_not_here_is_told(preset, expected):
    from studio.engine.attention.subject import load_subject

    with pytest.raises(PresetError, match=expected):
        load_subject(preset)


def test_a_damaged_preset_is_told(bert_folder, tmp_path):
    import shutil

    from studio.engine.attention.subject import load_subject

    broken = tmp_path / "broken"
    shutil.copytree(bert_folder, broken)
    (broken / "model.weights.h5").write_bytes(b"not weights")
    with pytest.raises(PresetError, match="broken"):
        load_subject(str(broken))


@pytest.mark.slow
def test_the_bundled_backbone_shows_all_its_heads(open_reader):
    reader = open_reader("minilm_l6_en_uncased")
    reading = reader.read("The trophy does not fit into the suitcase because it is too big.")
    [found] = reader.maps(reading)
    assert isinstance(found, AttentionMap)
    assert found.weights.shape == (6, 12, 16, 16)
    np.testing.assert_allclose(found.weights.sum(axis=-1), 1.0, atol=1e-5)
    assert dataclasses.astuple(found)[1][:3] == ("[CLS]", "the", "trophy")
