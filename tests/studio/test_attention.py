import csv

import numpy as np
import pytest

from studio.attention import (
    AttentionMap,
    Attribution,
    HeadWalk,
    mean_weights,
    read_map,
    read_walk,
    rollout,
    write_arrays,
    write_attribution_csv,
    write_map_csv,
)

TOKENS = ("[CLS]", 'a, "b"', "中文", "[SEP]")


def weights_of(num_layers=3, num_heads=2, length=4, is_causal=False, seed=0):
    scores = np.random.default_rng(seed).normal(size=(num_layers, num_heads, length, length))
    if is_causal:
        scores = np.where(np.tri(length, dtype=bool), scores, -np.inf)
    exponentials = np.exp(scores)
    return (exponentials / exponentials.sum(axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def attention_map():
    return AttentionMap("encoder", TOKENS, TOKENS, weights_of(), query_specials=(0, 3), key_specials=(0, 3))


@pytest.fixture
def attribution():
    scores = np.array([0.0, 1.5, -0.25, 0.0], np.float32)
    return Attribution("integrated_gradients", "good", TOKENS, scores, -0.5, 0.75, 0.001, specials=(0, 3))


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_of_the_rollout_add_up_to_one_and_no_weight_is_negative():
    result = rollout(weights_of(num_layers=6))
    np.testing.assert_allclose(result.sum(axis=-1), 1.0, atol=1e-6)
    assert (result >= 0.0).all()


def test_the_rollout_of_one_layer_is_the_mean_of_heads_and_the_residual():
    weights = weights_of(num_layers=1)
    np.testing.assert_allclose(rollout(weights), 0.5 * weights[0].mean(axis=0) + 0.5 * np.eye(4), atol=1e-6)


def test_the_rollout_multiplies_later_layers_from_the_left():
    weights = weights_of(num_layers=2)
    first, second = (0.5 * layer + 0.5 * np.eye(4) for layer in weights.mean(axis=1))
    np.testing.assert_allclose(rollout(weights), second @ first, atol=1e-6)


def test_the_rollout_of_tokens_that_attend_to_themselves_alone_is_the_identity():
    weights = np.broadcast_to(np.eye(4, dtype=np.float32), (5, 2, 4, 4))
    np.testing.assert_allclose(rollout(weights), np.eye(4), atol=1e-6)


def test_the_rollout_of_a_causal_model_never_sees_the_future():
    result = rollout(weights_of(is_causal=True))
    assert (result[~np.tri(4, dtype=bool)] == 0.0).all()


def test_a_mean_is_taken_over_what_is_not_asked_for():
    weights = weights_of()
    np.testing.assert_array_equal(mean_weights(weights, layer=1, head=0), weights[1, 0])
    np.testing.assert_allclose(mean_weights(weights, layer=1), weights[1].mean(axis=0), atol=1e-7)
    np.testing.assert_allclose(mean_weights(weights, head=1), weights[:, 1].mean(axis=0), atol=1e-7)
    np.testing.assert_allclose(mean_weights(weights).sum(axis=-1), 1.0, atol=1e-6)
    assert mean_weights(weights).dtype == np.float32


def test_a_map_comes_back_from_its_file(attention_map, tmp_path):
    write_arrays(tmp_path / "map.npz", attention_map)
    found = read_map(tmp_path / "map.npz")
    np.testing.assert_array_equal(found.weights, attention_map.weights)
    assert (found.kind, found.query_tokens, found.key_tokens) == ("encoder", TOKENS, TOKENS)
    assert (found.query_specials, found.key_specials) == ((0, 3), (0, 3))


def test_a_walk_comes_back_from_its_file_with_its_masked_places(tmp_path):
    length, head_dim, hidden_dim = 4, 3, 6
    square = np.where(np.tri(length, dtype=bool), 1.0, -np.inf).astype(np.float32)
    narrow, wide = np.ones((length, head_dim), np.float32), np.ones((length, hidden_dim), np.float32)
    arrays = dict.fromkeys(("query", "key", "value", "output"), narrow)
    arrays |= dict.fromkeys(("hidden", "multi_head", "residual", "normalized"), wide)
    walk = HeadWalk(
        "decoder",
        1,
        0,
        2,
        "rotary",
        "rms_norm",
        TOKENS,
        TOKENS,
        scores=square,
        weights=weights_of()[0, 0],
        **arrays,
        normalize_first=True,
    )
    write_arrays(tmp_path / "walk.npz", walk)
    found = read_walk(tmp_path / "walk.npz")
    for name in HeadWalk.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(found, name), getattr(walk, name))
    assert (type(found.layer), type(found.normalize_first), type(found.tokens)) == (int, bool, tuple)


def test_a_csv_file_of_a_map_has_a_row_for_each_pair_of_tokens(attention_map, tmp_path):
    path = tmp_path / "map.csv"
    write_map_csv(path, attention_map)
    rows = rows_of(path)
    assert len(rows) == 3 * 2 * 4 * 4
    row = next(row for row in rows if (row["layer"], row["head"], row["query_position"]) == ("2", "1", "1"))
    assert (row["kind"], row["query_token"], row["key_token"]) == ("encoder", TOKENS[1], "[CLS]")
    assert float(row["weight"]) == pytest.approx(attention_map.weights[2, 1, 1, 0], abs=0)
    assert rows[2]["key_token"] == "中文"
    assert [file.name for file in tmp_path.iterdir()] == ["map.csv"]


def test_a_csv_file_of_one_matrix_has_no_columns_for_layer_and_head(attention_map, tmp_path):
    path = tmp_path / "rollout.csv"
    write_map_csv(path, attention_map, rollout(attention_map.weights))
    rows = rows_of(path)
    assert len(rows) == 4 * 4
    assert list(rows[0]) == ["kind", "query_position", "query_token", "key_position", "key_token", "weight"]


def test_a_csv_file_of_an_attribution_has_a_row_for_each_token(attribution, tmp_path):
    path = tmp_path / "attribution.csv"
    write_attribution_csv(path, attribution)
    rows = rows_of(path)
    assert [row["token"] for row in rows] == list(TOKENS)
    assert [float(row["score"]) for row in rows] == attribution.scores.tolist()
    assert [row["is_special"] for row in rows] == ["True", "False", "False", "True"]


def test_a_csv_file_that_cannot_be_written_leaves_the_old_one_as_it_was(attribution, tmp_path):
    path = tmp_path / "attribution.csv"
    path.write_text("old", encoding="utf-8")
    broken = Attribution("leave_one_out", "good", TOKENS, attribution.scores[:2], 0.0, 1.0, None)
    with pytest.raises(ValueError, match="zip"):
        write_attribution_csv(path, broken)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["attribution.csv"]
