"""The model that is looked into: that of a run, in the playground's process, or a preset in one of its own."""

from PySide6.QtCore import QObject, Signal

from studio.catalogue import describe_backbone
from studio.errors import StudioError
from studio.runs import RunFolder
from ui.attention.model_combo import BareModel
from ui.inference.client import InferenceClient, WorkerState


class AskedModel(QObject):
    """Knows which process is to be asked, and starts and ends that of a preset.

    Args:
        run_client: The process that holds the model of the run; others start and end it.

    Attributes:
        run: The run; `None` without one.
        preset: The preset that is looked into instead; `None` for the run.

    Signals:
        state_changed: The process that is to be asked is in another state.
        preset_failed: The `StudioError` of a preset's process that died.
    """

    state_changed = Signal()
    preset_failed = Signal(object)

    def __init__(self, run_client: InferenceClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: RunFolder | None = None
        self.preset: BareModel | None = None
        self._run_client = run_client
        self._preset_client = InferenceClient(self)
        self._preset_client.failed.connect(self.preset_failed)
        for client in (self._run_client, self._preset_client):
            client.state_changed.connect(lambda _state, client=client: self._on_client_state_changed(client))

    @property
    def client(self) -> InferenceClient:
        """The process that is to be asked."""
        return self._run_client if self.preset is None else self._preset_client

    @property
    def can_attribute(self) -> bool:
        """Whether the model gives answers that can be explained."""
        return self.preset is None and self.run is not None and self._run_client.can_attribute

    @property
    def gives_no_classes(self) -> bool:
        """Whether a run is asked whose task knows no classes."""
        return self.preset is None and self.run is not None and not self.run.spec().task.has_classes

    @property
    def has_dead_preset(self) -> bool:
        """Whether the process of the preset died and was not started again."""
        return self._preset_client.state is WorkerState.DEAD

    def open_preset(self) -> bool:
        """Load the preset if it is not loaded, and return whether that has begun just now."""
        if self.preset is None or self.has_dead_preset:
            return False
        is_new = self._preset_client.state is WorkerState.OFF
        self._preset_client.open_preset(self.preset.name)
        return is_new

    def close_preset(self) -> None:
        """End the process of the preset."""
        self._preset_client.close()

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the model, as two-letter codes; empty where they are not known."""
        if self.preset is not None:
            return self.preset.languages
        if self.run is None:
            return ()
        try:
            info = describe_backbone(self.run.spec().backbone)
        except StudioError:
            # The backbone's folder is gone; the run's model is not.
            return ()
        return info.languages if info is not None else ()

    def words(self, *, is_before: bool) -> str:
        """Return what the model is called in what is saved."""
        if self.preset is not None:
            return self.preset.label
        name = self.run.name() if self.run is not None else ""
        return f"{name} · {self.tr('before fine-tuning')}" if is_before else name

    def _on_client_state_changed(self, client: InferenceClient) -> None:
        if client is self.client:
            self.state_changed.emit()
