"""Which texts share a row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.tasks.writing.packing import pack_lengths


@given(st.lists(st.integers(1, 20), max_size=60), st.integers(20, 40))
def test_each_text_is_in_one_row_and_no_row_is_too_long(lengths: list[int], room: int) -> None:
    found = np.array(lengths, np.int64)
    packs = pack_lengths(found, room)
    assert sorted(index for pack in packs for index in pack.tolist()) == list(range(len(lengths)))
    assert all(found[pack].sum() <= room for pack in packs)
    # No two rows are less than half full.
    assert sum(int(found[pack].sum()) * 2 <= room for pack in packs) <= 1
    assert [pack.tolist() for pack in pack_lengths(found, room)] == [pack.tolist() for pack in packs]


def test_the_longest_go_where_they_leave_the_least_room() -> None:
    assert [pack.tolist() for pack in pack_lengths(np.array([4, 7, 3, 6, 10]), 10)] == [[4], [1, 2], [0, 3]]
