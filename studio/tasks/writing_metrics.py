"""How well texts are written: BLEU and chrF by sacrebleu, ROUGE for every script, and what a loss comes to.

BLEU (Papineni et al., 2002) and chrF (Popović, 2015) are those of a whole corpus on sacrebleu's scale of 0 to 100
(Post, A Call for Clarity in Reporting BLEU Scores, 2018), with the signature that says how they were counted. BLEU goes
over words. Where a language sets no spaces between them, their place is taken by characters: sacrebleu's own `zh` for
Chinese, `char` for Japanese (`ja-mecab` needs a dictionary that is not part of it), Thai and the like.

ROUGE (Lin, 2004) is the mean over the rows of the F-measure, 0 to 1, of shared words, pairs of words, and the longest
common subsequence. On texts in ASCII it is that of the package `rouge-score` without its stemmer. That package drops
all but the letters a to z and digits, so that two Chinese sentences are the same to it as soon as they share a number;
here a character of a script without spaces is a word, and the words of all others count as well.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Literal

from studio.blanks import is_blank
from studio.languages import LanguageGuess, guess_language
from studio.pieces import find_pieces
from studio.words import UNSPACED

BleuTokenizer = Literal["13a", "zh", "char"]

# BLEU is the mean over sequences of one to four words.
_MAX_ORDER = 4
# The largest loss whose exponential is a float.
_MAX_LOSS = 700.0
_UNSPACED = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED) + "]")


@dataclass(frozen=True, slots=True)
class WritingMetrics:
    """How texts compare with those that are right.

    Attributes:
        num_examples: How many were compared.
        num_empty: How many of the predictions have nothing to read.
        num_copied: How many of them are their source again; `None` where no sources were given.
        metrics: `bleu` and `chrf` in 0 to 100, `rouge1`, `rouge2` and `rougeL` in 0 to 1. What cannot be said is left
            out: BLEU where no reference is four words long.
        signatures: How each metric was counted, by its name: what has to stand beside a figure that is to be compared.
    """

    num_examples: int
    num_empty: int
    num_copied: int | None
    metrics: dict[str, float]
    signatures: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return them as JSON data."""
        return {
            "examples": self.num_examples,
            "empty": self.num_empty,
            **({} if self.num_copied is None else {"copied": self.num_copied}),
            "metrics": self.metrics,
            "signatures": self.signatures,
        }


def writing_metrics(
    predictions: Sequence[str], references: Sequence[str], sources: Sequence[str] | None = None
) -> WritingMetrics:
    """Compare what a model wrote with what is right.

    Args:
        predictions: What it wrote, a text for each row.
        references: What is right.
        sources: What it was given; then rows are counted in which it gave that back.

    Raises:
        ValueError: if there is no row, or not one text of each for every row.
    """
    num_rows = len(references)
    if not num_rows or len(predictions) != num_rows or (sources is not None and len(sources) != num_rows):
        raise ValueError(
            f"Expected a prediction, and a source where there are sources, for each of at least one reference. "
            f"Received: {len(predictions)} predictions, {num_rows} references and "
            f"{'no' if sources is None else len(sources)} sources."
        )
    metrics, signatures = _of_corpus(predictions, references)
    rows = [rouge(*pair) for pair in zip(predictions, references, strict=True)]
    for name in rows[0]:
        metrics[name] = fmean(row[name] for row in rows)
        signatures[name] = "f-measure|mean:rows|case:lower|stem:no|tok:words+characters"
    return WritingMetrics(
        num_examples=num_rows,
        num_empty=sum(map(is_blank, predictions)),
        num_copied=None if sources is None else _num_same(predictions, sources),
        metrics=metrics,
        signatures=signatures,
    )


def bleu_tokenizer(references: Sequence[str]) -> BleuTokenizer:
    """Return sacrebleu's name of the tokenizer that fits the language of some texts.

    Args:
        references: The texts that are right: what is written is meant to be in their language.
    """
    guess = guess_language(references)
    languages = _languages(guess)
    if "zh" in languages:
        # It cuts all else as `13a` does, so that it fits texts in several languages too.
        return "zh"
    if "ja" in languages or ("other" in languages and _is_unspaced(references)):
        return "char"
    return "13a"


