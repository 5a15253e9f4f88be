"""How far what an export says is from what the studio says, output by output, as the task declares it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.tasks import ExportOutput
from studio.tasks.base import THRESHOLDS

Outputs = Mapping[str, NDArray[Any]]

_DTYPES: dict[str, Any] = {"string": object, "float32": np.float32, "int32": np.int32, "bool": np.bool_}
# What stands where a row has fewer entries than another.
_PADDING: dict[str, Any] = {"string": "", "float32": -1.0, "int32": -1, "bool": False}


def same_shape(
    outputs: Sequence[ExportOutput], ours: Outputs, theirs: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Return the arrays of both sides, those with any number of entries a row padded to the same width.

    Args:
        outputs: What the task declares.
        ours: By name, arrays whose first axis is the rows.
        theirs: By name, a value or a list of values for each row.
    """
    # What the studio says beside the outputs stays as it is.
    mine: dict[str, NDArray[Any]] = dict(ours)
    other: dict[str, NDArray[Any]] = {}
    for output in outputs:
        own, found = ours[output.name], theirs[output.name]
        if output.is_ragged:
            rows = own.tolist()
            width = max(map(len, (*rows, *found)), default=0)
            mine[output.name], other[output.name] = _padded(output, rows, width), _padded(output, found, width)
        else:
            mine[output.name] = own
            other[output.name] = np.array(found, _DTYPES[output.dtype]).reshape(own.shape)
    return mine, other


def _padded(output: ExportOutput, rows: Sequence[Sequence[Any]], width: int) -> NDArray[Any]:
    array = np.full((len(rows), width), _PADDING[output.dtype], _DTYPES[output.dtype])
    for place, row in enumerate(rows):
        array[place, : len(row)] = row
    return array


def differing_rows(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> NDArray[np.bool_]:
    """Return for each row whether anything differs that must be the same: bool array of shape `(num_rows,)`.

    Args:
        outputs: What the task declares.
        ours: By name, arrays whose first axis is the rows; `thresholds` where an output depends on them.
        theirs: The same, of the same shapes.
    """
    found = np.zeros(len(next(iter(ours.values()))), np.bool_)
    for output in outputs:
        mine, other = ours[output.name], theirs[output.name]
        if output.comparison == "exact":
            found |= np.any((mine != other).reshape(len(mine), -1), axis=1)
        elif output.comparison == "threshold":
            is_far = np.abs(ours[output.ranking] - ours[THRESHOLDS]) > output.tolerance
            found |= np.any(((mine != other) & is_far).reshape(len(mine), -1), axis=1)
        elif output.comparison == "likeliest":
            ranking = ours[output.ranking]
            is_clear = ranking[:, 0] - ranking[:, 1] > output.tolerance
            found |= is_clear & (mine[:, 0] != other[:, 0])
    return found


def largest_difference(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> float:
    """Return by how much the numbers of all outputs that must be close differ; not a number where one is none."""
    found = (np.max(_distances(output, ours, theirs), initial=0.0) for output in _close(outputs))
    return float(max(found, default=0.0))


def are_close(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> bool:
    """Return whether all numbers lie within the tolerance of their output. What is not a number does not."""
    return all(bool(np.all(_distances(output, ours, theirs) <= output.tolerance)) for output in _close(outputs))


def tolerance(outputs: Sequence[ExportOutput]) -> float:
    """Return the largest difference that any of the outputs allows."""
    return max((output.tolerance for output in _close(outputs)), default=0.0)


def _close(outputs: Sequence[ExportOutput]) -> list[ExportOutput]:
    return [output for output in outputs if output.comparison in ("close", "relative")]


def _distances(output: ExportOutput, ours: Outputs, theirs: Outputs) -> NDArray[Any]:
    distances: NDArray[Any] = np.abs(theirs[output.name] - ours[output.name])
    if output.comparison == "relative":
        distances /= max(float(np.max(np.abs(ours[output.name]), initial=0.0)), float(np.finfo(np.float32).tiny))
    return distances
