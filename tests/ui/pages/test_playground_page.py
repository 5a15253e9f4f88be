import os
import signal

import pytest

from studio.errors import DamagedFolderError, WorkerError
from ui.inference.client import WorkerState
from ui.pages.playground import PlaygroundPage
from ui.playground.file_panel import FilePanel

WAIT_MS = 120_000


@pytest.fixture
def page(qtbot, trained_session):
    page = PlaygroundPage(trained_session)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.begin()
    yield page
    page.end()


def type_text(page, text: str) -> None:
    page.text_panel.text.setPlainText(text)


def has_answer(page, text: str) -> bool:
    answer = page.text_panel._answer
    return answer is not None and answer.question.line() == text


def test_without_a_run_the_page_says_what_to_do_next(qtbot, session):
    page = PlaygroundPage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()

    assert page._empty.isVisible()
    assert page.client.state is WorkerState.OFF


@pytest.mark.engine
def test_the_process_is_started_when_the_page_is_first_shown(qtbot, page):
    assert page.client.state is WorkerState.OFF

    page.show()

    qtbot.waitUntil(lambda: page.client.state is WorkerState.READY, timeout=WAIT_MS)
    assert page.client.class_names == ("bad", "good")


@pytest.mark.engine
def test_the_answer_follows_the_typing_and_is_kept_on_demand(qtbot, page):
    page.show()
    type_text(page, "the film was good")
    qtbot.waitUntil(lambda: has_answer(page, "the film was good"), timeout=WAIT_MS)
    assert page.text_panel.history.rowCount() == 0

    page.text_panel.ask_and_keep()

    assert page.text_panel.history.rowCount() == 1
    assert {bar.name for bar in page.text_panel.view("classes").bars._bars} == {"bad", "good"}
    type_text(page, "")
    assert page.text_panel._answer is None
    page.text_panel.table.clicked.emit(page.text_panel.history.index(0, 0))
    assert page.text_panel.text.toPlainText() == "the film was good"


@pytest.mark.engine
def test_a_worker_that_is_killed_is_told_and_started_again(qtbot, page):
    page.show()
    qtbot.waitUntil(lambda: page.client.state is WorkerState.READY, timeout=WAIT_MS)

    os.kill(page.client.process_id, signal.SIGTERM)

    qtbot.waitUntil(page._error_card.isVisible, timeout=WAIT_MS)
    assert isinstance(page._error_card._error, WorkerError)
    type_text(page, "the film was bad")
    page._error_card.activated.emit()
    qtbot.waitUntil(lambda: has_answer(page, "the film was bad"), timeout=WAIT_MS)
    assert not page._error_card.isVisible()


@pytest.mark.engine
def test_a_damaged_model_is_named_and_offered_to_be_written_anew(qtbot, page, trained_run):
    weights = trained_run.model_path / "task.weights.h5"
    whole = weights.read_bytes()
    offered = []
    page.session.resume_offered.connect(offered.append)
    try:
        weights.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        page.show()
        qtbot.waitUntil(page._error_card.isVisible, timeout=WAIT_MS)
        assert isinstance(page._error_card._error, DamagedFolderError)
        assert "task.weights.h5 is damaged" in str(page._error_card._error)
        page._error_card.activated.emit()
        assert [run.path for run in offered] == [trained_run.path]
        assert page.session.page == "monitor"
    finally:
        weights.write_bytes(whole)


@pytest.fixture
def panel(qtbot, trained_run):
    panel = FilePanel()
    qtbot.addWidget(panel)
    panel.retranslate()
    panel.set_run(trained_run)
    panel.show()
    yield panel
    panel.end()


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.csv"
    path.write_text(
        "id,text\n" + "".join(f"{row},the film was good\n" for row in range(40)) + "40,\n41,  \n", encoding="utf-8"
    )
    return path


@pytest.mark.engine
def test_a_file_that_cannot_be_read_is_told_in_place(qtbot, panel, tmp_path):
    panel.open_path(tmp_path / "gone.csv")

    qtbot.waitUntil(panel._error_card.isVisible)
    assert "gone.csv" in panel._error_card._what.text()


@pytest.mark.engine
def test_the_column_of_the_run_is_chosen_and_no_file_is_overwritten(qtbot, panel, questions):
    questions.with_name("questions-answers.csv").write_text("mine", encoding="utf-8")

    panel.open_path(questions)

    qtbot.waitUntil(lambda: panel._opening is not None)
    assert panel.column.currentText() == "text"
    assert panel._out == questions.with_name("questions-answers-2.csv")
    panel.form._buttons[2].click()
    assert panel._out == questions.with_name("questions-answers.parquet")


