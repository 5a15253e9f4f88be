"""Training on TensorFlow: one graph for a step, traced once for batches of any shape."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np
import tensorflow as tf

from studio.engine import tasks
from studio.engine.backends.adamw import AdamW
from studio.engine.backends.base import State, StepResult, StepTooLargeError
from studio.engine.backends.fast_layers import FastLayers, answering
from studio.engine.backends.memory import is_memory_full
from studio.engine.models.graphs import tensors
from studio.engine.models.precision import Precision, in_float32
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import Loss
from studio.engine.texts.batches import Batch
from studio.spec import FitSpec


class TensorFlowBackend:
    """Trains a model with AdamW.

    Args:
        model: Built under the dtype policy that `precision` names.
        fit: `weight_decay`, `clip_norm` and `accumulation_steps` are read.
        precision: How the training step computes. Evaluation always computes in float32.
        uses_stack: Whether training steps compute encoder layers through the attention stack, which needs a processor.
            `None`: as the precision says.
        loss: What is trained by. `None`: the loss of the model's task, its settings left alone.
        input_names: The arrays of a batch that is trained on. `None`: those that the model takes.
        has_still_backbone: Whether the backbone drops nothing out in training, as where it is frozen whole.
    """

    def __init__(
        self,
        model: TextModel,
        fit: FitSpec,
        precision: Precision,
        uses_stack: bool | None = None,
        loss: Loss | None = None,
        input_names: Sequence[str] | None = None,
        has_still_backbone: bool = False,
    ) -> None:
        # === State ===
        self._task = tasks.get(model.info.task)
        self._network = model.network
        self._variables = list(model.network.trainable_variables)
        self._loss = loss or self._task.loss(model.info.task.settings(), model.info.schema)
        self._clip_norm = fit.clip_norm
        self._precision = precision
        self._layers = FastLayers(model.network, precision, uses_stack)
        self._has_still_backbone = has_still_backbone
        self._num_steps = 0
        self._optimizer = AdamW(self._variables, fit.weight_decay)
        self._sums = self._optimizer.zeros() if fit.accumulation_steps > 1 else []
        # How many updates have begun: whether a step that failed has changed weights.
        self._num_begun = tf.Variable(0, dtype=tf.int64)
        weight_ids = {id(variable) for variable in model.network.weights}
        self._seeds = [variable for variable in model.network.variables if id(variable) not in weight_ids]
        # === Graphs ===
        trained, asked = _input_specs(model, input_names or model.input_names), _input_specs(model, model.input_names)
        targets = dict(self._task.target_specs_of(model))
        number, scalars = tf.TensorSpec((), tf.float32), tf.TensorSpec((4,))
        self._train = _graph(self._train_whole, trained, targets, number, scalars)
        self._accumulate = _graph(self._add_gradients, trained, targets, number)
        self._apply = _graph(self._apply_sums, scalars)
        self._evaluate = _graph(self._outputs, asked, targets)

    @property
    def num_stack_layers(self) -> int:
        """How many Transformer layers training steps compute through the attention stack."""
        return self._layers.num_stack_layers

    # === Steps ===

    def train_step(self, batches: Sequence[Batch], learning_rate: float) -> StepResult:
        """Change the weights once. See `Backend`."""
        num_begun = int(self._num_begun)
        try:
            result = self._step(self._task.step_batches(batches), learning_rate)
        except Exception as error:
            if not is_memory_full(error):
                raise
            self._clear_sums()
            raise StepTooLargeError(is_begun=int(self._num_begun) != num_begun) from error
        self._num_steps += 1
        return result

    def _step(self, batches: Sequence[Batch], learning_rate: float) -> StepResult:
        scalars = tf.constant(self._optimizer.scalars(self._num_steps + 1, learning_rate), tf.float32)
        share = tf.constant(1.0 / max(1, sum(batch.num_targets for batch in batches)), tf.float32)
        if len(batches) > 1 and not self._sums:
            self._sums = self._optimizer.zeros()
        with self._precision.in_training():
            if not self._sums:
                loss, norm = self._train(*_given(batches[0]), share, scalars)
                return StepResult(float(loss), float(norm))
            losses = [self._accumulate(*_given(batch), share) for batch in batches]
            norm = self._apply(scalars)
        return StepResult(float(sum(float(loss) for loss in losses)), float(norm))

    def _clear_sums(self) -> None:
        for total in self._sums:
            total.assign(tf.zeros_like(total))

    def outputs(self, batch: Batch) -> State:
        """Return what the model says now. See `Backend`."""
        found = self._evaluate(*_given(batch))
        return {name: tensor.numpy() for name, tensor in found.items()}

    # === State ===

    def weights(self) -> State:
        """Return copies of the trained weights."""
        return _values("weight", [variable.value for variable in self._variables])

    def restore_weights(self, weights: State) -> None:
        """Take back what `weights` gave."""
        _assign("weight", [variable.value for variable in self._variables], weights)

    def optimizer_state(self) -> State:
        """Return copies of the optimizer's slots, its step and the seeds of dropout."""
        state = _values("first_moment", self._optimizer.first_moments)
        state |= _values("second_moment", self._optimizer.second_moments)
        state |= _values("seed", [variable.value for variable in self._seeds])
        return state | {"num_steps": np.asarray(self._num_steps)}

    def restore_optimizer_state(self, state: State) -> None:
        """Take back what `optimizer_state` gave."""
        _assign("first_moment", self._optimizer.first_moments, state)
        _assign("second_moment", self._optimizer.second_moments, state)
        _assign("seed", [variable.value for variable in self._seeds], state)
        self._num_steps = int(state["num_steps"])

    # === Graphs ===

    def _train_whole(self, inputs: Any, targets: Any, share: Any, scalars: Any) -> Any:
        loss, gradients = self._loss_and_gradients(inputs, targets, share)
        return loss, self._update(gradients, scalars)

    def _add_gradients(self, inputs: Any, targets: Any, share: Any) -> Any:
        loss, gradients = self._loss_and_gradients(inputs, targets, share)
        for total, gradient in zip(self._sums, gradients, strict=True):
            total.assign_add(gradient)
        return loss

    def _apply_sums(self, scalars: Any) -> Any:
        norm = self._update([tf.convert_to_tensor(total) for total in self._sums], scalars)
        self._clear_sums()
        return norm

    def _loss_and_gradients(self, inputs: Any, targets: Any, share: Any) -> Any:
        watched = [variable.value for variable in self._variables]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(watched)
            loss = self._loss(self._logits(inputs), targets) * share
        gradients = tape.gradient(loss, watched, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        # Rows of an embedding that occur several times are added up here, or their norm would be wrong.
        return loss, [tf.convert_to_tensor(gradient) for gradient in gradients]

    def _logits(self, inputs: Any) -> Any:
        with ExitStack() as contexts:
            contexts.enter_context(self._layers.computing(self._task.tokens_read(self._network, inputs)))
            if self._has_still_backbone:
                contexts.enter_context(answering(self._network.backbone))
            return self._task.training_outputs(self._network, inputs)

    def _update(self, gradients: list[Any], scalars: Any) -> Any:
        norm = tf.sqrt(2.0 * tf.add_n([tf.nn.l2_loss(gradient) for gradient in gradients]))
        if self._clip_norm is not None:
            scale = self._clip_norm / tf.maximum(norm, self._clip_norm)
            gradients = [gradient * scale for gradient in gradients]
        # All gradients come first: where one does not fit into the memory, no weight has changed.
        with tf.control_dependencies(gradients):
            begun = self._num_begun.assign_add(1)
        with tf.control_dependencies([begun]):
            self._optimizer.apply(gradients, scalars)
        return norm

    def _outputs(self, inputs: Any, targets: Any) -> dict[str, Any]:
        with in_float32(self._network):
            return self._task.outputs(self._task.asked_outputs(self._network, inputs), targets)


def _input_specs(model: TextModel, names: Sequence[str]) -> dict[str, Any]:
    features = {name: tf.TensorSpec(shape, tf.float32) for name, shape in model.feature_shapes.items()}
    return {name: features.get(name, tf.TensorSpec((None, None), tf.int32)) for name in names}


def _graph(function: Any, *signature: Any) -> Any:
    # XLA is many times slower than TensorFlow's own kernels on a processor, and compiles anew for each shape.
    return tf.function(function, input_signature=signature, jit_compile=False, autograph=False)


def _given(batch: Batch) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the inputs and the targets of a batch."""
    return tensors(batch.inputs), tensors(batch.targets)


def _values(name: str, variables: Sequence[Any]) -> State:
    # A variable that changes while an array looks at it moves elsewhere: the arrays are copies without being copied.
    return {f"{name}/{index}": variable.numpy() for index, variable in enumerate(variables)}


def _assign(name: str, variables: Sequence[Any], state: State) -> None:
    for index, variable in enumerate(variables):
        variable.assign(state[f"{name}/{index}"])
