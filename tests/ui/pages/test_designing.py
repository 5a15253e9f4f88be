"""The designer on the page Backbone, and what a design means for the page Fine-tune."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from studio.catalogue import BUNDLED_NAME
from studio.spec import BackboneSpec, DataSpec
from ui import jobs
from ui.pages.backbone import BackbonePage
from ui.pages.fine_tune import FineTunePage
from ui.session import Session

PRETRAINED, FROM_SCRATCH = 0, 1
WAIT_MS = 20_000


def build(qtbot, kind, session):
    page = kind(session)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.begin()
    page.show()
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=WAIT_MS)
    return page


@pytest.fixture
def page(qtbot, session):
    page = build(qtbot, BackbonePage, session)
    qtbot.mouseClick(page.origin._buttons[FROM_SCRATCH], Qt.MouseButton.LeftButton)
    yield page
    page.end()
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=WAIT_MS)


def words_of(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def set_number(page, name, value):
    page.designer.form.field(name).control.setValue(value)


def test_the_switch_shows_the_designer_and_goes_back(page, qtbot):
    assert page.designer.isVisible()
    assert not page.list.table.isVisible()
    assert not page._open.isVisible()
    qtbot.mouseClick(page.origin._buttons[PRETRAINED], Qt.MouseButton.LeftButton)
    assert not page.designer.isVisible()
    assert page.list.table.isVisible()
    assert page._open.isVisible()


def test_an_edit_is_followed_by_diagram_and_numbers(page):
    parameters = page.designer.numbers.parameters.text()
    set_number(page, "num_layers", 8)
    assert page.designer.diagram.architecture.num_layers == 8
    assert "8 times:" in page.designer.diagram.accessibleDescription()
    assert page.designer.numbers.parameters.text() != parameters
    assert "Encoder 8 × 256" in words_of(page)


def test_a_chip_replaces_the_design_and_undo_brings_it_back(page, qtbot):
    set_number(page, "num_layers", 9)
    qtbot.mouseClick(page.designer.strip.chips["transformer_base"], Qt.MouseButton.LeftButton)
    assert page.designer.architecture == find_architecture("transformer_base").architecture
    assert page.designer.form.field("kind").value() == "encoder_decoder"
    assert page.designer.strip.chips["transformer_base"].isChecked()
    qtbot.mouseClick(page.designer.strip.undo, Qt.MouseButton.LeftButton)
    assert page.designer.architecture == ArchitectureSpec(num_layers=9)
    assert not any(chip.isChecked() for chip in page.designer.strip.chips.values())


def test_the_chip_that_equals_the_design_is_pressed(page):
    assert page.designer.strip.chips["small"].isChecked()
    set_number(page, "num_layers", 5)
    assert not page.designer.strip.chips["small"].isChecked()
    set_number(page, "num_layers", 4)
    assert page.designer.strip.chips["small"].isChecked()


def test_a_contradiction_is_told_in_place_and_nothing_is_lost(page, qtbot):
    set_number(page, "hidden_dim", 250)
    assert "Received: 250." in page.designer.form.problem("hidden_dim")
    assert not page._use.isEnabled()
    assert "Received: 250." in page._use.toolTip()
    assert page.designer.diagram.architecture.hidden_dim == 256
    assert page.designer.form.field("hidden_dim").value() == 250
    assert page.session.draft.backbone.preset == BUNDLED_NAME
    qtbot.mouseClick(page.designer.form._problems["hidden_dim"].remedy, Qt.MouseButton.LeftButton)
    assert page.designer.architecture.hidden_dim == 248
    assert page._use.isEnabled()


def test_using_a_design_puts_it_into_the_draft_and_leads_to_fine_tune(page, qtbot):
    set_number(page, "num_layers", 3)
    assert page._use.text() == "Use this design"
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    draft = page.session.draft
    assert draft.backbone == BackboneSpec(architecture=ArchitectureSpec(num_layers=3))
    assert draft.fit.learning_rate == 3e-4
    assert page._use.text() == "Next: fine-tune"
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    assert page.session.page == "fine_tune"


def test_an_edit_after_using_a_design_is_to_be_used_again(page, qtbot):
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    set_number(page, "num_layers", 3)
    assert page._use.text() == "Use this design"
    assert page.session.draft.backbone.architecture.num_layers == 4


def test_going_back_to_a_pretrained_backbone_restores_its_training(page, qtbot):
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.origin._buttons[PRETRAINED], Qt.MouseButton.LeftButton)
    assert page._use.text() == "Use this backbone"
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    assert page.session.draft.backbone == BackboneSpec(preset=BUNDLED_NAME)
    assert (page.session.draft.fit.learning_rate, page.session.draft.fit.epochs) == (5e-5, 3)


def test_a_design_is_there_again_after_a_restart_whether_or_not_it_was_used(page, qtbot):
    set_number(page, "num_layers", 11)
    page.session.close()
    from ui.draft import Draft

    session = Session(page.session.workspace, Draft.read(page.session.workspace.path))
    again = build(qtbot, BackbonePage, session)
    assert again.designer.architecture.num_layers == 11
    assert not again.designer.isVisible()
    assert not again.designer.strip.undo.isEnabled()
    session.set_draft(session.draft)
    again.end()
    session.close()


def test_the_page_opens_on_the_designer_while_a_design_is_used(qtbot, session):
    session.set_backbone(BackboneSpec(architecture=ArchitectureSpec(num_layers=2)))
    page = build(qtbot, BackbonePage, session)
    assert page.designer.isVisible()
    assert page.designer.architecture.num_layers == 2
    assert page._use.text() == "Next: fine-tune"
    page.end()


def test_another_batch_size_changes_the_memory(page):
    before = page.designer.numbers.memory.text()
    fit = page.session.draft.fit
    page.session.set_fit(fit.model_copy(update={"batch_size": 128}))
    assert page.designer.numbers.memory.text() != before


def test_all_of_the_designer_is_reached_by_keyboard_in_the_order_in_which_it_is_read(page, qtbot):
    designer = page.designer
    wanted = [
        designer.strip.chips["tiny"],
        designer.strip.chips["small_llama"],
        designer.form.field("kind").control,
        designer.form.field("intermediate_dim").control,
        designer.form.field("positions").control,
        designer.form.field("vocabulary_size").control,
        designer.diagram,
    ]
    order, widget = [], page.origin
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget in wanted and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
    assert order[: len(wanted)] == wanted
    designer.strip.chips["tiny"].setFocus()
    qtbot.keyClick(designer.strip.chips["tiny"], Qt.Key.Key_Space)
    assert designer.architecture == find_architecture("tiny").architecture


@pytest.fixture
def fine_tune(qtbot, session, reviews):
    session.set_data(DataSpec(train=str(reviews)))
    qtbot.waitUntil(lambda: session.profile is not None)
    return build(qtbot, FineTunePage, session)


def test_fine_tune_trains_all_of_a_backbone_from_scratch_and_says_why(fine_tune, session):
    from ui.backbone_choice import use_architecture, use_preset

    trainable = fine_tune._form.field("backbone.trainable").control
    assert trainable.isEnabled()
    session.set_draft(use_architecture(session.draft, ArchitectureSpec()))
    assert not trainable.isEnabled()
    assert "has learned nothing yet" in trainable.toolTip()
    assert "Everything (5.3" in trainable.currentText()
    assert "Encoder 4 × 256 begins with random numbers." in words_of(fine_tune)
    assert "3e-4 and 10 epochs were set for it" in words_of(fine_tune)
    assert fine_tune._start.isEnabled()
    session.set_draft(use_preset(session.draft, BUNDLED_NAME))
    assert trainable.isEnabled()
    assert "random numbers" not in words_of(fine_tune)


def test_fine_tune_warns_of_a_learning_rate_that_is_low_from_scratch(fine_tune, session):
    from ui.backbone_choice import use_architecture

    session.set_draft(use_architecture(session.draft, ArchitectureSpec()))
    session.set_fit(session.draft.fit.model_copy(update={"learning_rate": 2e-5}))
    assert "2e-05 is low for a backbone from scratch" in words_of(fine_tune)
