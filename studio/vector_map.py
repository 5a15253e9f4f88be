"""Vectors as points in a plane: a map on which texts of like meaning lie near each other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.files import read_json, write_json
from studio.runs import RunFolder

_MODEL_MARK = "model_modified_ns"

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class VectorMap:
    """Where vectors lie along the two axes on which they differ most.

    Attributes:
        points: float64 array of shape `(num_vectors, 2)`.
        shares: Which part of the variance of all vectors lies along each axis, 0 to 1.
    """

    points: Points
    shares: tuple[float, float]

    def to_json(self) -> dict[str, Any]:
        """Return the map as JSON data."""
        return {"points": [[float(x), float(y)] for x, y in self.points], "shares": list(self.shares)}


def map_vectors(vectors: NDArray[np.floating]) -> VectorMap:
    """Return the map of vectors by their two principal axes (Pearson, On lines and planes of closest fit, 1901).

    An axis has no direction of its own: it points to where its largest component is positive, so that the same vectors
    give the same map each time.

    Args:
        vectors: Array of shape `(num_vectors, dim)`.

    Raises:
        ValueError: if there is no vector.
    """
    if vectors.ndim != 2 or not len(vectors):
        raise ValueError(f"Expected at least one vector, one a row. Received: vectors.shape={vectors.shape}.")
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.where(axes[np.arange(len(axes)), largest] < 0, -1.0, 1.0)[:, None]
    variances = np.square(sizes)
    whole = float(variances.sum())
    # Rounding makes a little variance of none.
    has_any = whole > np.finfo(np.float64).eps * max(1.0, float(np.square(vectors, dtype=np.float64).sum()))
    shares, points = np.zeros(2), np.zeros((len(vectors), 2))
    if has_any:
        num_axes = min(2, len(axes))
        points[:, :num_axes] = centred @ axes[:num_axes].T
        shares[:num_axes] = variances[:num_axes] / whole
    return VectorMap(points, (float(shares[0]), float(shares[1])))


def save_map(run: RunFolder, split: str, data: dict[str, Any]) -> None:
    """Keep the map of a split's pairs with the run, as long as its model stays the same."""
    write_json(_map_path(run, split), data | {_MODEL_MARK: _model_mark(run)})


def saved_map(run: RunFolder, split: str) -> dict[str, Any] | None:
    """Return the map that was kept; `None` if there is none, or the run has another model now."""
    data = read_json(_map_path(run, split))
    if not isinstance(data, dict) or data.get(_MODEL_MARK) != _model_mark(run):
        return None
    return data


def _map_path(run: RunFolder, split: str) -> Path:
    return run.evaluation_path / f"map-{split}.json"


def _model_mark(run: RunFolder) -> int:
    path = run.model_path / "fettle.json"
    return path.stat().st_mtime_ns if path.is_file() else 0
