import numpy as np
import pytest

from tests.studio.layers.helpers import padding

pytestmark = pytest.mark.engine


def test_a_causal_mask_shows_a_query_itself_and_what_came_before():
    from studio.layers import causal_mask

    assert np.array_equal(causal_mask(3, 3)[0, 0], np.tril(np.ones((3, 3), bool)))
    assert np.array_equal(causal_mask(1, 4, start_index=2)[0, 0], [[True, True, True, False]])


def test_merged_masks_allow_what_both_allow():
    from studio.layers import merge_masks

    real = padding(2, 3, length=3)
    allowed = np.array([[[1, 1, 1], [0, 1, 1]], [[1, 0, 1], [1, 1, 0]]])
    expected = real[:, None, None, :].astype(bool) & allowed[:, None].astype(bool)
    assert np.array_equal(merge_masks(real, allowed), expected)
    assert np.array_equal(merge_masks(None, allowed[:, None]), allowed[:, None].astype(bool))
    assert merge_masks(real, None).shape == (2, 1, 1, 3)
    assert merge_masks(None, None) is None


def test_a_mask_with_the_wrong_number_of_axes_is_refused():
    from studio.layers import merge_masks

    with pytest.raises(ValueError, match=r"Expected `padding_mask` of shape \(batch, key_length\). Received: .*\(2,\)"):
        merge_masks(np.ones(2), None)
    with pytest.raises(ValueError, match=r"Expected `attention_mask` of shape .* Received: shape \(2, 2\)"):
        merge_masks(None, np.ones((2, 2)))


def test_documents_of_a_row_have_masks_and_positions_of_their_own():
    from studio.layers import document_mask, document_positions

    ids = np.array([[1, 1, 2, 2, 2, 0], [3, 0, 0, 0, 0, 0]], np.int32)
    blocks = [np.arange(6) < 2, (np.arange(6) > 1) & (np.arange(6) < 5), np.arange(6) > 4]
    assert np.array_equal(document_mask(ids)[0], sum(np.outer(block, block) for block in blocks))
    assert np.array_equal(document_positions(ids), [[0, 1, 0, 1, 2, 0], [0, 0, 1, 2, 3, 4]])
