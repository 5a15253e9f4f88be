import pytest

from studio.data import guess_encodings, open_source
from studio.encodings import ENCODING_WORDS
from studio.spec import ReadingSpec
from ui.reading.encoding_choice import EncodingChoice
from ui.reading.reading_bar import ReadingBar

SENTENCE = "Die Lampe ist schön hell, größer und hält länger"
GERMAN = "text;label\n" + "".join(f"{SENTENCE} {row};{'ab'[row % 2]}\n" for row in range(9))


@pytest.fixture
def german(tmp_path):
    path = tmp_path / "lampen.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    return path


@pytest.fixture
def bar(qtbot):
    bar = ReadingBar()
    qtbot.addWidget(bar)
    bar.retranslate()
    bar.show()
    return bar


def choose(bar, name, value):
    combo = bar.combos[name]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_the_bar_tells_how_a_file_is_read(bar, german):
    bar.show_source(open_source(german), ReadingSpec())
    assert bar._summary.text() == "Read as: Windows-1252 · semicolon · header in row 1"
    assert bar.combos["encoding"].currentText() == "Automatic: Windows-1252"
    assert bar.combos["delimiter"].currentText() == "Automatic: semicolon"
    assert bar.combos["header"].currentText() == "Automatic: row 1"
    assert bar._fields["sheet"].isHidden()


def test_the_settings_unfold_with_a_click(bar, german):
    bar.show_source(open_source(german), ReadingSpec())
    assert not bar.combos["encoding"].isVisible()
    bar.change.click()
    assert bar.combos["encoding"].isVisible()


@pytest.mark.parametrize(
    ("name", "value"), [("encoding", "cp1250"), ("delimiter", ","), ("header", "none"), ("header", "1-3")]
)
def test_each_setting_is_changed_with_a_choice(qtbot, bar, german, name, value):
    bar.show_source(open_source(german), ReadingSpec())
    with qtbot.waitSignal(bar.reading_changed) as caught:
        choose(bar, name, value)
    assert caught.args == [ReadingSpec(**{name: value})]


def test_what_was_set_by_hand_is_shown_and_can_be_given_back(qtbot, bar, german):
    reading = ReadingSpec(encoding="windows-1250", delimiter="~", header="7")
    bar.show_source(open_source(german, reading), reading)
    assert bar.combos["encoding"].currentData() == "cp1250"
    assert bar.combos["encoding"].itemText(0) == "Automatic"
    assert (bar.combos["delimiter"].currentData(), bar.combos["header"].currentData()) == ("~", "7")
    with qtbot.waitSignal(bar.reading_changed) as caught:
        choose(bar, "encoding", None)
    assert caught.args == [ReadingSpec(delimiter="~", header="7")]


def test_choosing_what_is_chosen_changes_nothing(qtbot, bar, german):
    bar.show_source(open_source(german), ReadingSpec())
    with qtbot.assertNotEmitted(bar.reading_changed):
        choose(bar, "encoding", None)


def test_a_format_without_settings_has_no_bar(bar, tmp_path):
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 'a' AS text, 1 AS label) TO '{tmp_path / 'a.parquet'}' (FORMAT parquet)")
    bar.show_source(open_source(tmp_path / "a.parquet"), ReadingSpec())
    assert bar.isHidden()


def test_sheets_are_listed_with_hidden_ones_marked(bar, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Answers"
    for row in (("text", "label"), ("good", 1), ("bad", 0)):
        book.active.append(row)
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    bar.show_source(open_source(tmp_path / "a.xlsx"), ReadingSpec())
    combo = bar.combos["sheet"]
    assert [combo.itemText(index) for index in range(combo.count())] == [
        "Automatic: Answers",
        "Answers",
        "Lists (hidden)",
    ]
    assert bar._fields["encoding"].isHidden()


@pytest.fixture
def unclear(tmp_path):
    path = tmp_path / "offers.csv"
    path.write_bytes("v1,v2\nspam,only £2 a week\nham,plain words\n".encode("cp1252"))
    return path


def test_the_question_shows_what_each_answer_gives_and_one_click_answers_it(qtbot, unclear):
    choice = EncodingChoice()
    qtbot.addWidget(choice)
    choice.ask(unclear, guess_encodings(unclear))
    assert [button.text() for button in choice.buttons][:2] == ["Windows-1252", "Windows-1250"]
    assert [label.text() for label in choice._lines][:2] == ["spam,only £2 a week", "spam,only Ł2 a week"]
    with qtbot.waitSignal(choice.chosen) as caught:
        choice.buttons[0].click()
    assert caught.args == ["cp1252"]
    assert choice.isHidden()


def test_any_other_encoding_can_be_the_answer_too(qtbot, unclear):
    choice = EncodingChoice()
    qtbot.addWidget(choice)
    choice.ask(unclear, guess_encodings(unclear))
    assert choice.others.count() == 1 + len(ENCODING_WORDS)
    with qtbot.waitSignal(choice.chosen) as caught:
        choice.others.activated.emit(choice.others.findData("koi8-r"))
    assert caught.args == ["koi8-r"]


def test_the_rows_of_a_text_file_are_told_and_chosen(qtbot, bar, tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("One.\nTwo.\n\nThree.\nFour.\n", encoding="utf-8")
    bar.show_source(open_source(path), ReadingSpec())
    assert bar._summary.text() == "Read as: UTF-8 · rows are lines"
    assert bar.combos["text_rows"].currentText() == "Automatic: lines"
    assert bar._fields["header"].isHidden()
    with qtbot.waitSignal(bar.reading_changed) as caught:
        choose(bar, "text_rows", "documents")
    assert caught.args == [ReadingSpec(text_rows="documents")]
