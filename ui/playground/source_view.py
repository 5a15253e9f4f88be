"""What the models looked at in a source, beside what they wrote."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.attention import Alignment, SourcePart
from ui.attention.reader import AttentionReader, ReadAlignment
from ui.inference.client import InferenceClient
from ui.inference.questions import Answer, Question, Refusal
from ui.inference.requests import AlignmentRequest, ModelText
from ui.playground.source_card import SourceCard
from ui.playground.source_marks import SourceMarks
from ui.playground.writing_box import WritingBox


class SourceView(QObject):
    """Asks for the cross-attention of what was written, and shows that of a token in the source.

    Args:
        client: The process that holds the model.
        boxes: What was written after and before fine-tuning.
        place: In what numbers beside the mouse are shown.

    Attributes:
        card: Names what was looked at most.
        marks: The marks in the source.

    """

    def __init__(self, client: InferenceClient, boxes: Mapping[bool, WritingBox], place: QWidget) -> None:
        super().__init__(place)

        # === State ===
        self._boxes = boxes
        self._source = ""
        self._is_wanted = False
        self._requests: dict[bool, AlignmentRequest] = {}
        self._found: dict[bool, Alignment] = {}
        self._hovered: tuple[bool, int] | None = None
        self._chosen: tuple[bool, int] | None = None
        self._editor: QPlainTextEdit | None = None
        self._reader = AttentionReader(client, self)

        # === Widgets ===
        self.card = SourceCard()
        self.marks = SourceMarks(place)

        # === Signals ===
        self._reader.alignment_read.connect(self._on_reader_alignment_read)
        self._reader.refused.connect(self._on_reader_refused)
        self.card.layer_chosen.connect(self._show)

    def set_editor(self, editor: QPlainTextEdit, *, is_wanted: bool) -> None:
        """Mark in an editor from now on.

        Args:
            editor: It holds the source.
            is_wanted: Whether the task's models read a source before they write.
        """
        self._editor, self._is_wanted = editor, is_wanted
        self.marks.set_editor(editor)

    def clear(self) -> None:
        """Show nothing: another text is written, or by another model."""
        self._requests.clear()
        self._found.clear()
        self._hovered = self._chosen = None
        self.card.clear()
        self._show()

    def ask(self, answer: Answer) -> None:
        """Ask what the model looked at while it wrote an answer."""
        question, writing = answer.question, answer.writing
        if not self._is_wanted or writing is None or not writing.token_ids:
            return
        self._source = _source_of(question)
        source = ModelText(self._source, is_before=question.is_before)
        request = AlignmentRequest(source, writing.text, writing.token_ids)
        self._requests[question.is_before] = request
        self._found.pop(question.is_before, None)
        self._reader.ask(request)

    def hover(self, is_before: bool, place: int | None) -> None:
        """Show what was looked at for the token below the mouse; `None` for the chosen one."""
        self._hovered = None if place is None else (is_before, place)
        self._show()

    def choose(self, is_before: bool, place: int) -> None:
        """Show what was looked at for a token until another one is chosen."""
        self._chosen = (is_before, place)
        self._show()

    def follow(self) -> None:
        """Look whether the source is still the text that was read, or the colours are others."""
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.card.retranslate()

    def _show(self) -> None:
        self.marks.show_parts(self._parts(self._hovered or self._chosen))
        if self._chosen is None or self._chosen[0] not in self._found:
            self.card.show_parts("", "", ())
            return
        token, _ = self._boxes[self._chosen[0]].token(self._chosen[1])
        self.card.show_parts(token, self._source, self._parts(self._chosen))

    def _parts(self, token: tuple[bool, int] | None) -> Sequence[SourcePart]:
        if token is None or self._editor is None or self._editor.toPlainText() != self._source:
            return ()
        found = self._found.get(token[0])
        if found is None or token[1] >= len(found.written_tokens):
            return ()
        return found.source_parts(token[1], self.card.layer)

    def _on_reader_alignment_read(self, read: ReadAlignment) -> None:
        is_before = read.answer.request.source.is_before
        if self._requests.get(is_before) != read.answer.request:
            return
        self._found[is_before] = read.alignment
        self._boxes[is_before].set_ends(read.alignment.ends())
        self.card.show_ready(read.alignment.num_layers)
        self._show()

    def _on_reader_refused(self, refusal: Refusal) -> None:
        request = refusal.request
        if isinstance(request, AlignmentRequest) and self._requests.get(request.source.is_before) == request:
            self.card.show_error(refusal.error)


def _source_of(question: Question) -> str:
    return question.inputs[0][1]
