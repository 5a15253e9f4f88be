"""What the tokenizers have in common that SentencePiece learns (Kudo and Richardson, SentencePiece, 2018)."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras
import keras_hub
import sentencepiece

from studio.engine.tokenizing.alphabet import choose_alphabet
from studio.engine.tokenizing.special_tokens import (
    END,
    MASK,
    PADDING,
    SPECIAL_TOKENS,
    START,
    UNKNOWN,
    add_special_tokens,
)
from studio.layers import TransformerBackbone

_FILE_NAME = "vocabulary.spm"
# The trainer leaves out what is longer than 4192 bytes; a character has at most 4.
_MAX_CHARACTERS = 1000
# Sums of floats depend on how the work is shared out, so it must not follow the number of cores.
_NUM_THREADS = 4
_ERRORS_ONLY = 2


@keras.saving.register_keras_serializable(package="fettle")
class LearnedSentencePieceTokenizer(keras_hub.tokenizers.SentencePieceTokenizer):
    """A SentencePiece tokenizer. How texts are normalized, and whether letters are lowercased, is part of its model.

    Args:
        proto: bytes. The model that SentencePiece learned.
    """

    backbone_cls = TransformerBackbone

    def __init__(self, proto: Any = None, **kwargs: Any) -> None:
        add_special_tokens(self)
        # WORKAROUND: KerasHub 0.32 runs the sentencepiece package outside of graphs and TensorFlow Text inside, which
        # decide otherwise between two ways to cut a text that are equally likely.
        super().__init__(proto=proto, _allow_python_workflow=find_spec("tensorflow_text") is None, **kwargs)

    def load_assets(self, dir_path: str) -> None:
        """Read the model from a folder."""
        # WORKAROUND: KerasHub 0.32 leaves the file open.
        self.set_proto(Path(dir_path, _FILE_NAME).read_bytes())


def learn_sentence_pieces(
    texts: Sequence[str],
    vocabulary_size: int,
    *,
    model_type: str,
    normalization: str,
    num_reserved: int = 0,
    has_all_characters: bool = False,
    **settings: Any,
) -> LearnedSentencePieceTokenizer:
    """Let SentencePiece learn a tokenizer.

    Args:
        texts: The texts.
        vocabulary_size: int. The most tokens; a small corpus gives fewer.
        model_type: str. SentencePiece's: `"bpe"`, `"unigram"` or `"char"`.
        normalization: str. SentencePiece's rule, e.g. `"nmt_nfkc_cf"`.
        num_reserved: int. Tokens that are no characters and no pieces, besides the special ones.
        has_all_characters: bool. Whether rare characters are kept as long as there is room.
        settings: Further settings of the trainer.
    """
    lines: Iterable[str] = _lines(texts)
    if not has_all_characters:
        lines = _within_alphabet(list(lines), normalization, vocabulary_size - len(SPECIAL_TOKENS) - num_reserved)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        model_type=model_type,
        vocab_size=vocabulary_size,
        hard_vocab_limit=False,
        normalization_rule_name=normalization,
        character_coverage=1.0,
        num_threads=_NUM_THREADS,
        minloglevel=_ERRORS_ONLY,
        pad_id=SPECIAL_TOKENS.index(PADDING),
        unk_id=SPECIAL_TOKENS.index(UNKNOWN),
        bos_id=SPECIAL_TOKENS.index(START),
        eos_id=SPECIAL_TOKENS.index(END),
        pad_piece=PADDING,
        unk_piece=UNKNOWN,
        bos_piece=START,
        eos_piece=END,
        # Unlike a user-defined symbol, a control symbol is never found in a text.
        control_symbols=[MASK],
        **settings,
    )
    return LearnedSentencePieceTokenizer(model.getvalue())


def _within_alphabet(lines: Sequence[str], normalization: str, room: int) -> Iterator[str]:
    """Yield lines that hold no rare characters: the trainer's own way is to refuse an alphabet without room."""
    normalize = _normalizer(normalization)
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(normalize(line))
    rare = dict.fromkeys(map(ord, counts.keys() - choose_alphabet(counts, room)), "\n")
    for line in lines:
        yield from normalize(line).translate(rare).splitlines()


def _normalizer(rule: str) -> Callable[[str], str]:
    if rule == "identity":
        return str
    normalizer = sentencepiece.SentencePieceNormalizer(rule_name=rule)
    return lambda line: str(normalizer.normalize(line))


def _lines(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for line in text.splitlines():
            for start in range(0, len(line), _MAX_CHARACTERS):
                yield line[start : start + _MAX_CHARACTERS]
