"""How far what an export says is from what the studio says, output by output, as the task declares it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.tasks import ExportOutput

Outputs = Mapping[str, NDArray[Any]]


def differing_rows(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> NDArray[np.bool_]:
    """Return for each row whether anything differs that must be the same: bool array of shape `(num_rows,)`.

    Args:
        outputs: What the task declares.
        ours: By name, arrays whose first axis is the rows.
        theirs: The same, of the same shapes.
    """
    found = np.zeros(len(next(iter(ours.values()))), np.bool_)
    for output in outputs:
        mine, other = ours[output.name], theirs[output.name]
        if output.comparison == "exact":
            found |= np.any((mine != other).reshape(len(mine), -1), axis=1)
        elif output.comparison == "likeliest":
            ranking = ours[output.ranking]
            is_clear = ranking[:, 0] - ranking[:, 1] > output.tolerance
            found |= is_clear & (mine[:, 0] != other[:, 0])
    return found


def largest_difference(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> float:
    """Return by how much the numbers of all outputs that must be close differ; not a number where one is none."""
    close = [output.name for output in outputs if output.comparison == "close"]
    return float(max((np.max(np.abs(theirs[name] - ours[name]), initial=0.0) for name in close), default=0.0))


def are_close(outputs: Sequence[ExportOutput], ours: Outputs, theirs: Outputs) -> bool:
    """Return whether all numbers lie within the tolerance of their output. What is not a number does not."""
    return all(
        bool(np.all(np.abs(theirs[output.name] - ours[output.name]) <= output.tolerance))
        for output in outputs
        if output.comparison == "close"
    )


def tolerance(outputs: Sequence[ExportOutput]) -> float:
    """Return the largest difference that any of the outputs allows."""
    return max((output.tolerance for output in outputs if output.comparison == "close"), default=0.0)
