"""Tagged parts of texts, read from tags and from places; what is wrong with them is told, and offered to be mended."""

import json

import duckdb
import numpy as np
import pytest

from studio.data import count_usable, open_source, prepare, read_preview, read_profile
from studio.data.rules import RowRules
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.token_classification import TASK, TokenSettings


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_parquet(source, name):
    path = source.with_name(name)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_json('{source}')) TO '{path}' (FORMAT parquet)")
    return path


def profile_of(path, faults="refuse", **settings):
    return read_profile(open_source(path), TASK, {}, rules=RowRules(faults=faults), settings=TokenSettings(**settings))


def train_of(path, **options):
    data = prepare(DataSpec(train=str(path), validation_fraction=0.0, **options), TASK)
    spans = data.train.targets.ragged["spans"]
    (texts,) = data.train.iter_inputs()
    return data, texts["text"], [spans[row].tolist() for row in range(len(spans))]


def errors(profile):
    return [(finding.name, str(finding.message)) for finding in profile.findings if finding.level == "error"]


@pytest.mark.parametrize(
    "tags", ["B-PER I-PER O B-LOC I-LOC", "I-PER I-PER O I-LOC I-LOC", "B-PER L-PER O B-LOC L-LOC"]
)
def test_tags_of_every_scheme_become_the_same_places(write, tags):
    rows = [
        {"tokens": ["Peter", "Blackburn", "visits", "New", "York"], "tags": tags.split()},
        {"tokens": ["x"], "tags": ["O"]},
    ]
    data, texts, spans = train_of(write(lines(*rows), "a.jsonl"))
    assert texts == ["Peter Blackburn visits New York", "x"]
    assert data.schema.class_names == ("LOC", "PER")
    assert spans == [[[0, 15, 1], [23, 31, 0]], []]
    assert data.schema.class_counts == (1, 1)


STREETS = {
    "tokens": ["9", "Main", "Street,", "Salem,", "MA"],
    "tags": ["B-NO", "B-STREET", "I-STREET", "B-TOWN", "B-STATE"],
}
COLUMNS = {"tokens": ["In", "Salem", ",", "MA", "."], "tags": ["O", "B-TOWN", "O", "B-STATE", "O"]}


@pytest.mark.parametrize(
    ("rows", "units", "has_whole_words"),
    [
        ([STREETS], "auto", True),
        ([STREETS], "pieces", False),
        # Marks that are tokens of their own, and texts without any.
        ([COLUMNS], "auto", False),
        ([COLUMNS], "words", True),
        ([STREETS, COLUMNS], "auto", False),
        ([{"tokens": ["Salem", "today"], "tags": ["B-TOWN", "O"]}], "auto", False),
        # A vowel sign at the end of a word is no mark.
        ([{"tokens": ["दिल्ली", "में"], "tags": ["B-TOWN", "O"]}], "auto", False),
        # Parts of texts that end before a comma.
        ([{"text": "Salem, MA, and (Boston)", "spans": [[0, 5, "TOWN"]]}], "auto", False),
        ([{"text": "东京，大阪。", "spans": [[0, 2, "TOWN"]]}], "auto", False),
    ],
)
def test_a_tag_stands_for_a_word_with_its_marks_where_the_data_says_so(write, rows, units, has_whole_words):
    spec = DataSpec(train=str(write(lines(*rows), "a.jsonl")), validation_fraction=0.0)
    assert prepare(spec, TASK, TokenSettings(units=units)).schema.has_whole_words is has_whole_words


