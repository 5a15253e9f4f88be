import math

import pytest

from studio import tasks
from studio.catalogue import describe
from studio.spec import DataSpec, FitSpec, LastLayers, setting_infos, task_setting_infos
from studio.tasks import translation
from studio.tasks.classification import ClassificationSettings
from ui.draft import Draft
from ui.forms.edits import apply_edit
from ui.forms.fields import FloatField, make_field, neighbour, write_number
from ui.forms.run_form import RunForm, SettingEdit, form_infos

ELSEWHERE = {
    "task",
    "backbone.preset",
    "backbone.architecture",
    "data.reading.delimiter",
    "data.reading.encoding",
    "data.reading.header",
    "data.reading.sheet",
    "data.reading.text_rows",
    "data.train",
    "data.validation",
    "data.test",
    "data.validation_encoding",
    "data.test_encoding",
    "data.validation_fraction",
    "data.test_fraction",
    "data.folds",
    "data.fold",
    "data.columns",
    "data.missing_rows",
    "data.missing_labels",
    "data.faulty_rows",
    "data.annotator_answers",
    "data.equal_targets",
}


@pytest.fixture
def form(qtbot):
    form = RunForm()
    qtbot.addWidget(form)
    form.show_draft(Draft(data=DataSpec(train="a.csv")), describe("minilm_l6_en_uncased"))
    form.retranslate()
    return form


@pytest.fixture
def edits(form):
    heard = []
    form.edited.connect(heard.append)
    return heard


def test_every_setting_that_has_no_page_of_its_own_is_in_the_form():
    shown = {info.path for info in form_infos()} - {"backbone.trainable.last_layers"}
    assert shown == {info.path for info in setting_infos()} - ELSEWHERE


@pytest.mark.parametrize("info", form_infos(), ids=lambda info: info.path)
def test_every_field_has_a_name_a_help_and_gives_back_its_default(form, info):
    field = form.field(info.path)
    assert field.control.accessibleName().startswith(info.label)
    assert field.control.accessibleDescription() == info.help
    assert field.help.accessibleName()
    if info.default is not None or info.path not in ("backbone.trainable.last_layers",):
        field.set_value(info.default)
        assert field.value() == info.default
        assert field.problem() == ""


@pytest.mark.parametrize("task", tasks.all_tasks(), ids=tasks.names())
def test_a_task_s_own_settings_are_in_the_form_and_no_other_task_s(form, task):
    form.show_draft(Draft(task=task), None)
    infos = task_setting_infos(task)
    assert set(form._task.fields) == {info.path for info in infos}
    assert form._task.isHidden() == (not infos)
    for info in infos:
        field = form.field(info.path)
        assert field.control.accessibleName().startswith(info.label)
        assert field.control.accessibleDescription() == info.help
        assert field.value() == info.default
        assert field.problem() == ""


def test_class_weights_and_label_smoothing_are_set_in_the_form(form, edits):
    weights = form.field("settings.class_weights").control
    assert [weights.itemText(index) for index in range(weights.count())] == [
        "All classes alike",
        "Balanced: rare classes count more",
    ]
    weights.setCurrentIndex(1)
    form.field("settings.label_smoothing").control.setValue(0.1)
    assert edits == [SettingEdit("settings.class_weights", "balanced"), SettingEdit("settings.label_smoothing", 0.1)]
    draft = Draft(data=DataSpec(train="a.csv"))
    for edit in edits:
        draft = apply_edit(draft, edit)
    assert draft.spec().to_json()["settings"] == {"class_weights": "balanced", "label_smoothing": 0.1}
    assert form.field("settings.label_smoothing").control.singleStep() == 0.01


def test_a_task_s_settings_survive_a_restart_and_fall_away_with_the_task(tmp_path):
    settings = ClassificationSettings(class_weights="balanced", label_smoothing=0.05)
    draft = Draft(data=DataSpec(train="a.csv"), settings=settings)
    draft.write(tmp_path)
    assert Draft.read(tmp_path) == draft
    other = draft.for_task(tasks.get("masked_lm"))
    assert other.settings == tasks.get("masked_lm").settings()
    assert other.spec().task.name == "masked_lm"


