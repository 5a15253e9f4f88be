import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.errors import PresetError
from studio.processes import child_environment
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

TEXTS = ["", "The film was CLEVER, and bright!", "warm 電影 unknownword", "the " * 100, "a\u0301 bcd\n\ttender"]

WITHOUT_TENSORFLOW_TEXT = """
import sys
sys.modules["tensorflow_text"] = None
from pathlib import Path
import numpy as np
from studio.engine.building.model import load_model
from studio.engine.texts.tokens import TextEncoder
rows = TextEncoder(load_model(Path(sys.argv[1]))).encode(TEXTS)
np.savez(sys.argv[2], token_ids=rows.token_ids, offsets=rows.offsets, cut=[rows.num_cut_tokens, rows.num_cut_texts])
"""


@pytest.fixture(scope="module")
def model(tiny_preset: Path):
    from studio.engine.building.model import build_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(tiny_preset)},
            "data": {"train": "none.csv", "sequence_length": 12},
        }
    )
    return build_model(spec, Schema(("bad", "good")))


def test_token_ids_are_those_of_the_preprocessor(model) -> None:
    from studio.engine.texts.tokens import TextEncoder

    rows = TextEncoder(model).encode(TEXTS)
    expected = model.network.preprocessor(TEXTS)
    mask = np.asarray(expected["padding_mask"])
    np.testing.assert_array_equal(rows.lengths, mask.sum(axis=1))
    np.testing.assert_array_equal(rows.token_ids, np.asarray(expected["token_ids"])[mask])


def test_what_was_cut_off_is_counted(model) -> None:
    from studio.engine.texts.tokens import TextEncoder

    rows = TextEncoder(model).encode(["the " * 15, "the", "the " * 11])
    assert (rows.num_cut_tokens, rows.num_cut_texts) == (5 + 1, 2)
    assert list(rows.lengths) == [12, 3, 12]


def test_no_text_gives_no_row(model) -> None:
    from studio.engine.texts.tokens import TextEncoder

    assert len(TextEncoder(model).encode([])) == 0


def test_without_tensorflow_text_the_ids_are_the_same(model, tmp_path: Path) -> None:
    from studio.engine.building.model import save_model
    from studio.engine.texts.tokens import TextEncoder

    save_model(model, tmp_path / "model")
    code = WITHOUT_TENSORFLOW_TEXT.replace("TEXTS", repr(TEXTS))
    command = [sys.executable, "-c", code, str(tmp_path / "model"), str(tmp_path / "ids.npz")]
    subprocess.run(command, check=True, env=child_environment(), capture_output=True)
    rows = TextEncoder(model).encode(TEXTS)
    with np.load(tmp_path / "ids.npz") as found:
        np.testing.assert_array_equal(found["token_ids"], rows.token_ids)
        np.testing.assert_array_equal(found["offsets"], rows.offsets)
        assert tuple(found["cut"]) == (rows.num_cut_tokens, rows.num_cut_texts)


def test_batches_are_padded_to_a_multiple_of_eight_and_masked(model) -> None:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    labels = {"label": np.arange(5, dtype=np.int32)}
    batcher = Batcher(model, Examples.single(TextEncoder(model).encode(TEXTS), labels))
    batch = batcher.batch(np.array([1, 0]))
    assert set(batch.inputs) == {"token_ids", "padding_mask", "segment_ids"}
    assert {array.shape for array in batch.inputs.values()} == {(2, 12)}
    assert batcher.batch(np.array([0])).inputs["token_ids"].shape == (1, 8)
    assert (list(batch.targets["label"]), batch.num_targets) == ([1, 0], 2)
    assert batch.num_tokens == batch.inputs["padding_mask"].sum() == 10 + 2
    assert not (batch.inputs["token_ids"] * (1 - batch.inputs["padding_mask"])).any()


def test_batches_by_length_hold_each_example_once(model) -> None:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    batcher = Batcher(model, Examples.single(TextEncoder(model).encode(TEXTS)))
    groups = batcher.indices_by_length(2)
    assert sorted(np.concatenate(groups)) == [0, 1, 2, 3, 4]
    lengths = batcher.examples.lengths[np.concatenate(groups)]
    assert list(lengths) == sorted(lengths, reverse=True)


def test_an_input_that_nobody_fills_is_refused_and_never_made_up(model) -> None:
    import keras
    import tensorflow as tf

    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.encoding import encode
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    inputs = {name: keras.Input((None,), dtype="int32", name=name) for name in (*model.input_names, "speaker_ids")}
    network = keras.Model(inputs, inputs["speaker_ids"])
    network.preprocessor = model.network.preprocessor
    odd, rows = TextModel(network, model.info), TextEncoder(model).encode(TEXTS)
    with pytest.raises(PresetError, match="does not give: speaker_ids"):
        Batcher(odd, Examples.single(rows))
    with pytest.raises(PresetError, match="does not give: speaker_ids"):
        tf.function(lambda: encode(odd, tf.constant(TEXTS)), autograph=False)()