ONE_TOKEN_ROWS = [
    {"tokens": ["New York"], "tags": ["B-LOC"]},
    {"tokens": ["["], "tags": ["O"]},
    {"tokens": ["[1, 2]"], "tags": ["O"]},
    {"tokens": [7], "tags": ["O"]},
    {"tokens": ["Anna", "left"], "tags": ["B-PER", "O"]},
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet"])
def test_a_list_of_one_token_stays_a_list(write, name):
    if name == "a.parquet":
        rows = [row | {"tokens": [str(token) for token in row["tokens"]]} for row in ONE_TOKEN_ROWS]
        path = write_parquet(write(lines(*rows), "rows.jsonl"), name)
    else:
        path = write(lines(*ONE_TOKEN_ROWS) if name == "a.jsonl" else json.dumps(ONE_TOKEN_ROWS), name)
    _, texts, spans = train_of(path)
    assert texts == ["New York", "[", "[1, 2]", "7", "Anna left"]
    assert spans == [[[0, 8, 0]], [], [], [], [[0, 4, 1]]]


def test_rows_that_are_left_out_have_no_faults(write):
    good = {"tokens": ["Anna", "left"], "tags": ["B-PER", "O"], "answer": "accept"}
    rows = [
        good,
        good,
        {"tokens": ["Anna", "left"], "tags": ["B-PER"], "answer": "reject"},
        {"tokens": [], "tags": ["O"]},
    ]
    profile = profile_of(write(lines(*rows), "a.jsonl"))
    assert errors(profile) == []
    assert (profile.left_out.not_accepted, profile.left_out.no_text) == (1, 1)


def test_tokens_that_are_no_list_are_a_fault(write):
    good = {"tokens": '["Anna", "left"]', "tags": '["B-PER", "O"]'}
    ((name, said),) = errors(
        profile_of(write(lines(good, good, {"tokens": "[Anna left", "tags": "[B-PER"}), "a.jsonl"))
    )
    assert name == "fault_unreadable_tags"
    assert "row 3, column tags" in said


def test_tokens_of_a_script_without_spaces_are_joined_without_them(write):
    path = write("東\tB-LOC\n京\tI-LOC\nへ\tO\n\n太\tB-PER\n郎\tI-PER\n", "a.conll")
    _, texts, spans = train_of(path)
    assert texts == ["東京へ", "太郎"]
    assert spans == [[[0, 2, 0]], [[0, 2, 1]]]


@pytest.mark.parametrize(
    "spans",
    [
        [[0, 3, "ORG"], [11, 17, "LOC"]],
        [{"start": 11, "end": 17, "type": "LOC"}, {"start": 0, "end": 3, "type": "ORG"}],
        [{"id": 1, "start_offset": 0, "end_offset": 3, "label": "ORG"}, {"start": 11, "end": 17, "labels": ["LOC"]}],
    ],
)
@pytest.mark.parametrize("column", ["spans", "entities", "label", "labels"])
def test_places_come_in_several_spellings_and_a_blank_at_an_end_is_no_part(write, spans, column):
    rows = [{"text": "EU 🇪🇺 seat Berlin today", column: spans}, {"text": "nothing here", column: []}]
    data, texts, found = train_of(write(lines(*rows), "a.jsonl"))
    assert texts[0][11:17] == "Berlin"
    assert found == [[[0, 2, 1], [11, 17, 0]], []]
    assert data.schema.class_names == ("LOC", "ORG")


@pytest.mark.parametrize(
    ("row", "name", "message"),
    [
        ({"tokens": ["a", "b"], "tags": ["O"]}, "fault_lengths", "Received: 1 tag for 2 tokens"),
        (
            {"tokens": ["a", "b"], "tags": ["O", "I-PER"]},
            "fault_mend_mixed",
            "in the scheme of the other rows, BIO (IOB2). Received: tags in IOB1",
        ),
        (
            {"tokens": ["a", "b", "c"], "tags": ["B-LOC", "I-PER", "B-PER"]},
            "fault_mend_illegal",
            'behind the one before it: O, B-PER. Received: I-PER for token 2, "b"',
        ),
        ({"tokens": ["a", "b"], "tags": "[[1], 2]"}, "fault_unreadable_tags", "expected a list of tags"),
    ],
)
def test_faults_of_tags_are_told(write, row, name, message):
    good = {"tokens": ["Peter", "Smith"], "tags": ["B-PER", "I-PER"]}
    ((found, said),) = errors(profile_of(write(lines(*[good] * 20, row), "a.jsonl")))
    assert found == name
    assert "row 21, column tags" in said
    assert message in said


@pytest.mark.parametrize(
    ("spans", "name", "message"),
    [
        ([[0, 3, "X"], [2, 5, "Y"]], "fault_overlap", "expected spans that do not overlap"),
        ([[0, 99, "X"]], "fault_outside", "expected a span inside of its text"),
        ([[5, 5, "X"]], "fault_outside", '"" (5–5, X)'),
        ([[0, 3, "X"]], "fault_mend_cut", '"Pet" (0–3, X) → "Peter"'),
        ("[1, 2]", "fault_unreadable_spans", "expected a list of spans"),
        ('[{"start": "0", "end": 2, "type": "X"}]', "fault_unreadable_spans", "expected a list of spans"),
    ],
)
def test_faults_of_places_are_told(write, spans, name, message):
    good = {"text": "Peter Smith", "spans": [[0, 5, "X"]]}
    ((found, said),) = errors(profile_of(write(lines(good, {"text": "Peter Smith", "spans": spans}), "a.jsonl")))
    assert found == name
    assert "row 2, column spans" in said
    assert message in said


def test_faults_are_left_out_or_mended_on_request(write):
    rows = [
        {"text": "Peter Smith", "spans": [[0, 5, "X"]]},
        {"text": "Paul Jones", "spans": [[1, 3, "X"]]},
        {"text": "Mary Brown", "spans": [[0, 4, "X"], [2, 6, "X"]]},
    ]
    path = write(lines(*rows), "a.jsonl")
    left_out = profile_of(path, "leave_out")
    assert (left_out.left_out.faulty, left_out.target.num_spans) == (2, 1)
    mended = profile_of(path, "mend")
    assert (mended.left_out.faulty, mended.target.num_spans) == (1, 2)
    assert [finding.rows for finding in mended.findings if finding.name == "mended"] == [(2,)]
    _, _, spans = train_of(path, faulty_rows="mend")
    assert spans == [[[0, 5, 0]], [[0, 4, 0]]]


def test_a_profile_counts_types_and_lengths(write):
    rows = [
        {"text": "Peter Smith met Paul", "spans": [[0, 11, "PER"], [16, 20, "PER"]]},
        {"text": "in Rome", "spans": [[3, 7, "LOC"]]},
        {"text": "nobody", "spans": []},
    ]
    target = profile_of(write(lines(*rows), "a.jsonl")).target
    assert target.types == (("PER", 2), ("LOC", 1))
    assert (target.num_spans, target.num_bare) == (3, 1)
    assert dict(zip(target.words.edges, target.words.counts, strict=False)) == {0: 0, 1: 2, 2: 1}
    assert target.tables()[0].rows == (("PER", 2), ("LOC", 1))


def test_word_classes_are_tags_without_a_scheme(write):
    rows = [{"tokens": ["a", "dog", "cat"], "tags": ["DT", "NN", "NN"]}, {"tokens": ["a"], "tags": ["DT"]}]
    _, _, spans = train_of(write(lines(*rows), "a.jsonl"))
    assert spans == [[[0, 1, 0], [2, 5, 1], [6, 9, 1]], [[0, 1, 0]]]


NUMBERED = [{"tokens": ["Anna", "Smith", "left"], "ner_tags": [1, 2, 0]}, {"tokens": ["a"], "ner_tags": [0]}]
TAG_NAMES = ["O", "B-PER", "I-PER"]
FEATURES = {
    "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
    "ner_tags": {"feature": {"names": TAG_NAMES, "_type": "ClassLabel"}, "_type": "List"},
}


def test_tags_that_are_numbers_without_names_are_refused_until_they_have_some(write):
    path = write(lines(*NUMBERED), "a.jsonl")
    ((name, said),) = errors(profile_of(path))
    assert name == "tag_numbers"
    assert 'expected tags by name. Received: numbers ("0", "1", "2")' in said
    for names in ("O B-PER I-PER", "O, B-PER, I-PER"):
        named = profile_of(path, tag_names=names)
        assert errors(named) == []
        assert named.target.types == (("PER", 1),)
    ((name, said),) = errors(profile_of(path, tag_names="O B-PER"))
    assert (name, "row 1, column ner_tags" in said, 'Received: "1 2 0"' in said) == ("fault_unnamed", True, True)
    assert profile_of(path, tag_names="0 1 2").target.num_spans == 4


def test_tag_names_that_are_not_needed_are_told(write):
    profile = profile_of(write(lines({"tokens": ["a", "b"], "tags": ["B-X", "O"]}), "a.jsonl"), tag_names="O B-X")
    assert errors(profile) == []
    assert any("are not used" in str(finding.message) for finding in profile.findings)


def test_a_file_for_evaluation_whose_tags_are_numbers_is_refused_with_the_way_out(write):
    train = write(lines(*[{"tokens": ["Anna", "Smith"], "ner_tags": ["B-PER", "I-PER"]}] * 3), "a.jsonl")
    other = write(lines(*NUMBERED), "b.jsonl")
    with pytest.raises(DataError, match="expected tags by name"):
        prepare(DataSpec(train=str(train), validation=str(other)), TASK)
    data = prepare(DataSpec(train=str(train), validation=str(other)), TASK, TokenSettings(tag_names="O B-PER I-PER"))
    assert data.validation.targets.ragged["spans"].values.tolist() == [[0, 10, 0]]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet"])
@pytest.mark.parametrize("info", ["dataset_info.json", "dataset_infos.json"])
def test_names_of_numbered_tags_are_found_beside_the_file(write, name, info):
    features = {"features": FEATURES}
    write(json.dumps(features if info == "dataset_info.json" else {"default": features}), info)
    path = write(
        json.dumps(NUMBERED) if name == "a.json" else lines(*NUMBERED), "a.json" if name == "a.json" else "a.jsonl"
    )
    if name == "a.parquet":
        path = write_parquet(path, name)
    data, texts, spans = train_of(path)
    assert (texts[0], spans, data.schema.class_names) == ("Anna Smith left", [[[0, 10, 0]], []], ("PER",))
    assert any(
        "stand for the class names that the file keeps (O, B-PER, I-PER)" in str(f.message) for f in data.findings
    )
    assert "I-PER" in str(read_preview(open_source(path)).rows)


def test_names_of_numbered_tags_are_found_in_the_metadata_of_a_parquet_file(write):
    rows, path = write(lines(*NUMBERED), "rows.jsonl"), write("", "made.parquet")
    metadata = json.dumps({"info": {"features": FEATURES}})
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (FROM read_json('{rows}')) TO '{path}' (FORMAT parquet, KV_METADATA {{huggingface: '{metadata}'}})"
        )
    data, _, spans = train_of(path)
    assert (spans, data.schema.class_names) == ([[[0, 10, 0]], []], ("PER",))


