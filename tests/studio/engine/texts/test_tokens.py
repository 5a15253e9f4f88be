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
from studio.engine.models.model import load_model
from studio.engine.texts.tokens import TextEncoder
rows = TextEncoder(load_model(Path(sys.argv[1]))).encode(TEXTS)
np.savez(sys.argv[2], token_ids=rows.token_ids, offsets=rows.offsets, cut=[rows.num_cut_tokens, rows.num_cut_texts])
"""


@pytest.fixture(scope="module")
def model(tiny_preset: Path):
    from studio.engine.models.model import build_model

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
    from studio.engine.models.model import save_model
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
    from studio.engine.texts.tokens import TextEncoder

    batcher = Batcher(model, TextEncoder(model).encode(TEXTS), {"label": np.arange(5, dtype=np.int32)})
    batch = batcher.batch(np.array([1, 0]))
    assert set(batch.inputs) == {"token_ids", "padding_mask", "segment_ids"}
    assert {array.shape for array in batch.inputs.values()} == {(2, 12)}
    assert batcher.batch(np.array([0])).inputs["token_ids"].shape == (1, 8)
    assert (list(batch.targets["label"]), batch.num_targets) == ([1, 0], 2)
    assert batch.num_tokens == batch.inputs["padding_mask"].sum() == 10 + 2
    assert not (batch.inputs["token_ids"] * (1 - batch.inputs["padding_mask"])).any()


def test_batches_by_length_hold_each_example_once(model) -> None:
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.tokens import TextEncoder

    batcher = Batcher(model, TextEncoder(model).encode(TEXTS))
    groups = batcher.indices_by_length(2)
    assert sorted(np.concatenate(groups)) == [0, 1, 2, 3, 4]
    lengths = batcher.rows.lengths[np.concatenate(groups)]
    assert list(lengths) == sorted(lengths, reverse=True)


def test_the_cache_is_written_once_and_read_from_then_on(model, tmp_path: Path) -> None:
    from studio.engine.texts.token_cache import cache_key, cached_tokens
    from studio.engine.texts.tokens import TextEncoder

    encoder = TextEncoder(model)
    key = cache_key("data", "train", np.arange(5), encoder)
    first = cached_tokens(tmp_path, key, encoder, [TEXTS[:2], TEXTS[2:]])
    again = cached_tokens(tmp_path, key, encoder, iter_nothing())
    expected = encoder.encode(TEXTS)
    for rows in (first, again):
        np.testing.assert_array_equal(rows.token_ids, expected.token_ids)
        np.testing.assert_array_equal(rows.offsets, expected.offsets)
        assert (rows.num_cut_tokens, rows.num_cut_texts) == (expected.num_cut_tokens, expected.num_cut_texts)
    assert [folder.name for folder in tmp_path.iterdir()] == [key]


@pytest.mark.parametrize("name", ["token_ids.bin", "offsets.npy", "info.json"])
@pytest.mark.parametrize("content", [None, b"", b"\0\0\0\0"])
def test_a_damaged_cache_is_made_anew(model, tmp_path: Path, name: str, content: bytes | None) -> None:
    from studio.engine.texts.token_cache import cached_tokens
    from studio.engine.texts.tokens import TextEncoder

    encoder = TextEncoder(model)
    cached_tokens(tmp_path, "key", encoder, [TEXTS])
    (tmp_path / "key" / name).unlink()
    if content is not None:
        (tmp_path / "key" / name).write_bytes(content)
    again = cached_tokens(tmp_path, "key", encoder, [TEXTS])
    np.testing.assert_array_equal(again.token_ids, encoder.encode(TEXTS).token_ids)
    assert [folder.name for folder in tmp_path.iterdir()] == ["key"]


def test_two_runs_that_write_the_same_tokens_at_once_do_not_disturb_each_other(model, tmp_path: Path) -> None:
    from studio.engine.texts.token_cache import cached_tokens
    from studio.engine.texts.tokens import TextEncoder

    encoder = TextEncoder(model)

    def texts_while_another_is_quicker():
        yield TEXTS[:2]
        cached_tokens(tmp_path, "key", encoder, [TEXTS])
        yield TEXTS[2:]

    slower = cached_tokens(tmp_path, "key", encoder, texts_while_another_is_quicker())
    np.testing.assert_array_equal(slower.token_ids, encoder.encode(TEXTS).token_ids)
    assert [folder.name for folder in tmp_path.iterdir()] == ["key"]


def test_a_cache_that_fails_half_way_leaves_nothing(model, tmp_path: Path) -> None:
    from studio.engine.texts.token_cache import cached_tokens
    from studio.engine.texts.tokens import TextEncoder

    def texts():
        yield TEXTS
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="gone"):
        cached_tokens(tmp_path, "key", TextEncoder(model), texts())
    assert not any(tmp_path.iterdir())


def test_the_cache_key_follows_data_split_rows_and_sequence_length(model, tiny_preset: Path) -> None:
    from dataclasses import replace

    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.token_cache import cache_key
    from studio.engine.texts.tokens import TextEncoder

    encoder = TextEncoder(model)
    longer = TextEncoder(TextModel(model.network, replace(model.info, sequence_length=20)))
    keys = {
        cache_key("data", "train", np.arange(5), encoder),
        cache_key("other", "train", np.arange(5), encoder),
        cache_key("data", "test", np.arange(5), encoder),
        cache_key("data", "train", np.arange(6), encoder),
        cache_key("data", "train", np.arange(5), longer),
    }
    assert len(keys) == 5
    assert cache_key("data", "train", np.arange(5), TextEncoder(model)) in keys


def iter_nothing():
    raise AssertionError("The texts were read again.")
    yield


def test_an_input_that_nobody_fills_is_refused_and_never_made_up(model) -> None:
    import keras
    import tensorflow as tf

    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.encoding import encode
    from studio.engine.texts.tokens import TextEncoder

    inputs = {name: keras.Input((None,), dtype="int32", name=name) for name in (*model.input_names, "speaker_ids")}
    network = keras.Model(inputs, inputs["speaker_ids"])
    network.preprocessor = model.network.preprocessor
    odd, rows = TextModel(network, model.info), TextEncoder(model).encode(TEXTS)
    with pytest.raises(PresetError, match="does not give: speaker_ids"):
        Batcher(odd, rows)
    with pytest.raises(PresetError, match="does not give: speaker_ids"):
        tf.function(lambda: encode(odd, tf.constant(TEXTS)), autograph=False)()
