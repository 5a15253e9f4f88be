"""How well hidden tokens are guessed, and whether passages follow: measured on pairs that never change."""

from typing import ClassVar

import numpy as np

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays, Evaluation
from studio.engine.tasks.masked_lm.evaluation import MaskEvaluator, mask_metrics
from studio.engine.tasks.masked_lm.pair_batches import FOLLOWS, pair_examples
from studio.engine.tasks.masked_lm.pairs import SentencePairs

# What a model says of each pair.
PAIR_LOSSES, PAIR_PROBABILITIES = "pair_losses", "pair_probabilities"
# The rows that the first passages of measured pairs come from.
PAIR_ROWS = "pair_rows"


class PairEvaluator(MaskEvaluator):
    """Asks about pairs of a split, always the same ones.

    Args:
        model: The model.
        pairs: Makes the pairs, the same in all epochs.
    """

    WHOLE: ClassVar[tuple[str, ...]] = (PAIR_LOSSES, PAIR_PROBABILITIES)

    def __init__(self, model: TextModel, pairs: SentencePairs) -> None:
        examples = pair_examples(pairs, np.arange(len(pairs), dtype=np.int64))
        super().__init__(model, examples)
        self._follows = np.asarray(examples.targets[FOLLOWS])
        self._rows = pairs.rows()

    def _measured(self, outputs: Arrays, whole: Arrays) -> Evaluation:
        order = np.argsort(whole["indices"])
        losses, probabilities = whole[PAIR_LOSSES][order], whole[PAIR_PROBABILITIES][order]
        masked = mask_metrics(outputs)
        pair_loss = float(losses.mean(dtype=np.float64))
        metrics = {
            "loss": masked["loss"] + pair_loss,
            "perplexity": masked["perplexity"],
            "accuracy": masked["accuracy"],
            "masked_lm_loss": masked["loss"],
            "next_sentence_loss": pair_loss,
            "next_sentence_accuracy": float(np.mean((probabilities > 0.5) == self._follows)),
        }
        report = {
            "examples": len(self),
            "following": int(self._follows.sum()),
            "masked_tokens": len(outputs["losses"]),
            "metrics": metrics,
        }
        # What is written down has a row for each row of the data, not for each pair.
        rows = self._rows[outputs["examples"]]
        places, pairs = np.argsort(rows, kind="stable"), np.argsort(self._rows, kind="stable")
        outputs = {name: values[places] for name, values in outputs.items() if name != "examples"}
        outputs |= {"examples": rows[places], PAIR_ROWS: self._rows[pairs]}
        outputs |= {FOLLOWS: self._follows[pairs], PAIR_PROBABILITIES: probabilities[pairs]}
        return Evaluation(metrics, report, outputs)
