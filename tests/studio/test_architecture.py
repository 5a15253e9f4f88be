import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.architecture import ArchitectureSpec, find_contradiction
from studio.architecture_presets import ARCHITECTURE_PRESETS, find_architecture
from studio.errors import InputError, SpecError

DEFAULTS = ArchitectureSpec().model_dump()


def contradiction(**values):
    return find_contradiction(DEFAULTS | values)


@pytest.mark.parametrize(
    ("values", "field", "remedy", "words"),
    [
        ({"hidden_dim": 250}, "hidden_dim", 248, "multiple of the heads, 4. Received: 250."),
        ({"hidden_dim": 10, "num_heads": 16}, "hidden_dim", 16, "multiple of the heads, 16. Received: 10."),
        ({"hidden_dim": 36, "positions": "rotary"}, "hidden_dim", 32, "an even width of each head"),
        ({"num_heads": 8, "num_key_value_heads": 5}, "num_key_value_heads", 4, "Received: 5."),
    ],
)
def test_a_contradiction_names_its_field_what_was_expected_and_a_remedy(values, field, remedy, words):
    found = contradiction(**values)
    assert (found.field, found.remedy) == (field, remedy)
    assert words in str(found.error)
    with pytest.raises(SpecError, match="Expected"):
        ArchitectureSpec(**(DEFAULTS | values))


@given(
    hidden_dim=st.integers(8, 16_384),
    num_heads=st.integers(1, 256),
    num_key_value_heads=st.none() | st.integers(1, 256),
    positions=st.sampled_from(["learned", "rotary"]),
)
def test_taking_the_remedies_leads_to_an_architecture(hidden_dim, num_heads, num_key_value_heads, positions):
    values = DEFAULTS | {
        "hidden_dim": hidden_dim,
        "num_heads": num_heads,
        "num_key_value_heads": num_key_value_heads,
        "positions": positions,
    }
    for _ in range(3):
        found = find_contradiction(values)
        if found is None:
            break
        values[found.field] = found.remedy
    assert ArchitectureSpec(**values).model_dump() == values


def test_the_presets_have_different_names_and_shapes_and_say_what_they_are_for():
    assert len({preset.name for preset in ARCHITECTURE_PRESETS}) == len(ARCHITECTURE_PRESETS)
    assert len({preset.architecture for preset in ARCHITECTURE_PRESETS}) == len(ARCHITECTURE_PRESETS)
    assert all(preset.label and preset.help for preset in ARCHITECTURE_PRESETS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("transformer_base", {"hidden_dim": 512, "intermediate_dim": 2048, "num_heads": 8, "dropout": 0.1}),
        ("transformer_big", {"hidden_dim": 1024, "intermediate_dim": 4096, "num_heads": 16, "dropout": 0.3}),
    ],
)
def test_the_models_of_the_paper_are_those_of_its_table_3(name, expected):
    architecture = find_architecture(name).architecture
    assert architecture.kind == "encoder_decoder"
    assert architecture.num_layers == 6
    assert (architecture.positions, architecture.activation) == ("sinusoidal", "relu")
    assert not architecture.normalize_first
    assert architecture.vocabulary_size == 37_000
    assert expected == {key: getattr(architecture, key) for key in expected}


def test_an_unknown_preset_is_refused_with_those_that_there_are():
    with pytest.raises(InputError, match=r"There is no architecture huge\. Expected one of: tiny, small"):
        find_architecture("huge")
