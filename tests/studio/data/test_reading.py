import gzip

import pytest

from studio import tasks
from studio.data import count_rows, iter_texts, open_source, read_preview, read_profile
from tests.studio.data.conftest import ROWS

FORMATS = ("csv", "tsv", "json", "jsonl", "parquet")
TASK = tasks.get("text_classification")
CHINESE = "文本,标签\n" + "".join(
    f"这部电影的故事非常好看，我们都喜欢第{n}次,好评\n剧情无聊，看了就想睡觉{n},差评\n" for n in range(20)
)


def all_texts(source, column="text"):
    return [text for batch in iter_texts(source, column, 2) for text in batch]


@pytest.mark.parametrize("gzipped", [False, True])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_gives_the_same_rows_gzipped_or_not(make_file, format, gzipped):
    source = open_source(make_file(format, gzipped=gzipped))
    preview = read_preview(source)
    assert source.format == format
    assert source.column_names == ("text", "label")
    assert preview.rows == tuple(ROWS)
    assert preview.is_complete
    assert all_texts(source) == [text for text, _ in ROWS]
    assert count_rows(source) == len(ROWS)


def test_a_folder_of_class_folders_gives_text_label_and_file(tmp_path):
    for label, name, text in (("good", "b", "nice"), ("good", "a", "fine\n"), ("bad", "c", "dull")):
        (tmp_path / label).mkdir(exist_ok=True)
        (tmp_path / label / f"{name}.txt").write_text(text)
    (tmp_path / "good" / "notes.md").write_text("not an example")
    source = open_source(tmp_path)
    assert source.column_names == ("text", "label", "file")
    assert read_preview(source).rows == (
        ("dull", "bad", "bad/c.txt"),
        ("fine", "good", "good/a.txt"),
        ("nice", "good", "good/b.txt"),
    )
    assert all_texts(source) == ["dull", "fine", "nice"]


def test_a_preview_stops_at_the_wanted_number_of_rows(make_file):
    preview = read_preview(open_source(make_file("csv")), 2)
    assert preview.rows == tuple(ROWS[:2])
    assert not preview.is_complete


def test_a_preview_of_a_million_rows_reads_no_further_than_it_shows(write):
    rows = "".join(f"text number {row},{row % 2}\n" for row in range(1_000_000))
    source = open_source(write("text,label\n" + rows + "one,too,many\n"))
    preview = read_preview(source, 200)
    assert len(preview.rows) == 200
    assert preview.rows[-1] == ("text number 199", "1")
    assert not preview.is_complete


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_content(write, delimiter):
    lines = [("text", "label"), ("so, so", "a"), ("well", "b"), ("good; bad", "a")]
    content = "\n".join(delimiter.join(f'"{value}"' for value in line) for line in lines)
    assert read_preview(open_source(write(content))).rows == tuple(lines[1:])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("gzipped", [False, True])
def test_chinese_files_are_read_in_their_usual_encodings(write, encoding, gzipped):
    content = CHINESE.encode(encoding)
    source = open_source(write(gzip.compress(content) if gzipped else content))
    assert source.column_names == ("文本", "标签")
    assert read_preview(source).rows[1] == ("剧情无聊，看了就想睡觉0", "差评")
    assert all_texts(source, "文本")[0] == "这部电影的故事非常好看，我们都喜欢第0次"
    assert count_rows(source) == 40


def test_an_encoding_other_than_utf8_is_a_finding(write):
    profile = read_profile(open_source(write(CHINESE.encode("gbk"))), TASK, {})
    assert "GB18030" in str(profile.findings[-1].message)
    assert profile.findings[-1].level == "info"


def test_a_chinese_file_whose_first_mebibyte_is_english_is_read(write):
    english = "a plain english sentence that goes on,good\nanother english sentence,bad\n" * 20_000
    content = ("text,label\n" + english + CHINESE.split("\n", 1)[1] * 200).encode("gb18030")
    source = open_source(write(content))
    assert source.encoding == "gb18030"
    assert all_texts(source)[-1] == "剧情无聊，看了就想睡觉19"


def test_chinese_json_lines_in_gbk_are_read(write):
    rows = "".join(f'{{"text": "这部电影真的很好看{n}", "label": "好"}}\n' for n in range(20))
    assert all_texts(open_source(write(rows.encode("gbk"), "a.jsonl")))[3] == "这部电影真的很好看3"


