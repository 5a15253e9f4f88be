"""What a design takes: parameters, memory, operations, time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from studio.architecture import ArchitectureSpec
from studio.catalogue import describe_architecture
from studio.devices import Computer, probe
from studio.planning.architecture_sizes import Sizes, architecture_sizes
from studio.planning.forecast import Room
from studio.sizes import MemoryUse
from ui import theme
from ui.backbone_choice import use_architecture
from ui.designer.parts import PartKind
from ui.designer.parts_bar import BarPart, PartsBar
from ui.jobs import ThreadJob
from ui.outlook.run_outlook import RunOutlook
from ui.session import Session
from ui.text import (
    THIN_SPACE,
    fill,
    format_about,
    format_bytes,
    format_count,
    format_operations,
    format_parameters,
    format_percent,
)
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets.card import Card
from ui.widgets.label import Label, LabelKind
from ui.words import preset_words

_BATCH_WORDS = "for batches of {batch} {batch:text|texts} with {length} {length:token|tokens}"
_TIGHT = 0.75
_VALUE_HEIGHT = 30
_UNBROKEN_SPACE = "\u202f"


class NumbersCard(Card):
    """Key numbers of a design, for the batch and the length of texts that the draft has now.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()

        # === State ===
        self._session = session
        self._architecture = ArchitectureSpec()
        self._computer: Computer | None = None
        self._outlook = RunOutlook(session)

        # === Widgets ===
        self.parameters, self.memory, self.operations, self.time = (_Number() for _ in range(4))
        self.bar = PartsBar()

        # === Layout ===
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        for column, number in enumerate((self.parameters, self.memory, self.operations, self.time)):
            grid.addWidget(number, 0, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addWidget(self.bar)

        # === Jobs ===
        self._job = ThreadJob(lambda report, is_cancelled: probe())
        self._job.finished.connect(self._on_job_finished)
        self._job.start()

    def show_architecture(self, architecture: ArchitectureSpec) -> None:
        """Show what a design takes with the session's present settings."""
        self._architecture = architecture
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        sizes = self._sizes()
        self.set_title(self.tr("What it takes"))
        self.set_aside(fill(_BATCH_WORDS, {"batch": sizes.batch_size, "length": sizes.sequence_length}))
        self._show_parameters(sizes)
        self._show_memory(sizes.training)
        self._show_operations(sizes)
        self._show_time()

    def _sizes(self) -> Sizes:
        draft = self._session.draft
        return architecture_sizes(self._architecture, draft.fit, draft.data, self._computer, draft.task)

    def _show_parameters(self, sizes: Sizes) -> None:
        counts = sizes.parameters
        use = preset_words.use(describe_architecture(self._architecture))
        self.parameters.set_words(self.tr("Parameters"), format_parameters(counts.total), use)
        self.parameters.setToolTip(
            self.tr("{count} parameters, if the tokenizer learns as many tokens as it may.").format(
                count=format_count(counts.total)
            )
        )
        entries = (
            (PartKind.EMBEDDING, self.tr("Embeddings"), counts.embeddings),
            (PartKind.ATTENTION, self.tr("Attention"), counts.attention),
            (PartKind.FEED_FORWARD, self.tr("Feed-forward"), counts.feed_forward),
            (PartKind.NORM, self.tr("Normalization"), counts.normalization),
        )
        self.bar.set_parts(tuple(BarPart(kind, name, format_parameters(count), count) for kind, name, count in entries))

    def _show_memory(self, use: MemoryUse) -> None:
        note, tone = "", Tone.TEXT
        num_bytes = use.total_bytes
        if self._computer is not None:
            num_bytes, note, tone = self._compare(use, self._computer)
        self.memory.set_words(self.tr("Memory to train"), f"≈ {format_bytes(num_bytes)}", note, tone)
        parts = (
            (self.tr("Weights"), use.weights_bytes),
            (self.tr("Gradients"), use.gradients_bytes),
            (self.tr("AdamW's moments"), use.moments_bytes),
            (self.tr("Activations"), use.activations_bytes),
            (self.tr("The program"), use.program_bytes),
        )
        self.memory.setToolTip(wrapped_tip("\n".join(f"{name}: {format_bytes(size)}" for name, size in parts)))

    def _compare(self, use: MemoryUse, computer: Computer) -> tuple[int, str, Tone]:
        """Return the memory, how much of the device's that is, and whether it is too much."""
        room = Room.of(computer)
        num_bytes, whole = room.used_by(use), format_bytes(room.total_bytes)
        if not room.holds(use):
            return num_bytes, self.tr("More than fits into {whole}: take smaller batches").format(whole=whole), Tone.BAD
        fraction = num_bytes / room.total_bytes
        text = self.tr("{percent} of this computer's {whole}")
        if room.is_accelerator:
            text = self.tr("{percent} of the GPU's {whole}")
        note = text.format(percent=format_percent(fraction), whole=whole)
        return num_bytes, note, Tone.WARN if fraction > _TIGHT else Tone.TEXT

    def _show_operations(self, sizes: Sizes) -> None:
        forward = self.tr("to train; {count} to run").format(count=format_operations(sizes.operations.forward))
        value = format_operations(sizes.operations.training)
        self.operations.set_words(self.tr("For each token"), value, forward)
        self.operations.setToolTip(
            wrapped_tip(
                self.tr(
                    "Floating-point operations: two for each weight of a product, and the attention's own, which grow "
                    "with the length of the text. Training takes three times as many as running."
                )
            )
        )

    def _show_time(self) -> None:
        draft = use_architecture(self._session.draft, self._architecture)
        outlook = self._outlook.of(draft, describe_architecture(self._architecture), self._computer)
        duration = None if outlook is None else outlook.duration
        if duration is None:
            self.time.set_words(self.tr("Time to train"), "–", self.tr("known once the data is read"))
            return
        epochs = self.tr("%Ln epochs of your data", None, draft.fit.epochs)
        self.time.set_words(self.tr("Time to train"), f"≈ {format_about(duration.seconds)}", epochs)

    def _on_job_finished(self, computer: Computer) -> None:
        self._computer = computer
        self.retranslate()


class _Number(QWidget):
    """A caption, a large number, a note."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = Label(tone=Tone.MUTED)
        self._value = Label("–", LabelKind.KEY_NUMBER)
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self._note.setFont(theme.small_font())
        self._note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Letters of other scripts are higher: the notes stay in line.
        self._value.setFixedHeight(_VALUE_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self._caption, self._value, self._note):
            layout.addWidget(label)
        layout.addStretch(1)

    def set_words(self, caption: str, value: str, note: str, tone: Tone = Tone.TEXT) -> None:
        """Show a number, written out with its unit."""
        self._caption.setText(caption)
        self._value.setText(value)
        self._value.set_tone(tone)
        # A line does not end between a number and its unit.
        self._note.setText(note.replace(THIN_SPACE, _UNBROKEN_SPACE))
        self._note.set_tone(Tone.MUTED if tone is Tone.TEXT else tone)
        self.setAccessibleName(f"{caption}: {value} {note}".strip())

    def text(self) -> str:
        """Return the number."""
        return self._value.text()

    def note(self) -> str:
        """Return the note."""
        return self._note.text().replace(_UNBROKEN_SPACE, THIN_SPACE)
