import gzip
import textwrap

import pytest

from studio import tasks
from studio.data import count_rows, guess_columns, iter_texts, open_source, prepare, read_preview, read_profile
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("text_classification")


def values_of(source, column="text"):
    return [text for batch in iter_texts(source, column) for text in batch]


def test_each_line_of_a_text_file_is_a_text(write):
    source = open_source(write('one, with "quotes"\ntwo;\twith\x01signs\r\n三\n', "a.txt"))
    assert (source.format, source.column_names) == ("text", ("text",))
    assert values_of(source) == ['one, with "quotes"', "two;\twith\x01signs", "三"]
    assert guess_columns(source, tasks.get("masked_lm")) == {"text": "text"}


def test_an_empty_line_is_a_row_without_a_text_so_that_rows_and_lines_agree(write):
    source = open_source(write("first\n\nthird\n\n\nsixth", "a.txt"))
    assert read_preview(source).rows == (("first",), (None,), ("third",), (None,), (None,), ("sixth",))
    assert count_rows(source) == 6
    assert read_profile(source, tasks.get("masked_lm"), {}).left_out.no_text == 3


PROSE = (
    "It is a truth universally acknowledged that a single man in possession of a fortune must be in want of a wife. "
) * 5


@pytest.mark.parametrize("width", [60, 72])
def test_lines_that_were_cut_at_a_width_are_read_by_paragraphs(write, width):
    blocks = [f"{number}. {PROSE.strip()}" for number in range(4)]
    source = open_source(write("\r\n\r\n".join("\r\n".join(textwrap.wrap(b, width)) for b in blocks), "a.txt"))
    assert values_of(source) == blocks
    assert "its lines were cut at a width" in str(source.notes[-1].message)


def test_sentences_and_verses_with_empty_lines_between_stay_lines(write):
    sentences = PROSE.replace(" that ", ".\n").replace(" of ", ".\n").replace(" in ", " truly and really in ")
    content = "\n\n".join([sentences] * 4)
    assert values_of(open_source(write(content, "a.txt")))[0] == "It is a truth universally acknowledged."
    assert open_source(write("\n\n".join([PROSE] * 40), "b.txt")).notes == ()


def test_a_first_line_is_never_a_header(write):
    assert values_of(open_source(write("text\nlabel\n", "a.txt"))) == ["text", "label"]


@pytest.mark.parametrize("gzipped", [False, True])
def test_lines_of_fasttext_have_labels(write, gzipped):
    content = "".join(f"__label__{'ab'[row % 2]} a text, number {row}\n" for row in range(20)).encode()
    name = "a.txt.gz" if gzipped else "a.txt"
    source = open_source(write(gzip.compress(content) if gzipped else content, name))
    assert source.column_names == ("text", "label")
    assert read_preview(source).rows[0] == ("a text, number 0", "a")
    assert prepare(DataSpec(train=str(source.path)), TASK).schema.class_names == ("a", "b")
    assert "fastText" in str(source.notes[-1].message)


def test_several_labels_on_a_line_are_refused_by_the_name_of_their_task(write):
    source = open_source(write("__label__a one\n__label__a __label__b two\n__label__b three\n", "a.txt"))
    with pytest.raises(DataError, match=r'row 2: expected one label. Received: "a", "b".*multi-label classification'):
        read_preview(source)


def test_an_empty_text_file_is_called_empty(write):
    with pytest.raises(DataError, match="Received: an empty file"):
        open_source(write("\n\n", "a.txt"))


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.csv.zip", "a.csv.bz2", "a.7z"])
def test_an_archive_is_refused_in_words(write, name):
    with pytest.raises(DataError, match="Unpack it"):
        open_source(write(b"PK\x03\x04", name))
