"""Sentences with a token and its tags on each line."""

import gzip
import json

import pytest

from studio.data import open_source, read_preview
from studio.data.reading import iter_values
from studio.errors import DataError

CONLL_2003 = """-DOCSTART- -X- -X- O

EU NNP I-NP I-ORG
rejects VBZ I-VP O
# NN I-NP O

Peter NNP I-NP I-PER
Blackburn NNP I-NP I-PER
"""


def lists(source, *columns):
    return [[json.loads(value) for value in row] for batch in iter_values(source, columns) for row in batch]


@pytest.mark.parametrize("name", ["a.conll", "a.txt", "a.iob", "a.txt.gz"])
def test_a_sentence_is_a_row_and_the_last_value_its_tag(write, name):
    content = CONLL_2003.encode()
    source = open_source(write(gzip.compress(content) if name.endswith(".gz") else content, name))
    assert (source.format, source.column_names) == ("conll", ("tokens", "tags", "column_2", "column_3"))
    assert lists(source, "tokens", "tags") == [
        [["EU", "rejects", "#"], ["I-ORG", "O", "O"]],
        [["Peter", "Blackburn"], ["I-PER", "I-PER"]],
    ]
    assert read_preview(source).rows[1][2:] == ('["NNP", "NNP"]', '["I-NP", "I-NP"]')


def test_tabs_part_values_that_hold_spaces(write):
    source = open_source(write("# id = 1\nNew York\tB-LOC\n東京\tB-LOC\n\nx\tO\n", "a.tsv"))
    assert lists(source, "tokens", "tags") == [[["New York", "東京"], ["B-LOC", "B-LOC"]], [["x"], ["O"]]]


def test_of_universal_dependencies_the_words_and_their_classes_are_read(write):
    lines = ["# text = Don't", "1-2\tDon't" + "\t_" * 8]
    lines += [
        f"{n}\t{word}\t{word.lower()}\t{kind}" + "\t_" * 6 for n, word, kind in ((1, "Do", "AUX"), (2, "n't", "PART"))
    ]
    source = open_source(write("\n".join(lines) + "\n\n", "a.conllu"))
    assert source.column_names == ("tokens", "tags", "lemmas", "xpos")
    assert lists(source, "tokens", "tags", "lemmas") == [[["Do", "n't"], ["AUX", "PART"], ["do", "n't"]]]


@pytest.mark.parametrize("name", ["a.conll", "a.txt"])
def test_a_line_with_another_number_of_values_is_told_with_its_row_and_line(write, name):
    source = open_source(write("a O\nb O\n\nc B-X\nd\n\nMary B-PER\n", name))
    with pytest.raises(DataError, match=r'row 2, line 5: expected 2 values, a token and its tags\. Received 1: "d"'):
        lists(source, "tokens")


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        ("one text\n\ntwo texts\n", "a.txt", "text"),
        ("a\tO\nb\tO\n", "a.tsv", "tsv"),
        ("text\tlabel\nO\tO\n\nx\tO\n", "a.tsv", "tsv"),
        ("a B-X\nb O\n\nmore words than that\nand more of them\n", "a.txt", "text"),
    ],
)
def test_other_files_stay_what_they_are(write, content, name, format):
    assert open_source(write(content, name)).format == format


def test_a_file_without_columns_is_refused(write):
    with pytest.raises(DataError, match="expected a token and its tag on each line"):
        open_source(write("one\ntwo\n", "a.conll"))
