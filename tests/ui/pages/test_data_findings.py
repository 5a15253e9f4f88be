"""Findings lead to their rows, and choices made by hand are not replaced by a guess without a word."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication

from studio import tasks
from studio.data import Finding
from studio.messages import Message
from studio.spec import DataSpec
from tests.opened_page import opened
from ui.data.findings_card import FindingsCard
from ui.pages.data import DataPage
from ui.theme import color


@pytest.fixture
def page(qtbot, session):
    with opened(qtbot, DataPage(session)) as page:
        yield page
    qtbot.waitUntil(lambda: page.opener.jobs.is_over())


@pytest.fixture
def holes(tmp_path: Path) -> Path:
    """60 rows: the 3rd and the 250th without a label, the 5th without a text, two labelled NA; 300 in all."""
    lines = [f"film number {row},{'ab'[row % 2]}" for row in range(1, 301)]
    lines[2], lines[249], lines[4] = "film without,", "late film without,", ",a"
    lines[7] = lines[9] = "film of Namibia,NA"
    path = tmp_path / "holes.csv"
    path.write_text("\n".join(["text,label", *lines]) + "\n", encoding="utf-8")
    return path


def is_read(page) -> bool:
    return page.session.profile is not None and page.opener.jobs.is_over()


def load(qtbot, page, path: Path) -> None:
    page.open_path(path)
    qtbot.waitUntil(lambda: is_read(page) and page.session.draft.data.train == str(path), timeout=20_000)


def show_rows(qtbot, page, name: str) -> None:
    page.view.findings.line(name).rows_button.click()
    qtbot.waitUntil(lambda: page.view.bar.isVisible(), timeout=20_000)


def test_a_finding_narrows_the_table_to_its_rows_with_their_numbers_and_back(qtbot, page, holes):
    load(qtbot, page, holes)
    table, model = page.view.table, page.view.table.preview_model
    assert model.rowCount() == 200

    show_rows(qtbot, page, "no_label")

    assert [model.row_number(row) for row in range(model.rowCount())] == [3, 250]
    assert model.full_text(model.index(1, 0)) == "late film without"
    assert table.role_header.combo(1).currentData() == "label"
    assert "holes.csv" in page.view.bar._words.text()
    page.view.bar.back.click()
    assert not page.view.bar.isVisible()
    assert model.rowCount() == 200
    assert table.role_header.combo(1).currentData() == "label"


def test_nothing_is_drawn_below_the_numbers_of_a_few_rows(qtbot, page, holes):
    load(qtbot, page, holes)
    show_rows(qtbot, page, "no_label")
    table, numbers = page.view.table, page.view.table.verticalHeader()
    below = numbers.grab(QRect(0, numbers.length(), numbers.width(), numbers.height() - numbers.length())).toImage()
    places = [(x, y) for x in range(below.width()) for y in range(below.height())]
    line = table.grab(QRect(0, table.horizontalHeader().height() - 1, table.width(), 1)).toImage()
    assert {line.pixelColor(x, 0).name() for x in (1, numbers.width() - 1, numbers.width() + 1)} == {
        color("border").name()
    }
    assert {below.pixelColor(x, y).name() for x, y in places} == {color("surface").name()}


def test_rows_that_are_left_out_are_counted_beside_the_others(qtbot, page, holes):
    load(qtbot, page, holes)

    rows, left_out, _duplicates = page.view.rows._figures
    assert (rows._value.text(), left_out._value.text()) == ("300", "3")
    assert "267" in page.view.split._parts[0]._rows.text()


def test_a_label_that_may_mean_none_is_left_out_with_a_click_and_taken_back_with_another(qtbot, page, session, holes):
    load(qtbot, page, holes)
    line = page.view.findings.line("missing_label=NA")

    line.action_button.click()

    assert session.draft.data.missing_labels == ["NA"]
    qtbot.waitUntil(lambda: is_read(page), timeout=20_000)
    assert {entry.label for entry in session.profile.labels} == {"a", "b"}
    assert session.profile.left_out.no_label == 4
    page.view.findings.line("not_a_class=NA").action_button.click()
    assert session.draft.data.missing_labels == []


def test_texts_that_are_cut_lead_to_their_rows(qtbot, page, session, holes):
    lines = holes.read_text(encoding="utf-8").splitlines()
    lines[8] = lines[20] = f"{'film ' * 30}is long,a"
    holes.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(qtbot, page, holes)
    qtbot.waitUntil(lambda: session.token_lengths is not None, timeout=30_000)
    lengths = session.token_lengths
    assert len(lengths.rows) == len(lengths.counts) == 299
    card = page.view.lengths
    assert not card._show_rows.isVisible()
    session.set_data(session.draft.data.model_copy(update={"sequence_length": 20}))
    assert card._show_rows.isVisible()
    card._show_rows.click()
    qtbot.waitUntil(lambda: page.view.bar.finding is not None and page.opener.jobs.is_over())
    assert page.view.bar.finding.rows == lengths.cut_rows(20) == (8, 20)
    assert page.view.bar._words.text().endswith("of the texts are cut at 20 tokens.")


def test_the_choices_below_a_finding_are_whole_in_the_narrowest_card(qtbot):
    names = ("no_text", "missing_label=NA", "not_accepted")
    found = tuple(Finding("warning", Message("Some rows."), name=name, rows=(1,)) for name in names)
    card = FindingsCard()
    qtbot.addWidget(card)
    card.show_findings(found, DataSpec(train="a.csv"), is_reading=False)
    card.setFixedWidth(272)
    card.show()
    for line in card._shown:
        for button in (line.rows_button, line.action_button):
            assert button.isVisible()
            assert button.width() >= button.minimumSizeHint().width()
            assert button.mapTo(card, button.rect().topRight()).x() <= card.width()


def test_rows_can_be_refused_instead_of_left_out(qtbot, page, session, holes):
    load(qtbot, page, holes)

    page.view.findings.line("no_label").action_button.click()

    qtbot.waitUntil(lambda: is_read(page), timeout=20_000)
    line = page.view.findings.line("no_label")
    assert line.finding.level == "error"
    line.action_button.click()
    assert session.draft.data.missing_rows == "leave_out"


def test_rows_that_an_annotator_rejected_can_be_used_all_the_same(qtbot, page, session, tmp_path):
    path = tmp_path / "annotated.csv"
    lines = [f"film {row},{'ab'[row % 2]},{'reject' if row > 50 else 'accept'}" for row in range(60)]
    path.write_text("\n".join(["text,label,answer", *lines]) + "\n", encoding="utf-8")
    load(qtbot, page, path)
    assert session.profile.left_out.not_accepted == 9

    page.view.findings.line("not_accepted").action_button.click()

    qtbot.waitUntil(lambda: is_read(page), timeout=20_000)
    assert session.profile.left_out.total == 0


def test_the_table_shows_all_rows_again_once_the_data_is_read_anew(qtbot, page, holes):
    load(qtbot, page, holes)
    show_rows(qtbot, page, "no_text")

    page.view.findings.line("missing_label=NA").action_button.click()

    qtbot.waitUntil(lambda: is_read(page) and not page.view.bar.isVisible(), timeout=20_000)
    assert page.view.table.preview_model.rowCount() == 200


def test_another_language_keeps_the_rows_that_are_looked_at(qtbot, page, holes):
    load(qtbot, page, holes)
    show_rows(qtbot, page, "no_label")

    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))

    assert page.view.bar.isVisible()
    assert page.view.table.preview_model.rowCount() == 2


# === Guesses ===


def make_reviews(path: Path, num_rows: int = 60) -> Path:
    lines = [f"short {row},a longer text about film {row},{row % 5 + 1},{'YN'[row % 2]}" for row in range(num_rows)]
    path.write_text("\n".join(["title,body,stars,verified", *lines]) + "\n", encoding="utf-8")
    return path


def choose(page, column: int, role: str) -> None:
    combo = page.view.table.role_header.combo(column)
    combo.setCurrentIndex(combo.findData(role))
    combo.activated.emit(combo.currentIndex())


def test_columns_that_were_chosen_by_hand_are_kept_for_a_file_that_has_them_until_the_guess_is_taken(
    qtbot, page, session, tmp_path
):
    first, second = make_reviews(tmp_path / "first.csv"), make_reviews(tmp_path / "second.csv", 50)
    load(qtbot, page, first)
    assert session.draft.data.columns == {"text": "body", "label": "stars"}
    choose(page, 3, "label")

    load(qtbot, page, second)

    assert session.draft.data.columns == {"text": "body", "label": "verified"}
    assert page.questions.isVisible()
    page.questions.change_button.click()
    assert session.draft.data.columns == {"text": "body", "label": "stars"}


def test_the_data_that_another_file_took_the_place_of_is_one_click_away_with_all_that_was_chosen(
    qtbot, page, session, tmp_path
):
    first, held_back = make_reviews(tmp_path / "first.csv"), make_reviews(tmp_path / "held_back.csv", 20)
    other = tmp_path / "other.csv"
    other.write_text("text,label\n" + "".join(f"text {row},{row % 2}\n" for row in range(30)), encoding="utf-8")
    load(qtbot, page, first)
    choose(page, 3, "label")
    page.use_separate_file("test", held_back)
    qtbot.waitUntil(lambda: session.draft.data.test == str(held_back), timeout=20_000)
    before = session.draft.data

    load(qtbot, page, other)
    assert session.draft.data.columns == {"text": "text", "label": "label"}
    assert "first.csv" in page.questions.question().change
    page.questions.change_button.click()

    qtbot.waitUntil(lambda: is_read(page) and str(page.opener.opening.source.path) == str(first), timeout=20_000)
    assert session.draft.data == before
    assert "20" in page.view.split._parts[2]._rows.text()


def test_nothing_is_asked_where_nothing_was_chosen_by_hand(qtbot, page, tmp_path):
    load(qtbot, page, make_reviews(tmp_path / "first.csv"))
    load(qtbot, page, make_reviews(tmp_path / "second.csv", 50))
    assert not page.questions.isVisible()


def test_what_was_guessed_for_one_task_is_guessed_anew_for_another(qtbot, page, session, tmp_path):
    path = tmp_path / "asked.csv"
    lines = [f"Where is {n}?,It is {n},More about number {n} and where it is,{'ab'[n % 2]}" for n in range(20)]
    path.write_text("\n".join(["question,answer,content,label", *lines]) + "\n", encoding="utf-8")
    load(qtbot, page, path)
    assert session.draft.data.columns == {"text": "content", "label": "label"}

    session.set_task(tasks.get("text_pair_classification"))

    assert session.draft.data.columns == {"text": "question", "second_text": "answer", "label": "label"}


def test_another_task_and_back_keeps_the_columns_that_were_chosen_by_hand(qtbot, page, session, tmp_path):
    load(qtbot, page, make_reviews(tmp_path / "first.csv"))
    choose(page, 3, "label")

    session.set_task(tasks.get("masked_lm"))
    assert session.draft.data.columns == {"text": "body"}
    session.set_task(tasks.get("text_classification"))

    assert session.draft.data.columns == {"text": "body", "label": "verified"}
