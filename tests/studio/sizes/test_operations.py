import pytest

from studio.architecture import ArchitectureSpec
from studio.sizes import count_operations

SMALL = {"num_layers": 3, "num_heads": 4, "hidden_dim": 32, "intermediate_dim": 128}


def test_products_cost_two_operations_for_each_weight():
    # Kaplan et al., Scaling Laws for Neural Language Models, section 2.1: 12 · layers · width² weights.
    operations = count_operations(ArchitectureSpec(**SMALL), 64)
    assert operations.products == 2 * 12 * 3 * 32**2


def test_attention_grows_with_the_length_and_costs_a_causal_model_half():
    encoder = count_operations(ArchitectureSpec(**SMALL), 64)
    decoder = count_operations(ArchitectureSpec(kind="decoder", **SMALL), 64)
    assert encoder.attention == 3 * 4 * 64 * 32
    assert decoder.attention == 3 * 2 * 64 * 32
    assert count_operations(ArchitectureSpec(**SMALL), 128).attention == 2 * encoder.attention
    assert decoder.products == encoder.products


def test_training_takes_three_times_as_many():
    operations = count_operations(ArchitectureSpec(**SMALL), 64)
    assert operations.training == 3 * operations.forward == 3 * (operations.products + operations.attention)


def test_no_more_tokens_are_counted_than_the_backbone_takes():
    architecture = ArchitectureSpec(max_sequence_length=64, **SMALL)
    assert count_operations(architecture, 512) == count_operations(architecture, 64)


def test_shared_keys_and_values_save_products():
    grouped = count_operations(ArchitectureSpec(num_key_value_heads=1, **SMALL), 64)
    whole = count_operations(ArchitectureSpec(**SMALL), 64)
    assert whole.products - grouped.products == 2 * 3 * 2 * 32 * (32 - 8)
    assert grouped.attention == whole.attention


@pytest.mark.parametrize(("activation", "num_products"), [("gelu", 2), ("swiglu", 3)])
def test_a_gate_is_a_third_product(activation, num_products):
    operations = count_operations(ArchitectureSpec(activation=activation, **SMALL), 64)
    assert operations.products == 2 * 3 * (4 * 32**2 + num_products * 32 * 128)


def test_a_pair_of_tokens_passes_both_sides_of_an_encoder_decoder():
    pair = count_operations(ArchitectureSpec(kind="encoder_decoder", **SMALL), 64)
    encoder = count_operations(ArchitectureSpec(**SMALL), 64)
    decoder = count_operations(ArchitectureSpec(kind="decoder", **SMALL), 64)
    cross_products = 2 * 3 * 4 * 32**2
    assert pair.products == encoder.products + decoder.products + cross_products
    assert pair.attention == encoder.attention + decoder.attention + encoder.attention
