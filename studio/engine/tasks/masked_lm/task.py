"""Masked language modelling in the engine: hidden tokens, cross-entropy over the vocabulary."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import keras_hub
import tensorflow as tf

from studio.answers import Answer, Arrays, Fills
from studio.data import DataSource, SplitRows, count_rows, iter_texts
from studio.data.readers.records import shorten
from studio.data.targets import Targets
from studio.engine.models.text_model import TextModel
from studio.engine.models.tokens_read import TokensRead, tokens_at
from studio.engine.tasks.base import CHUNK_SIZE, EngineTask, Loss, Report
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.masked_lm.batches import MASK_POSITIONS, MASKED_TOKENS, MaskedBatcher
from studio.engine.tasks.masked_lm.encoding import encode_masked
from studio.engine.tasks.masked_lm.evaluation import MaskEvaluator, OneMask
from studio.engine.tasks.masked_lm.filling import check_filled, guess, has_mask, likeliest, mask_filler
from studio.engine.tasks.masked_lm.masking import RandomMasker
from studio.engine.tasks.masked_lm.next_sentence import PairLogits, add_head, has_head, pair_logits, pair_losses
from studio.engine.tasks.masked_lm.pair_batches import FOLLOWS, PAIR_WEIGHTS, PairBatcher, weighted
from studio.engine.tasks.masked_lm.pair_evaluation import PAIR_LOSSES, PAIR_PROBABILITIES, PairEvaluator
from studio.engine.tasks.masked_lm.pairs import SentencePairs
from studio.engine.tasks.masked_lm.results import write_guesses
from studio.engine.tasks.masked_lm.sentences import make_sentences
from studio.engine.tasks.masked_lm.token_texts import TokenTexts
from studio.engine.tasks.masked_lm.transformer_masked_lm import TransformerMaskedLM, TransformerMaskedLMPreprocessor
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import TEXT, Examples, iter_chunks
from studio.engine.texts.showing import ShownTargets
from studio.engine.texts.tokens import text_encoder
from studio.engine.tokenizing.readable import read_tokens
from studio.errors import DataError
from studio.jobs import Progress
from studio.layers import TransformerBackbone
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.masked_lm import MASK
from studio.tasks.masked_lm import TASK as TASK_INFO

# What Devlin et al. call pairs whose second passage comes from elsewhere, and those whose second one follows.
_PAIR_NAMES = ("NotNext", "IsNext")
_PAIR_TARGETS = {FOLLOWS: tf.TensorSpec((None,), tf.int32), PAIR_WEIGHTS: tf.TensorSpec((None,), tf.float32)}
# Texts are documents, each as long as it pleases: so many are in memory at once.
_DOCUMENTS_AT_ONCE = 64


class MaskedLanguageModel(EngineTask):
    """Several hidden tokens in each text; with a head for pairs, whether one passage follows another as well."""

    target_specs: ClassVar[Mapping[str, Any]] = {MASKED_TOKENS: tf.TensorSpec((None, None), tf.int32)}

    def target_specs_of(self, model: TextModel) -> Mapping[str, Any]:
        """Return the hidden tokens; of pairs also whether they follow."""
        return {**self.target_specs, **(_PAIR_TARGETS if has_head(model.network) else {})}

    # === Network ===

    @property
    def network_type(self) -> Any:
        """A masked language model."""
        return keras_hub.models.MaskedLM

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Nothing: the head sorts into the tokens, and one that a preset brings is taken."""
        return {}

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TransformerMaskedLM:
        """Return a head that shares the backbone's embedding."""
        preprocessor = TransformerMaskedLMPreprocessor(tokenizer, backbone.max_sequence_length)
        return TransformerMaskedLM(backbone, preprocessor)

    def scratch_settings(self, settings: SpecPart) -> dict[str, Any]:
        """Return two segments and a pooler where pairs are learned."""
        return {"num_segments": 2, "use_pooler": True} if TASK_INFO.learns_pairs(settings) else {}

    def prepare_network(self, network: Any, settings: SpecPart, schema: Schema, folder: Path | None) -> None:
        """Add the head for pairs, where they are learned."""
        if TASK_INFO.learns_pairs(settings):
            add_head(network, folder)

    def complete_saved(self, network: Any, settings: Mapping[str, Any], folder: Path) -> None:
        """Add the head for pairs, where they were learned."""
        if TASK_INFO.learns_pairs(settings):
            add_head(network, folder)

    # === Training ===

    def example_chunks(self, model: TextModel, split: SplitRows) -> Iterator[tuple[Examples, int]]:
        """Yield the examples of a split's rows in batches, each with the number of its rows."""
        if not has_head(model.network):
            yield from super().example_chunks(model, split)
            return
        for inputs, targets in iter_chunks(split, _DOCUMENTS_AT_ONCE):
            yield self.examples(model, inputs, targets), len(targets)

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return a sequence for each text; where pairs are learned, one for each sentence.

        What is hidden is chosen later, batch by batch, and so are the pairs; or it stands in the text.
        """
        if targets is None:
            return Examples.single(mask_filler(model).encoder.encode(inputs[TEXT]))
        if has_head(model.network):
            return make_sentences(model, inputs[TEXT])
        return Examples.single(text_encoder(model).encode(inputs[TEXT]))

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return batches with other masks in each epoch, and other pairs, where they are learned."""
        masker = RandomMasker(model.tokenizer, seed)
        if has_head(model.network):
            pairs = SentencePairs(examples, model.tokenizer, model.info.sequence_length, seed)
            return PairBatcher(model, examples, pairs, masker)
        return MaskedBatcher(model, examples, masker)

    def step_batches(self, batches: Sequence[Batch]) -> Sequence[Batch]:
        """Return the batches of a step, their pairs weighed where there are any."""
        return weighted(batches) if any(FOLLOWS in batch.targets for batch in batches) else batches

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> MaskEvaluator:
        """Return what compares guesses with hidden tokens, whose choice depends on the example's number alone."""
        if has_head(model.network):
            pairs = SentencePairs(examples, model.tokenizer, model.info.sequence_length, is_fixed=True)
            return PairEvaluator(model, pairs)
        return MaskEvaluator(model, examples)

    def training_outputs(self, network: Any, inputs: Mapping[str, Any]) -> Any:
        """Return the logits of hidden tokens; of pairs both kinds, as `PairLogits`."""
        if has_head(network):
            return pair_logits(network, inputs, training=True)
        return super().training_outputs(network, inputs)

    def asked_outputs(self, network: Any, inputs: Mapping[str, Any]) -> Any:
        """Return the logits of hidden tokens; of pairs both kinds, as `PairLogits`."""
        if has_head(network):
            return pair_logits(network, inputs, training=False)
        return super().asked_outputs(network, inputs)

    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the cross-entropy: logits `(batch, num_masks, vocabulary)`, masked tokens `(batch, num_masks)`.

        Of pairs it is the sum of both: theirs as much as their weights say.
        """
        return _summed_loss

    def tokens_read(self, network: Any, inputs: Mapping[str, Any]) -> TokensRead:
        """Return the hidden tokens, and the first one where pairs are learned from it."""
        return tokens_at(tf.pad(inputs[MASK_POSITIONS], [[0, 0], [int(has_head(network)), 0]]))

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `token_ids` and `probabilities` of the likeliest tokens, `(batch, num_masks, 5)`, and `losses`.

        Of pairs also `pair_losses` and `pair_probabilities`, that the second passage follows: `(batch,)` each.
        """
        if isinstance(logits, PairLogits):
            return self.outputs(logits.masked, targets) | {
                PAIR_LOSSES: pair_losses(logits.pair, targets[FOLLOWS]),
                PAIR_PROBABILITIES: tf.nn.softmax(logits.pair)[:, 1],
            }
        token_ids, probabilities = likeliest(logits)
        return {
            "token_ids": token_ids,
            "probabilities": probabilities,
            "losses": _losses(logits, targets[MASKED_TOKENS]),
        }

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each text: what was hidden, and what was guessed."""
        write_guesses(path, TokenTexts(model.tokenizer), parts)

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return the tokens that were hidden, each at its place, and of a pair what it is called."""
        tokens = zip(batch.inputs[MASK_POSITIONS][place], batch.targets[MASKED_TOKENS][place], strict=True)
        hidden = {int(at): int(token) for at, token in tokens if token >= 0}
        words = read_tokens(model.tokenizer, hidden.values())
        whole = (_PAIR_NAMES[int(batch.targets[FOLLOWS][place])],) if FOLLOWS in batch.targets else ()
        return ShownTargets(whole, under=dict(zip(hidden, words, strict=True)))

    # === Answering ===

    def answer_batcher(self, model: TextModel, examples: Examples) -> MaskedBatcher:
        """Return batches with the masks that stand in the texts."""
        return MaskedBatcher(model, examples, mask_filler(model).masks)

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `token_ids` and `probabilities` of the likeliest tokens, `(batch, num_masks, 5)`."""
        token_ids, probabilities = guess(model, inputs)
        return {"token_ids": token_ids, "probabilities": probabilities}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the texts with their masks filled. A text without a mask stays as it is."""
        filler, batcher = mask_filler(model), self.answer_batcher(model, examples)
        counts = [len(batcher.masks(index).positions) for index in range(len(examples))]
        return [
            filler.fill(text, found["token_ids"][:count], found["probabilities"][:count])
            for text, found, count in zip(inputs[TEXT], outputs, counts, strict=True)
        ]

    def check_answers(self, model: TextModel, inputs: Mapping[str, Sequence[str]], answers: Sequence[Answer]) -> None:
        """Check that each text has a mask that the model read.

        Raises:
            InputError: if one has none.
        """
        check_filled(model, inputs[TEXT], [answer for answer in answers if isinstance(answer, Fills)])

    def check_source(self, source: DataSource, columns: Mapping[str, str], report: Report) -> None:
        """Check that each text has a mask. Rows without a text are passed.

        Raises:
            DataError: names the first that has none.
        """
        total, column = count_rows(source), columns[TEXT]
        for row, text in _numbered(source, column, lambda done: report(Progress("Looking for masks", done, total))):
            if text is not None and not has_mask(text):
                raise DataError(
                    "{file}, row {row}, column {column}: expected a text with {expected} where the model is to guess. "
                    "Received: {received}.",
                    file=source.path,
                    row=row,
                    column=column,
                    expected=MASK,
                    received=shorten(text),
                )

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `tokens` and `probabilities` of the first mask, `(batch, 5)`; empty and 0 where a text has none."""
        encoded = encode_masked(model, inputs["text"])
        is_mask = tf.equal(encoded["token_ids"], int(model.tokenizer.mask_token_id))  # (batch, length)
        has_mask = tf.reduce_any(is_mask, axis=-1)[:, None]  # (batch, 1)
        first = tf.argmax(tf.cast(is_mask, tf.int32), axis=-1, output_type=tf.int32)[:, None]  # (batch, 1)
        token_ids, probabilities = guess(model, encoded | {MASK_POSITIONS: first})
        names = tf.constant(TokenTexts(model.tokenizer).names, tf.string)
        return {
            "tokens": tf.where(has_mask, tf.gather(names, token_ids[:, 0]), ""),
            "probabilities": tf.where(has_mask, probabilities[:, 0], 0.0),
        }

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `tokens` and `probabilities` of the first masks."""
        tokens, probabilities = Fills.first_masks([answer for answer in answers if isinstance(answer, Fills)])
        return {"tokens": tokens, "probabilities": probabilities}

    def check_inputs(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Hide a word in each text that has one."""
        rows, names = text_encoder(model).encode(inputs[TEXT]), TokenTexts(model.tokenizer)
        found = (OneMask.choose(rows, index, names) for index in range(len(rows)))
        return {TEXT: [sample.text for sample in found if sample is not None]}


def _summed_loss(logits: Any, targets: Mapping[str, Any]) -> Any:
    if not isinstance(logits, PairLogits):
        return tf.reduce_sum(_losses(logits, targets[MASKED_TOKENS]))
    pairs = pair_losses(logits.pair, targets[FOLLOWS]) * targets[PAIR_WEIGHTS]
    return _summed_loss(logits.masked, targets) + tf.reduce_sum(pairs)


def _losses(logits: Any, labels: Any) -> Any:
    """Return the cross-entropy at each masked position, 0 where the label does not count."""
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(labels, 0), logits)
    return tf.where(labels >= 0, losses, 0.0)


def _numbered(source: DataSource, column: str, on_progress: Callable[[int], None]) -> Iterator[tuple[int, str | None]]:
    """Yield the texts of a data set with their row numbers, from 1; `None` where there is no text."""
    row = 0
    for batch in iter_texts(source, column, CHUNK_SIZE):
        for text in batch:
            row += 1
            yield row, text
        on_progress(row)


TASK = MaskedLanguageModel()