def test_showing_a_draft_is_silent(form, edits):
    form.show_draft(Draft(name="other", fit=FitSpec(epochs=9, learning_rate=1e-4, schedule="cosine")), None)
    assert edits == []
    assert form.field("fit.epochs").value() == 9
    assert form.field("fit.learning_rate").value() == 1e-4
    assert form.field("fit.schedule").value() == "cosine"


def test_an_edit_names_the_setting_and_its_value(form, edits):
    form.field("fit.epochs").control.setValue(4)
    form.field("fit.warmup_fraction").control.setValue(25)
    assert edits == [SettingEdit("fit.epochs", 4), SettingEdit("fit.warmup_fraction", 0.25)]


def test_a_fraction_is_shown_as_percent(form):
    form.field("fit.warmup_fraction").set_value(0.1)
    assert form.field("fit.warmup_fraction").control.value() == 10
    assert "%" in form.field("fit.warmup_fraction").unit.text()


@pytest.mark.parametrize("text", ["", "fast", "0", "-1", "2", "nan"])
def test_a_learning_rate_that_is_none_is_told_and_not_taken(form, edits, qtbot, text):
    told = []
    form.problem_changed.connect(told.append)
    line = form.field("fit.learning_rate").control
    line.clear()
    qtbot.keyClicks(line, text)
    line.textEdited.emit(text)
    assert "Learning rate" in told[-1]
    assert line.property("wrong")
    assert all(0 < edit.value <= 1 for edit in edits)


def test_a_learning_rate_is_typed_in_scientific_form(form, edits, qtbot):
    line = form.field("fit.learning_rate").control
    line.clear()
    qtbot.keyClicks(line, "2e-5")
    assert edits[-1] == SettingEdit("fit.learning_rate", 2e-5)
    assert not line.property("wrong")


@pytest.mark.parametrize(
    ("value", "above", "below"), [(5e-5, 1e-4, 3e-5), (1e-5, 2e-5, 5e-6), (4e-5, 5e-5, 3e-5), (1e-4, 2e-4, 5e-5)]
)
def test_the_arrow_keys_walk_a_ladder(value, above, below):
    assert neighbour(value, 1) == pytest.approx(above)
    assert neighbour(value, -1) == pytest.approx(below)


@pytest.mark.parametrize("value", [5e-5, 2.25e-5, 0.01, 1.0, 0.001, 3.14159e-7, math.nextafter(0.1, 1)])
def test_a_number_is_written_so_that_it_reads_back_the_same(value):
    assert float(write_number(value)) == value


def test_fields_that_depend_on_what_is_trained_are_shown_only_then(form):
    rank, layers = form.field("backbone.lora_rank"), form.field("backbone.trainable.last_layers")
    assert rank.control.isHidden()
    assert layers.control.isHidden()
    draft = Draft()
    form.show_draft(apply_edit(draft, SettingEdit("backbone.trainable", "lora")), None)
    assert not rank.control.isHidden()
    form.show_draft(apply_edit(draft, SettingEdit("backbone.trainable", LastLayers(last_layers=2))), None)
    assert rank.control.isHidden()
    assert not layers.control.isHidden()


def test_the_last_layers_are_no_more_than_the_backbone_has(form):
    assert form.field("backbone.trainable.last_layers").control.maximum() == 6


def test_leaving_lora_empties_its_rank():
    draft = apply_edit(Draft(), SettingEdit("backbone.trainable", "lora"))
    draft = apply_edit(draft, SettingEdit("backbone.lora_rank", 8))
    assert draft.backbone.lora_rank == 8
    draft = apply_edit(draft, SettingEdit("backbone.trainable", "head"))
    assert draft.backbone.lora_rank is None


@pytest.mark.parametrize("path", ["fit.clip_norm", "backbone.dropout"])
def test_an_optional_number_can_be_emptied(form, path):
    field = form.field(path)
    assert isinstance(field, FloatField)
    field.set_value(0.5)
    assert field.value() == 0.5
    field.control.setValue(field.control.minimum())
    assert field.value() is None
    assert field.control.specialValueText()


