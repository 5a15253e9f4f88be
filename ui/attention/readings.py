"""What a model said of the text that stands there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.attention import AttributionMethod, MapKind
from studio.errors import StudioError
from ui.attention.reader import AttentionReader, ReadMaps, ReadWalk
from ui.inference.client import InferenceClient
from ui.inference.questions import Refusal
from ui.inference.requests import AttributionAnswer, AttributionRequest, MapsRequest, ModelText, WalkRequest


class Readings(QObject):
    """Asks for the maps of a text, an attribution and the numbers of a head, and keeps what came.

    An answer about another text than the one that stands there is left out.

    Args:
        client: The process that is asked first.
        source: Returns the text that stands there.

    Attributes:
        maps: The maps that came last; `None` before any.
        attribution: The attribution that came last.

    Signals:
        maps_read: A `ReadMaps`.
        attribution_read: An `AttributionAnswer`.
        walk_read: A `ReadWalk`.
        walk_refused: The `StudioError` that tells why there are no numbers of a head.
        refused: There are no maps, or no attribution: see `error`.
        waiting_changed: Something was asked, answered or given up.
    """

    maps_read = Signal(object)
    attribution_read = Signal(object)
    walk_read = Signal(object)
    walk_refused = Signal(object)
    refused = Signal()
    waiting_changed = Signal()

    def __init__(self, client: InferenceClient, source: Callable[[], ModelText], parent: QObject | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self.maps: ReadMaps | None = None
        self.attribution: AttributionAnswer | None = None
        self._source = source
        self._target: str | None = None
        self._errors: dict[type, StudioError] = {}
        self._reader = AttentionReader(client, self)

        # === Signals ===
        self._reader.maps_read.connect(self._on_reader_maps_read)
        self._reader.attribution_read.connect(self._on_reader_attribution_read)
        self._reader.walk_read.connect(self._on_reader_walk_read)
        self._reader.refused.connect(self._on_reader_refused)
        self._reader.waiting_changed.connect(self.waiting_changed)

    # === What is known ===

    def maps_source(self) -> ModelText | None:
        """Return what the maps are of."""
        return None if self.maps is None else self.maps.answer.request.source

    def has_maps(self) -> bool:
        """Whether the maps of the text that stands there are known."""
        return self.maps is not None and self.maps_source() == self._source()

    def error(self, kind: type) -> StudioError | None:
        """Return why a kind of request was refused; `None` if it was not."""
        refused = self._errors.get(kind)
        return self._reader.client.attention_error or refused if kind is MapsRequest else refused

    def is_waiting(self, *kinds: type) -> bool:
        """Whether a request of one of these kinds, or of any, is under way."""
        return any(self._reader.is_waiting(kind) for kind in kinds or (MapsRequest, AttributionRequest, WalkRequest))

    # === Asking ===

    def forget(self, client: InferenceClient) -> None:
        """Forget what another model said, and ask this process from now on."""
        self._reader.set_client(client)
        self._reader.forget()
        self.maps = self.attribution = self._target = None
        self._errors.clear()

    def forget_errors(self) -> None:
        """Forget why something was refused, because it is asked anew."""
        self._errors.clear()

    def ask_maps(self) -> None:
        """Ask for the maps, unless this model has none to show."""
        if self._reader.client.attention_error is None:
            self._reader.ask(MapsRequest(self._source()))

    def ask_attribution(self, method: AttributionMethod) -> None:
        """Ask what speaks for the chosen class, unless that is known."""
        request = AttributionRequest(self._source(), method, self._target)
        if self.attribution is None or self.attribution.request != request:
            self._errors.pop(AttributionRequest, None)
            self._reader.ask(request)

    def choose_target(self, target: str | None) -> None:
        """Speak of another class from now on; `None` is the likeliest."""
        self._target = target

    def ask_walk(self, kind: MapKind, layer: int, head: int) -> None:
        """Ask for the numbers of a head, where its map is known."""
        if self.has_maps():
            self._reader.ask(WalkRequest(self._source(), kind, layer, head))

    # === Answers ===

    def _on_reader_maps_read(self, read: ReadMaps) -> None:
        if read.answer.request.source == self._source():
            self.maps = read
            self.maps_read.emit(read)

    def _on_reader_attribution_read(self, answer: AttributionAnswer) -> None:
        if answer.request.source == self._source():
            self.attribution = answer
            self.attribution_read.emit(answer)

    def _on_reader_walk_read(self, read: ReadWalk) -> None:
        if read.answer.request.source == self._source():
            self.walk_read.emit(read)

    def _on_reader_refused(self, refusal: Refusal) -> None:
        request = refusal.request
        if request.source != self._source():
            return
        if isinstance(request, WalkRequest):
            self.walk_refused.emit(refusal.error)
        else:
            self._errors[type(request)] = refusal.error
            self.refused.emit()
