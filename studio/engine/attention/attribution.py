"""What each token adds to a number of the answer: by integrated gradients, and by leaving tokens out."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from studio.attention import Attribution, AttributionMethod, ReadPart
from studio.engine.attention.finite import Floats
from studio.engine.attention.model_texts import ModelTexts, parts
from studio.engine.models.text_model import TextModel
from studio.engine.texts.packed_text import Ints, PackedText
from studio.engine.tokenizing.readable import read_tokens

Removal = Literal["mask", "pad"]

NUM_STEPS = 64
MAX_NUM_STEPS = 1024
COMPLETENESS_TOLERANCE = 0.01

# A smaller difference of logits is lost in float32's rounding; the error is then told as a part of this instead.
_SMALLEST_DIFFERENCE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """An attribution and how it came about.

    Attributes:
        removal: What stands for an absent token: the token of that name.
        num_steps: How many gradients were taken along the path; `None` for `leave_one_out`.
        probability: The target's, for the whole text; `None` where it is a number that stands for itself.
        probability_changes: float32 array of shape `(num_tokens,)`: how much the target's probability falls without
            each token; `None` for `integrated_gradients`, and where there is no probability.
        part: How much of the texts is explained.
    """

    attribution: Attribution
    removal: Removal
    num_steps: int | None
    probability: float | None
    probability_changes: Floats | None
    part: ReadPart


class Attributor:
    """Explains a model's answers. The first text of each method takes longer: a graph is traced for it.

    Args:
        model: A model whose task says which of its numbers can be explained.

    Raises:
        InputError: if it has none.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self._removal, self._removal_id = _find_removal(model.tokenizer)
        self._texts = ModelTexts(model)
        self._explained, self._graphs = self._texts.explained, self._texts.graphs

    def explain(
        self,
        text: str,
        pair: str | None = None,
        method: AttributionMethod = "integrated_gradients",
        target: str | None = None,
    ) -> Explanation:
        """Return what each token adds to a number behind the answer. Of a text in windows, the answer's is explained.

        Args:
            text: The text.
            pair: A second text, for models that read two.
            method: `integrated_gradients` or `leave_one_out`.
            target: The class or label, or whatever the task names; what the model itself would say unless given.

        Raises:
            InputError: if the model has nothing of that name, or its task does not read so many texts.
        """
        found = self._texts.answer_text(text, pair, target)
        packed, outputs, index = found.packed, found.outputs, found.index
        baseline = self._graphs.outputs(self._baseline(packed)[None], packed.segment_ids)[0]
        ends = float(baseline[index]), float(outputs[index])
        chance = self._explained.probability(outputs, index)
        probability = None if chance is None else float(chance)
        if method == "leave_one_out":
            scores, changes = self._leave_out(packed, outputs, index)
            return self._explanation(packed, method, index, scores, ends, probability, changes=changes)
        scores, num_steps = self._integrate(packed, index, ends[1] - ends[0])
        return self._explanation(packed, method, index, scores, ends, probability, num_steps=num_steps)

    def _explanation(
        self,
        packed: PackedText,
        method: AttributionMethod,
        index: int,
        scores: Floats,
        ends: tuple[float, float],
        probability: float | None,
        num_steps: int | None = None,
        changes: Floats | None = None,
    ) -> Explanation:
        attribution = Attribution(
            method=method,
            target=self._explained.name(index),
            tokens=read_tokens(self._model.tokenizer, packed.token_ids),
            scores=scores,
            baseline_output=ends[0],
            output=ends[1],
            completeness_error=None if num_steps is None else completeness_error(scores, ends[1] - ends[0]),
            specials=packed.specials,
        )
        return Explanation(attribution, self._removal, num_steps, probability, changes, packed.part)

    # === Integrated gradients ===

    def _integrate(self, packed: PackedText, index: int, difference: float) -> tuple[Floats, int]:
        """Return the scores and the number of steps, which is doubled until the scores add up to the difference.

        Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, section 3: the gradients along the
        straight line from the baseline to the text, times what each token is away from the baseline. The integral is
        taken by the Gauss–Legendre rule.
        """
        num_steps = NUM_STEPS
        while True:
            scores = self._integrate_once(packed, index, num_steps)
            if completeness_error(scores, difference) <= COMPLETENESS_TOLERANCE or num_steps >= MAX_NUM_STEPS:
                return scores, num_steps
            num_steps *= 2

    def _integrate_once(self, packed: PackedText, index: int, num_steps: int) -> Floats:
        nodes, weights = np.polynomial.legendre.leggauss(num_steps)
        alphas, shares = ((nodes + 1.0) / 2.0).astype(np.float32), (weights / 2.0).astype(np.float32)
        row = packed.token_ids, self._baseline(packed), packed.segment_ids
        scores = np.zeros(len(packed), np.float32)
        for part in parts(num_steps, len(packed)):
            scores += self._graphs.path_gradients(*row, alphas[part], shares[part], index)
        return scores

    # === Leaving out ===

    def _leave_out(self, packed: PackedText, outputs: Floats, index: int) -> tuple[Floats, Floats | None]:
        """Return how much the target's number and its probability fall when each token is left out."""
        places = np.setdiff1d(np.arange(len(packed)), packed.specials)
        scores, changes = np.zeros(len(packed), np.float32), np.zeros(len(packed), np.float32)
        whole = self._explained.probability(outputs, index)
        for part in parts(len(places), len(packed)):
            rows = np.repeat(packed.token_ids[None], len(places[part]), axis=0)
            rows[np.arange(len(rows)), places[part]] = self._removal_id
            without = self._graphs.outputs(rows, packed.segment_ids)
            scores[places[part]] = outputs[index] - without[:, index]
            chances = self._explained.probability(without, index)
            if whole is not None and chances is not None:
                changes[places[part]] = whole - chances
        return scores, None if whole is None else changes

    def _baseline(self, packed: PackedText) -> Ints:
        baseline = np.full_like(packed.token_ids, self._removal_id)
        specials = list(packed.specials)
        baseline[specials] = packed.token_ids[specials]
        return baseline


def completeness_error(scores: Floats, difference: float) -> float:
    """Return |sum of scores − difference| as a fraction of |difference|, or of 0.001 where that is larger."""
    return abs(float(scores.sum(dtype=np.float64)) - difference) / max(abs(difference), _SMALLEST_DIFFERENCE)


def _find_removal(tokenizer: Any) -> tuple[Removal, int]:
    mask_token_id = getattr(tokenizer, "mask_token_id", None)
    return ("pad", int(tokenizer.pad_token_id)) if mask_token_id is None else ("mask", int(mask_token_id))
