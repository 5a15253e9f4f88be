"""An index on disk: normalized vectors that are looked through from end to end, and the passages that they mean."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from studio.errors import DamagedFolderError, DataError, NotFoundError, RunError
from studio.fields import read_fields
from studio.files import read_json, write_json
from studio.manifest import check_files
from studio.search.places import hash_files

VECTORS = "vectors.bin"
TEXTS = "texts.bin"
OFFSETS = "offsets.npy"
ROWS = "rows.npy"
DESCRIPTION = "index.json"
# So many vectors are compared at once: enough for a fast product, few enough for any memory.
_BLOCK_ROWS = 1 << 15

FileState = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Description:
    """What an index was made of.

    Attributes:
        file: The file with the passages.
        column: The column that they stand in.
        size_bytes, modified_ns: The file's state then; for a folder 0, so that its content is looked at.
        content: What `hash_files` gave for the file.
        model: What `hash_files` gave for the model's folder.
        num_passages: How many there are; rows without a text are left out.
        num_rows: How many rows the file has.
        dim: The length of a vector.
    """

    file: str
    column: str
    size_bytes: int
    modified_ns: int
    content: str
    model: str
    num_passages: int
    num_rows: int
    dim: int

    def write(self, folder: Path) -> None:
        """Write the description into an index's folder."""
        write_json(folder / DESCRIPTION, asdict(self))

    def file_state(self) -> FileState:
        """Return whether the file still holds what the index was made of."""
        path = Path(self.file)
        try:
            state = path.stat()
            if path.is_file() and (state.st_size, state.st_mtime_ns) == (self.size_bytes, self.modified_ns):
                return "same"
            return "same" if hash_files(path) == self.content else "changed"
        except OSError:
            return "gone"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found.

    Attributes:
        row: Its row in the file, from 1, the header not counted.
        score: The cosine of the angle between the two vectors.
    """

    row: int
    text: str
    score: float


class SearchIndex:
    """An index that was built, opened to be searched. It holds its own texts, whatever became of the file.

    Args:
        folder: Its folder.

    Raises:
        NotFoundError: if there is no index in the folder.
        RunError: if it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = read_json(folder / DESCRIPTION)
        if found is None:
            raise NotFoundError("There is no search index in {file}.", file=folder)
        try:
            check_files(folder)
            description = read_fields(Description, found)
            if description is None:
                raise ValueError(DESCRIPTION)
            self.description = description
            shape = (description.num_passages, description.dim)
            self._vectors = np.memmap(folder / VECTORS, np.float32, mode="r", shape=shape)
            self._offsets = np.load(folder / OFFSETS, allow_pickle=False)
            self._rows = np.load(folder / ROWS, allow_pickle=False)
            self._texts = np.memmap(folder / TEXTS, np.uint8, mode="r")
            if not len(self._rows) == len(self._offsets) - 1 == len(self) or self._offsets[-1] != len(self._texts):
                raise ValueError(ROWS)
        except (DamagedFolderError, OSError, ValueError, EOFError) as error:
            raise RunError(
                "The search index in {file} cannot be read back: {reason}. Delete that folder and build it anew.",
                file=folder,
                reason=str(error),
            ) from None

    def __len__(self) -> int:
        return self.description.num_passages

    def check(self, model: str) -> None:
        """Check that the index was made by a model.

        Args:
            model: What `hash_files` gives for the model's folder.

        Raises:
            DataError: if it was made by another one, whose vectors mean something else.
        """
        if model != self.description.model:
            raise DataError(
                "{file}: expected a search index of this model. Received: one of another model; build it anew.",
                file=self.folder,
            )

    def search(self, queries: NDArray[np.float32], num_hits: int) -> list[list[Found]]:
        """Return the passages that are nearest to each query, the nearest first; of equally near ones the upper row.

        Every passage is looked at: nothing is approximated.

        Args:
            queries: float32 array of shape `(num_queries, dim)`, normalized.
            num_hits: How many are returned for each query at most.
        """
        best = [(np.zeros(0, np.int64), np.zeros(0, np.float32)) for _ in queries]
        for start in range(0, len(self), _BLOCK_ROWS):
            block = self._vectors[start : start + _BLOCK_ROWS]
            numbers = np.arange(start, start + len(block))
            for query, near in enumerate(queries @ block.T):  # (num_queries, block)
                places, scores = best[query]
                best[query] = _best(np.concatenate([places, numbers]), np.concatenate([scores, near]), num_hits)
        return [
            [self._found(int(place), float(score)) for place, score in zip(places, scores, strict=True)]
            for places, scores in best
        ]

    def _found(self, place: int, score: float) -> Found:
        text = self._texts[self._offsets[place] : self._offsets[place + 1]].tobytes().decode()
        return Found(int(self._rows[place]) + 1, text, score)


def _best(
    places: NDArray[np.int64], scores: NDArray[np.float32], num_hits: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the highest scores with their places, sorted; of equal ones the first place."""
    if len(scores) > num_hits:
        # What equals the last one that is kept must not be left out by chance: all of them are sorted.
        border = np.partition(scores, -num_hits)[-num_hits]
        is_high = scores >= border
        places, scores = places[is_high], scores[is_high]
    order = np.lexsort((places, -scores))[:num_hits]
    return places[order], scores[order]