def test_a_second_file_may_have_another_scheme_but_no_other_types(write):
    train = write(lines(*[{"tokens": ["Peter", "Smith"], "tags": ["B-PER", "I-PER"]}] * 3), "a.jsonl")
    other = write("Mary B-PER\nJones L-PER\n\nPaul U-PER\n", "b.conll")
    data = prepare(DataSpec(train=str(train), validation=str(other)), TASK)
    np.testing.assert_array_equal(data.validation.targets.ragged["spans"].values, [[0, 10, 0], [0, 4, 0]])
    (told,) = (finding for finding in data.notes if finding.name == "other_scheme")
    assert "b.conll, column tags: expected tags as in the training data, BIO (IOB2). Received: BILOU" in str(
        told.message
    )
    plain = write("Mary PER\nJones PER\n\nPaul PER\n", "d.conll")
    with pytest.raises(DataError, match=r"expected tags as in the training data, BIO \(IOB2\). Received: plain tags"):
        prepare(DataSpec(train=str(train), validation=str(plain)), TASK)
    same = prepare(DataSpec(train=str(train), validation=str(train)), TASK)
    assert not any(finding.name == "other_scheme" for finding in same.findings)
    unknown = write("Rome B-LOC\n\nOslo O\n", "c.conll")
    with pytest.raises(DataError, match='expected a type of the training data \\("PER"\\)'):
        prepare(DataSpec(train=str(train), validation=str(unknown)), TASK)