def test_json_lines_with_a_byte_order_mark_are_read(write):
    source = open_source(write('\ufeff{"text": "a", "label": 1}\n{"text": "b", "label": 2}\n', "a.jsonl"))
    assert all_texts(source) == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "a", "label": 1}, {"text": "b", "label": 2}]\n',
        '{"text": "a", "label": 1}\n{"text": "b", "label": 2}\n',
        '{\n "text": "a",\n "label": 1\n}\n{\n "text": "b",\n "label": 2\n}\n',
    ],
)
def test_a_json_file_may_be_an_array_lines_or_objects_in_a_row(write, content):
    source = open_source(write(content, "a.json"))
    assert read_preview(source).rows == (("a", "1"), ("b", "2"))
    assert all_texts(source) == ["a", "b"]


def test_json_values_are_taken_as_they_are_written(write):
    source = open_source(write('{"text": "a", "label": true}\n{"text": 7, "label": false}\n', "a.jsonl"))
    assert [column.kind for column in source.columns] == ["text", "boolean"]
    assert all_texts(source) == ["a", "7"]
    assert all_texts(source, "label") == ["true", "false"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("great film,positive\nawful film,negative\nfine,positive\n", ("column_1", "column_2")),
        ("great film,positive\nawful film,negative\ndull,negative\n", ("column_1", "column_2")),
        ("anchor,positive\na query,its passage\nanother,its own\n", ("anchor", "positive")),
        ("great film,1\nawful film,0\n", ("column_1", "column_2")),
        ("a sentence,its class\ngreat film,x\nawful film,y\n", ("a sentence", "its class")),
        ("sentence,label\nlabel,sentence\nsentence,label\n", ("sentence", "label")),
        (",text,label\n0,good,x\n1,bad,y\n", ("column_1", "text", "label")),
        ("text,Text,text\na,b,c\nd,e,f\n", ("text", "Text_2", "text_3")),
    ],
)
def test_a_header_is_told_from_data_and_its_names_are_made_unique(write, content, names):
    source = open_source(write(content))
    assert source.column_names == names
    first = tuple(content.splitlines()[names != ("column_1", "column_2")].split(","))
    assert read_preview(source).rows[0] == first
    assert all_texts(source, names[0])[0] == first[0]


def test_quotes_may_be_escaped_with_a_backslash(write):
    source = open_source(write('text,label\n"he said \\"no\\", twice",a\n"plain",b\n'))
    assert read_preview(source).rows[0] == ('he said "no", twice', "a")
    assert all_texts(source)[0] == 'he said "no", twice'


def test_a_tsv_file_without_quoting_keeps_its_quotes(write):
    source = open_source(write('text\tlabel\n"unbalanced\ta\nfine\tb\nfine "too\tb\n', "a.tsv"))
    assert all_texts(source) == ['"unbalanced', "fine", 'fine "too']


def test_mixed_line_ends_and_blank_lines_are_read(write):
    source = open_source(write("text,label\none,a\r\n\ntwo,b\nthree,a\r\n"))
    assert all_texts(source) == ["one", "two", "three"]


def test_mixed_line_ends_far_into_a_file_are_read(write):
    source = open_source(write("text,label\n" + "one more row,a\n" * 100_000 + "last,b\r\nend,a\n"))
    assert source.dialect.is_uniform
    assert all_texts(source)[-2:] == ["last", "end"]


def test_a_path_with_pattern_characters_is_one_file(write):
    write("text,label\nwrong,a\n", "data1.csv")
    assert all_texts(open_source(write("text,label\nright,a\n", "data[1].csv"))) == ["right"]
    assert all_texts(open_source(write("text,label\nquoted,a\n", "o'hara's.csv"))) == ["quoted"]


def test_a_text_of_a_mebibyte_is_one_value(write):
    text = "word " * 200_000
    assert all_texts(open_source(write(f"text,label\n{text},a\nshort,b\n"))) == [text, "short"]


def test_a_reader_may_stop_early_and_leaves_nothing_open(make_file):
    batches = iter_texts(open_source(make_file("csv")), "text", 1)
    assert next(batches) == ["A joy from start to end"]
    batches.close()