def test_a_decimal_number_has_no_zeros_that_say_nothing(form):
    box = form.field("backbone.dropout").control
    for value, text in ((0.1, "0.1"), (0.25, "0.25"), (0.0, "0")):
        box.setValue(value)
        assert box.text() == text


def test_a_locked_field_says_why_and_is_free_again(form):
    field = form.field("fit.epochs")
    field.set_locked("Not now.")
    field.retranslate()
    assert not field.control.isEnabled()
    assert "Not now." in field.control.toolTip()
    field.set_locked("")
    assert field.control.isEnabled()
    assert field.info.help in field.control.toolTip()


def test_the_wheel_does_not_change_an_input_without_the_focus(form, qtbot, edits):
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    box = form.field("fit.epochs").control
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert edits == []


def test_a_number_that_may_be_chosen_and_a_text_that_may_be_empty_give_back_what_they_were_given(qtbot):
    infos = {info.path: info for info in task_setting_infos(tasks.get("multilabel_classification"))}
    threshold, delimiter = (make_field(infos[f"settings.{name}"]) for name in ("threshold", "delimiter"))
    for field, values in ((threshold, (0.35, "auto")), (delimiter, ("/", None))):
        qtbot.addWidget(field.control)
        field.retranslate()
        for value in values:
            field.set_value(value)
            assert field.value() == value


# === How texts are written ===


@pytest.fixture
def writing_form(form):
    form.show_draft(Draft(task=translation.TASK), None)
    return form


def edited(form, edits, **values):
    """Return the draft after fields of generation were set one after the other."""
    draft = Draft(data=DataSpec(train="a.csv"), task=translation.TASK)
    for name, value in values.items():
        draft = apply_edit(draft, SettingEdit(f"settings.generation.{name}", value))
        form.show_draft(draft, None)
    return draft


def test_settings_of_generation_stand_in_the_form_of_a_task_that_writes(writing_form, edits):
    writing_form.field("settings.target_length").control.setValue(64)
    writing_form.field("settings.generation.max_new_tokens").control.setValue(32)
    writing_form.field("settings.generation.stop").control.editor.setPlainText("###\n\\n\\n")
    assert edits[:2] == [
        SettingEdit("settings.target_length", 64),
        SettingEdit("settings.generation.max_new_tokens", 32),
    ]
    assert edits[-1] == SettingEdit("settings.generation.stop", ("###", "\n\n"))
    draft = Draft(data=DataSpec(train="a.csv"), task=translation.TASK)
    for edit in edits:
        draft = apply_edit(draft, edit)
    assert (draft.settings.target_length, draft.settings.generation.stop) == (64, ("###", "\n\n"))
    # The task may be left for one without such settings, and come back.
    writing_form.show_draft(Draft(), None)
    writing_form.show_draft(Draft(task=translation.TASK), None)
    assert writing_form.field("settings.generation.stop").value() == ()


def test_what_the_sampler_does_not_use_is_hidden(writing_form, edits):
    def is_shown(name):
        return not writing_form.field(f"settings.generation.{name}").control.isHidden()

    edited(writing_form, edits, sampler="sample")
    assert (is_shown("temperature"), is_shown("num_beams")) == (True, False)
    edited(writing_form, edits, sampler="beam")
    assert (is_shown("temperature"), is_shown("num_beams")) == (False, True)


def test_settings_that_would_contradict_are_moved_along(writing_form, edits):
    assert edited(writing_form, edits, sampler="beam").settings.generation.num_beams == 4
    assert edited(writing_form, edits, sampler="beam", num_beams=1).settings.generation.num_beams == 2
    found = edited(writing_form, edits, min_new_tokens=100).settings.generation
    assert (found.min_new_tokens, found.max_new_tokens) == (100, 100)
    found = edited(writing_form, edits, min_new_tokens=20, max_new_tokens=10).settings.generation
    assert (found.min_new_tokens, found.max_new_tokens) == (10, 10)


def test_a_temperature_of_nothing_cannot_be_set(writing_form):
    box = writing_form.field("settings.generation.temperature").control
    box.setValue(0.0)
    assert box.value() == 0.01
