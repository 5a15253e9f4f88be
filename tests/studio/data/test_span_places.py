"""Places that count UTF-16 units or grapheme clusters, as those of tools do, are never taken for characters."""

import json

import pytest
import regex

from studio.data import open_source, prepare, read_profile
from studio.data.rules import RowRules
from studio.data.span_lists import CharacterSpan
from studio.data.span_units import from_unit
from studio.data.text_units import code_points, is_shifted
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.token_classification import TASK, TokenSettings

# The second one has four such characters, so that its words fit by one count alone.
TEXTS = ("plain Paris here", "👍👍👍👍 in Paris today", "𠮷野家 in Paris")


def utf16(text, part):
    """Return where a part stands as doccano counts, in the units of a browser."""
    start = len(text[: text.index(part)].encode("utf-16-le")) // 2
    return [start, start + len(part.encode("utf-16-le")) // 2]


def graphemes(text, part):
    """Return where a part stands as people count, who see one character where there may be several code points."""
    start = len(regex.findall(r"\X", text[: text.index(part)]))
    return [start, start + len(regex.findall(r"\X", part))]


def characters(text, part):
    return [text.index(part), text.index(part) + len(part)]


def rows_of(count, texts=TEXTS):
    return [{"text": text, "label": [[*count(text, "Paris"), "LOC"]]} for text in texts]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def findings(path, faults="refuse", **settings):
    found = read_profile(open_source(path), TASK, {}, rules=RowRules(faults=faults), settings=TokenSettings(**settings))
    return {finding.name: finding for finding in found.findings}


def parts_of(path, faults="refuse", **settings):
    spec = DataSpec(train=str(path), validation_fraction=0.0, faulty_rows=faults)
    train = prepare(spec, TASK, TokenSettings(**settings)).train
    (texts,) = train.iter_inputs()
    spans = train.targets.ragged["spans"]
    return [[text[start:end] for start, end, _ in spans[row]] for row, text in enumerate(texts["text"])]


def test_units_are_characters_where_they_begin_and_end_between_them():
    text = "a😀b"
    assert from_unit(text, [CharacterSpan(1, 3, "E"), CharacterSpan(3, 4, "B")], "utf16") == (
        CharacterSpan(1, 2, "E"),
        CharacterSpan(2, 3, "B"),
    )
    assert from_unit(text, [CharacterSpan(2, 3, "E")], "utf16") is None
    assert from_unit(text, [CharacterSpan(0, 5, "E")], "utf16") is None


def test_places_of_doccano_are_refused_with_their_row_and_mended(write):
    path = write(lines(rows_of(utf16)), "a.jsonl")
    found = findings(path)["fault_mend_utf16"]
    assert (found.level, found.rows) == ("error", (2, 3))
    assert "row 2, column label: expected places that count characters" in str(found.message)
    with pytest.raises(DataError, match="UTF-16 units"):
        parts_of(path)
    assert parts_of(path, "mend") == [["Paris"]] * 3
    assert parts_of(path, "leave_out") == [["Paris"]]


def test_the_setting_reads_places_by_either_count(write):
    path = write(lines(rows_of(utf16)), "a.jsonl")
    assert parts_of(path, places="utf16") == [["Paris"]] * 3
    assert "fault_mend_cut" in findings(path, places="characters")
    assert parts_of(write(lines(rows_of(characters)), "b.jsonl"), places="characters") == [["Paris"]] * 3


def test_places_that_count_characters_stay_as_they_are(write):
    path = write(lines(rows_of(characters)), "a.jsonl")
    assert not {"fault_mend_utf16", "unclear_places"} & findings(path).keys()
    assert parts_of(path) == [["Paris"]] * 3


def test_a_row_that_fits_both_ways_is_read_as_the_others_of_its_file(write):
    # Each Chinese character is a word, so that any place fits.
    row = {"text": "😀我在巴黎呢", "label": [[4, 6, "LOC"]]}
    assert parts_of(write(lines([*rows_of(utf16), row]), "a.jsonl"), "mend")[-1] == ["巴黎"]
    assert parts_of(write(lines([*rows_of(characters), row]), "b.jsonl"))[-1] == ["黎呢"]


def test_rows_that_fit_both_ways_are_told_where_no_row_decides(write):
    path = write(lines([{"text": "😀我在巴黎呢", "label": [[4, 6, "LOC"]]}]), "a.jsonl")
    found = findings(path)["unclear_places"]
    assert (found.level, found.rows) == ("warning", (1,))
    assert not {"unclear_places"} & findings(path, places="utf16").keys()
    assert parts_of(path, places="utf16") == [["巴黎"]]


def test_files_of_two_tools_are_told_row_by_row(write):
    path = write(lines([*rows_of(utf16), *rows_of(characters)]), "a.jsonl")
    assert findings(path)["fault_mend_utf16"].rows == (2, 3)
    assert parts_of(path, "mend") == [["Paris"]] * 6


def test_the_text_of_a_span_tells_what_its_places_count(write):
    """As in Label Studio's table: each span with the text that it marks."""
    rows = [
        {"text": text, "label": [{"start": start, "end": end, "text": part, "labels": ["LOC"]}]}
        for text, part in (("😀我在巴黎呢", "巴黎"), ("plain Paris", "Paris"))
        for start, end in [utf16(text, part)]
    ]
    path = write(lines(rows), "a.jsonl")
    assert findings(path)["fault_mend_utf16"].rows == (1,)
    assert parts_of(path, "mend") == [["巴黎"], ["Paris"]]


def test_a_span_whose_text_stands_elsewhere_is_refused_and_mended(write):
    def entry(text):
        return {"text": "to Paris, to Rome", "label": [{"start": 0, "end": 5, "text": text, "label": "LOC"}]}

    path = write(lines([entry("Paris")]), "a.jsonl")
    assert "fault_mend_moved" in findings(path)
    assert parts_of(path, "mend") == [["Paris"]]
    assert "fault_elsewhere" in findings(write(lines([entry("London")]), "b.jsonl"))
    # What is written otherwise than in the text is the same all the same.
    assert "fault_mend_moved" not in findings(write(lines([entry("TO PA")]), "c.jsonl"))


def test_a_part_of_label_studio_that_is_not_its_text_is_told(write):
    def task(number, start, end, part):
        value = {"start": start, "end": end, "text": part, "labels": ["LOC"]}
        result = {"from_name": "label", "to_name": "text", "type": "labels", "value": value}
        return {"id": number, "data": {"text": "👍👍 in Paris"}, "annotations": [{"result": [result]}]}

    right = json.dumps([task(1, 8, 13, "Paris"), task(2, 6, 11, "Paris")])
    assert parts_of(write(right, "a.json")) == [["Paris"], ["Paris"]]
    wrong = json.dumps([task(1, 8, 13, "Paris"), task(2, 0, 5, "Paris")])
    assert findings(write(wrong, "b.json"))["fault_mend_moved"].rows == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "cafe\u0301 au lait",
        "👨🏻\u200d🚒 firemen",
        "🇫🇷🇩🇪 x🇫🇷🇩",
        "a\r\nb\n\nc\r",
        "ภาษาไทยน้ำ",
        "தமிழ்",
        "ᄒ\u1161\u11ab글",
        "❤\ufe0f 1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e007f!",
    ],
)
def test_grapheme_clusters_are_what_people_see_as_one_character(text):
    starts = [match.start() for match in regex.finditer(r"\X", text)]
    assert code_points(text, "graphemes") == dict(enumerate([*starts, len(text)]))
    assert is_shifted(text, "graphemes")


CLUSTERS = ("plain Paris here", "e\u0301te\u0301 in Paris today", "👩\u200d🚒👩\u200d🚒 in Paris")


def test_grapheme_clusters_are_told_where_nothing_else_fits_and_can_be_chosen(write):
    path = write(lines(rows_of(graphemes, CLUSTERS)), "a.jsonl")
    found = findings(path)["fault_mend_graphemes"]
    assert (found.level, found.rows) == ("error", (2, 3))
    assert "as one character" in str(found.message)
    assert parts_of(path, "mend") == [["Paris"]] * 3
    assert parts_of(path, places="graphemes") == [["Paris"]] * 3


@pytest.mark.parametrize("count", [characters, utf16])
def test_other_counts_are_not_taken_for_grapheme_clusters(write, count):
    path = write(lines(rows_of(count, CLUSTERS)), "a.jsonl")
    assert "fault_mend_graphemes" not in findings(path)
    assert parts_of(path, "mend") == [["Paris"]] * 3
