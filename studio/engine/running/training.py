"""A run from its specification to its results: loads, trains, measures, writes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from studio.data import PreparedData, SplitRows
from studio.engine import tasks as engine_tasks
from studio.engine.backends.tensorflow import TensorFlowBackend
from studio.engine.building.model import build_model, save_model
from studio.engine.models.origin import check_resumed
from studio.engine.models.precision import Precision, choose_precision
from studio.engine.models.pretrained.telling import tell_of_backbone
from studio.engine.models.pretrained.token_gate import NUM_SAMPLED
from studio.engine.running.checkpoints import CheckpointStore
from studio.engine.running.evaluation_watch import Request
from studio.engine.running.features import FeatureMaker, Frozen, Part
from studio.engine.running.fit import FitData, FitLoop
from studio.engine.running.passport import (
    as_begun,
    recorded_frozen,
    recorded_precision,
    recorded_stack,
    write_passport,
)
from studio.engine.running.results import write_metrics
from studio.engine.tasks.base import Loss
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.texts.examples import Examples, unknown_fraction
from studio.engine.texts.token_cache import cache_key, cached_examples
from studio.engine.tokenizing.for_run import tokenizer_of_run
from studio.errors import CheckpointError
from studio.leftovers import remove_unfinished
from studio.messages import Message
from studio.planning.advice import advise
from studio.runs.events import EvaluationEvent, EventBody, FinishedEvent, LogEvent
from studio.runs.folder import RunFolder
from studio.spec import RunSpec
from studio.tasks.long_texts import LIMIT_WORDS

_LOGGED_TEXTS = 100_000
_MAX_UNKNOWN = 0.01


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a run's messages go, and where its orders come from.

    Attributes:
        emit: Takes each event.
        request: Tells what is asked of the run.
    """

    emit: Callable[[EventBody], None]
    request: Callable[[], Request]


