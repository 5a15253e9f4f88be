"""The window with a task that has no labels: hidden words from the data page to the next run's backbone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from shiboken6 import isValid

from studio import tasks
from studio.answers import Fills
from studio.exports import ExportReport
from studio.runs import EventWriter, RunFolder, RunState, Workspace
from studio.runs.events import EvaluationEvent, FinishedEvent, SampleEvent, SampleRow, StateEvent, StepEvent
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from tests.opened_page import opened
from tests.synthetic_run import STEPS, make_run, write_status
from tests.untrained_run import make_untrained_run
from ui.draft import Draft
from ui.export.places import default_place
from ui.inference.client import WorkerState
from ui.inference.questions import Answer, Question
from ui.journey.steps import Step, StepLevel, steps
from ui.pages.data import DataPage
from ui.pages.export import ExportPage
from ui.pages.monitor import MonitorPage
from ui.pages.playground import PlaygroundPage
from ui.pages.runs import RunsPage
from ui.playground.file_panel import FilePanel
from ui.playground.history_model import HistoryModel
from ui.playground.text_panel import TextPanel
from ui.session import Session
from ui.widgets import KeyNumber

WAIT_MS = 120_000
MASKED, CLASSES = tasks.get("masked_lm"), tasks.get("text_classification")


@pytest.fixture(scope="session")
def masked_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A finished run that learned to guess hidden words, with a tiny model of random weights."""
    folder = tmp_path_factory.mktemp("masked")
    data = folder / "texts.csv"
    data.write_text("text\n" + "the film was good number\n" * 50, encoding="utf-8")
    part = {"train": str(data), "columns": {"text": "text"}}
    return make_untrained_run(folder, "Tiny words", MASKED.name, part)


