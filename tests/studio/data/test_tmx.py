"""Translation memories: units become rows, languages columns."""

import gzip

import pytest

from studio.data import guess_columns, iter_texts, open_source, prepare, read_preview, read_profile
from studio.data.targets import decode
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.translation import TASK

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def unit(**texts):
    inner = "".join(f'<tuv xml:lang="{name.replace("_", "-")}"><seg>{text}</seg></tuv>' for name, text in texts.items())
    return f"<tu>{inner}</tu>"


def memory(*units, source="en", doctype=DOCTYPE, declaration='<?xml version="1.0"?>'):
    header = f'<header srclang="{source}" datatype="plaintext" segtype="sentence"/>'
    body = "\n".join(units)
    return f'{declaration}\n{doctype}\n<tmx version="1.4">{header}<body>\n{body}\n</body></tmx>\n'


UNITS = [unit(es=f"Número {number}", en=f"Number {number}") for number in range(12)]


def texts_of(source, column):
    return [text for batch in iter_texts(source, column) for text in batch]


def test_units_are_rows_and_the_source_language_comes_first(write):
    source = open_source(write(memory(*UNITS), "a.tmx"))

    assert (source.format, source.column_names) == ("tmx", ("en", "es"))
    assert read_preview(source).rows[1] == ("Number 1", "Número 1")
    assert guess_columns(source, TASK) == {"source": "en", "target": "es"}
    data = prepare(DataSpec(train=str(source.path), validation_fraction=0.0), TASK)
    assert decode(data.train.targets.ragged["text"], 11) == "Número 11"


def test_codes_inside_a_segment_are_left_out_and_told_and_highlighted_text_stays(write):
    text = (
        'Press <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept> or <hi type="term">Cancel</hi>'
        "<ph>%s<sub>a footnote</sub></ph> &amp; wait&#33;"
    )
    source = open_source(write(memory(unit(en=text, es="Pulse")), "a.tmx"))

    assert texts_of(source, "en") == ["Press OK or Cancel & wait!"]
    assert "codes inside the texts" in str(source.notes[0].message)


@pytest.mark.parametrize(
    "content",
    [
        memory(*UNITS, declaration='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        memory(*UNITS, declaration='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"),
        memory(*UNITS, declaration='<?xml version="1.0" encoding="UTF-16"?>').encode(),
        b"\xef\xbb\xbf" + memory(*UNITS).encode(),
    ],
    ids=["utf-16", "latin-1", "utf-8 that says utf-16", "utf-8 with a mark"],
)
def test_every_encoding_that_the_declaration_or_the_bytes_say_is_read(write, content):
    assert texts_of(open_source(write(content, "a.tmx")), "es")[3] == "Número 3"


def test_a_gzipped_memory_with_a_namespace_and_old_attributes_is_read(write):
    content = memory(*UNITS).replace("xml:lang", "lang").replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    source = open_source(write(gzip.compress(content.encode()), "a.tmx.gz"))

    assert read_preview(source).rows[0] == ("Number 0", "Número 0")


def test_languages_are_written_in_one_way_and_a_missing_text_is_empty(write):
    units = [unit(EN_us="one", es_419="uno", zh_hans="一"), unit(en_US="two", es_419="dos")]
    source = open_source(write(memory(*units, source="en"), "a.tmx"))

    assert source.column_names == ("en-US", "es-419", "zh-Hans")
    assert read_preview(source).rows[1] == ("two", "dos", None)


def test_a_second_text_in_a_language_and_a_late_language_are_told(write):
    double = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>'
    many = [unit(en=f"n{number}", es=f"m{number}") for number in range(5_000)]
    source = open_source(write(memory(double, *many, unit(en="x", fr="y")), "a.tmx"))
    found = {finding.name: finding for finding in read_profile(source, TASK, {}).findings}

    assert source.column_names == ("en", "es")
    assert texts_of(source, "en")[0] == "a"
    assert found["several_in_language"].rows == (1,)
    assert found["other_languages"].rows == (5_002,)


ENTITIES = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (memory(unit(en="&b;", es="b"), doctype=ENTITIES), 'line 2: expected a file without entities.*of "a"'),
        (memory(unit(en="&nbsp;", es="b")), 'line 4: expected characters, or one of XML.s own.*"&nbsp;"'),
        (memory(*UNITS)[:-40], r"line \d+: expected XML that is well-formed. Received: "),
        (memory(unit(en="a & b", es="b")), "line 4: expected XML that is well-formed"),
        (memory(unit(en="a", es="b")).replace(' xml:lang="es"', ""), "row 1, line 4: expected a language"),
        (memory(unit(en="alone")), "expected units with texts in two languages at least. Received: en"),
        (memory(), "expected units with texts in two languages at least. Received: none"),
        ("<html><body/></html>", 'whose first element is tmx. Received: "html"'),
        ("", "expected XML that is well-formed. Received: no element found"),
        ("no xml at all", "expected XML that is well-formed"),
    ],
)
def test_what_is_no_sound_memory_is_refused_with_its_line(write, content, message):
    with pytest.raises(DataError, match=message):
        open_source(write(content, "a.tmx"))


def test_a_byte_that_is_no_text_is_refused_with_its_line(write):
    content = memory(*UNITS, declaration='<?xml version="1.0" encoding="utf-8"?>').encode()
    path = write(content.replace("Número 7".encode(), b"N\xfamero 7"), "a.tmx")

    with pytest.raises(DataError, match=r"line 11: expected text encoded as .*0xFA"):
        open_source(path)