class Training:
    """A run, ready to be trained or taken up again.

    Args:
        run: The run's folder.
        spec: Its specification.
        data: Its data, checked and split.
        outlet: The run's connection to the outside.
        started: When the process was started, on the clock of `time.monotonic`.

    Raises:
        StudioError: if the backbone, the data or a checkpoint cannot be used.
    """

    def __init__(self, run: RunFolder, spec: RunSpec, data: PreparedData, outlet: Outlet, started: float) -> None:
        # === State ===
        self._run = run
        self._spec = spec
        self._data = data = as_begun(run, data)
        self._emit = outlet.emit
        self._request = outlet.request
        self._task = engine_tasks.get(spec.task)
        self._store = CheckpointStore(run.checkpoints_path)
        self._store.clean()
        for place in (run.path, run.evaluation_path):
            remove_unfinished(place)
        # === Model ===
        begun_in = recorded_precision(run)
        precision = replace(choose_precision(spec.fit.precision, begun_in), uses_stack=recorded_stack(run))
        self._model = build_model(
            spec,
            data.schema,
            precision.dtype_policy,
            data.train.columns,
            self._learned_tokenizer(),
        )
        self._log_model(precision, begun_in)
        # === Data ===
        self._check_origin()
        self._tell_of_backbone()
        examples = {split.name: self._examples(split) for split in data.splits}
        self._log_unknown(examples["train"])
        frozen = Frozen.of(spec, recorded_frozen(run), has_begun=begun_in is not None)
        # What computes in each step, and what it reads: the model and tokens, or its head and features.
        self._trained, self._examples_of = self._model, examples
        record = None if frozen is None else {"computed": frozen}
        if frozen is Frozen.ONCE:
            frozen, record = self._use_features(precision, examples, has_begun=begun_in is not None)
        write_passport(run, spec, data, examples, precision, self._model, record)
        self._evaluators = {
            split.name: self._task.evaluator(self._trained, split, self._examples_of[split.name])
            for split in data.splits[1:]
        }
        batcher = self._task.train_batcher(self._trained, data.train, self._examples_of["train"], spec.fit.seed)
        for note in self._task.notes(self._model):
            self._emit(LogEvent(note))
        # === Loop ===
        loss = self._task.loss(spec.settings, data.schema)
        self._log_class_weights(loss)
        self._backend = TensorFlowBackend(
            self._trained,
            spec.fit,
            precision,
            loss=loss,
            input_names=batcher.input_names,
            has_still_backbone=frozen is Frozen.EACH_STEP,
        )
        if frozen is not Frozen.ONCE:
            self._log_layers()
        self.loop = FitLoop(
            spec.fit,
            FitData(
                batcher,
                self._evaluators.get("validation"),
                can_cut_batches=self._task.can_cut_batches(spec.settings, data.schema),
            ),
            self._backend,
            self._store,
            spec.task,
            outlet.emit,
            outlet.request,
            started,
        )
        checkpoint = self._store.latest(self._tell_of_damaged)
        if checkpoint is not None:
            self.loop.restore(checkpoint)

    def finish(self) -> FinishedEvent:
        """Measure the best model, write it and what it says, and return the closing event.

        Raises:
            CancelledError: if a stop was asked for while it was measured. A run that goes on measures it anew.
        """
        self._restore_best()
        parts = []
        for split in self._data.splits[1:]:
            parts.append((split, self._evaluate(split)))
            if split.name == "validation":
                self._finish_schema(parts[-1][1])
        if self._data.validation is None:
            self._finish_schema(None)
        save_model(self._model, self._run.model_path)
        if parts:
            self._task.write_predictions(self._run.predictions_path, self._model, parts)
        write_metrics(self._run.metrics_path, {split.name: evaluation.report for split, evaluation in parts})
        # Told once all is written: a run that is killed before that measures anew.
        self._tell_of_evaluations(parts)
        progress = self.loop.progress
        return FinishedEvent(
            step=progress.step,
            seconds=self.loop.elapsed_s,
            examples_per_second=progress.num_examples / max(progress.training_s, 1e-9),
            metrics={split.name: evaluation.metrics for split, evaluation in parts},
        )

    def keep_best_model(self) -> None:
        """Write the best model so far, or the present one where none was measured yet."""
        self._restore_best()
        save_model(self._model, self._run.model_path)

    def _tell_of_damaged(self, error: CheckpointError, aside: Path) -> None:
        template = "{reason} The run goes on from the checkpoint before; the damaged one is kept in {folder}."
        self._emit(LogEvent(Message(template, {"reason": str(error), "folder": str(aside)}), "warning"))

    def _restore_best(self) -> None:
        progress = self.loop.progress
        if progress.best is not None and progress.best.step != progress.step:
            self._backend.restore_weights(self._store.weights(progress.best.step))

    def _finish_schema(self, validation: Evaluation | None) -> None:
        """Let the model remember what the validation part told; the test part is measured with that."""
        info = self._model.info
        schema = self._task.finish_schema(info.schema, self._spec.settings, validation)
        if schema == info.schema:
            return
        self._model, self._trained = (
            replace(model, info=replace(info, schema=schema)) for model in (self._model, self._trained)
        )
        test = self._data.test
        if test is not None:
            self._evaluators[test.name] = self._task.evaluator(self._trained, test, self._examples_of[test.name])

    def _evaluate(self, split: SplitRows) -> Evaluation:
        watch = self.loop.watch
        evaluator, on_written = self._evaluators[split.name], watch.writing(self._measured_step, split.name)
        return evaluator.evaluate(self._backend, watch.check, on_written=on_written)

    def _tell_of_evaluations(self, parts: list[tuple[SplitRows, Evaluation]]) -> None:
        for split, evaluation in parts:
            # The validation split was measured at the best step already.
            if split.name != "validation":
                self._emit(EvaluationEvent(self._measured_step, split.name, evaluation.metrics, is_best=True))

    @property
    def _measured_step(self) -> int:
        """The step of the model that the run ends with."""
        progress = self.loop.progress
        return progress.step if progress.best is None else progress.best.step

    def _use_features(
        self, precision: Precision, examples: dict[str, Examples], *, has_begun: bool
    ) -> tuple[Frozen, dict[str, Any]]:
        """Train the head alone, on what the backbone says of the examples, if that can be kept."""
        maker = FeatureMaker(
            self._model,
            precision,
            self._cache_path,
            self._emit,
            lambda: self._request().is_stop_asked,
        )
        found = maker.make(
            {
                split.name: Part(examples[split.name], self._key(split), is_trained=split is self._data.train)
                for split in self._data.splits
            }
        )
        if found is None:
            if has_begun:
                self._emit(LogEvent(Message("From here on the run no longer repeats bit for bit."), "warning"))
            return Frozen.EACH_STEP, {"computed": Frozen.EACH_STEP}
        self._trained, self._examples_of = found.model, found.examples
        took = {"seconds": found.seconds, "tokens": found.num_tokens}
        return Frozen.ONCE, {"computed": Frozen.ONCE, **(took if found.num_tokens else self._took_before())}

    def _took_before(self) -> dict[str, Any]:
        """Return how long features took that this run computed when it was started before."""
        recorded = self._run.passport_part("frozen_backbone")
        return {name: recorded[name] for name in ("seconds", "tokens") if name in recorded}

    def _key(self, split: SplitRows) -> str:
        return cache_key(self._data.fingerprint, split, self._model)

    @property
    def _cache_path(self) -> Path:
        return self._run.workspace_path / "cache"

    def _examples(self, split: SplitRows) -> Examples:
        logged = 0

        def on_progress(num_rows: int) -> None:
            nonlocal logged
            if num_rows - logged >= _LOGGED_TEXTS:
                logged = num_rows
                self._emit(
                    LogEvent(
                        Message(
                            "Tokenized {count} of {total} {total:text|texts}.", {"count": num_rows, "total": len(split)}
                        ),
                        done_fraction=num_rows / len(split),
                    )
                )

        def on_damaged() -> None:
            template = "The tokens of the part {part} were damaged on disk: they are made again."
            self._emit(LogEvent(Message(template, {"part": split.name}), "warning"))

        chunks = self._task.example_chunks(self._model, split)
        return cached_examples(self._cache_path, self._key(split), chunks, on_progress, on_damaged)

    def _learned_tokenizer(self) -> Any:
        architecture = self._spec.backbone.architecture
        if architecture is None:
            return None
        return tokenizer_of_run(self._run, architecture, self._data.train, self._spec.data.seed, self._emit)

    def _check_origin(self) -> None:
        preset = self._spec.backbone.preset
        if preset is not None and self._store.steps():
            texts = (group for split in self._data.splits for group in split.iter_texts())
            check_resumed(self._run, preset, self._model, texts)

    def _tell_of_backbone(self) -> None:
        """Say at the start, not after an hour, whether the backbone is used as it was trained."""
        preset = self._spec.backbone.preset
        if preset is None:
            return
        texts = list(islice((text for group in self._data.train.iter_texts() for text in group), NUM_SAMPLED))
        for event in tell_of_backbone(preset, self._model.tokenizer, texts):
            self._emit(event)

    def _log_unknown(self, examples: Examples) -> None:
        if self._spec.backbone.architecture is None:
            return
        share = unknown_fraction(examples, self._model.tokenizer.unk_token_id)
        if share > _MAX_UNKNOWN:
            self._emit(
                LogEvent(
                    Message(
                        "{percent} % of the training data's tokens are unknown to the tokenizer: a larger vocabulary "
                        "or the tokenizer bpe would know them.",
                        {"percent": round(100 * share, 1)},
                    ),
                    level="warning",
                )
            )

    def _log_class_weights(self, loss: Loss) -> None:
        weights = getattr(loss, "class_weights", None)
        if weights is None:
            return
        names, order = self._data.schema.class_names, np.argsort(weights)
        low, high = (round(float(weights[index]), 2) for index in (order[0], order[-1]))
        values = {"least": names[order[0]], "low": low, "most": names[order[-1]], "high": high}
        self._emit(LogEvent(Message("The classes weigh from {low} ({least}) to {high} ({most}).", values)))

    def _log_layers(self) -> None:
        count = self._backend.num_stack_layers
        if count:
            self._emit(
                LogEvent(Message("{count} Transformer layers train through the attention stack.", {"count": count}))
            )
        else:
            self._emit(LogEvent(Message("The Transformer layers train as their backbone computes them.")))

    def _log_model(self, precision: Precision, begun_in: str | None) -> None:
        for finding in (*advise(self._spec), *self._data.notes):
            self._emit(LogEvent(finding.message, finding.level))
        if begun_in not in (None, precision.name):
            self._emit(
                LogEvent(
                    Message(
                        "The run began in {before} and goes on in {precision}: it no longer repeats bit for bit.",
                        {"before": begun_in, "precision": precision.name},
                    ),
                    level="warning",
                )
            )
        num_trained = sum(int(np.prod(variable.shape)) for variable in self._model.network.trainable_variables)
        self._emit(
            LogEvent(
                Message(
                    "Training {trained} of {total} parameters in {precision}: {reason}.",
                    {
                        "trained": num_trained,
                        "total": int(self._model.network.count_params()),
                        "precision": precision.name,
                        "reason": precision.reason,
                    },
                ),
            )
        )
        wanted, found = self._spec.sequence_length, self._model.info.sequence_length
        if found < wanted:
            long_texts = self._spec.task.long_texts_with(self._spec.settings)
            self._emit(
                LogEvent(
                    Message(LIMIT_WORDS[long_texts], {"found": found, "wanted": wanted}),
                    level="warning",
                )
            )
