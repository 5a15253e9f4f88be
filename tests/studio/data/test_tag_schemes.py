"""Tags of every scheme mean spans; what cannot stand where it does is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data.tag_schemes import IllegalTag, TokenSpan, find_scheme, read_tags, write_tags

# Peter Blackburn visits New York and London Bridge: two places of one type follow each other without a gap.
SPANS = [TokenSpan(0, 2, "PER"), TokenSpan(3, 5, "LOC"), TokenSpan(5, 6, "LOC")]
WRITTEN = {
    "bio": "B-PER I-PER O B-LOC I-LOC B-LOC",
    "iob1": "I-PER I-PER O I-LOC I-LOC B-LOC",
    "bilou": "B-PER L-PER O B-LOC L-LOC U-LOC",
}


@pytest.mark.parametrize("scheme", WRITTEN)
def test_every_scheme_is_found_out_and_gives_the_same_spans(scheme: str) -> None:
    tags = WRITTEN[scheme].split()
    assert find_scheme([tags, ["O", "O"]]) == scheme
    assert read_tags(tags, scheme) == (SPANS, [])
    assert write_tags(SPANS, 6) == WRITTEN["bio"].split()


@pytest.mark.parametrize(
    "tags", ["B-PER E-PER O B-LOC E-LOC S-LOC", "B_PER E_PER O B_LOC E_LOC W_LOC", "B-PER E-PER O B-LOC E-LOC U-LOC"]
)
def test_other_letters_of_bilou_mean_the_same(tags: str) -> None:
    assert find_scheme([tags.split()]) == "bilou"
    assert read_tags(tags.split(), "bilou") == (SPANS, [])
    assert read_tags(["B-PER", "M-PER", "E-PER"], "bilou") == ([TokenSpan(0, 3, "PER")], [])


def test_tags_without_a_prefix_are_the_types_of_their_tokens() -> None:
    assert find_scheme([["DT", "NN", "O"], ["NN", "B-X"]]) == "plain"
    assert read_tags(["NN", "NN", "O"], "plain") == ([TokenSpan(0, 1, "NN"), TokenSpan(1, 2, "NN")], [])


def test_a_prefix_without_a_type_marks_a_span() -> None:
    assert read_tags(["B", "I", "O"], "bio") == ([TokenSpan(0, 2, "span")], [])


def test_few_mistakes_do_not_make_another_scheme() -> None:
    assert find_scheme([["B-PER", "I-PER"]] * 20 + [["I-PER"], ["PER"]]) == "bio"


@pytest.mark.parametrize(
    ("scheme", "tags", "spans", "illegal"),
    [
        ("bio", "O I-PER", [(1, 2, "PER")], [(1, "I-PER", "O, B-PER")]),
        ("bio", "B-PER I-LOC", [(0, 1, "PER"), (1, 2, "LOC")], [(1, "I-LOC", "O, B-LOC")]),
        ("bio", "B-PER per", [(0, 1, "PER")], [(1, "per", "O, B-TYPE, I-TYPE")]),
        ("bio", "B-PER L-PER", [(0, 2, "PER")], [(1, "L-PER", "O, B-PER, I-PER")]),
        ("iob1", "O B-PER", [(1, 2, "PER")], [(1, "B-PER", "O, I-PER")]),
        ("bilou", "B-PER O", [(0, 1, "PER")], [(1, "O", "I-PER, L-PER")]),
        ("bilou", "L-PER", [(0, 1, "PER")], [(0, "L-PER", "O, B-PER, U-PER")]),
        ("bilou", "U-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")], [(1, "B-PER", "L-PER, U-PER")]),
    ],
)
def test_an_illegal_tag_is_told_with_what_could_stand_there(
    scheme: str, tags: str, spans: list[tuple[int, int, str]], illegal: list[tuple[int, str, str]]
) -> None:
    found, wrong = read_tags(tags.split(), scheme)
    assert found == [TokenSpan(*span) for span in spans]
    assert wrong == [IllegalTag(*entry) for entry in illegal]


@given(st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), max_size=12))
def test_whatever_the_tags_their_spans_are_in_order_and_legal(tags: list[str]) -> None:
    spans, illegal = read_tags(tags, "bio")
    written = write_tags(spans, len(tags))
    assert read_tags(written, "bio") == (spans, [])
    assert bool(illegal) == (written != tags)
