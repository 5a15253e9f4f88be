"""What is compared of a backbone's tokens: the same in the window and in a terminal."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio import catalogue
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.own_tokens.unknown import UnknownWords, count_unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.spec import DataSpec
    from studio.tasks import Task

_NUM_SAMPLED = 500


@dataclass(frozen=True, slots=True)
class TokenSample:
    """A sample of a data set's texts, and what of it a backbone's own tokenizer does not know.

    Attributes:
        unknown: `None` where nothing tells how the backbone reads texts.
    """

    texts: tuple[str, ...]
    unknown: UnknownWords | None


def read_sample(
    folder: Path, data: "DataSpec", task: "Task", is_cancelled: "Callable[[], bool]" = lambda: False
) -> TokenSample:
    """Read a sample of texts and look what a backbone knows of it.

    Args:
        folder: The backbone's folder.
        data: The data set.
        task: Its task, which says where the texts are.
        is_cancelled: Asked now and then.

    Raises:
        StudioError: if the backbone's tokenizer or the data cannot be read.
    """
    texts = sample(data, task, is_cancelled)
    own = read_own_tokenizer(folder)
    return TokenSample(texts, None if own is None else count_unknown(own, texts))


def sample(data: "DataSpec", task: "Task", is_cancelled: "Callable[[], bool]" = lambda: False) -> tuple[str, ...]:
    """Return the texts that are compared, out of all of a data set."""
    # DuckDB takes a while to load: in the window that happens in a thread.
    from studio.data import input_columns, map_columns, open_part, sample_texts

    source = open_part(data)
    inputs = input_columns(task, map_columns(source, task, data.columns))
    return tuple(sample_texts(source, inputs, _NUM_SAMPLED, is_cancelled))


def job_arguments(preset: str, texts: "tuple[str, ...]" = ()) -> dict[str, Any]:
    """Return what the job `check_tokens` is given."""
    full = str(Path(preset).expanduser().resolve()) if catalogue.looks_like_path(preset) else preset
    return {"preset": full, "texts": list(texts)}
