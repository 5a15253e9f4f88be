"""How the playground's texts are written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from studio.generation import GenerationSettings
from studio.spec import RunSpec
from ui.forms.field import Field
from ui.forms.generation_rows import GENERATION, GenerationRows
from ui.inference.writing import Generation
from ui.widgets import Button, ButtonKind, Card

_NUM_CANDIDATES = 5


class GenerationCard(Card):
    """The settings of generation. They begin as the model was fine-tuned with.

    Signals:
        changed: The user changed a setting.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._own = GenerationSettings()
        self.settings = self._own

        # === Widgets ===
        self.rows = GenerationRows(is_narrow=True)
        self.keeps_candidates = QCheckBox()
        self.reset_button = Button(kind=ButtonKind.QUIET)

        self.keeps_candidates.setChecked(True)

        # === Layout ===
        self.header.addWidget(self.reset_button)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.keeps_candidates)

        # === Signals ===
        self.rows.edited.connect(self._on_rows_edited)
        self.reset_button.clicked.connect(self._on_reset_button_clicked)
        self._show(self._own)

    def generation(self) -> Generation:
        """Return how a text is to be written."""
        return Generation(self.settings, _NUM_CANDIDATES if self.keeps_candidates.isChecked() else 0)

    def set_run(self, spec: RunSpec | None) -> None:
        """Begin with the settings of another run's model."""
        found = None if spec is None else GenerationSettings.of_task(spec.settings)
        self._own = GenerationSettings() if found is None else found
        self._show(self._own)

    def draw_anew(self) -> None:
        """Take another seed, where texts are drawn by chance, so that the next one is another."""
        if self.settings.sampler == "sample":
            self._show(self.settings.with_value("seed", self.settings.seed + 1))

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("How it writes"))
        self.reset_button.setText(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Takes the settings that the model was fine-tuned with"))
        self.keeps_candidates.setText(self.tr("Keep the likeliest tokens"))
        self.keeps_candidates.setToolTip(
            self.tr(
                "The token below the mouse shows them with their probabilities, and a click keeps them in sight. "
                "Writing is a little slower with it, and a beam search has none."
            )
        )
        self.rows.retranslate()

    def _show(self, settings: GenerationSettings) -> None:
        self.settings = settings
        self.rows.show_settings(settings)
        self.reset_button.setEnabled(settings != self._own)

    def _on_rows_edited(self, field: Field) -> None:
        self._show(self.settings.with_value(field.info.path.removeprefix(GENERATION), field.value()))
        self.changed.emit()

    def _on_reset_button_clicked(self) -> None:
        self._show(self._own)
        self.changed.emit()