def test_texts_in_which_nothing_is_marked_teach_nothing(write):
    ((_, said),) = errors(profile_of(write(lines({"text": "a b", "spans": []}), "a.jsonl")))
    assert "expected tagged parts of texts" in said


def test_an_empty_list_is_nothing_to_find_and_no_list_is_left_out(write):
    rows = [
        {"text": "Ada met Bob", "spans": [[0, 3, "PER"], [8, 11, "PER"]]},
        {"text": "nobody is here", "spans": []},
        {"text": "not looked at", "spans": None},
        {"text": "Eve", "spans": [[0, 3, "PER"]]},
    ]
    data, texts, spans = train_of(write(lines(*rows), "a.jsonl"))
    assert texts == ["Ada met Bob", "nobody is here", "Eve"]
    assert spans == [[[0, 3, 0], [8, 11, 0]], [], [[0, 3, 0]]]
    assert data.left_out["train"].no_label == 1


@pytest.mark.parametrize(("scheme", "expected"), [("bio", (1, 1)), ("iob1", (2, 0)), ("plain", (2, 0))])
def test_rows_of_a_separate_file_are_counted_by_the_settings_of_the_run(write, scheme, expected):
    rows = [{"tokens": ["a", "Anna"], "tags": ["O", "I-PER"]}, {"tokens": ["a", "b"], "tags": ["O", "O"]}]
    source = open_source(write(lines(*rows), "a.jsonl"))
    columns = {"tokens": "tokens", "tags": "tags"}
    usable, left_out = count_usable(source, TASK, columns, RowRules(faults="leave_out"), TokenSettings(scheme=scheme))
    assert (usable, left_out.faulty) == expected


