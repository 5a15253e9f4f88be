import numpy as np
import pytest

from tests.ui.attention.conftest import WORDS, make_walk
from ui.attention.matrix import places, with_gaps
from ui.attention.walk_numbers import biases, is_scaled, mixture, score_parts, strongest_keys
from ui.attention.walk_steps import step_titles, walk_steps
from ui.attention.words import number

FILM = 2
NAMES = ("x", "qkv", "scores", "softmax", "sum", "heads", "positions", "norm")

pytestmark = pytest.mark.usefixtures("qapp")


def steps_of(walk, focus=FILM):
    return dict(zip(NAMES, walk_steps(walk, focus), strict=True))


def test_there_are_eight_steps_and_each_says_something():
    steps = walk_steps(make_walk(), FILM)
    assert [step.title for step in steps] == list(step_titles())
    assert len(steps) == 8
    assert all(len(step.words) > 60 for step in steps)


def test_the_first_step_has_the_real_shape_and_says_where_the_vectors_come_from():
    later, first = steps_of(make_walk())["x"], steps_of(make_walk(layer=0))["x"]
    assert later.spoken == "X: 6 × 16"
    assert "what layer 1 made" in later.words
    assert "This is the first layer" in first.words
    assert later.matrices[0].focus == FILM


def test_query_key_and_value_are_shown_with_their_values():
    walk = make_walk()
    step = steps_of(walk)["qkv"]
    assert [matrix.name for matrix in step.matrices] == ["Q", "K", "V"]
    for matrix, values in zip(step.matrices, (walk.query, walk.key, walk.value), strict=True):
        assert matrix.values is values
        assert FILM in matrix.rows


def test_the_score_of_the_followed_token_is_worked_out():
    walk = make_walk()
    best = strongest_keys(walk, FILM, 1)[0]
    product = float(walk.query[FILM] @ walk.key[best])
    sums = steps_of(walk)["scores"].sums
    assert sums == (
        f"q(film) · k({WORDS[best]}) = {number(product)}",
        f"{number(product)} ÷ √4 = {number(float(walk.scores[FILM, best]))}",
    )


def test_a_family_that_does_not_divide_is_found_out_by_its_numbers():
    t5 = make_walk(positions="relative", is_scaled=False)
    assert not is_scaled(t5)
    step = steps_of(t5)["scores"]
    assert "leaves out the division" in step.words
    assert is_scaled(make_walk())
    assert is_scaled(make_walk(positions="relative"))
    assert is_scaled(make_walk(positions="alibi", is_causal=True))


def test_what_positions_add_to_a_score_is_told_apart_from_the_product():
    walk = make_walk(positions="alibi")
    parts = score_parts(walk, 1, 4)
    assert parts.has_bias
    assert parts.bias == pytest.approx(-1.5, abs=1e-4)
    assert parts.score == pytest.approx(parts.product / 2 - 1.5, abs=1e-4)
    assert biases(walk)[0].tolist() == pytest.approx([0, -0.5, -1, -1.5, -2, -2.5], abs=1e-4)
    shown = steps_of(walk, 1)["positions"].matrices[0]
    assert shown.name == "B"


def test_masked_places_are_explained_and_written_as_minus_infinity():
    walk = make_walk(is_causal=True)
    step = steps_of(walk)["scores"]
    assert "must not look at what comes after it" in step.words
    assert number(float(step.matrices[0].values[0, 5])) == "−∞"
    assert "must not look" not in steps_of(make_walk())["scores"].words


def test_the_weights_are_shown_as_they_are_and_the_strongest_as_bars():
    walk = make_walk()
    step = steps_of(walk)["softmax"]
    matrix = step.matrices[0]
    assert matrix.values is walk.weights
    assert matrix.is_weights
    assert [value for _, value in step.bars] == sorted(walk.weights[FILM].tolist(), reverse=True)[:5]
    assert set(strongest_keys(walk, FILM, 4)) <= set(matrix.columns)


def test_the_output_is_the_sum_of_the_weighted_values():
    walk = make_walk()
    chosen, rows = mixture(walk, FILM, 3)
    np.testing.assert_allclose(rows[:4].sum(axis=0), walk.output[FILM], atol=1e-6)
    np.testing.assert_array_equal(rows[-1], walk.output[FILM])
    np.testing.assert_allclose(rows[0], walk.weights[FILM, chosen[0]] * walk.value[chosen[0]], rtol=1e-6)
    mixed = steps_of(walk)["sum"].matrices[0]
    assert mixed.row_names[-2:] == ("all others", "sum")
    assert mixed.shape_words == "for “film”"


def test_all_heads_are_counted_with_their_widths():
    step = steps_of(make_walk())["heads"]
    assert "4 × 4 = 16 numbers" in step.words
    assert [matrix.name for matrix in step.matrices] == ["O₃", "M"]


@pytest.mark.parametrize(
    ("positions", "words"),
    [
        ("learned", "a learned vector for each position"),
        ("sinusoidal", "Waves of different lengths"),
        ("rotary", "turned by an angle"),
        ("relative", "a learned number is added"),
        ("alibi", "grows with the distance"),
        ("unheard of", "does not know the order"),
    ],
)
def test_each_way_to_know_the_order_has_its_words(positions, words):
    step = steps_of(make_walk(positions=positions))["positions"]
    assert words in step.words
    assert bool(step.formulas) is (positions != "unheard of")


@pytest.mark.parametrize("normalization", ["layer_norm", "rms_norm"])
@pytest.mark.parametrize("normalize_first", [False, True])
def test_residual_and_normalization_follow_the_model(normalization, normalize_first):
    walk = make_walk(normalization=normalization, normalize_first=normalize_first)
    step = steps_of(walk)["norm"]
    assert ("RMSNorm" in step.spoken) is (normalization == "rms_norm")
    assert step.spoken.startswith("R = H + M" if normalize_first else "R = X + M")
    assert ("normalizes before" in step.words) is normalize_first
    if normalization == "layer_norm":
        vector = walk.normalized[FILM]
        assert step.sums[1] == f"Y(film): mean {number(float(vector.mean()))}, spread {number(float(vector.std()))}"
    else:
        assert step.sums[0].startswith("R(film): size ")


def test_cross_attention_says_whose_keys_they_are():
    walk = make_walk(kind="cross", keys=("das", "war", "gut"), positions="learned")
    steps = steps_of(walk)
    assert "queries come from what is written" in steps["qkv"].words
    assert steps["qkv"].matrices[1].row_names == ("das", "war", "gut")
    assert steps["scores"].matrices[0].column_names == ("das", "war", "gut")


def test_the_shown_places_hold_what_is_wanted_and_the_last():
    assert places(4, 5) == (0, 1, 2, 3)
    assert places(20, 5, (9,)) == (0, 1, 2, 9, 19)
    assert places(20, 5, (19, 3)) == (0, 1, 2, 3, 19)
    assert places(20, 2, (7, 8, 9)) == (7, 8)
    assert with_gaps((0, 1, 9, 19), 20) == [0, 1, None, 9, None, 19]
    assert with_gaps((3, 4), 20) == [None, 3, 4, None]