@pytest.mark.engine
@pytest.mark.parametrize("form", [0, 2], ids=["csv", "parquet"])
def test_a_file_is_answered(qtbot, panel, questions, form):
    panel.open_path(questions)
    qtbot.waitUntil(lambda: panel._opening is not None)
    panel.form._buttons[form].click()

    panel.start()
    assert panel._progress.isVisible()

    qtbot.waitUntil(lambda: panel._job is None, timeout=WAIT_MS)
    assert panel._error_card._error is None
    assert (panel._outcome.num_rows, panel._outcome.num_empty) == (40, 2)
    assert "2 rows without a text have an empty answer" in panel.outcome_card.result.text()
    assert sum(panel._outcome.total["counts"].values()) == 40
    assert panel._outcome.path.is_file()


@pytest.mark.engine
@pytest.mark.parametrize("keeps", [False, True])
def test_formulas_become_texts_in_csv_unless_they_are_to_be_kept(qtbot, panel, tmp_path, keeps):
    path = tmp_path / "sums.csv"
    path.write_text("id,text\n" + "".join(f"{row},=the film was good\n" for row in range(4)), encoding="utf-8")
    panel.open_path(path)
    qtbot.waitUntil(lambda: panel._opening is not None)
    panel.form._buttons[2].click()
    assert not panel.keeps_formulas.isVisible()
    panel.form._buttons[0].click()
    assert panel.keeps_formulas.isVisible()
    panel.keeps_formulas.setChecked(keeps)

    panel.start()

    qtbot.waitUntil(lambda: panel._job is None, timeout=WAIT_MS)
    written = panel._outcome.path.read_text(encoding="utf-8").splitlines()
    assert written[1].startswith("0,=the film" if keeps else "0,'=the film")


@pytest.mark.engine
def test_a_cancelled_file_leaves_nothing_behind(qtbot, panel, questions):
    panel.open_path(questions)
    qtbot.waitUntil(lambda: panel._opening is not None)
    panel.start()
    job = panel._job

    panel.cancel()

    qtbot.waitUntil(job.is_over, timeout=WAIT_MS)
    assert [path.name for path in questions.parent.iterdir() if path.is_file()] == ["questions.csv"]
    assert panel.start_button.isEnabled()


def history(page):
    model = page.text_panel.history
    return [tuple(model.index(row, column).data() for column in (0, 1)) for row in range(model.rowCount())]


@pytest.mark.engine
def test_what_is_asked_while_the_model_loads_reaches_the_history_in_its_order(qtbot, page):
    page.show()
    qtbot.waitUntil(lambda: page.client.state is WorkerState.LOADING)
    assert page.header.pill.text() == "Loading the model…"
    for text in ("the film was good", "the film was bad"):
        type_text(page, text)
        page.text_panel.ask_and_keep()
    type_text(page, "another film")
    assert [row[0] for row in history(page)] == ["the film was bad", "the film was good"]
    assert {row[1] for row in history(page)} == {"waits for its turn"}
    assert page.text_panel._note.text() == "The model is not ready yet. Your question waits for it."
    qtbot.waitUntil(lambda: page.text_panel.history.num_waiting == 0, timeout=WAIT_MS)
    assert [row[0] for row in history(page)] == ["the film was bad", "the film was good"]
    assert {row[1] for row in history(page)} <= {"good", "bad"}


@pytest.mark.engine
def test_a_question_that_waits_can_be_taken_back_in_the_history(qtbot, page):
    page.show()
    for text in ("the film was good", "the film was bad"):
        type_text(page, text)
        page.text_panel.ask_and_keep()
    page.text_panel.table.selectRow(0)
    page.text_panel.history_card.cancel_button.click()
    assert [row[0] for row in history(page)] == ["the film was good"]
    page.text_panel.table.clearSelection()
    page.text_panel.history_card.cancel_button.click()
    assert history(page) == []


@pytest.mark.engine
def test_ready_means_that_the_model_that_is_chosen_has_answered_already(qtbot, page):
    page.show()
    qtbot.waitUntil(lambda: page.header.pill.text() == "Ready", timeout=WAIT_MS)
    page.text_panel.when._buttons[1].click()
    assert page.header.pill.text() == "Warming up…"
    qtbot.waitUntil(lambda: page.header.pill.text() == "Ready", timeout=WAIT_MS)
    type_text(page, "the film was bad")
    qtbot.waitUntil(lambda: has_answer(page, "the film was bad"), timeout=WAIT_MS)
    assert page.text_panel._answer.question.is_before
