"""Answers are found where they stand, whatever their starts count."""

import pytest

from studio.data.answer_spans import AnswerError, GivenAnswer, locate, read_answers

CONTEXT = "Zoë was born in Zürich, and Zoë died in Genève 😀 on 3 May."


def given(*pairs):
    return tuple(GivenAnswer(text, start) for text, start in pairs)


@pytest.mark.parametrize(
    ("answer", "start", "expected"),
    [
        ("Zürich", "16", given(("Zürich", 16))),
        ("Zürich", "16.0", given(("Zürich", 16))),
        ("Zürich", None, given(("Zürich", None))),
        (" Zürich ", "15", given(("Zürich", 16))),
        ("Zürich", "-1", given(("Zürich", None))),
        ('["Zoë", "Zürich"]', "[0, 16]", given(("Zoë", 0), ("Zürich", 16))),
        ('["Zoë", "Zoë"]', "[0, 0]", given(("Zoë", 0))),
        ('["Zoë", "Zürich"]', None, given(("Zoë", None), ("Zürich", None))),
        ('{"text": ["Zürich"], "answer_start": [16]}', None, given(("Zürich", 16))),
        ('{"text": [], "answer_start": []}', None, ()),
        ('{"text": "Zürich", "answer_start": 16}', None, given(("Zürich", 16))),
        ('[{"text": "Zoë", "answer_start": 0}, {"text": "Zürich"}]', None, given(("Zoë", 0), ("Zürich", None))),
        ("{'text': ['Zürich'], 'answer_start': [16]}", None, given(("Zürich", 16))),
        ("['Zoë', 'Zürich']", "[0, 16]", given(("Zoë", 0), ("Zürich", 16))),
        ("", None, ()),
        (None, "-1", ()),
    ],
)
def test_answers_are_read_in_every_layout(answer, start, expected):
    assert read_answers(answer, start, CONTEXT) == expected


def test_what_looks_like_a_list_and_stands_in_the_context_is_a_text():
    assert read_answers('["a"]', "4", 'see ["a"]') == given(('["a"]', 4))


@pytest.mark.parametrize(("answer", "start"), [("Zoë", "soon"), ("Zoë", "1.5"), ('["Zoë", "Zürich"]', "[0]")])
def test_what_is_no_start_is_refused(answer, start):
    with pytest.raises(AnswerError):
        read_answers(answer, start, CONTEXT)


@pytest.mark.parametrize(
    ("text", "start", "how", "place"),
    [
        ("Zürich", 16, "given", 16),
        ("Zürich", 18, "moved", 16),
        ("Zürich", 999, "moved", 16),
        ("Zürich", None, "found", 16),
        ("Zoë", None, "first", 0),
        ("Zoë", 27, "moved", 28),
        ("Zoë", 14, "unclear", -1),
        ("Paris", 3, "absent", -1),
    ],
)
def test_an_answer_is_found_where_it_stands(text, start, how, place):
    found = locate(GivenAnswer(text, start), CONTEXT)

    assert (found.how, found.start, found.length) == (how, place, len(text))


def test_starts_in_bytes_and_in_utf16_units_are_recognized():
    place = CONTEXT.index("3 May")
    in_bytes = len(CONTEXT[:place].encode())
    in_utf16 = len(CONTEXT[:place].encode("utf-16-le")) // 2

    assert locate(GivenAnswer("3 May", in_bytes), CONTEXT).by_unit == {"bytes": place}
    # With a single character beyond the basic plane before it, that is also what counting from 1 gives.
    assert locate(GivenAnswer("3 May", in_utf16), CONTEXT).by_unit == {"utf16": place, "from_one": place}
