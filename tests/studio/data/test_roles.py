"""Tasks with several inputs and layouts: what is a repeat, what stays together, which column plays which role."""

from dataclasses import replace

import numpy as np
import pytest

from studio import tasks
from studio.data import guess_columns, map_columns, open_source, prepare, read_profile
from studio.data.split import first_of_linked
from studio.data.token_lists import join_tokens, parse_list
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks import Role

LABEL = tasks.get("text_classification").role("label")
PAIR = replace(
    tasks.get("text_classification"),
    name="pairs",
    roles=(Role("text", "", "", ("text",)), Role("second_text", "", "", ("second_text",)), LABEL),
    inputs=("text", "second_text"),
)
PASSAGES = replace(PAIR, groups=("second_text",))
TAGGED = replace(
    PAIR,
    roles=(
        Role("tokens", "", "", ("tokens",), kind="tokens", layout="tokens"),
        Role("text", "", "", ("text",), layout="text"),
        LABEL,
    ),
    inputs=("text",),
)
SEVERAL = replace(
    PAIR,
    roles=(
        Role("text", "", "", ("text",)),
        Role("labels", "", "", ("labels",), kind="classes", side="target", takes_several=True),
    ),
)


def pairs(write, rows):
    lines = "".join(f"{first},{second},{label}\n" for first, second, label in rows)
    return write(f"text,second_text,label\n{lines}")


def names_of_findings(path, task, **settings):
    return {finding.name: finding for finding in read_profile(open_source(path), task, {}, **settings).findings}


def test_a_repeat_is_a_row_of_which_all_texts_occurred_before(write):
    rows = [("a", "x", 0), ("a", "y", 1), ("b", "x", 0), ("a", "x", 1), ("c", "z", 1)]
    found = names_of_findings(pairs(write, rows), PAIR)
    assert found["duplicates"].rows == (1, 4)
    assert found["conflicts"].rows == (1, 4)
    assert "text, second_text" in str(found["duplicates"].message)


def test_several_questions_on_one_passage_are_no_conflict(write):
    rows = [(f"question {number}", "the passage", number % 2) for number in range(8)]
    assert not {"duplicates", "conflicts"} & {*names_of_findings(pairs(write, rows), PASSAGES)}


def test_a_row_without_one_of_its_texts_is_left_out_and_the_side_is_named(write):
    rows = [("a", "x", 0), ("b", "", 1), ("", "y", 1), ("c", "z", 1), ("d", "w", 0), ("e", "v", 1)]
    path = pairs(write, rows)
    found = names_of_findings(path, PAIR)
    assert (found["no_text"].rows, found["no_second_text"].rows) == ((3,), (2,))
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.0), PAIR)
    assert ready.train.take([0, 1]) == {"text": ["a", "c"], "second_text": ["x", "z"]}
    assert [len(batch["text"]) for batch in ready.train.iter_inputs(2)] == [2, 2]
    assert list(ready.train.iter_texts(2)) == [["a", "x", "c", "z"], ["d", "w", "e", "v"]]


def test_an_optional_text_may_be_missing(write):
    optional = replace(PAIR, roles=(PAIR.roles[0], replace(PAIR.roles[1], is_required=False), LABEL))
    path = pairs(write, [("a", "x", 0), ("b", "", 1), ("c", "y", 1), ("d", "", 0)])
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.0), optional)
    assert ready.train.take([0, 1])["second_text"] == ["x", ""]


def test_all_rows_of_a_passage_stay_in_one_part(write):
    rows = [(f"question {number}", f"passage {number // 5}", number % 2) for number in range(200)]
    ready = prepare(DataSpec(train=pairs_path(write, rows), validation_fraction=0.2, test_fraction=0.2), PASSAGES)
    passages = [set(split.row_numbers // 5) for split in ready.splits]
    assert [len(part) for part in passages] == [24, 8, 8]
    assert not passages[0] & passages[1] | passages[0] & passages[2] | passages[1] & passages[2]


def pairs_path(write, rows):
    return str(pairs(write, rows))


def test_pairs_with_a_text_in_common_stay_together_where_that_is_asked(write):
    # Ten chains of ten pairs, each of which shares a text with the next one.
    rows = [(f"{c} {n}", f"{c} {n + 1}", n % 2) for c in range(10) for n in range(10)]
    together = DataSpec(train=pairs_path(write, rows), validation_fraction=0.3, keep_together="shared_texts")
    ready = prepare(together, PAIR)
    chains = [set(split.row_numbers // 10) for split in ready.splits]
    assert [len(part) for part in chains] == [7, 3]
    assert not chains[0] & chains[1]
    apart = prepare(together.model_copy(update={"keep_together": "equal_rows"}), PAIR)
    assert set(apart.train.row_numbers // 10) & set(apart.validation.row_numbers // 10)


def test_rows_are_linked_through_others():
    first, second = np.array([1, 2, 5, 7, 9], np.uint64), np.array([2, 3, 6, 8, 5], np.uint64)
    assert first_of_linked([first, second]).tolist() == [0, 0, 2, 3, 2]


@pytest.mark.parametrize(
    ("tokens", "text", "starts"),
    [
        (("A", "fine", "day"), "A fine day", (0, 2, 7)),
        (("東", "京", "に"), "東京に", (0, 1, 2)),
        (("in", "東京", "today"), "in 東京 today", (0, 3, 6)),
        (("", "a"), "a", (0, 0)),
        (("😀", "b"), "😀 b", (0, 2)),
    ],
)
def test_tokens_are_joined_as_their_scripts_write_them(tokens, text, starts):
    assert join_tokens(tokens) == (text, starts)


@pytest.mark.parametrize(
    ("value", "entries"),
    [
        ('["a", "b c"]', ("a", "b c")),
        ("['a', 'b']", ("a", "b")),
        ("a b  c", ("a", "b", "c")),
        ("", ()),
        (None, ()),
        ("[1, 2]", ("1", "2")),
        ('[["a"]]', None),
        ("[a, b", None),
    ],
)
def test_a_list_is_read_as_json_python_or_words(value, entries):
    assert parse_list(value) == entries


def test_tokens_reach_the_model_as_one_text(write):
    path = write('tokens,label\n"[""A"", ""day""]",a\n"[""東"", ""京""]",b\n"[""x""]",a\n"[""y""]",b\n')
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.0), TAGGED)
    assert ready.train.take([0, 1]) == {"text": ["A day", "東京"]}


@pytest.mark.parametrize(("header", "role"), [("tokens", "tokens"), ("text", "text")])
def test_the_layout_is_the_one_that_the_columns_have(write, header, role):
    path = write(f"{header},label\n" + "".join(f"some words {row},{row % 2}\n" for row in range(8)))
    assert guess_columns(open_source(path), TAGGED) == {role: header, "label": "label"}
    assert map_columns(open_source(path), TAGGED, {role: header}) == {role: header, "label": "label"}


def test_only_a_role_that_takes_several_columns_gets_several(write):
    source = open_source(write("text,a,b\nx,0,1\ny,1,0\n"))
    assert map_columns(source, SEVERAL, {"labels": ["a", "b"]}) == {"text": "text", "labels": ["a", "b"]}
    with pytest.raises(DataError, match=r"expected one column for the role text\. Received: a, b"):
        map_columns(source, SEVERAL, {"text": ["a", "b"]})
    with pytest.raises(DataError, match=r"expected different columns for text, labels\. Received: a for both"):
        map_columns(source, SEVERAL, {"text": "a", "labels": ["a", "b"]})
