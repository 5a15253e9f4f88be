import numpy as np

from studio.attention import rollout, write_arrays
from tests.ui.attention.conftest import make_map
from ui.attention.choice import Choice, Scope, prepare, read_maps
from ui.attention.habits import habits


def test_each_scope_has_its_weights(read_map):
    weights = read_map.map.weights
    np.testing.assert_array_equal(read_map.weights(Choice(Scope.HEAD, 1, 2)), weights[1, 2])
    np.testing.assert_allclose(read_map.weights(Choice(Scope.LAYER, 1, 2)), weights[1].mean(axis=0))
    np.testing.assert_allclose(read_map.weights(Choice(Scope.MODEL)), weights.mean(axis=(0, 1)))
    np.testing.assert_allclose(read_map.weights(Choice(Scope.ROLLOUT)), rollout(weights))


def test_cross_attention_has_no_rollout_and_falls_back_to_the_mean(crossed):
    assert crossed.flow is None
    choice = Choice(Scope.ROLLOUT, 9, 9).within(crossed.num_layers, crossed.num_heads, has_flow=False)
    assert choice == Choice(Scope.MODEL, 2, 3)


def test_small_maps_keep_the_strongest_weight_of_each_block():
    attention = make_map(queries=[f"w{index}" for index in range(100)])
    read = prepare(attention)
    assert read.thumbs.shape == (3, 4, 34, 34)
    assert read.thumbs[2, 1, 0, 0] == attention.weights[2, 1, :3, :3].max()
    assert read.thumbs[0, 3, 33, 5] == attention.weights[0, 3, 99:, 15:18].max()
    np.testing.assert_array_equal(prepare(make_map()).thumbs, make_map().weights)


def test_maps_are_read_from_the_files_of_the_worker(tmp_path):
    attention = make_map("decoder")
    write_arrays(tmp_path / "map.npz", attention)
    (read,) = read_maps([tmp_path / "map.npz"])
    assert read.kind == "decoder"
    assert read.map.key_specials == attention.key_specials
    np.testing.assert_array_equal(read.map.weights, attention.weights)


def test_habits_part_the_attention_without_counting_anything_twice():
    weights = np.array([[1, 0, 0, 0], [0.1, 0.2, 0.4, 0.3], [0.2, 0.5, 0.1, 0.2], [0, 0, 1, 0]], np.float32)
    found = habits(weights, specials=(0, 3))
    assert np.allclose([found.itself, found.before, found.after], [0.15, 0.25, 0.2])
    assert np.isclose(found.specials, 0.4)
    assert np.isclose(found.others, 0, atol=1e-6)


def test_habits_of_a_text_of_special_tokens_alone_are_known_too():
    found = habits(np.eye(2, dtype=np.float32), specials=(0, 1))
    assert (found.specials, found.itself) == (1, 0)
