import pytest
from PySide6.QtCore import Qt

from studio.architecture import ArchitectureSpec, find_contradiction
from ui.designer.form import ArchitectureForm, architecture_infos
from ui.forms.run_form import SettingEdit
from ui.guide.contents import GuidePlace, has_guide

DEFAULTS = ArchitectureSpec().model_dump()


def show(form, **values):
    values = DEFAULTS | values
    form.show_values(values, find_contradiction(values))


@pytest.fixture
def form(qtbot):
    form = ArchitectureForm()
    qtbot.addWidget(form)
    form.retranslate()
    show(form)
    form.show()
    return form


@pytest.fixture
def edits(form):
    heard = []
    form.edited.connect(heard.append)
    return heard


def test_every_setting_of_an_architecture_is_in_the_form():
    assert {info.path.split(".")[-1] for info in architecture_infos()} == set(ArchitectureSpec.model_fields)


@pytest.mark.parametrize("name", ArchitectureSpec.model_fields)
def test_every_field_has_a_name_a_help_and_gives_back_its_value(form, name):
    field = form.field(name)
    assert field.control.accessibleName().startswith(field.info.label)
    assert field.control.accessibleDescription() == field.info.help
    assert field.value() == DEFAULTS[name]
    assert form.problem(name) == ""


@pytest.mark.parametrize("info", architecture_infos(), ids=lambda info: info.path)
def test_the_guide_speaks_of_every_setting(form, info):
    place = GuidePlace("designer", info.label)
    assert has_guide(place)
    assert info.label in place.path.read_text(encoding="utf-8")


def test_showing_values_is_silent(form, edits):
    show(form, num_layers=9, kind="decoder", normalize_first=False, dropout=0.25, num_key_value_heads=2)
    assert edits == []
    assert form.field("num_layers").value() == 9
    assert form.field("kind").value() == "decoder"
    assert form.field("normalize_first").value() is False
    assert form.field("dropout").value() == 0.25
    assert form.field("num_key_value_heads").value() == 2


def test_an_edit_names_the_field_and_its_value(form, edits, qtbot):
    form.field("num_layers").control.setValue(6)
    form.field("positions").control.setCurrentIndex(2)
    qtbot.keyClick(form.field("lowercase").control, Qt.Key.Key_Space)
    assert edits == [SettingEdit("num_layers", 6), SettingEdit("positions", "rotary"), SettingEdit("lowercase", False)]


def test_numbers_carry_their_unit(form):
    assert form.field("num_layers").control.text() == "4 layers"
    assert form.field("vocabulary_size").control.text() == "8,000 tokens"
    assert form.field("dropout").control.text() == "0.1"


def test_a_step_of_the_hidden_width_keeps_it_a_multiple_of_the_heads(form, edits):
    show(form, num_heads=12, hidden_dim=768)
    form.field("hidden_dim").control.stepUp()
    assert edits == [SettingEdit("hidden_dim", 864)]


def test_a_contradiction_is_told_below_its_field_with_a_remedy(form, edits, qtbot):
    show(form, hidden_dim=250)
    assert "multiple of the heads, 4. Received: 250." in form.problem("hidden_dim")
    assert form.field("hidden_dim").control.property("wrong")
    remedy = form._problems["hidden_dim"].remedy
    assert remedy.text() == "Take 248"
    qtbot.mouseClick(remedy, Qt.MouseButton.LeftButton)
    assert edits == [SettingEdit("hidden_dim", 248)]
    show(form, hidden_dim=248)
    assert form.problem("hidden_dim") == ""
    assert not form.field("hidden_dim").control.property("wrong")


def test_a_contradiction_in_the_folded_part_unfolds_it(form):
    assert not form._advanced.is_open()
    show(form, num_heads=8, num_key_value_heads=3)
    assert form._advanced.is_open()
    assert form.problem("num_key_value_heads")


def test_every_choice_reads_as_a_word(form):
    for name in ("kind", "positions", "normalization", "activation", "tokenizer"):
        box = form.field(name).control
        words = [box.itemText(index) for index in range(box.count())]
        assert len(set(words)) == box.count()
        assert not any("_" in word for word in words)
