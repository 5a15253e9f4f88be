"""What a user can say about the rows behind a finding, with one click."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from studio.spec import DataSpec

if TYPE_CHECKING:
    from studio.data import Finding


@dataclass(frozen=True, slots=True)
class FindingAction:
    """A click and what it changes.

    Attributes:
        text: What the button says.
        data: The specification after the click.
    """

    text: str
    data: DataSpec


def action_of(finding: "Finding", data: DataSpec) -> FindingAction | None:
    """Return what is offered about a finding's rows, if there is something. Each has another that takes it back."""
    name, _, label = finding.name.partition("=")
    match name:
        case "no_text" | "no_label" if data.missing_rows == "refuse":
            return FindingAction(_tr("Leave them out"), data.model_copy(update={"missing_rows": "leave_out"}))
        case "no_text" | "no_label":
            return FindingAction(_tr("Refuse them"), data.model_copy(update={"missing_rows": "refuse"}))
        case "missing_label":
            labels = [*data.missing_labels, label]
            return FindingAction(_tr("Leave them out"), data.model_copy(update={"missing_labels": labels}))
        case "not_a_class":
            labels = [known for known in data.missing_labels if known != label]
            return FindingAction(_tr("Count as a class"), data.model_copy(update={"missing_labels": labels}))
        case "not_accepted" if data.annotator_answers == "honour":
            return FindingAction(_tr("Use them, too"), data.model_copy(update={"annotator_answers": "disregard"}))
        case "not_accepted":
            return FindingAction(_tr("Leave them out"), data.model_copy(update={"annotator_answers": "honour"}))
        case "equal_target":
            is_used = data.equal_targets == "use"
            text, choice = (_tr("Leave them out"), "leave_out") if is_used else (_tr("Use them, too"), "use")
            return FindingAction(text, data.model_copy(update={"equal_targets": choice}))
        case "faulty" | "mended":
            return FindingAction(_tr("Refuse them"), data.model_copy(update={"faulty_rows": "refuse"}))
        case fault if fault.startswith("fault_"):
            is_mendable = fault.startswith("fault_mend_")
            text, choice = (_tr("Mend them"), "mend") if is_mendable else (_tr("Leave them out"), "leave_out")
            return FindingAction(text, data.model_copy(update={"faulty_rows": choice}))
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("finding_actions", text)
