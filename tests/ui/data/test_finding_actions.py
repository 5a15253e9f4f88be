"""What is offered about the rows behind a finding."""

from studio.data import Finding
from studio.messages import Message
from studio.spec import DataSpec
from ui.data.finding_actions import action_of


def offered(name, **data):
    action = action_of(Finding("warning", Message("words", {}), name=name), DataSpec(train="a.csv", **data))
    return action.text, action.data


def test_targets_equal_to_their_source_are_left_out_with_a_click_and_taken_back_with_another():
    text, data = offered("equal_target")
    assert (text, data.equal_targets) == ("Leave them out", "leave_out")
    text, data = offered("equal_target", equal_targets="leave_out")
    assert (text, data.equal_targets) == ("Use them, too", "use")


def test_faults_that_can_be_mended_are_and_others_are_left_out():
    assert offered("fault_mend_unanswered")[1].faulty_rows == "mend"
    assert offered("fault_out_of_order")[1].faulty_rows == "leave_out"
