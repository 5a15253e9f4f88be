import numpy as np
import pytest

from studio import tasks
from studio.engine.models.model_info import ModelInfo
from studio.errors import InputError, RunError
from studio.schema import Schema
from studio.spec import RunSpec
from tests.asked import class_answers

pytestmark = pytest.mark.engine

GOOD, BAD = ("bright", "clever", "warm"), ("dull", "clumsy", "cold")
TEXT = "the film was a warm story with music that ends"


def attributor(model):
    from studio.engine.attention.attribution import Attributor

    return Attributor(model)


@pytest.fixture(scope="module")
def model(tiny_preset):
    """A model that no test changes."""
    from studio.engine.building.model import build_model

    spec = {"task": "text_classification", "backbone": {"preset": str(tiny_preset)}, "data": {"train": "a.csv"}}
    spec["data"]["sequence_length"] = 16
    model = build_model(RunSpec.parse(spec), Schema(("bad", "good")))
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            # Fresh weights are so small that all texts would get nearly the same answer.
            weight.assign(weight * 10)
    return model


@pytest.fixture(scope="module")
def shared(model):
    return attributor(model)


@pytest.fixture
def planted(tiny_model):
    """A model in which the vectors of a few words point to a class."""
    backbone = tiny_model.network.backbone
    vectors = np.random.default_rng(0).normal(size=backbone.token_embedding.embeddings.shape, scale=0.1)
    direction = np.random.default_rng(1).normal(size=vectors.shape[1])
    for word in (*GOOD, *BAD):
        vectors[tiny_model.tokenizer.token_to_id(word)] += direction * (1 if word in GOOD else -1)
    backbone.token_embedding.embeddings.assign(vectors)
    kernel = tiny_model.network.output_dense.kernel
    pooled = {word: pool(tiny_model, word) for word in ("warm", "dull")}
    difference = pooled["warm"] - pooled["dull"]
    kernel.assign(np.stack([-difference, difference], axis=1))
    tiny_model.network.output_dense.bias.assign([0.0, 0.0])
    return tiny_model


def pool(model, text):
    return np.asarray(model.network.backbone(model.network.preprocessor([text]), training=False)["pooled_output"])[0]


def test_the_scores_add_up_to_the_difference_of_the_logits(shared):
    explain = shared.explain
    for text, pair in ((TEXT, None), (TEXT, "a dull scene"), ("warm", None), ("the " * 40, None)):
        explanation = explain(text, pair)
        found = explanation.attribution
        assert found.completeness_error <= 0.01
        assert found.scores.sum() == pytest.approx(found.output - found.baseline_output, rel=0.01, abs=1e-5)
        assert explanation.num_steps >= 64


def test_the_logits_are_those_of_the_classifier(shared, model):
    found = shared.explain(TEXT, target="good").attribution
    classifier = model.network
    expected = np.asarray(classifier(classifier.preprocessor([TEXT]), training=False))[0, 1]
    assert found.output == pytest.approx(expected, abs=1e-4)


def test_special_tokens_have_no_score(shared):
    for method in ("integrated_gradients", "leave_one_out"):
        found = shared.explain(TEXT, "a dull scene", method=method).attribution
        assert found.specials == (0, 11, 15)
        np.testing.assert_array_equal(found.scores[list(found.specials)], 0.0)
        assert np.count_nonzero(found.scores) == len(found.tokens) - 3


def test_the_predicted_class_is_explained_unless_another_is_asked_for(shared, model):
    explain = shared.explain
    [predicted], _ = class_answers(model, [TEXT])
    assert explain(TEXT).attribution.target == predicted
    other = {"good": "bad", "bad": "good"}[predicted]
    found = explain(TEXT, target=other)
    assert found.attribution.target == other
    assert found.probability == pytest.approx(1 - explain(TEXT).probability, abs=1e-5)
    with pytest.raises(InputError, match="target: expected one of bad, good"):
        explain(TEXT, target="neutral")


@pytest.mark.parametrize("method", ["integrated_gradients", "leave_one_out"])
def test_a_planted_word_has_the_largest_score_and_the_right_sign(planted, method):
    explain = attributor(planted).explain
    for word, target, sign in (("warm", "good", 1), ("warm", "bad", -1), ("dull", "bad", 1), ("dull", "good", -1)):
        found = explain(f"the film was a {word} story", method=method, target=target).attribution
        place = found.tokens.index(word)
        assert np.abs(found.scores).argmax() == place
        assert np.sign(found.scores[place]) == sign


def test_leaving_a_token_out_is_what_its_mask_makes_of_the_answer(shared, model):
    explanation = shared.explain(TEXT, method="leave_one_out", target="good")
    classifier = model.network
    token_ids = np.array(model.tokenizer(TEXT))
    place = explanation.attribution.tokens.index("warm")
    token_ids[place - 1] = model.tokenizer.mask_token_id
    row = np.array([[model.tokenizer.start_token_id, *token_ids, model.tokenizer.end_token_id]])
    inputs = {"token_ids": row, "padding_mask": np.ones_like(row), "segment_ids": np.zeros_like(row)}
    without = np.asarray(classifier(inputs, training=False))[0]
    found = explanation.attribution
    assert explanation.removal == "mask"
    assert found.scores[place] == pytest.approx(found.output - without[1], abs=1e-4)
    probability = np.exp(without[1]) / np.exp(without).sum()
    assert explanation.probability_changes[place] == pytest.approx(explanation.probability - probability, abs=1e-5)
    assert (found.completeness_error, explanation.num_steps) == (None, None)


