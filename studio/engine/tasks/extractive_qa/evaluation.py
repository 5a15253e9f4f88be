"""How well questions are answered."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.answers import Span, Spans
from studio.data import SplitRows
from studio.data.kinds.span import ANSWERS
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE, Evaluation, HasOutputs, OnWritten, write_on
from studio.engine.tasks.extractive_qa.gathering import RowAnswer, gather, gather_row
from studio.engine.tasks.extractive_qa.question_reader import question_settings
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.runs.events import SampleRow
from studio.tasks.extractive_qa import NEVER
from studio.tasks.qa_metrics import chosen_threshold, f1, question_report

THRESHOLD = "no_answer_threshold"
_GROUP = 4096

Indices = NDArray[np.int64]


class SpanEvaluator(SplitEvaluator):
    """Compares the answers to a split's questions with the right ones.

    On the validation part the threshold for "no answer" is the one with the best F1, as SQuAD 2.0's script looks for
    it, if the part has questions with an answer and without; on any other part it is the model's own.

    Args:
        model: Answers the questions.
        split: The rows.
        examples: Their windows.
    """

    def __init__(self, model: TextModel, split: SplitRows, examples: Examples) -> None:
        super().__init__(split, Batcher(model, examples), max_characters=None)
        self._model = model
        self._split = split
        self._examples = examples
        self._max_answer_length = question_settings(model).max_answer_length

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; the outputs say for each row what the best span is, and how likely."""
        batches = self._batcher.indices_by_length(batch_size)
        found, losses = self._find(backend, batches, on_progress)
        answers = list(gather(self._examples, found, len(self._split), self._max_answer_length))
        texts, gold = self._texts(answers)
        scores = np.array([f1(text, right) for text, right in zip(texts, gold, strict=True)])
        advances = np.array([answer.advance for answer in answers])
        threshold = self._threshold(advances, scores, np.array([bool(right) for right in gold]))
        taken = [text if advance <= threshold else "" for text, advance in zip(texts, advances, strict=True)]
        report = question_report(taken, gold, float(losses.mean()))
        return Evaluation(report.metrics, report.to_json() | {THRESHOLD: threshold}, _outputs(answers, threshold))

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return the answers to a few questions."""
        threshold = no_answer_threshold(self._model) if evaluation is None else float(evaluation.report[THRESHOLD])
        row_of = self._examples.row_of
        windows = [np.flatnonzero(row_of == row) for row in self._samples.places]
        indices = np.concatenate(windows)
        found, _ = self._find(backend, [indices], None)
        rows = []
        for row, inputs, own in zip(self._samples.places, self._samples.inputs, windows, strict=True):
            answer = gather_row(self._examples.rows, own, [found[window] for window in own], self._max_answer_length)
            rows.append(
                SampleRow.of(
                    inputs, self._expected(int(row), inputs["context"]), answer.to_spans(inputs["context"], threshold)
                )
            )
        return tuple(rows)

    def _threshold(
        self, advances: NDArray[np.float64], scores: NDArray[np.float64], is_answerable: NDArray[np.bool_]
    ) -> float:
        own = no_answer_threshold(self._model)
        if self._split.name == "validation" and own < NEVER:
            return chosen_threshold(advances, scores, is_answerable, own)
        return own

    def _find(
        self, backend: HasOutputs, batches: Sequence[Indices], on_progress: Callable[[int], None] | None
    ) -> tuple[list[NDArray[np.float32]], NDArray[np.float32]]:
        """Return the logits of the windows of some batches, at the windows' places, and their losses."""
        logits = [np.zeros((0, 2), np.float32)] * len(self)
        lengths = self._examples.rows.lengths
        losses = np.zeros(len(self), np.float32)
        num_done = 0
        for indices in batches:
            outputs = backend.outputs(self._batcher.batch(indices))
            losses[indices] = outputs["losses"]
            for place, index in enumerate(indices.tolist()):
                logits[index] = outputs["logits"][place, : lengths[index]].copy()
            num_done += len(indices)
            if on_progress is not None:
                on_progress(num_done)
        return logits, losses

    def _texts(self, answers: Sequence[RowAnswer]) -> tuple[list[str], list[list[str]]]:
        """Return the best span's text and the right answers of each row."""
        right = self._split.targets.ragged[ANSWERS]
        texts: list[str] = []
        gold: list[list[str]] = []
        for batch in self._split.iter_inputs(_GROUP):
            for context in batch["context"]:
                row = len(texts)
                texts.append(answers[row].best_text(context))
                gold.append([context[start:end] for start, end in right[row]])
        return texts, gold

    def _expected(self, row: int, context: str) -> Spans:
        places = self._split.targets.ragged[ANSWERS][row].tolist()
        spans = tuple(Span(start, end, "", context[start:end], 1.0) for start, end in places)
        return Spans(context, spans, 0.0 if spans else 1.0, bool(spans))


def no_answer_threshold(model: TextModel) -> float:
    """Return by how much "no answer" must be ahead to be taken; `NEVER` where it never is."""
    setting, threshold = question_settings(model).no_answer, model.info.schema.no_answer_threshold
    if setting == "allowed":
        # The training data has no such question, but there may be one.
        return 0.0 if threshold >= NEVER else threshold
    return NEVER if setting == "never" else threshold


def _outputs(answers: Sequence[RowAnswer], threshold: float) -> dict[str, NDArray[np.generic]]:
    best = [answer.spans[0] if answer.has_answer(threshold) else None for answer in answers]
    given = [
        answer.probability(answer.no_answer if span is None else span[2])
        for answer, span in zip(answers, best, strict=True)
    ]
    return {
        "start": np.array([-1 if span is None else span[0] for span in best], np.int32),
        "end": np.array([-1 if span is None else span[1] for span in best], np.int32),
        "probability": np.array(given, np.float32),
        "no_answer_score": np.array([answer.probability(answer.no_answer) for answer in answers], np.float32),
    }
