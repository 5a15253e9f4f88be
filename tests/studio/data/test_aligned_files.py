"""Text files in step: the same line of each says the same."""

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.data import guess_columns, iter_texts, open_source, prepare, read_preview, read_profile, readers
from studio.data.targets import decode
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks import get
from studio.tasks.translation import TASK

LINES = [f"line {number}" for number in range(12)]


@pytest.fixture
def save(tmp_path):
    """Write lines into files of a folder and return the path of the first."""

    def write(**files):
        for name, lines in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes("".join(f"{line}\n" for line in lines).encode())
        return tmp_path / next(iter(files)).replace("__", ".")

    return write


def texts_of(source, column):
    return [text for batch in iter_texts(source, column) for text in batch]


def test_a_file_is_read_with_the_one_beside_it_whose_lines_belong_to_its_own(save):
    path = save(corpus__es=["uno", "dos"], corpus__en=["one", "two"], other__en=["no"])
    source = open_source(path)

    assert (source.format, source.column_names) == ("aligned", ("es", "en"))
    assert read_preview(source).rows == (("uno", "one"), ("dos", "two"))
    assert texts_of(source, "en") == ["one", "two"]
    assert guess_columns(source, TASK) == {"source": "es", "target": "en"}
    assert str(source.notes[0].message) == (
        f"{path} is read together with corpus.en: the same lines of these files belong together."
    )


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (("train.src", "train.tgt"), ("source", "target")),
        (("train.target", "train.source"), ("source", "target")),
        (("a.b.en-es.en", "a.b.en-es.es"), ("en", "es")),
        (("news.en.txt", "news.zh.txt"), ("en", "zh")),
        (("multi.en", "multi.de", "multi.fr"), ("en", "de", "fr")),
        (("news.pt-BR", "news.zh_Hans"), ("pt-BR", "zh_Hans")),
    ],
)
def test_files_are_told_by_their_languages_or_as_source_and_target(save, names, columns):
    source = open_source(save(**{name.replace(".", "__"): LINES for name in names}))

    assert source.column_names == columns


def test_a_folder_that_holds_nothing_else_is_its_pair(save):
    folder = save(en__txt=["one"], es__txt=["uno"], README__md=["about"]).parent
    source = open_source(folder)

    assert source.path == folder / "en.txt"
    assert read_preview(source).rows == (("one", "uno"),)


def test_a_folder_with_texts_of_another_kind_is_a_folder_of_texts(save):
    folder = save(en__txt=["one"], es__txt=["uno"], about__txt=["more"]).parent

    assert open_source(folder).format == "folder"


def test_a_folder_of_several_pairs_is_refused_by_their_names(save):
    others = [f"línea {number}" for number in range(12)]
    folder = save(train__en=LINES, train__es=others, dev__en=LINES, dev__es=others).parent

    with pytest.raises(DataError, match=r"Received: several \(dev\.en, train\.en\)\. Open a file of those"):
        open_source(folder)
    data = DataSpec(train=str(folder / "train.en"), validation=str(folder / "dev.en"))
    assert len(prepare(data, TASK).validation) == 12


def test_different_numbers_of_lines_are_refused_with_both(save):
    source = open_source(save(corpus__en=LINES, corpus__es=LINES[:-3]))

    with pytest.raises(
        DataError, match=r"corpus\.es: expected as many lines as in corpus\.en, which has 12\. Received: 9\."
    ):
        read_profile(source, TASK, {})
    with pytest.raises(DataError, match=r"corpus\.en: .* as in corpus\.es, which has 9\. Received: 12\."):
        prepare(DataSpec(train=str(source.beside[0])), TASK)


def test_an_empty_line_keeps_its_place_and_its_row_is_left_out(save):
    path = save(corpus__en=["one", "", "three"], corpus__es=["uno", "dos", "tres"])
    data = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK)

    assert data.left_out["train"].no_text == 1
    texts = data.train.targets.ragged["text"]
    assert [decode(texts, row) for row in range(2)] == ["uno", "tres"]


def test_each_file_has_an_encoding_of_its_own_and_may_be_gzipped(tmp_path):
    (tmp_path / "a.en").write_bytes(b"snow\nice\n")
    (tmp_path / "a.zh.gz").write_bytes(gzip.compress("\ufeff雪\n冰\n".encode()))
    (tmp_path / "a.ru").write_bytes("снег идёт весь день\nлёд стоит на реке\n".encode("utf-16"))
    source = open_source(tmp_path / "a.en")

    assert source.column_names == ("en", "ru", "zh")
    assert texts_of(source, "zh") == ["雪", "冰"]
    assert texts_of(source, "ru") == ["снег идёт весь день", "лёд стоит на реке"]


def test_a_damaged_byte_is_named_with_its_file_and_row(save):
    path = save(corpus__en=LINES, corpus__es=[*LINES[:-1], "ñu"])
    beside = path.with_name("corpus.es")
    beside.write_bytes(beside.read_bytes().replace("ñ".encode(), b"\xf1\x28"))

    with pytest.raises(DataError, match=r"corpus\.es, row 12, column es: expected text encoded as UTF-8.*0xF1"):
        prepare(DataSpec(train=str(path), reading={"encoding": "utf-8"}), TASK)


def test_a_change_of_the_file_beside_is_seen(save):
    path = save(corpus__en=LINES, corpus__es=LINES)
    source = open_source(path)
    first = prepare(DataSpec(train=str(path)), get("masked_lm")).fingerprint
    path.with_name("corpus.es").write_text("".join(f"{line}!\n" for line in LINES))

    with pytest.raises(DataError, match="expected the file to stay the same"):
        read_preview(source)
    assert prepare(DataSpec(train=str(path)), get("masked_lm")).fingerprint != first


def test_a_file_in_a_language_alone_is_lines_of_text(save):
    source = open_source(save(corpus__en=LINES))

    assert (source.format, source.column_names) == ("text", ("text",))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_whatever_the_lines_hold_they_stay_in_step(tmp_path, pairs):
    pairs = [tuple(text.replace("\n", " ").rstrip("\r") for text in pair) for pair in pairs]
    for side, place in (("en", 0), ("es", 1)):
        lines = "".join(f"{pair[place]}\n" for pair in pairs)
        (tmp_path / f"a.{side}").write_bytes(b"\xef\xbb\xbf" + lines.encode())
    source = open_source(tmp_path / "a.en")

    assert list(readers.get("aligned").rows(source)) == pairs
