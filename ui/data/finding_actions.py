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
        case "faulty" | "mended":
            return FindingAction(_tr("Refuse them"), data.model_copy(update={"faulty_rows": "refuse"}))
        case mendable if mendable.startswith("fault_mend_"):
            return FindingAction(_tr("Mend them"), data.model_copy(update={"faulty_rows": "mend"}))
        case fault if fault.startswith("fault_"):
            return FindingAction(_tr("Leave them out"), data.model_copy(update={"faulty_rows": "leave_out"}))
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("finding_actions", text)