def rouge_words(text: str) -> list[str]:
    """Return the words that ROUGE counts: runs of letters and digits, single characters of scripts without spaces."""
    text = unicodedata.normalize("NFC", text.lower()).replace("_", " ")
    pieces = (text[start:end] for start, end in find_pieces(text))
    return [piece for piece in pieces if piece[0].isalnum()]


def rouge(prediction: str, reference: str) -> dict[str, float]:
    """Return the F-measures `rouge1`, `rouge2` and `rougeL` of a text: 0 where it or the other has no words."""
    words, right = rouge_words(prediction), rouge_words(reference)
    return {
        "rouge1": _overlap(words, right, 1),
        "rouge2": _overlap(words, right, 2),
        "rougeL": _f_measure(longest_common_subsequence(words, right), len(words), len(right)),
    }


def longest_common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many words two texts share in their order.

    A row of the usual table is one integer with a bit for each word, so that it is worked out at once: Hyyrö,
    Bit-parallel LCS-length computation revisited (2004), figure 1.
    """
    places: Counter[str] = Counter()
    for place, word in enumerate(first):
        places[word] |= 1 << place
    full = (1 << len(first)) - 1
    row = full
    for word in second:
        matches = row & places[word]
        row = ((row + matches) | (row - matches)) & full
    return len(first) - row.bit_count()


def perplexity(loss: float) -> float:
    """Return between how many equally likely tokens a model wavers, so to speak.

    Args:
        loss: The mean cross-entropy of a token, in nats.
    """
    return math.exp(min(loss, _MAX_LOSS))


def bits_per_byte(loss_sum_nats: float, num_bytes: int) -> float:
    """Return how many bits a model needs for a byte of text.

    Other than perplexity it can be compared between models with different tokenizers.

    Args:
        loss_sum_nats: The sum of the cross-entropies of all tokens, in nats.
        num_bytes: Of the text that they stand for, in UTF-8.

    Raises:
        ValueError: if there is no byte.
    """
    if num_bytes < 1:
        raise ValueError(f"Expected at least one byte. Received: num_bytes={num_bytes}.")
    return loss_sum_nats / (math.log(2.0) * num_bytes)


def _of_corpus(predictions: Sequence[str], references: Sequence[str]) -> tuple[dict[str, float], dict[str, str]]:
    """Return BLEU and chrF, and their signatures."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    # Forced: it would warn of texts that look tokenized, and those of the data are what they are.
    bleu, chrf = BLEU(tokenize=bleu_tokenizer(references), force=True), CHRF()
    of_words = bleu.corpus_score(predictions, [references])
    of_characters = chrf.corpus_score(predictions, [references])
    metrics = {"chrf": float(of_characters.score)}
    signatures = {"chrf": str(chrf.get_signature())}
    if any(len(bleu.tokenizer(text).split()) >= _MAX_ORDER for text in references):
        metrics = {"bleu": float(of_words.score), **metrics}
        signatures = {"bleu": str(bleu.get_signature()), **signatures}
    return metrics, signatures


def _languages(guess: LanguageGuess | None) -> tuple[str, ...]:
    """Return the languages that make up the texts, and not a few of them."""
    if guess is None:
        return ()
    return tuple(name for name, _ in guess.shares) if guess.language == "mixed" else (guess.language,)


def _is_unspaced(texts: Sequence[str]) -> bool:
    """Return whether texts are mostly in scripts without spaces."""
    letters = sum(character.isalpha() for text in texts for character in text)
    return 2 * sum(len(_UNSPACED.findall(text)) for text in texts) > letters


def _num_same(texts: Sequence[str], others: Sequence[str]) -> int:
    return sum(text.split() == other.split() for text, other in zip(texts, others, strict=True))


def _overlap(words: Sequence[str], right: Sequence[str], order: int) -> float:
    runs, right_runs = (_runs(part, order) for part in (words, right))
    return _f_measure((runs & right_runs).total(), runs.total(), right_runs.total())


def _runs(words: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + order]) for start in range(len(words) - order + 1))


def _f_measure(num_same: int, num_words: int, num_right: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2.0 * num_same / (num_words + num_right) if num_same else 0.0
