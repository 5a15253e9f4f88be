"""How well hidden tokens are guessed: measured with masks that never change."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.answers import Fills
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE, Arrays, Evaluation, Evaluator, HasOutputs, OnWritten, write_on
from studio.engine.tasks.fixed_samples import NUM_SAMPLES
from studio.engine.tasks.masked_lm.batches import MASKED_TOKENS, MaskedBatcher
from studio.engine.tasks.masked_lm.masking import Masks, RandomMasker
from studio.engine.tasks.masked_lm.token_texts import TokenTexts
from studio.engine.texts.batches import Batch
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TokenRows
from studio.errors import DataError
from studio.runs.events import SampleRow
from studio.spreading import spread
from studio.tasks.masked_lm import MASKED_FRACTION
from studio.tasks.writing_metrics import perplexity

# Tokens that are shown on each side of a sample's mask: as many as fit into a line.
_CONTEXT = 9
# Words are told from marks and fragments by their length.
_WORD_LENGTH = 4
# The logits of a batch fill at most a quarter of a gigabyte: the vocabulary may be large.
_MAX_LOGITS = 2**26


class MaskEvaluator(Evaluator):
    """Hides tokens of a split, always the same, and compares the guesses with what stood there.

    Args:
        model: The model.
        examples: The split.

    Attributes:
        WHOLE: The outputs that say something of an example as a whole.
    """

    WHOLE: ClassVar[tuple[str, ...]] = ()

    def __init__(self, model: TextModel, examples: Examples) -> None:
        rows = examples.rows
        self.batcher = MaskedBatcher(model, examples, RandomMasker(model.tokenizer, is_fixed=True))
        self._batch_size = _batch_size(model, rows)
        self._texts = TokenTexts(model.tokenizer)
        self._samples = [
            sample
            for index in spread(len(rows), NUM_SAMPLES)
            if (sample := OneMask.choose(rows, int(index), self._texts)) is not None
        ]
        self._sample_batcher = MaskedBatcher(model, examples, _Chosen(self._samples))

    def __len__(self) -> int:
        return len(self.batcher)

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split.

        The outputs have a row for each hidden token, example by example: `examples`, `token_ids` (what stood there),
        `predictions`, `probabilities` (of the predictions) and `losses`.

        Raises:
            DataError: if there is no token that could be hidden.
        """
        parts: list[Arrays] = []
        wholes: list[Arrays] = []
        num_done = 0
        for indices in self.batcher.indices_by_length(min(batch_size, self._batch_size)):
            batch = self.batcher.batch(indices)
            found = backend.outputs(batch)
            parts.append(_flat(indices, batch, found))
            wholes.append({"indices": indices, **{name: found[name] for name in self.WHOLE}})
            num_done += len(indices)
            if on_progress is not None:
                on_progress(num_done)
        outputs = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        if not len(outputs["losses"]):
            raise DataError(
                "Expected texts with tokens that can be hidden, to measure on. Received: {count} {count:text|texts}, "
                "all of whose tokens are unknown to the tokenizer.",
                count=len(self),
            )
        order = np.argsort(outputs["examples"], kind="stable")
        outputs = {name: values[order] for name, values in outputs.items()}
        return self._measured(outputs, {name: np.concatenate([whole[name] for whole in wholes]) for name in wholes[0]})

    def _measured(self, outputs: Arrays, whole: Arrays) -> Evaluation:
        """Return what was measured.

        Args:
            outputs: Of the hidden tokens.
            whole: Of the examples: their `indices`, and the outputs that `WHOLE` names.
        """
        metrics = mask_metrics(outputs)
        report = {"examples": len(self), "masked_tokens": len(outputs["losses"]), "metrics": metrics}
        return Evaluation(metrics, report, outputs)

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return what the model puts in the place of one word of a few texts."""
        if not self._samples:
            return ()
        batch = self._sample_batcher.batch(np.array([sample.index for sample in self._samples]))
        found = backend.outputs(batch)
        names = self._texts.names
        return tuple(
            SampleRow.of(
                {"text": sample.excerpt},
                _word(sample, names[sample.token_id], 1.0),
                _word(sample, names[int(tokens[0, 0])], float(values[0, 0])),
            )
            for sample, tokens, values in zip(self._samples, found["token_ids"], found["probabilities"], strict=True)
        )


def mask_metrics(outputs: Arrays) -> dict[str, float]:
    """Return loss, perplexity and accuracy over all hidden tokens."""
    loss = float(outputs["losses"].mean(dtype=np.float64))
    return {
        "loss": loss,
        # Beyond any vocabulary: a model that is that wrong has a loss that tells as much.
        "perplexity": perplexity(loss),
        "accuracy": float(np.mean(outputs["predictions"] == outputs["token_ids"])),
    }


class OneMask:
    """A text of which a single word is hidden.

    Attributes:
        index: Which example it is.
        token_id: What is hidden.
        text: The text with `[MASK]` in it.
        excerpt: The part of it around the mask.
    """

    def __init__(self, index: int, masks: Masks, texts: TokenTexts) -> None:
        self.index = index
        self.masks = masks
        self.token_id = int(masks.labels[0])
        self.text = texts.text(masks.token_ids)
        self.excerpt = self._excerpt(texts)

    @classmethod
    def choose(cls, rows: TokenRows, index: int, texts: TokenTexts) -> "OneMask | None":
        """Hide the word in the middle of a text, rather a whole one than a mark; `None` if there is nothing to hide."""
        token_ids = np.asarray(rows.token_ids[rows.offsets[index] : rows.offsets[index + 1]])
        candidates = np.flatnonzero(texts.is_ordinary[token_ids])
        if not len(candidates):
            return None
        middle = len(token_ids) / 2
        position = min(candidates.tolist(), key=lambda place: (_rank(texts, token_ids, place), abs(place - middle)))
        masked = token_ids.copy()
        masked[position] = texts.mask_token_id
        return cls(index, Masks(masked, np.array([position], np.int32), token_ids[[position]]), texts)

    def _excerpt(self, texts: TokenTexts) -> str:
        token_ids, position = self.masks.token_ids, int(self.masks.positions[0])
        start, end = max(0, position - _CONTEXT), position + _CONTEXT + 1
        # The start and the end token are no text.
        before, after = "… " if start > 1 else "", " …" if end < len(token_ids) - 1 else ""
        return f"{before}{texts.text(token_ids[start:end])}{after}"


class _Chosen:
    """Hides what samples hide."""

    def __init__(self, samples: Sequence[OneMask]) -> None:
        self._masks = {sample.index: sample.masks for sample in samples}

    def mask(self, token_ids: NDArray[np.int32], example: int, epoch: int) -> Masks:
        return self._masks[example]


def _word(sample: OneMask, token: str, probability: float) -> Fills:
    return Fills(sample.excerpt, (((token, probability),),))


def _rank(texts: TokenTexts, token_ids: NDArray[np.int32], place: int) -> int:
    """Return 0 for a whole word, 1 for a part of one, 2 for a mark."""
    name = texts.names[token_ids[place]]
    if not name.strip("#").isalpha():
        return 2
    is_cut = place + 1 < len(token_ids) - 1 and texts.goes_on(int(token_ids[place + 1]))
    is_whole = len(name) >= _WORD_LENGTH and not texts.goes_on(int(token_ids[place])) and not is_cut
    return 0 if is_whole else 1


def _batch_size(model: TextModel, rows: TokenRows) -> int:
    longest = int(rows.lengths.max(initial=1))
    logits_per_text = (1 + int(MASKED_FRACTION * longest)) * int(model.tokenizer.vocabulary_size())
    return max(1, min(BATCH_SIZE, _MAX_LOGITS // logits_per_text))


def _flat(indices: NDArray[np.int64], batch: Batch, outputs: dict[str, Any]) -> Arrays:
    """Return a row for each label that counts."""
    hidden = batch.targets[MASKED_TOKENS]
    is_counted = hidden >= 0
    return {
        "examples": np.broadcast_to(indices[:, None], hidden.shape)[is_counted],
        "token_ids": hidden[is_counted],
        "predictions": outputs["token_ids"][..., 0][is_counted],
        "probabilities": outputs["probabilities"][..., 0][is_counted],
        "losses": outputs["losses"][is_counted],
    }
