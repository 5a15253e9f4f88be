"""A run folder with measured answers, without a model: for tests of what is shown of them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from studio.data import prepare
from studio.files import write_json
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec
from studio.tasks.metrics import classification_report


def make_answered_run(
    workspace: Workspace, data: Path, *, validation: Path | None = None, wrong: Sequence[int] = (), seed: int = 0
) -> RunFolder:
    """Make a finished run whose answers are right but for some rows of its test split, which get the next class.

    Args:
        workspace: Where the run is made.
        data: A file with the columns text and label.
        validation: A separate file for the validation split.
        wrong: The positions in the test split that are answered wrong, the surest mistake first.
        seed: Of the split.
    """
    from studio.engine.tasks.classification.results import write_classes
    from studio.engine.tasks.evaluation import Evaluation

    spec = RunSpec.parse(
        {
            "name": "Answered",
            "task": "text_classification",
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {
                "train": str(data),
                "validation": None if validation is None else str(validation),
                "validation_fraction": 0.2,
                "test_fraction": 0.4,
                "seed": seed,
            },
        }
    )
    run = workspace.create_run(spec)
    prepared = prepare(spec.data, spec.task)
    num_classes = len(prepared.schema.class_names)
    parts, reports = [], {}
    for split in prepared.splits[1:]:
        answers = split.labels.copy()
        sure = np.full(len(split), 0.9, np.float32)
        if split.name == "test":
            for rank, place in enumerate(wrong):
                answers[place] = (answers[place] + 1) % num_classes
                sure[place] = 0.8 - 0.05 * rank
        probabilities = np.repeat(((1 - sure) / (num_classes - 1))[:, None], num_classes, axis=1).astype(np.float32)
        probabilities[np.arange(len(split)), answers] = sure
        report = classification_report(
            split.labels, probabilities, prepared.schema.class_names, prepared.schema.class_counts
        )
        reports[split.name] = report.to_json()
        parts.append((split, Evaluation({}, reports[split.name], {"probabilities": probabilities})))
    write_classes(run.predictions_path, prepared.schema.class_names, ("text",), parts)
    write_json(run.metrics_path, reports)
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run
