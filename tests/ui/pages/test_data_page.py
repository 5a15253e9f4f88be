import gzip
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence

from studio import tasks
from studio.errors import DataError, NotFoundError
from studio.samples import sample
from studio.spec import DataSpec, ReadingSpec
from tests.opened_page import opened
from ui.data.split_card import Counted
from ui.pages.data import DataPage
from ui.reading import recent


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A small, sound data set: 60 texts in two classes, and a column that nobody needs."""
    lines = ["id,text,label"]
    lines += [
        f"{row},the {row}th film was {'wonderful' if row % 2 else 'dreadful'},{'ab'[row % 2]}" for row in range(60)
    ]
    path = tmp_path / "reviews.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def page(qtbot, session):
    with opened(qtbot, DataPage(session)) as page:
        yield page
    qtbot.waitUntil(lambda: page.opener.jobs.is_over())


def load(qtbot, page, path: Path) -> None:
    page.open_path(path)
    qtbot.waitUntil(lambda: page.session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)


def fail(qtbot, page, path: Path):
    page.open_path(path)
    qtbot.waitUntil(page._error_card.isVisible, timeout=20_000)
    return page._error_card._error


def test_a_few_columns_fit_into_the_smallest_window(qtbot, page, reviews):
    page.resize(1024 - 60, 700)
    load(qtbot, page, reviews)
    qtbot.waitUntil(lambda: page.view.table.horizontalScrollBar().maximum() == 0)


@pytest.mark.parametrize(
    ("task", "files", "format_name"),
    [
        ("token_classification", {"names.conll": "Anna B-PER\nsings O\n\n" * 12}, "CoNLL"),
        ("translation", {"es.po": "".join(f'msgid "number {n}"\nmsgstr "número {n}"\n\n' for n in range(12))}, "PO"),
        ("translation", {"verses.en": "a line\n" * 12, "verses.es": "una línea\n" * 12}, "texts in step"),
    ],
    ids=["conll", "po", "aligned"],
)
def test_a_file_of_any_format_is_shown_with_what_the_format_is_called(qtbot, page, tmp_path, task, files, format_name):
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    page.session.set_task(tasks.get(task))
    load(qtbot, page, tmp_path / next(iter(files)))
    assert page.view._card.accessibleName() == next(iter(files))
    assert page.view._card._aside.text().startswith(f"{format_name} · ")


def test_columns_are_as_wide_as_their_roles_in_another_language(qtbot, page, reviews, monkeypatch):
    load(qtbot, page, reviews)
    header = page.view.table.role_header
    monkeypatch.setattr(header, "least_width", lambda section: 210)
    page.retranslate()
    assert header.sectionSize(1) >= 210


def test_an_empty_page_offers_to_open_something(page):
    assert page.start.isVisible()
    assert not page.view.isVisible()


def test_a_file_is_previewed_profiled_and_taken_into_the_draft(qtbot, page, session, reviews):
    load(qtbot, page, reviews)

    assert page.view.isVisible()
    assert page.view.table.preview_model.rowCount() == 60
    assert session.draft.data == DataSpec(train=str(reviews), columns={"text": "text", "label": "label"})
    assert session.profile.num_rows == 60
    assert [bar.name for bar in page.view.classes._bars._bars] == ["a", "b"]


def test_the_preview_holds_no_more_than_200_rows(qtbot, page, tmp_path):
    path = tmp_path / "many.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write("text,label\n")
        file.writelines(f"text number {row},{row % 3}\n" for row in range(5_000))

    load(qtbot, page, path)

    assert page.view.table.preview_model.rowCount() == 200
    assert page.session.profile.num_rows == 5_000


def test_a_folder_of_class_folders_is_opened(qtbot, page, tmp_path):
    for label in ("ham", "spam"):
        (tmp_path / "mail" / label).mkdir(parents=True)
        for row in range(5):
            (tmp_path / "mail" / label / f"{row}.txt").write_text(f"{label} number {row}", encoding="utf-8")

    load(qtbot, page, tmp_path / "mail")

    assert {entry.label for entry in page.session.profile.labels} == {"ham", "spam"}


def test_dropping_a_file_anywhere_on_the_page_opens_it(qtbot, page, session, reviews):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(reviews))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    page.dropEvent(event)

    qtbot.waitUntil(lambda: session.draft.data is not None and session.profile is not None)
    assert Path(session.draft.data.train) == reviews


def test_choosing_a_role_above_another_column_takes_it_from_the_first(qtbot, page, session, reviews):
    load(qtbot, page, reviews)
    combo = page.view.table.role_header.combo(0)

    combo.setCurrentIndex(combo.findData("label"))
    combo.activated.emit(combo.currentIndex())

    assert session.draft.data.columns == {"text": "text", "label": "id"}
    assert page.view.table.role_header.combo(2).currentData() == ""


def test_a_file_without_a_sign_of_a_label_asks_for_one(qtbot, page, session, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("text\nfirst note\nsecond note\n", encoding="utf-8")

    page.open_path(path)

    qtbot.waitUntil(lambda: session.profile_error is not None, timeout=20_000)
    assert page.view.isVisible()
    assert page._error_card.isVisible()


@pytest.mark.parametrize(
    "content",
    [b"", b"text,label\n", b'text,label\n"never closed,a\nnext,b\n', b"text,label\n\xff\xfe\x00broken,a\n"],
    ids=["empty", "only a header", "broken quotes", "no encoding"],
)
def test_what_cannot_be_read_is_told_in_place(qtbot, page, session, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    page.open_path(path)

    def is_told():
        has_finding = session.profile is not None and any(entry.level == "error" for entry in session.profile.findings)
        return page._error_card.isVisible() or has_finding

    qtbot.waitUntil(is_told, timeout=20_000)


def test_a_file_that_is_not_there_keeps_what_was_loaded(qtbot, page, session, reviews, tmp_path):
    load(qtbot, page, reviews)

    error = fail(qtbot, page, tmp_path / "gone.csv")

    assert isinstance(error, NotFoundError | DataError)
    assert session.draft.data.train == str(reviews)
    assert page.view.isVisible()


def test_a_file_that_changed_is_noticed_when_the_page_is_shown_again(qtbot, page, session, reviews):
    load(qtbot, page, reviews)
    page.hide()
    with reviews.open("a", encoding="utf-8") as file:
        file.write("60,one more film,a\n")

    page.show()
    qtbot.waitUntil(page._error_card.isVisible)
    page._error_card.activated.emit()

    qtbot.waitUntil(lambda: session.profile is not None and session.profile.num_rows == 61, timeout=20_000)
    qtbot.waitUntil(lambda: not page._error_card.isVisible())


def test_a_file_that_vanished_is_noticed_when_the_page_is_shown_again(qtbot, page, reviews):
    load(qtbot, page, reviews)
    page.hide()
    reviews.unlink()

    page.show()

    qtbot.waitUntil(page._error_card.isVisible)
    assert "reviews.csv" in page._error_card._what.text()


def test_the_draft_of_the_last_time_is_shown_without_a_click(qtbot, session, reviews):
    session.set_data(DataSpec(train=str(reviews)))
    page = DataPage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()

    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)
    assert page.view.isVisible()
    assert page.view.table.role_header.combo(1).currentData() == "text"


def test_reading_can_be_cancelled_and_taken_up_again(qtbot, page, session, reviews):
    page.open_path(reviews)
    qtbot.waitUntil(lambda: session.profile_progress is not None, timeout=20_000)

    page.view.cancelled.emit()

    assert session.profile is None
    assert page._error_card.isVisible()
    page._error_card.activated.emit()
    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)


def test_percents_that_are_typed_split_the_rows(qtbot, page, session, reviews):
    load(qtbot, page, reviews)

    page.view.split._parts[2]._percent.setValue(20)

    assert session.draft.data.test_fraction == 0.2
    assert session.draft.data.validation_fraction == 0.1
    assert page.view.split._bar.split.train == pytest.approx(0.7)


def test_a_separate_file_takes_the_place_of_a_part(qtbot, page, session, reviews, tmp_path):
    load(qtbot, page, reviews)
    held_back = tmp_path / "held_back.csv"
    held_back.write_text("text,label\ngood,a\nbad,b\nunknown,\n", encoding="utf-8")

    page.use_separate_file("test", held_back)

    qtbot.waitUntil(lambda: session.draft.data.test == str(held_back))
    assert page.view.split._parts[2]._rows.text() == "2 rows · 1 left out"
    page.view.split._parts[2].file_removed.emit()
    assert session.draft.data.test is None


def test_a_separate_file_without_the_columns_is_refused(qtbot, page, session, reviews, tmp_path):
    load(qtbot, page, reviews)
    other = tmp_path / "other.csv"
    other.write_text("sentence,kind\ngood,a\n", encoding="utf-8")

    page.use_separate_file("validation", other)

    qtbot.waitUntil(page._error_card.isVisible)
    assert page._error_card._error.message.details["expected"] in ("text", "label")
    assert session.draft.data.validation is None


def test_what_was_opened_is_offered_again(qtbot, page, session, reviews):
    load(qtbot, page, reviews)

    assert recent.read_recent(session.workspace.path) == (reviews,)


def test_the_chosen_rows_are_copied_with_tabs(qtbot, page, reviews, qapp):
    load(qtbot, page, reviews)
    page.view.table.selectRow(0)

    qtbot.keySequence(page.view.table, QKeySequence(QKeySequence.StandardKey.Copy))

    assert qapp.clipboard().text() == "0\tthe 0th film was dreadful\ta"


def test_a_chosen_text_is_shown_in_full(qtbot, page, reviews):
    load(qtbot, page, reviews)

    page.view.table.setCurrentIndex(page.view.table.preview_model.index(1, 1))

    assert page.view._detail.editor.toPlainText() == "the 1th film was wonderful"


def test_data_without_a_known_column_says_where_to_choose_it(qtbot, page, session, tmp_path):
    path = tmp_path / "numbers.csv"
    path.write_text("a,b,c\n" + "".join(f"{row},{row % 2},{row % 3}\n" for row in range(60)), encoding="utf-8")
    page.open_path(path)
    qtbot.waitUntil(lambda: page._error_card.isVisible() and "above the columns" in page._error_card._kept)

    page.view.columns_changed.emit({"text": "a", "label": "b"})
    qtbot.waitUntil(lambda: session.profile is not None, timeout=20_000)
    assert not page._error_card.isVisible()


def test_tab_goes_from_the_table_to_the_choices_above_its_columns(qtbot, page, reviews):
    load(qtbot, page, reviews)
    widget, seen = page.view.table, []
    while len(seen) < 3:
        widget = widget.nextInFocusChain()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            seen.append(widget.accessibleName())
    assert seen == [f"Use of the column {name}" for name in ("id", "text", "label")]


def test_an_encoding_in_doubt_is_asked_and_one_click_answers(qtbot, page, session, tmp_path):
    path = tmp_path / "offers.csv"
    rows = "".join(f"text {row} for £{row + 1} a week,{'ab'[row % 2]}\n" for row in range(12))
    path.write_bytes(("text,label\n" + rows).encode("cp1252"))

    page.open_path(path)
    qtbot.waitUntil(page.encoding_choice.isVisible, timeout=20_000)
    assert not page._error_card.isVisible()
    page.encoding_choice.buttons[0].click()

    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)
    assert session.draft.data.reading == ReadingSpec(encoding="cp1252")
    assert page.view.table.preview_model.index(0, 0).data() == "text 0 for £1 a week"
    assert not page.encoding_choice.isVisible()


def test_the_encoding_of_a_separate_file_is_asked_for_in_the_same_way(qtbot, page, session, reviews, tmp_path):
    load(qtbot, page, reviews)
    before = session.draft.data
    path = tmp_path / "offers.csv"
    labels = [line.rsplit(",", 1)[1] for line in reviews.read_text().splitlines()[1:13]]
    rows = "".join(f"{row},text {row} for £{row + 1} a week,{label}\n" for row, label in enumerate(labels))
    path.write_bytes(("id,text,label\n" + rows).encode("cp1252"))

    page.use_separate_file("test", path)
    qtbot.waitUntil(page.encoding_choice.isVisible, timeout=20_000)
    assert not page._error_card.isVisible()
    assert session.draft.data == before
    page.encoding_choice.buttons[0].click()

    qtbot.waitUntil(lambda: session.draft.data.test == str(path), timeout=20_000)
    assert session.draft.data.test_encoding == "cp1252"
    assert session.draft.data.reading == before.reading
    assert not page.encoding_choice.isVisible()
    page.view.split.data_changed.emit(session.draft.data.model_copy(update={"test_fraction": 0.0}))
    page.view.split._on_part_file_removed("test")
    assert (session.draft.data.test, session.draft.data.test_encoding) == (None, None)


def test_another_file_can_be_chosen_where_the_encoding_is_asked_for(qtbot, page, reviews, tmp_path, monkeypatch):
    load(qtbot, page, reviews)
    path = tmp_path / "offers.csv"
    path.write_bytes("".join(["id,text,label\n", *[f"{row},£{row},a\n" for row in range(12)]]).encode("cp1252"))
    asked = []
    monkeypatch.setattr(page, "_on_view_file_asked", asked.append)
    page.use_separate_file("validation", path)
    qtbot.waitUntil(page.encoding_choice.isVisible, timeout=20_000)
    page.encoding_choice.dismiss.click()
    assert asked == ["validation"]


def test_how_a_file_is_read_is_changed_by_hand_and_the_preview_follows(qtbot, page, session, reviews):
    load(qtbot, page, reviews)
    session.set_data(session.draft.data.model_copy(update={"test_fraction": 0.2}))
    combo = page.view.reading.combos["header"]

    combo.setCurrentIndex(combo.findData("none"))
    combo.activated.emit(combo.currentIndex())

    qtbot.waitUntil(lambda: page.view.table.preview_model.rowCount() == 61, timeout=20_000)
    qtbot.waitUntil(lambda: session.profile is not None and session.profile.num_rows == 61, timeout=20_000)
    assert session.draft.data.reading == ReadingSpec(header="none")
    assert session.draft.data.test_fraction == 0.2
    assert set(session.draft.data.columns.values()) <= {"column_1", "column_2", "column_3"}


def test_a_reading_that_fails_leaves_the_data_and_the_choices_as_they_were(qtbot, page, session, reviews):
    load(qtbot, page, reviews)
    page.view.reading.reading_changed.emit(ReadingSpec(header="4000"))
    qtbot.waitUntil(page._error_card.isVisible, timeout=20_000)
    assert session.draft.data.reading == ReadingSpec()
    assert page.view.reading.combos["header"].currentData() is None


def test_a_folder_of_parts_sets_training_and_test_data(qtbot, page, session, tmp_path):
    for part in ("train", "test"):
        for label in ("neg", "pos"):
            (tmp_path / "films" / part / label).mkdir(parents=True)
            for row in range(6):
                (tmp_path / "films" / part / label / f"{row}.txt").write_text(f"{part} {label} {row}", encoding="utf-8")

    page.open_path(tmp_path / "films")

    qtbot.waitUntil(lambda: session.draft.data is not None and session.draft.data.test is not None, timeout=20_000)
    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)
    assert Path(session.draft.data.train) == tmp_path / "films" / "train"
    assert Path(session.draft.data.test) == tmp_path / "films" / "test"
    assert page.opener.separate.test == Counted(12)
    assert "train is learned from" in page.view.notice.text()
    assert page.view._card.accessibleName() == "films/train"
    assert page.view.split._parts[2]._file.text() == "Remove test"


def test_a_sample_is_opened_for_the_task_that_it_is_made_for(qtbot, page):
    chosen = sample("text_embedding")
    notes = {row._choice.path: row._choice.note for row in page.start._samples._rows}
    assert notes[chosen.path].startswith("Text embedding · ")

    page.start.sample_chosen.emit(chosen.path)

    assert page.session.draft.task.name == "text_embedding"
    qtbot.waitUntil(lambda: page.session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)
    assert page.session.draft.data.train == str(chosen.path)
    assert [entry.name for entry in page.session.profile.inputs] == ["text", "second_text"]


def test_a_sample_is_called_one_and_says_how_to_open_other_texts(qtbot, page, reviews):
    load(qtbot, page, sample("text_classification").path)
    assert "sample" in page.view.notice.text()
    load(qtbot, page, reviews)
    assert not page.view.notice.isVisible()


def test_rows_left_out_are_in_no_part_of_the_split(qtbot, page, session, tmp_path):
    rows = [f"a text of some length {row},{'ab'[row % 2]}" for row in range(334)]
    path = tmp_path / "some.csv"
    path.write_text("\n".join(["text,label", *rows, *["a text without a label,"] * 13]) + "\n", encoding="utf-8")
    load(qtbot, page, path)
    shown = [part._rows.text() for part in page.view.split._parts]
    assert shown == ["301 rows · 90\u2009%", "33 rows", "0 rows"]


def test_a_workbook_is_opened_and_its_sheet_chosen(qtbot, page, session, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Mine"
    other = book.create_sheet("Yours")
    for row in range(12):
        for sheet in (book.active, other):
            sheet.append(("text", "label") if not row else (f"{sheet.title} answer {row}", row % 2))
    book.save(tmp_path / "answers.xlsx")
    load(qtbot, page, tmp_path / "answers.xlsx")
    assert page.view.table.preview_model.index(0, 0).data() == "Mine answer 1"

    page.view.reading.reading_changed.emit(ReadingSpec(sheet="Yours"))

    qtbot.waitUntil(lambda: page.view.table.preview_model.index(0, 0).data() == "Yours answer 1", timeout=20_000)
    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)
    assert session.draft.data.reading == ReadingSpec(sheet="Yours")


def test_a_text_file_is_read_by_documents_once_the_task_is_to_learn_what_follows(qtbot, page, session, tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("\n\n".join(f"First {number}.\nSecond {number}." for number in range(30)), encoding="utf-8")
    task = tasks.get("masked_lm")
    session.set_task(task)
    load(qtbot, page, path)
    assert session.profile.num_usable == 60
    session.set_draft(replace(session.draft, settings=task.settings(next_sentence=True)))
    qtbot.waitUntil(lambda: page.opener.opening.reads_documents and page.opener.jobs.is_over(), timeout=20_000)
    qtbot.waitUntil(lambda: session.profile is not None and session.profile.num_usable == 30, timeout=20_000)
    assert page.view.table.preview_model.rowCount() == 30
    assert "documents" in page.view.reading._summary.text()
    assert session.draft.data.reading == ReadingSpec()
    session.set_draft(replace(session.draft, settings=task.settings()))
    qtbot.waitUntil(lambda: session.profile is not None and session.profile.num_usable == 60, timeout=20_000)
    qtbot.waitUntil(lambda: page.opener.jobs.is_over() and not page.opener.opening.reads_documents, timeout=20_000)


def test_width_that_is_left_is_shared_by_all_long_columns_that_are_used(qtbot, page):
    page.resize(1900, 1000)
    page.open_sample(sample("extractive_qa").path)
    table = page.view.table
    qtbot.waitUntil(lambda: page.opener.opening is not None and page.opener.jobs.is_over(), timeout=20_000)

    def is_shared() -> bool:
        header, names = table.role_header, ("question", "context", "answer", "answer_start")
        widths = {table.preview_model.column_name(place): header.sectionSize(place) for place in range(header.count())}
        return (
            header.length() == table.viewport().width()
            and widths["question"] >= table.sizeHintForColumn(0)
            and widths["context"] > widths["question"]
            and all(header.combo(place).width() >= header.combo(place).shown_width() for place in range(len(names)))
        )

    qtbot.waitUntil(is_shared)


def test_columns_follow_a_task_that_is_chosen_while_a_file_is_opened(qtbot, page, session):
    question_task = tasks.get("extractive_qa")
    session.set_task(tasks.get("text_pair_classification"))
    page.open_path(sample(question_task.name).path)
    session.set_task(question_task)
    qtbot.waitUntil(lambda: session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)

    assert page.view.table.role_header.columns == {
        "question": "question",
        "context": "context",
        "answer": "answer",
        "answer_start": "answer_start",
    }


def test_the_menu_says_which_task_a_sample_is_for(page):
    page._on_menu_about_to_show()
    texts = [action.text() for action in page._menu.actions()]
    assert "Years · Text regression" in texts
    assert texts.index("Years · Text regression") < texts.index("Tagged addresses · Token classification")
