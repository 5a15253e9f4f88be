"""The columns of a file that a model is given: a box for each of its inputs."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio.columns import names_of
from studio.runs import RunFolder
from ui import theme
from ui.text import studio_text
from ui.tips import plain_tip

if TYPE_CHECKING:
    from ui.reading.data_reading import Opening

_WIDTH = 240


class FileColumns(QWidget):
    """Says which column holds which input; what the training data had is chosen where the file has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._run: RunFolder | None = None
        self._opening: Opening | None = None

        # === Widgets ===
        self.combos: dict[str, QComboBox] = {}

        # === Layout ===
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_S)
        self._make(("text",))

    def set_run(self, run: RunFolder | None) -> None:
        """Ask for the inputs of another run's task."""
        self._run = run
        self._make(("text",) if run is None else run.spec().task.inputs)

    def show_opening(self, opening: "Opening") -> None:
        """Offer the columns of a file."""
        self._opening = opening
        for name, combo in self.combos.items():
            combo.clear()
            combo.addItems(opening.source.column_names)
            chosen = next((column for _, column in self._known(name) if opening.source.has_column(column)), "")
            combo.setCurrentIndex(max(0, combo.findText(chosen)))

    def chosen(self) -> dict[str, str]:
        """Return the columns that were chosen, by role: a column of tokens keeps its own."""
        found = {}
        for name, combo in self.combos.items():
            column = combo.currentText()
            role = next((role for role, known in self._known(name) if known == column), name)
            found[role] = column
        return found

    def title(self) -> str:
        """Return what the boxes are, in the language that is shown now."""
        return self.tr("Column with the text") if len(self.combos) == 1 else self.tr("Columns with the texts")

    def retranslate(self) -> None:
        """Take the words of another language."""
        labels: dict[str, str] = {}
        if self._run is not None:
            labels = {role.name: studio_text(role.label) for role in self._run.spec().task.roles}
        is_one = len(self.combos) == 1
        for name, combo in self.combos.items():
            label = self.title() if is_one else labels.get(name, name)
            combo.setAccessibleName(label)
            combo.setToolTip("" if is_one else plain_tip(label))

    def _known(self, name: str) -> list[tuple[str, str]]:
        """Return the columns that usually hold an input, the likeliest first, each with its role."""
        if self._run is None or self._opening is None:
            return []
        spec = self._run.spec()
        task = spec.task
        roles = [name]
        if name == task.inputs[0]:
            # Lists of tokens or messages, and what a conversation is made of otherwise.
            roles += [role.name for role in task.roles if role.kind in ("tokens", "messages")]
        return [
            (role, column)
            for columns in (spec.data.columns, self._opening.columns)
            for role in roles
            for column in names_of(columns, role)
        ]

    def _make(self, names: tuple[str, ...]) -> None:
        if tuple(self.combos) == names:
            return
        for combo in self.combos.values():
            self._layout.removeWidget(combo)
            combo.hide()
            combo.deleteLater()
        self.combos = {name: QComboBox() for name in names}
        for combo in self.combos.values():
            combo.setMinimumWidth(_WIDTH if len(names) == 1 else _WIDTH * 2 // 3)
            self._layout.addWidget(combo)
        self.retranslate()
