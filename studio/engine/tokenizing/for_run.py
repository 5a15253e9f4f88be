"""The tokenizer of a run: learned once from its training texts, then kept in its folder."""

from collections.abc import Callable
from typing import Any

from studio.architecture import ArchitectureSpec
from studio.data import SplitRows
from studio.engine.tokenizing import learn_tokenizer
from studio.engine.tokenizing.sampling import sample_texts
from studio.engine.tokenizing.storing import fingerprint, load_tokenizer, save_tokenizer
from studio.errors import RunError
from studio.messages import Message
from studio.runs.events import EventBody, LogEvent
from studio.runs.folder import RunFolder


def tokenizer_of_run(
    run: RunFolder, architecture: ArchitectureSpec, train: SplitRows, seed: int, emit: Callable[[EventBody], None]
) -> Any:
    """Return the tokenizer of a run; it is learned if there is none yet.

    Args:
        run: The run.
        architecture: Says which kind of tokenizer it is, and how large.
        train: The texts that it is learned from.
        seed: Decides which of them, where there are too many.
        emit: Takes the events.

    Returns:
        A KerasHub tokenizer, as it was read from the run's folder.

    Raises:
        DataError: if nothing can be learned from the texts.
        RunError: if the run was begun with another tokenizer.
    """
    tokenizer = _kept(run)
    if tokenizer is None:
        emit(
            LogEvent(
                Message("Learning a tokenizer ({kind}) from the training texts.", {"kind": architecture.tokenizer})
            )
        )
        texts = sample_texts(train.iter_texts(), seed)
        learned = learn_tokenizer(
            architecture.tokenizer, texts, architecture.vocabulary_size, is_lowercase=architecture.lowercase
        )
        save_tokenizer(learned, run.tokenizer_path)
        tokenizer = load_tokenizer(run.tokenizer_path)
        emit(
            LogEvent(
                Message(
                    "The tokenizer learned {tokens} {tokens:token|tokens} from {texts} {texts:text|texts}.",
                    {"tokens": tokenizer.vocabulary_size(), "texts": len(texts)},
                ),
            )
        )
    begun_with = run.passport_part("tokenizer")
    if begun_with.get("fingerprint", fingerprint(tokenizer)) != fingerprint(tokenizer):
        raise RunError(
            "The tokenizer in {file} is not the one that the run was begun with: it cannot go on. Start a new run.",
            file=run.tokenizer_path,
        )
    return tokenizer


def _kept(run: RunFolder) -> Any:
    if not run.tokenizer_path.is_dir():
        return None
    try:
        return load_tokenizer(run.tokenizer_path)
    except RunError:
        # The same texts give the same tokenizer once more.
        return None
