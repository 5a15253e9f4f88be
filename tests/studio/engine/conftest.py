"""A tiny BERT with random weights and a small data set, for tests that really train."""

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.runs import RunFolder, RunState, Workspace, launch
from studio.schema import Schema
from studio.spec import RunSpec
from studio.tasks import Task
from tests.nursery import Nursery
from tests.tiny_presets import families, save_keras_hub

GOOD_WORDS = ("bright", "clever", "warm", "joyful", "crisp", "tender")
BAD_WORDS = ("dull", "clumsy", "cold", "bleak", "stale", "harsh")
PLAIN_WORDS = ("the", "film", "was", "a", "story", "with", "actors", "and", "music", "scene", "that", "ends")
SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# Large enough that saving a checkpoint takes a while: a test kills a worker in the middle of it.
NUM_FILLERS = 12_000


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """What forks workers."""
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.close()


@pytest.fixture(scope="module", autouse=True)
def forked_workers(nursery: Nursery) -> Iterator[None]:
    """Let runs begin without loading TensorFlow anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launch, "start_detached", nursery.start)
        yield


@pytest.fixture(scope="session")
def tiny_preset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a KerasHub preset: BERT, 2 layers, 32 wide."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub

    keras.utils.set_random_seed(1)
    words = (*SPECIAL_TOKENS, *GOOD_WORDS, *BAD_WORDS, *PLAIN_WORDS)
    vocabulary = [*words, *(f"filler{number}" for number in range(NUM_FILLERS))]
    backbone = keras_hub.models.BertBackbone(
        vocabulary_size=len(vocabulary),
        num_layers=2,
        num_heads=2,
        hidden_dim=32,
        intermediate_dim=64,
        max_sequence_length=64,
    )
    tokenizer = keras_hub.models.BertTokenizer(vocabulary=vocabulary, lowercase=True)
    folder = tmp_path_factory.mktemp("presets") / "tiny_bert"
    backbone.save_to_preset(str(folder))
    tokenizer.save_to_preset(str(folder))
    return folder


@pytest.fixture(scope="session")
def tiny_preset_for(tiny_preset: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Task], Path]:
    """What gives the folder of a tiny preset that a task can use: BERT's wherever it can."""
    folders = {"Bert": tiny_preset}

    def find(task: Task) -> Path:
        family = families(task)[0]
        if family not in folders:
            folders[family] = tmp_path_factory.mktemp("presets") / family
            save_keras_hub(family, folders[family])
        return folders[family]

    return find


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV file of 480 made-up reviews whose words give their label away."""
    path = tmp_path_factory.mktemp("data") / "reviews.csv"
    choose = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for number in range(480):
            label, telling = (("good", GOOD_WORDS), ("bad", BAD_WORDS))[number % 2]
            words = choose.choices(PLAIN_WORDS, k=choose.randint(3, 30)) + choose.choices(telling, k=2)
            choose.shuffle(words)
            writer.writerow([" ".join(words), label])
    return path


@pytest.fixture
def tiny_spec(tiny_preset: Path, reviews: Path) -> RunSpec:
    """A run that takes a few seconds."""
    return RunSpec.parse(
        {
            "name": "tiny",
            "task": "text_classification",
            "backbone": {"preset": str(tiny_preset)},
            "data": {
                "train": str(reviews),
                "validation_fraction": 0.2,
                "test_fraction": 0.1,
                "columns": {"text": "text", "label": "label"},
                "sequence_length": 16,
            },
            "fit": {"epochs": 1, "batch_size": 16, "learning_rate": 1e-3},
        }
    )


@pytest.fixture
def tiny_model(tiny_spec: RunSpec, reviews: Path) -> Any:
    """An untrained model whose answers differ, and that gives about half of the texts to each class."""
    import numpy as np

    from studio.engine.building.model import build_model

    model = build_model(tiny_spec, Schema(("bad", "good")))
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            # Fresh weights are so small that all texts would get nearly the same answer.
            weight.assign(weight * 10)
    with reviews.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)][:50]
    logits = model.network(model.network.preprocessor(texts), training=False)
    model.network.output_dense.bias.assign(-np.median(logits, axis=0))
    return model


@pytest.fixture
def finished_run(tmp_path: Path, tiny_spec: RunSpec, tiny_model: Any) -> RunFolder:
    """A finished run with a model, as a worker leaves it, but for the training and its measurements."""
    from studio.engine.building.model import save_model

    run = Workspace(tmp_path / "workspace").create_run(tiny_spec)
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING)
    save_model(tiny_model, run.model_path)
    run.enter(RunState.FINISHED)
    return run
