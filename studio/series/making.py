"""The runs of a series, out of one specification."""

from studio.errors import InputError
from studio.queue import RunQueue
from studio.runs.workspace import Workspace
from studio.series.store import RunSeries, SeriesKind, write_series
from studio.spec import RunSpec
from studio.spec.data import MOST_FOLDS

LEAST_RUNS, MOST_RUNS = 2, MOST_FOLDS
_MOST_SEED = 2**31 - 1


def parts_of(spec: RunSpec, kind: SeriesKind, count: int) -> list[RunSpec]:
    """Return the specifications of a series.

    Seeds count up from that of the specification: what is drawn in a run (the head's first weights, the order of the
    rows, dropout) is drawn anew, the split of the data stays. Folds keep the seed: each holds other rows back.

    Args:
        spec: What they have in common.
        kind: In what they differ.
        count: How many there are to be, from 2 to 50.

    Raises:
        InputError: if there are to be too many or too few.
        SpecError: if the data has a file for the validation, and folds are asked for.
    """
    if not LEAST_RUNS <= count <= MOST_RUNS:
        raise InputError(
            "A series: expected from {least} to {most} {most:run|runs}. Received: {received}.",
            least=LEAST_RUNS,
            most=MOST_RUNS,
            received=count,
        )
    name = spec.name
    made = []
    for number in range(count):
        data = spec.to_json()
        if kind is SeriesKind.FOLDS:
            data["data"] |= {"folds": count, "fold": number}
            data["name"] = f"{name} · {number + 1}/{count}".strip()
        else:
            seed = (spec.fit.seed + number) % (_MOST_SEED + 1)
            data["fit"]["seed"] = seed
            data["name"] = f"{name} · seed {seed}".strip()
        made.append(RunSpec.parse(data))
    return made


def start_series(workspace: Workspace, spec: RunSpec, kind: SeriesKind, count: int) -> RunSeries:
    """Make the runs of a series and put them into the queue.

    Args:
        workspace: Where.
        spec: What they have in common.
        kind: In what they differ.
        count: How many there are to be.

    Raises:
        StudioError: if there cannot be such a series, or the workspace cannot be written to.
    """
    queue = RunQueue(workspace)
    runs = [workspace.create_run(part) for part in parts_of(spec, kind, count)]
    # First that they belong together: runs that wait without it would never be summed up.
    series = write_series(workspace, spec.name, kind, [run.id for run in runs])
    for run in runs:
        queue.add(run)
    return series
