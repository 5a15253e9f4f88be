"""What a training step costs, in counts: they are the same on every machine, however busy, so that CI can hold them.

A number that must rise is changed here, with the reason in the commit. Seconds are the benchmarks' business.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.engine.models.precision import Precision
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

BATCH_SIZE, SEQUENCE_LENGTH = 32, 256
FLOAT32 = Precision("float32", "float32", is_rewritten=False, reason="a test")


def lengths_of(mean: float, spread: float, num_texts: int = 2_400) -> Any:
    """Return lengths as texts have them: few are long."""
    random = np.random.default_rng(0)
    drawn = random.lognormal(math.log(mean) - spread**2 / 2, spread, num_texts)
    return np.clip(np.round(drawn), 3, SEQUENCE_LENGTH).astype(np.int64)


# Tokens of film reviews in a sentence or two, and of paragraphs.
SHORT, LONG = lengths_of(22.6, 0.5), lengths_of(105, 0.5)


def make_model(preset: Path) -> Any:
    from studio.engine.building.model import build_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset)},
            "data": {"train": "none.csv", "sequence_length": SEQUENCE_LENGTH},
        }
    )
    return build_model(spec, Schema(("bad", "good")))


def batches_of(model: Any, lengths: Any) -> list[Any]:
    """Return the batches of an epoch, as the engine deals them out."""
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.sampler import Position, Sampler
    from studio.engine.texts.tokens import TokenRows

    offsets = np.concatenate([[0], np.cumsum(lengths)])
    rows = TokenRows(np.full(offsets[-1], 7, np.int32), offsets)
    labels = np.arange(len(lengths), dtype=np.int32) % 2
    batcher = Batcher(model, Examples.single(rows, {"label": labels}))
    sampler = Sampler(lengths, BATCH_SIZE)
    position, found = Position(), []
    for _ in range(sampler.steps_per_epoch):
        found += [batcher.batch(indices) for indices in sampler.step(position)]
        position = sampler.after(position)
    return found


def make_backend(model: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.spec import FitSpec

    return TensorFlowBackend(model, FitSpec(), FLOAT32, uses_stack=True)


def padding_of(batches: list[Any]) -> float:
    num_computed = sum(batch.inputs["token_ids"].size for batch in batches)
    return 1 - sum(batch.num_tokens for batch in batches) / num_computed


def num_nodes(graph: Any) -> int:
    """Return the operations of a graph and of the functions that it calls."""
    return len(graph.node) + sum(len(function.node_def) for function in graph.library.function)


def num_kernels(graph: Any) -> int:
    """Return how many functions XLA compiles, each anew for each shape."""
    return sum(function.attr["_XlaMustCompile"].b for function in graph.library.function)


def save_preset(folder: Path, num_layers: int) -> Path:
    """Write a small BERT, the architecture of the bundled backbone."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "film", "story", "music"]
    sizes = {"num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": SEQUENCE_LENGTH}
    backbone = keras_hub.models.BertBackbone(vocabulary_size=len(vocabulary), num_layers=num_layers, **sizes)
    backbone.save_to_preset(str(folder))
    keras_hub.models.BertTokenizer(vocabulary=vocabulary, lowercase=True).save_to_preset(str(folder))
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A model of two layers."""
    return make_model(save_preset(tmp_path_factory.mktemp("presets") / "two", 2))


@pytest.fixture(scope="module")
def deep_model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A model of four layers."""
    return make_model(save_preset(tmp_path_factory.mktemp("presets") / "four", 4))


@pytest.fixture(scope="module")
def step_graph(model: Any) -> Any:
    return make_backend(model)._train.get_concrete_function().graph.as_graph_def()


@pytest.fixture(scope="module")
def deep_step_graph(deep_model: Any) -> Any:
    return make_backend(deep_model)._train.get_concrete_function().graph.as_graph_def()


@pytest.mark.parametrize(
    ("lengths", "most_padding", "most_shapes"), [(SHORT, 0.165, 9), (LONG, 0.059, 22)], ids=["short", "long"]
)
def test_an_epoch_has_few_steps_little_padding_and_few_shapes(
    model: Any, lengths: Any, most_padding: float, most_shapes: int
) -> None:
    batches = batches_of(model, lengths)
    assert len(batches) == len(lengths) / BATCH_SIZE
    assert sum(batch.num_tokens for batch in batches) == lengths.sum()
    assert padding_of(batches) < most_padding
    # Each costs about a second of compilation when it comes first.
    assert len({batch.inputs["token_ids"].shape for batch in batches}) <= most_shapes


def test_batches_of_similar_length_save_most_of_the_padding(model: Any) -> None:
    whole = 1 - SHORT.sum() / (SHORT.max() * len(SHORT))
    assert padding_of(batches_of(model, SHORT)) < whole / 4


def test_a_training_step_has_few_operations_and_each_layer_adds_few(step_graph: Any, deep_step_graph: Any) -> None:
    assert num_nodes(step_graph) <= 1_780
    assert (num_nodes(deep_step_graph) - num_nodes(step_graph)) / 2 <= 455


def test_the_kernels_that_are_compiled_are_shared_by_all_layers(step_graph: Any, deep_step_graph: Any) -> None:
    assert num_kernels(step_graph) == 9
    assert num_kernels(deep_step_graph) == num_kernels(step_graph)


def test_evaluation_has_few_operations_and_compiles_nothing(model: Any) -> None:
    graph = make_backend(model)._evaluate.get_concrete_function().graph.as_graph_def()
    assert num_nodes(graph) <= 430
    assert num_kernels(graph) == 0


def test_an_epoch_of_several_lengths_and_its_evaluation_are_traced_once(model: Any) -> None:
    batches = {batch.inputs["token_ids"].shape: batch for batch in batches_of(model, SHORT)}
    chosen = [batches[shape] for shape in sorted(batches)][:3]
    assert len({batch.inputs["token_ids"].shape for batch in chosen}) == 3
    backend = make_backend(model)
    for batch in chosen:
        backend.train_step([batch], 1e-4)
        backend.outputs(batch)
    assert backend._train.experimental_get_tracing_count() == 1
    assert backend._evaluate.experimental_get_tracing_count() == 1
