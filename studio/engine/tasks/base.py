"""What the engine asks of a task."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import tensorflow as tf

from studio.answers import Answer, Arrays
from studio.data import DataSource, SplitRows
from studio.data.targets import Targets
from studio.engine.models.graphs import compiled, tensors
from studio.engine.models.text_model import TextModel
from studio.engine.models.tokens_read import TokensRead
from studio.engine.tasks.evaluation import Evaluation, Evaluator
from studio.engine.tasks.explained import Explained
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples, iter_chunks
from studio.engine.texts.packed_text import PackedText
from studio.engine.texts.showing import ShownTargets, show_targets
from studio.exports import CLASS_NAMES_NAME
from studio.jobs import Progress
from studio.layers import TransformerBackbone
from studio.messages import Message
from studio.schema import Schema
from studio.settings import SpecPart

DEFAULT_BATCH_SIZE = 32
# So many texts are sorted by length at once: enough for even batches, few enough for any memory.
CHUNK_SIZE = 4096

Report = Callable[[Progress], None]
# What an encoder and a decoder read.
Sides = tuple[PackedText, PackedText]
# From float32 logits and the targets by name to a batch's summed loss, inside a graph.
Loss = Callable[[Any, Mapping[str, Any]], Any]
# From a batch to what the model says of it: arrays by name whose first axis is the batch's.
Ask = Callable[[Batch], Arrays]


class GraphAsker:
    """Asks a model by a graph that is traced once for batches of any shape.

    Args:
        model: The model.
        outputs: What the graph gives: from the model and its inputs, tensors by name.
    """

    def __init__(self, model: TextModel, outputs: Callable[[TextModel, dict[str, Any]], dict[str, Any]]) -> None:
        self._graph: Any = compiled(model, outputs)

    def __call__(self, batch: Batch) -> Arrays:
        """Return what the model says of a batch."""
        return {name: tensor.numpy() for name, tensor in self._graph(tensors(batch.inputs)).items()}

    @property
    def num_traces(self) -> int:
        """How many graphs were made so far."""
        return int(self._graph.experimental_get_tracing_count())


class EngineTask(ABC):
    """All that is done differently for each task. It holds nothing: what it works on is handed in.

    Attributes:
        target_specs: The targets of its batches by name, as `tf.TensorSpec`: what they are, whatever the batch.
        CLASS_NAMES_FILE: The file beside an export that names the classes, one a line.
    """

    target_specs: ClassVar[Mapping[str, Any]]
    CLASS_NAMES_FILE: ClassVar[str] = CLASS_NAMES_NAME

    def target_specs_of(self, model: TextModel) -> Mapping[str, Any]:
        """Return the targets of the batches of a model: by default `target_specs`."""
        return self.target_specs

    # === Network ===

    @property
    @abstractmethod
    def network_type(self) -> Any:
        """KerasHub's class of what stands on a pretrained backbone: a subclass of `keras_hub.models.Task`."""

    @abstractmethod
    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Return what a fresh head on a pretrained backbone is made with, beside the backbone and the preprocessor.

        Args:
            schema: What is remembered of the data.
        """

    @abstractmethod
    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> Any:
        """Return a network on a backbone of the studio's own layers.

        Args:
            backbone: With random weights.
            tokenizer: What was learned for it.
            schema: What is remembered of the data.
        """

    def scratch_settings(self, settings: SpecPart) -> dict[str, Any]:
        """Return what a backbone from scratch is built with beside its architecture: by default nothing.

        Args:
            settings: The task's own, as the specification gives them.
        """
        return {}

    def prepare_network(  # noqa: B027 - most networks depend on nothing else
        self, network: Any, settings: SpecPart, schema: Schema, folder: Path | None
    ) -> None:
        """Set what a fresh network depends on beside its sizes: by default nothing.

        Args:
            network: The network.
            settings: The task's own, as the specification gives them.
            schema: What is known of the data.
            folder: The folder of its pretrained backbone; `None` for one from scratch.

        Raises:
            PresetError: if the backbone was trained with what the task does not have.
        """

    def complete_saved(  # noqa: B027 - most networks are saved whole
        self, network: Any, settings: Mapping[str, Any], folder: Path
    ) -> None:
        """Add to a saved network what its class does not bring: by default nothing.

        Args:
            network: The network, as it was loaded.
            settings: The task's own, as the model remembers them.
            folder: Where it was loaded from.
        """

    def remembered_settings(self, network: Any, settings: SpecPart, folder: Path | None) -> dict[str, Any]:
        """Return the task's settings as a model remembers them: by default as they are.

        Args:
            network: The network.
            settings: The task's own, as the specification gives them.
            folder: The folder of its pretrained backbone; `None` for one from scratch.

        Raises:
            InputError: if one of them does not fit the network.
        """
        return settings.model_dump(mode="json")

    # === Training ===

    @abstractmethod
    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return what the model reads of some rows.

        Args:
            model: The model.
            inputs: By the names of the task's inputs, a text for each row.
            targets: What is to be found; `None` where the model is asked.
        """

    def example_chunks(self, model: TextModel, split: SplitRows) -> Iterator[tuple[Examples, int]]:
        """Yield the examples of a split's rows in batches, each with the number of its rows."""
        for inputs, targets in iter_chunks(split, CHUNK_SIZE):
            yield self.examples(model, inputs, targets), len(targets)

    def notes(self, model: TextModel) -> Sequence[Message]:
        """Return what is to be said of a run when it starts: by default nothing.

        Args:
            model: The model that is trained.
        """
        return ()

    @abstractmethod
    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return what cuts the batches that are trained on.

        Args:
            model: The model.
            split: The rows.
            examples: What was made of them.
            seed: What is drawn by chance depends on it, the epoch and the example alone.
        """

    def step_batches(self, batches: Sequence[Batch]) -> Sequence[Batch]:
        """Return the batches of a step, each with what it has to know of the others: by default as they are."""
        return batches

    def can_cut_batches(self, settings: SpecPart, schema: Schema) -> bool:
        """Return whether a batch may be computed in parts: not where the loss compares its examples with each other.

        Args:
            settings: The task's own, as the specification gives them.
            schema: What is remembered of the training part.
        """
        return True

    @abstractmethod
    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> Evaluator:
        """Return what measures a split, always in the same way, and shows examples of it."""

    @abstractmethod
    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the loss that is trained by.

        Args:
            settings: The task's own, as the specification gives them.
            schema: What is remembered of the training part.
        """

    def tokens_read(self, network: Any, inputs: Mapping[str, Any]) -> TokensRead | None:
        """Return which of its backbone's token vectors the network reads; `None`, as by default: all.

        Args:
            network: The model's network.
            inputs: A batch, by the names of its arrays.
        """
        return None

    def training_outputs(self, network: Any, inputs: Mapping[str, Any]) -> Any:
        """Return what the loss is computed of, in float32, inside a graph: by default the network's output.

        Args:
            network: The model's network.
            inputs: A batch that is trained on, by the names of its arrays.
        """
        return tf.cast(network(inputs, training=True), tf.float32)

    def asked_outputs(self, network: Any, inputs: Mapping[str, Any]) -> Any:
        """Return what `outputs` are made of, inside a graph: by default the network's output, in float32.

        Args:
            network: The model's network.
            inputs: A batch that is measured on, by the names of the network's inputs.
        """
        return tf.cast(network(inputs, training=False), tf.float32)

    def finish_schema(self, schema: Schema, settings: SpecPart, validation: Evaluation | None) -> Schema:
        """Return what the best model remembers, once it was measured: by default what it did before.

        Args:
            schema: What was remembered of the training part.
            settings: The task's own.
            validation: What was measured on the validation part with the best weights; `None` where there is none.
        """
        return schema

    @abstractmethod
    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return what measuring needs of a batch, inside a graph: from what `asked_outputs` gave, tensors by name."""

    @abstractmethod
    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write what the model says about the splits that were measured, as a Parquet file with a column `text`."""

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return what is to be said of an example of a batch, in words, for who looks at the batch."""
        return show_targets(batch, place, model.info.schema.class_names)

    # === Answering ===

    def answer_batcher(self, model: TextModel, examples: Examples) -> Batcher:
        """Return what cuts batches of examples that are asked about."""
        return Batcher(model, examples)

    def asker(self, model: TextModel) -> Ask:
        """Return what asks the model about a batch: by default `answer_outputs`, compiled once.

        Args:
            model: The model.
        """
        return GraphAsker(model, self.answer_outputs)

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return what answers are made of, inside a graph. Whoever has an `asker` of its own needs none.

        Args:
            model: The model.
            inputs: Its inputs: int32 tensors of shape `(batch, length)` by name.

        Returns:
            Tensors by name whose first axis is the batch's.
        """
        raise NotImplementedError

    @abstractmethod
    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the answers to some rows, in their order.

        Args:
            model: The model.
            inputs: By the names of the task's inputs, a text for each row.
            examples: What `examples` made of them; it may be several for a row.
            outputs: For each example what `answer_outputs` gave for it, without the axis of the batch. Axes of tokens
                are as long as the longest example of its batch.
        """

    def check_answers(  # noqa: B027 - most tasks answer whatever they are asked
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], answers: Sequence[Answer]
    ) -> None:
        """Check that the questions of a user could be answered. Rows of files are answered as far as they can be.

        Raises:
            InputError: names the first that could not.
        """

    def check_source(  # noqa: B027
        self, source: DataSource, columns: Mapping[str, str], report: Report
    ) -> None:
        """Check that all rows of a data set can be answered, before the model is loaded. Rows without texts are passed.

        Args:
            source: The data set.
            columns: From the names of the task's inputs to columns.
            report: Called with the progress.

        Raises:
            DataError: names the first that cannot.
        """

    def explained(self, model: TextModel) -> Explained | None:
        """Return which numbers behind the answers can be explained; `None` where none can."""
        return None

    def sides(self, model: TextModel, text: str, written: str | Sequence[int] | None) -> Sides | None:
        """Return what an encoder reads of a text, and a decoder of another one.

        Args:
            model: The model.
            text: What the encoder reads.
            written: The other text, or its tokens; `None` for what the model itself writes.

        Returns:
            `None` where both sides read the same, as for a class, or there is only one.
        """
        return None

    # === Exporting ===

    @abstractmethod
    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return what an export answers, inside a graph.

        Args:
            model: The model.
            inputs: tf.string tensors of shape `(batch,)`, by the names of the task's inputs.
        """

    def num_tolerated(self, model: TextModel, num_rows: int) -> int:
        """Return in how many rows an export may answer otherwise than the studio: by default in none.

        Args:
            model: The model.
            num_rows: How many are compared.
        """
        return 0

    def more_signatures(self, model: TextModel) -> Mapping[str, tuple[Callable[..., Any], Sequence[Any]]]:
        """Return what an export offers beside `serving_default`: by name, functions and what they are called with.

        Args:
            model: The model.
        """
        return {}

    def resources(self, model: TextModel) -> Sequence[Any]:
        """Return what an export must keep beside the model and its tokenizer, such as further tokenizers."""
        return ()

    @abstractmethod
    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return what an export must say where the studio gives these answers, by the names of its outputs."""

    def check_inputs(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return rows to check an export on, made from rows of the run's data.

        Args:
            model: The model.
            inputs: By the names of the task's inputs, a text for each row.
        """
        return {name: list(texts) for name, texts in inputs.items()}
