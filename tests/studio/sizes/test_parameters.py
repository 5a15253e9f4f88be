import itertools

import pytest

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from studio.sizes import count_parameters

SIZE = {
    "num_layers": 2,
    "num_heads": 4,
    "hidden_dim": 24,
    "intermediate_dim": 40,
    "max_sequence_length": 16,
    "vocabulary_size": 70,
}
KINDS_AND_POSITIONS = tuple(
    itertools.product(
        ("encoder", "decoder", "encoder_decoder"), ("learned", "sinusoidal", "rotary", "relative", "alibi")
    )
)
INSIDES = tuple(
    itertools.product(
        ("layer_norm", "rms_norm"),
        (True, False),
        ("relu", "gelu", "gelu_approximate", "swiglu", "geglu"),
        (None, 2),
    )
)


def make(kind, positions, normalization, normalize_first, activation, num_key_value_heads):
    return ArchitectureSpec(
        kind=kind,
        positions=positions,
        normalization=normalization,
        normalize_first=normalize_first,
        activation=activation,
        num_key_value_heads=num_key_value_heads,
        **SIZE,
    )


def built_count(architecture):
    from studio.layers import TransformerBackbone

    fields = set(ArchitectureSpec.model_fields) - {"tokenizer", "lowercase"}
    return TransformerBackbone(**architecture.model_dump(include=fields)).count_params()


@pytest.mark.engine
@pytest.mark.parametrize(("kind", "positions"), KINDS_AND_POSITIONS)
def test_the_count_is_that_of_the_backbone(kind, positions):
    # Each side in turn takes other ways of normalizing, activating and grouping; together they take all of them.
    start = KINDS_AND_POSITIONS.index((kind, positions))
    for inside in itertools.islice(itertools.cycle(INSIDES), start * 4, start * 4 + 4):
        architecture = make(kind, positions, *inside)
        assert count_parameters(architecture).total == built_count(architecture), architecture


@pytest.mark.engine
@pytest.mark.matrix
@pytest.mark.parametrize(("kind", "positions"), KINDS_AND_POSITIONS)
def test_the_count_is_that_of_the_backbone_in_every_combination(kind, positions):
    for inside in INSIDES:
        architecture = make(kind, positions, *inside)
        assert count_parameters(architecture).total == built_count(architecture), architecture


@pytest.mark.engine
@pytest.mark.parametrize("kind", ["encoder", "decoder", "encoder_decoder"])
def test_a_table_of_its_own_for_what_is_said_is_counted(kind):
    architecture = ArchitectureSpec(**SIZE, kind=kind, tie_weights=False)
    count = count_parameters(architecture)
    assert count.total == built_count(architecture)
    assert count.output_embedding == count.token_embedding


@pytest.mark.engine
def test_the_parts_are_those_of_the_backbone():
    from studio.layers import TransformerBackbone

    architecture = ArchitectureSpec(**SIZE)
    fields = set(ArchitectureSpec.model_fields) - {"tokenizer", "lowercase"}
    backbone = TransformerBackbone(**architecture.model_dump(include=fields))
    sums = dict.fromkeys(("embedding", "attention", "norm", "other"), 0)
    for weight in backbone.weights:
        parts = weight.path.split("/")
        key = "norm" if any("norm" in part for part in parts) else "other"
        key = "embedding" if "embedding" in parts[0] else key
        key = "attention" if any("attention" in part and "norm" not in part for part in parts) else key
        sums[key] += weight.shape.num_elements()
    count = count_parameters(architecture)
    assert sums == {
        "embedding": count.embeddings,
        "attention": count.attention,
        "norm": count.normalization,
        "other": count.feed_forward,
    }


def test_a_smaller_vocabulary_leaves_out_rows_of_the_token_table_alone():
    architecture = ArchitectureSpec(**SIZE)
    fewer = count_parameters(architecture, vocabulary_size=30)
    whole = count_parameters(architecture)
    assert whole.total - fewer.total == 40 * 24
    assert whole.token_embedding - fewer.token_embedding == 40 * 24


def test_the_parts_add_up():
    count = count_parameters(find_architecture("transformer_base").architecture)
    assert count.total == count.embeddings + count.attention + count.feed_forward + count.normalization
    inner = sum(layer.total for layer in count.layers)
    assert count.total == count.embeddings + count.num_layers * inner + count.outer_normalization


@pytest.mark.parametrize(("name", "published"), [("transformer_base", 65e6), ("transformer_big", 213e6)])
def test_the_models_of_the_paper_have_about_as_many_parameters_as_it_says(name, published):
    # Vaswani et al., Attention Is All You Need, table 3.
    assert count_parameters(find_architecture(name).architecture).total == pytest.approx(published, rel=0.03)