def test_the_baseline_is_the_text_with_all_but_its_special_tokens_masked(shared, model):
    found = shared.explain(TEXT, target="good").attribution
    mask, start, end = (getattr(model.tokenizer, f"{name}_token_id") for name in ("mask", "start", "end"))
    row = np.array([[start, *[mask] * (len(found.tokens) - 2), end]])
    inputs = {"token_ids": row, "padding_mask": np.ones_like(row), "segment_ids": np.zeros_like(row)}
    expected = np.asarray(model.network(inputs, training=False))[0, 1]
    assert found.baseline_output == pytest.approx(expected, abs=1e-4)


def test_more_steps_are_taken_where_64_do_not_suffice(shared, monkeypatch):
    from studio.engine.attention import attribution

    monkeypatch.setattr(attribution, "NUM_STEPS", 1)
    monkeypatch.setattr(attribution, "COMPLETENESS_TOLERANCE", 1e-4)
    explanation = shared.explain(TEXT)
    assert explanation.num_steps > 1
    assert explanation.attribution.completeness_error <= 1e-4


def test_steps_end_at_a_limit_and_the_error_is_told(shared, monkeypatch):
    from studio.engine.attention import attribution

    monkeypatch.setattr(attribution, "COMPLETENESS_TOLERANCE", -1.0)
    monkeypatch.setattr(attribution, "MAX_NUM_STEPS", 128)
    explanation = shared.explain("warm")
    assert explanation.num_steps == 128
    assert explanation.attribution.completeness_error >= 0.0


def test_a_text_without_tokens_differs_nowhere_from_its_baseline(shared):
    explanation = shared.explain("")
    found = explanation.attribution
    assert found.tokens == ("[CLS]", "[SEP]")
    assert (found.completeness_error, found.output) == (0.0, found.baseline_output)
    assert shared.explain("", method="leave_one_out").attribution.scores.tolist() == [0.0, 0.0]


def test_the_error_is_a_fraction_of_the_difference_and_never_of_nothing():
    from studio.engine.attention.attribution import completeness_error

    scores = np.array([1.0, -0.5], np.float32)
    assert completeness_error(scores, 0.5) == 0.0
    assert completeness_error(scores, 0.4) == pytest.approx(0.25)
    assert completeness_error(np.zeros(2, np.float32), 0.0) == 0.0
    assert completeness_error(np.array([1e-6], np.float32), 0.0) == pytest.approx(1e-3)


def test_a_text_that_is_too_long_is_cut_and_told(shared):
    explanation = shared.explain("the film was warm " * 9)
    assert len(explanation.attribution.tokens) == 16
    assert explanation.part.num_cut_tokens == 9 * 4 - 14


def test_texts_of_any_length_share_their_graphs(shared, model):
    found = shared
    for count in (1, 3, 6):
        found.explain("film " * count)
        found.explain("film " * count, method="leave_one_out")
    graphs = found._graphs
    assert len(graphs._outputs._list_all_concrete_functions()) == 1
    assert len(graphs._path._list_all_concrete_functions()) == 1


def test_the_model_is_left_as_it_was(shared, model):
    before = [np.array(weight) for weight in model.network.weights]
    shared.explain(TEXT)
    assert "call" not in vars(model.network.backbone.token_embedding)
    for weight, value in zip(model.network.weights, before, strict=True):
        np.testing.assert_array_equal(weight, value)


def test_weights_without_finite_numbers_are_told(tiny_model):
    kernel = tiny_model.network.output_dense.kernel
    kernel.assign(kernel * np.inf)
    with pytest.raises(RunError, match="no finite numbers"):
        attributor(tiny_model).explain(TEXT)


@pytest.mark.parametrize("family", ["FNet", "DebertaV3", "DistilBert", "RoformerV2"])
def test_families_without_a_map_of_attention_are_explained_all_the_same(family):
    """The tokenizer is BERT's: what is tested lies behind it."""
    import keras_hub

    from studio.engine.models.text_model import TextModel

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "film", "warm"]
    tokenizer = keras_hub.models.BertTokenizer(words)
    size = {"vocabulary_size": 7, "num_layers": 2, "num_heads": 2, "hidden_dim": 8, "intermediate_dim": 16}
    if family == "FNet":
        del size["num_heads"]
    size |= {"head_size": 4} if family == "RoformerV2" else {"max_sequence_length": 32}
    backbone = getattr(keras_hub.models, f"{family}Backbone")(**size)
    classifier = getattr(keras_hub.models, f"{family}TextClassifier")(backbone=backbone, num_classes=2)
    classifier.preprocessor = keras_hub.models.BertTextClassifierPreprocessor(tokenizer, sequence_length=12)
    model = TextModel(classifier, ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), 12, {}, ""))
    for method in ("integrated_gradients", "leave_one_out"):
        found = attributor(model).explain("a warm film", method=method).attribution
        assert len(found.scores) == len(found.tokens) == 5
        assert np.count_nonzero(found.scores) == 3
        assert method == "leave_one_out" or found.completeness_error <= 0.01


@pytest.mark.slow
def test_128_tokens_of_the_bundled_backbone_add_up_as_well():
    from studio.engine.building.model import build_model

    spec = {"task": "text_classification", "backbone": {"preset": "minilm_l6_en_uncased"}, "data": {"train": "a.csv"}}
    model = build_model(RunSpec.parse(spec), Schema(("bad", "good")))
    words = "the trophy does not fit into the suitcase because it is too big . " * 9
    explanation = attributor(model).explain(" ".join(words.split()[:126]))
    assert len(explanation.attribution.tokens) == 128
    assert explanation.attribution.completeness_error <= 0.01