@pytest.fixture
def masked_session(qtbot, masked_run: RunFolder):
    session = Session(Workspace(masked_run.workspace_path))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    yield session
    session.close()


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.csv"
    lines = [f"{row},the {row}th film was fine,{'ab'[row % 2]}" for row in range(60)]
    path.write_text("\n".join(["id,text,label", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def data_page(qtbot, session):
    with opened(qtbot, DataPage(session)) as page:
        yield page
    qtbot.waitUntil(lambda: page.opener.jobs.is_over())


def load(qtbot, page, path: Path) -> None:
    page.open_path(path)
    wait_for_profile(qtbot, page)


def wait_for_profile(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.session.profile is not None and page.opener.jobs.is_over(), timeout=20_000)


def choose_task(page, task) -> None:
    box = page._task.box
    box.setCurrentIndex(box.findData(task.name))
    box.activated.emit(box.currentIndex())


# === Data ===


def test_the_task_decides_which_roles_columns_can_play(qtbot, data_page, session, reviews):
    load(qtbot, data_page, reviews)
    assert session.draft.data.columns == {"text": "text", "label": "label"}
    assert data_page.view.classes.isVisible()

    choose_task(data_page, MASKED)
    wait_for_profile(qtbot, data_page)

    assert session.draft.task == MASKED
    assert session.draft.data.columns == {"text": "text"}
    assert session.profile.labels == ()
    assert not data_page.view.classes.isVisible()
    combo = data_page.view.table.role_header.combo(1)
    assert [combo.itemData(index) for index in range(combo.count())] == ["", "text"]
    assert combo.currentData() == "text"

    choose_task(data_page, CLASSES)
    wait_for_profile(qtbot, data_page)

    assert session.draft.data.columns == {"text": "text", "label": "label"}
    assert data_page.view.classes.isVisible()
    assert data_page.view.table.role_header.combo(2).currentData() == "label"


def test_the_task_is_explained_beside_its_choice(data_page, session):
    choose_task(data_page, MASKED)
    assert "hidden words" in data_page._task._help.text()
    session.set_task(CLASSES)
    assert data_page._task.task() == CLASSES


def test_a_file_of_texts_alone_is_enough(qtbot, data_page, session, tmp_path):
    session.set_task(MASKED)
    path = tmp_path / "lines.csv"
    path.write_text("sentence\n" + "".join(f"this is line number {row}\n" for row in range(40)), encoding="utf-8")
    load(qtbot, data_page, path)
    assert session.draft.data.columns == {"text": "sentence"}
    assert {status.step: status.level for status in steps(session)}[Step.DATA] is StepLevel.SOUND


def test_what_another_task_does_not_know_falls_away():
    data = DataSpec(train="a.csv", columns={"text": "t", "label": "l"})
    draft = Draft(task=CLASSES, data=data, fit=FitSpec(monitor="macro_f1"))
    masked = draft.for_task(MASKED)
    assert (masked.task, masked.data.columns, masked.fit.monitor) == (MASKED, {"text": "t"}, "auto")
    assert draft.for_task(CLASSES) == draft
    assert Draft(fit=FitSpec(monitor="accuracy")).for_task(MASKED).fit.monitor == "accuracy"


def test_a_decoder_from_scratch_is_no_backbone_for_hidden_words(session):
    backbone = BackboneSpec.model_validate({"architecture": {"kind": "decoder"}})
    session.set_draft(Draft(task=MASKED, backbone=backbone))
    found = {status.step: status for status in steps(session)}[Step.BACKBONE]
    assert found.level is StepLevel.MISSING
    assert "expected encoder" in found.reason
    session.set_task(CLASSES)
    assert {status.step: status.level for status in steps(session)}[Step.BACKBONE] is StepLevel.SOUND


# === Playground ===


def answer_to(text: str) -> Answer:
    masks = ((("good", 0.75), ("bad", 0.25)), (("film", 0.5), ("number", 0.25)))
    return Answer(Question.of_text(text), Fills("the film was good number", masks), 0.01)


@pytest.fixture
def panel(qtbot):
    panel = TextPanel()
    qtbot.addWidget(panel)
    panel.set_task(MASKED)
    panel.resize(900, 700)
    panel.show()
    return panel


def test_a_button_puts_a_mask_where_the_cursor_stands(panel):
    panel.text.setPlainText("the film was ")
    panel.text.moveCursor(panel.text.textCursor().MoveOperation.End)
    panel.mask_button.click()
    assert panel.text.toPlainText() == "the film was [MASK]"
    panel.set_task(CLASSES)
    assert not panel.mask_button.isVisible()


def test_a_text_without_a_mask_is_not_asked_about_but_told_what_it_lacks(qtbot, panel):
    asked = []
    panel.asked.connect(asked.append)
    panel.text.setPlainText("the film was good")
    panel.ask_and_keep()
    assert asked == []
    assert panel._note.text() == "Put [MASK] where the model is to guess."
    panel.text.setPlainText("the film was <mask>")
    panel.ask_and_keep()
    assert asked == [Question.of_text("the film was <mask>")]


def test_each_mask_gets_its_bars_and_the_text_is_shown_filled(panel):
    text = "the [MASK] was [MASK] number"
    panel.text.setPlainText(text)
    panel.ask_and_keep()
    panel.show_answer(replace(answer_to(text), question=Question.of_text(text, is_kept=True)))
    shown = panel.view("fills")
    assert shown._filled.text() == "the film was good number"
    visible = [bars for bars in shown.bars if bars.isVisibleTo(shown)]
    assert [[bar.name for bar in bars._bars] for bars in visible] == [["good", "bad"], ["film", "number"]]
    assert [title.text() for title in shown._titles if title.isVisibleTo(shown)] == ["Mask 1", "Mask 2"]
    assert list(panel.views) == ["fills"]
    assert panel.history.rowCount() == 1


def test_the_history_keeps_the_words_and_how_likely_they_are(qtbot):
    model = HistoryModel()
    model.add(answer_to("the [MASK] was [MASK] number"))
    assert [model.data(model.index(0, column)) for column in range(3)] == [
        "the [MASK] was [MASK] number", "good · film", "0.375",
    ]  # fmt: skip


@pytest.mark.engine
def test_the_model_of_a_run_fills_masks_as_one_types(qtbot, masked_session):
    page = PlaygroundPage(masked_session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    page.text_panel.text.setPlainText("the film was [MASK]")
    qtbot.waitUntil(lambda: page.text_panel._answer is not None, timeout=WAIT_MS)
    assert page.client.state is WorkerState.READY
    (mask,) = page.text_panel._answer.said.masks
    assert len(mask) == 5
    assert page.text_panel._answer.said.text.startswith("the film was ")
    assert not page._error_card.isVisible()
    process = page.client._process
    page.end()
    qtbot.waitUntil(lambda: not isValid(process) or process.is_over(), timeout=WAIT_MS)


@pytest.mark.engine
def test_a_file_with_masks_is_answered_and_one_without_is_told_the_row(qtbot, masked_run, tmp_path):
    panel = FilePanel()
    qtbot.addWidget(panel)
    panel.retranslate()
    panel.set_run(masked_run)
    panel.show()
    path = tmp_path / "questions.csv"
    path.write_text("text\n" + "the film was [MASK] number\n" * 20, encoding="utf-8")
    panel.open_path(path)
    qtbot.waitUntil(lambda: panel._opening is not None)
    panel.start()
    qtbot.waitUntil(lambda: panel._job is None, timeout=WAIT_MS)
    assert (panel._outcome.num_rows, panel._outcome.total["masks"]) == (20, 20)
    assert panel.outcome_card.said.text() == "20 masks were filled."
    assert panel._outcome.path.is_file()

    path.write_text("text\nthe film was [MASK]\nthe film\n", encoding="utf-8")
    panel.open_path(path)
    qtbot.waitUntil(lambda: panel._outcome is None)
    panel.start()
    qtbot.waitUntil(panel._error_card.isVisible, timeout=WAIT_MS)
    assert "row 2" in panel._error_card._what.text()
    panel.end()


# === Monitor, runs, export ===


def make_masked_run(workspace: Workspace, name: str = "Words") -> RunFolder:
    """Make a finished run without its work. The numbers are made up."""
    spec = RunSpec.parse(
        {
            "name": name,
            "task": MASKED.name,
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": "texts.csv"},
        }
    )
    run = workspace.create_run(spec)
    metrics = {"loss": 2.0, "perplexity": 7.389, "accuracy": 0.61}
    with EventWriter(run.events_path) as events:
        events.write(StateEvent(RunState.RUNNING))
        for step in range(1, 21):
            events.write(StepEvent(step, step / 20, 4.0 - step / 10, 1e-5, 1.0, 30.0, 900.0))
        events.write(EvaluationEvent(20, "validation", metrics, is_best=True))
        rows = (SampleRow.of_class("Paris is the [MASK] of France.", "capital", "capital", 0.9),)
        events.write(SampleEvent(20, rows))
        events.write(FinishedEvent(20, 10.0, 30.0, {"validation": metrics}))
        events.write(StateEvent(RunState.FINISHED, 20))
    run.evaluation_path.mkdir(exist_ok=True)
    report = {"validation": {"examples": 40, "masked_tokens": 200, "metrics": metrics}}
    run.metrics_path.write_text(json.dumps(report), encoding="utf-8")
    write_status(run, RunState.FINISHED, 20, 20)
    return run


def test_the_monitor_shows_loss_perplexity_and_hidden_words(qtbot, session, workspace):
    page = MonitorPage(session)
    qtbot.addWidget(page)
    page.resize(1084, 860)
    page.begin()
    page.show()
    session.choose_run(make_masked_run(workspace))
    qtbot.waitUntil(lambda: page._results.isVisible())
    found = [number.accessibleName() for number in page.findChildren(KeyNumber)]
    assert found[0].startswith("Validation loss: 2.00")
    assert found[1].startswith("Validation perplexity: 7.39")
    assert page._plots.metrics.model.series("0").y.tolist() == [0.61]
    assert page._samples._table.model().headerData(1, page._samples._table.horizontalHeader().orientation()) == (
        "Hidden word"
    )
    assert page._use.isVisibleTo(page)
    page._use.click()
    assert session.draft.backbone.preset == str(session.run.model_path)
    assert session.draft.task == CLASSES
    assert session.page == "backbone"
    page.end()


def test_a_classifier_is_not_offered_as_a_backbone(qtbot, session, workspace):
    page = MonitorPage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    session.choose_run(make_run(workspace, steps=STEPS, state=RunState.FINISHED))
    qtbot.waitUntil(lambda: page._export.isVisibleTo(page))
    assert not page._use.isVisibleTo(page)
    page.end()


def test_a_row_of_the_runs_is_used_as_a_backbone(qtbot, session, workspace):
    page = RunsPage(session)
    qtbot.addWidget(page)
    page.resize(1084, 860)
    page.begin()
    page.show()
    run = make_masked_run(workspace)
    make_run(workspace, steps=STEPS, state=RunState.FINISHED, name="Classes")
    session.refresh_runs()
    qtbot.waitUntil(lambda: page._table.model().rowCount() == 2)
    keys = {column.key for column in page._table._columns if column.is_default}
    assert {"task", "validation/loss", "validation/accuracy"} <= keys
    shown = {summary.name: summary for summary in session.runs}
    page._table._actions.show_for(shown["Words"], page._table.rect().topRight(), 30)
    assert page._table._actions._buttons["use"].isVisibleTo(page._table._actions)
    page._table._actions._buttons["use"].click()
    assert session.draft.backbone.preset == str(run.model_path)
    page._table._actions.show_for(shown["Classes"], page._table.rect().topRight(), 30)
    assert not page._table._actions._buttons["use"].isVisibleTo(page._table._actions)
    page.end()


def test_a_draft_of_another_task_keeps_it_when_a_backbone_is_taken_over(session, workspace):
    session.set_draft(Draft(task=CLASSES, fit=FitSpec(monitor="macro_f1")))
    session.use_as_backbone(make_masked_run(workspace))
    assert (session.draft.task, session.draft.fit.monitor) == (CLASSES, "macro_f1")


def test_an_export_is_called_with_a_masked_text(qtbot, masked_session, masked_run):
    folder = default_place(masked_run, "savedmodel")
    folder.mkdir(parents=True)
    ExportReport("savedmodel", masked_run.id, 256, 100, 0, 1e-7, 1e-5, 4.0, 200.0, 32).write(folder)
    page = ExportPage(masked_session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    outcome = page.cards[0].outcome
    assert outcome.isVisibleTo(page)
    code = outcome.codes()[0].code()
    assert "Paris is the [MASK] of France." in code
    assert 'answer["tokens"]' in code
    page.end()