@pytest.mark.parametrize("spans", ["[(0, 3, 'PER')]", "[{'start': 0, 'end': 3, 'type': 'PER'}]", [[0.0, 3.0, "PER"]]])
def test_places_that_python_or_pandas_wrote_are_read(write, spans):
    _, _, found = train_of(write(lines(*[{"text": "Ada met Bob", "spans": spans}] * 2), "a.jsonl"))
    assert found == [[[0, 3, 0]]] * 2


def test_doccanos_export_with_relations_is_a_text_with_spans(write):
    row = {"id": 1, "text": "Ada", "entities": [{"id": 1, "label": "PER", "start_offset": 0, "end_offset": 3}]}
    _, texts, found = train_of(write(lines(*[row | {"relations": []}] * 2), "a.jsonl"))
    assert (texts, found) == (["Ada", "Ada"], [[[0, 3, 0]]] * 2)


def test_lists_that_numpy_wrote_keep_their_entries(write):
    _, texts, found = train_of(write("tokens,tags\n" + "\"['New York' 'is']\",\"['B-LOC' 'O']\"\n" * 2, "a.csv"))
    assert (texts, found) == (["New York is"] * 2, [[[0, 8, 0]]] * 2)


def test_tags_in_the_place_of_tokens_are_refused(write):
    path = write("B-ORG EU\nO rejects\n\n" * 3, "a.conll")
    assert [name for name, _ in errors(profile_of(path))] == ["swapped"]
    columns = {"tokens": "tags", "tags": "tokens"}
    profile = read_profile(open_source(path), TASK, columns, settings=TokenSettings())
    assert (errors(profile), profile.target.types) == ([], (("ORG", 3),))
