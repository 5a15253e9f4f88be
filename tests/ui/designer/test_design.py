from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from ui.designer.design import Design


def test_a_change_that_fits_becomes_the_architecture():
    design = Design(ArchitectureSpec())
    design.set_value("num_layers", 7)
    assert design.architecture == ArchitectureSpec(num_layers=7)
    assert design.contradiction is None


def test_a_contradiction_keeps_the_last_architecture_and_what_was_typed():
    design = Design(ArchitectureSpec())
    design.set_value("hidden_dim", 250)
    assert design.contradiction.field == "hidden_dim"
    assert design.values["hidden_dim"] == 250
    assert design.architecture == ArchitectureSpec()
    design.set_value("num_heads", 5)
    assert design.contradiction is None
    assert design.architecture.hidden_dim == 250


def test_the_usual_feed_forward_width_follows_the_hidden_width_even_while_that_is_typed():
    design = Design(ArchitectureSpec())
    for typed in (51, 512):
        design.set_value("hidden_dim", typed)
    assert design.architecture.intermediate_dim == 2048


def test_a_feed_forward_width_of_the_users_own_stays():
    design = Design(ArchitectureSpec(intermediate_dim=700))
    design.set_value("hidden_dim", 512)
    assert design.architecture.intermediate_dim == 700


def test_changes_are_taken_back_one_by_one():
    design = Design(ArchitectureSpec())
    design.set_value("num_layers", 6)
    design.replace(find_architecture("small_llama").architecture)
    design.undo()
    assert design.architecture == ArchitectureSpec(num_layers=6)
    assert design.can_undo
    design.undo()
    assert design.architecture == ArchitectureSpec()
    assert not design.can_undo


def test_typing_one_number_is_one_change():
    design = Design(ArchitectureSpec())
    for typed in (12, 128, 1280):
        design.set_value("max_sequence_length", typed)
    design.undo()
    assert design.architecture == ArchitectureSpec()


def test_replacing_a_design_by_itself_is_no_change():
    design = Design(ArchitectureSpec())
    design.replace(ArchitectureSpec())
    assert not design.can_undo


def test_a_contradiction_can_be_taken_back():
    design = Design(ArchitectureSpec())
    design.set_value("hidden_dim", 250)
    design.undo()
    assert design.contradiction is None
    assert design.values["hidden_dim"] == 256
