"""PO files: what a program says, and its translations."""

import gzip

import pytest

from studio.data import guess_columns, iter_texts, open_source, prepare, read_preview
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.translation import TASK

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n"Language: es\\n"\n\n'


def entry(source, target, flags=""):
    return f'{flags}msgid "{source}"\nmsgstr "{target}"\n\n'


ENTRIES = "".join(entry(f"Number {number}", f"Número {number}") for number in range(12))


def po(*entries, charset="UTF-8"):
    return HEADER.format(charset) + ENTRIES + "".join(entries)


def rows_of(source):
    return read_preview(source).rows[12:]


def test_entries_are_rows_of_source_and_target(write):
    source = open_source(write(po(entry('A\\tB \\"C\\"', "D\\nE")), "es.po"))

    assert (source.format, source.column_names) == ("po", ("source", "target"))
    assert read_preview(source).rows[0] == ("Number 0", "Número 0")
    assert rows_of(source) == (('A\tB "C"', "D\nE"),)
    assert guess_columns(source, TASK) == {"source": "source", "target": "target"}
    assert source.notes == ()
    assert [text for batch in iter_texts(source, "target") for text in batch][-1] == "D\nE"


def test_a_context_is_a_column_and_a_text_may_go_over_several_lines(write):
    wide = 'msgctxt "month"\nmsgid ""\n"May "\n"is a month"\nmsgstr ""\n"Mayo "\n"es un mes"\n'
    source = open_source(write(po(wide), "es.po"))

    assert source.column_names == ("source", "target", "context")
    assert rows_of(source) == (("May is a month", "Mayo es un mes", "month"),)


def test_fuzzy_and_obsolete_entries_are_left_out_and_told(write):
    content = po(entry("Fuzzy", "Difuso", "#, fuzzy\n"), entry("Old", "Viejo").replace("msg", "#~ msg"))
    source = open_source(write(content, "es.po"))

    assert rows_of(source) == ()
    assert [str(note.message).partition(": ")[2] for note in source.notes] == [
        "entries whose translation is marked as fuzzy, which nobody has checked, are left out (1 in all).",
        "entries that are obsolete are left out (1 in all).",
    ]


@pytest.mark.parametrize(
    ("forms", "expected", "num_left_out"),
    [
        (("个",), ("个", "个"), 0),
        (("uno", "muchos"), ("uno", "muchos"), 0),
        (("файл", "файла", "файлов"), ("файл", "файлов"), 1),
        (("", ""), (None, None), 0),
    ],
)
def test_the_first_form_goes_with_the_one_and_the_last_with_the_many(write, forms, expected, num_left_out):
    lines = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    source = open_source(write(po(f'msgid "%d file"\nmsgid_plural "%d files"\n{lines}'), "es.po"))

    assert rows_of(source) == (("%d file", expected[0]), ("%d files", expected[1]))
    assert [note.count for note in source.notes] == [num_left_out] * bool(num_left_out)


def test_an_entry_without_a_translation_is_a_row_that_is_left_out_as_in_other_files(write):
    data = prepare(DataSpec(train=str(write(po(entry("New", "")), "es.po"))), TASK)

    assert data.left_out["train"].no_label == 1


def test_the_header_says_the_encoding(write):
    source = open_source(write(po(charset="ISO-8859-1").encode("latin-1"), "es.po"))
    assert read_preview(source).rows[0][1] == "Número 0"
    zipped = open_source(write(gzip.compress(po().encode()), "es.po.gz"))
    assert read_preview(zipped).rows[0][1] == "Número 0"


def test_signs_that_part_lines_elsewhere_part_none_here(write):
    text = "a\u2028b\x85c\x0cd"

    assert rows_of(open_source(write(po(entry(text, "e")), "es.po"))) == ((text, "e"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (po('msgid "open\nmsgstr "x"\n'), r'es\.po, line 42: expected a text between quotes.*"msgid "open"'),
        (po('msgid "a"b"\nmsgstr "x"\n'), r"line 42: expected a text between quotes"),
        (po("nonsense\n"), r"expected a PO file. Received: Syntax error in po file \(line 42\)"),
        (po('msgstr "x"\n'), r"expected a PO file. Received: Syntax error"),
        (entry("A", "B", "#, fuzzy\n"), r"Received: none that can be read \(1 fuzzy, 0 obsolete\)"),
        ("", r"Received: none that can be read \(0 fuzzy, 0 obsolete\)"),
    ],
)
def test_what_is_no_sound_file_is_refused_with_its_line(write, content, message):
    with pytest.raises(DataError, match=message):
        open_source(write(content, "es.po"))


def test_a_byte_that_is_no_text_is_refused(write):
    path = write(po().encode().replace("Número 3".encode(), b"N\xfamero 3"), "es.po")

    with pytest.raises(DataError, match=r"row 16, column msgstr: expected text encoded as UTF-8.*0xFA"):
        open_source(path)
