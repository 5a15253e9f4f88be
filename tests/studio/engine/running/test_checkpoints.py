import contextlib
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.errors import CheckpointError

pytestmark = pytest.mark.engine


def make_checkpoint(step: int, best_step: int | None = None):
    from studio.engine.running.checkpoints import Best, Checkpoint, Progress
    from studio.engine.texts.sampler import Position

    best = None if best_step is None else Best(best_step, 0.1 + 0.2, 1 / 3)
    progress = Progress(step=step, position=Position(2, step), best=best, loss_sum=0.1 * 3, elapsed_s=1 / 7)
    arrays = {"weight/0": np.full((2, 3), step, np.float32)}
    return Checkpoint(progress, arrays, {"seed/0": np.array([step, 5], np.uint32)})


def make_store(path: Path):
    from studio.engine.running.checkpoints import CheckpointStore

    return CheckpointStore(path / "checkpoints")


def test_the_latest_checkpoint_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert store.latest() is None
    store.save(make_checkpoint(9))
    store.save(make_checkpoint(10, best_step=9))
    found = store.latest()
    assert found is not None
    assert found.progress == make_checkpoint(10, best_step=9).progress
    np.testing.assert_array_equal(found.weights["weight/0"], np.full((2, 3), 10, np.float32))
    np.testing.assert_array_equal(found.optimizer_state["seed/0"], np.array([10, 5], np.uint32))
    assert found.optimizer_state["seed/0"].dtype == np.uint32


def test_the_last_two_and_those_of_their_best_steps_are_kept(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    for step, best in ((1, 1), (2, 1), (3, 3), (4, 3), (5, 3), (6, 3)):
        store.save(make_checkpoint(step, best))
    assert store.steps() == [6, 5, 3]
    assert store.weights(3)["weight/0"][0, 0] == 3
    assert {path.name for path in (tmp_path / "checkpoints").iterdir()} == {"6", "5", "3"}


def test_a_best_step_between_checkpoints_keeps_its_weights_as_long_as_one_of_them_names_it(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    names = lambda: {path.name for path in (tmp_path / "checkpoints").iterdir()}  # noqa: E731
    store.save(make_checkpoint(1, 1))
    store.save_best(2, make_checkpoint(2).weights)
    assert names() == {"1", "best-2.npz"}
    for step, best in ((3, 2), (4, 4), (5, 4)):
        store.save(make_checkpoint(step, best))
        if step < 5:
            assert store.weights(2)["weight/0"][0, 0] == 2
    assert names() == {"4", "5"}
    assert store.weights(4)["weight/0"][0, 0] == 4


def test_a_best_step_that_an_interrupted_run_never_confirmed_is_forgotten(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(1, 1))
    store.save(make_checkpoint(2, 1))
    store.save_best(9, make_checkpoint(9).weights)
    assert store.latest().progress.best.step == 1
    store.save(make_checkpoint(3, 1))
    assert {path.name for path in (tmp_path / "checkpoints").iterdir()} == {"1", "2", "3"}


def test_a_damaged_checkpoint_keeps_no_later_one_from_being_saved(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(1, 1))
    (tmp_path / "checkpoints" / "1" / "progress.json").write_text("{")
    store.save(make_checkpoint(2, 2))
    assert store.steps() == [2, 1]
    assert store.latest().progress.step == 2


def test_a_step_that_is_done_again_replaces_its_checkpoint(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4))
    store.save(make_checkpoint(4, best_step=4))
    found = store.latest()
    assert found is not None
    assert found.progress.best is not None


@pytest.mark.parametrize("name", [".5.tmp", ".5.17.0123456789abcdef.tmp", ".4.17.0123456789abcdef.old"])
def test_what_a_killed_worker_left_is_not_taken_for_a_checkpoint(tmp_path: Path, name: str) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4))
    left = tmp_path / "checkpoints" / name
    left.mkdir()
    (left / "weights.npz").write_bytes(b"half")
    (tmp_path / "checkpoints" / ".best-4.npz.17.tmp").write_bytes(b"half")
    assert store.steps() == [4]
    store.clean()
    assert [path.name for path in (tmp_path / "checkpoints").iterdir()] == ["4"]


@pytest.mark.parametrize("name", ["weights.npz", "optimizer.npz", "progress.json"])
def test_a_worker_that_dies_at_any_file_of_a_save_keeps_the_checkpoints_it_had(tmp_path: Path, name: str) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4))
    store.save(make_checkpoint(5))
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "sys.path[:0] = [sys.argv[1], sys.argv[2]]\n"
        "from test_checkpoints import make_checkpoint, make_store\n"
        "from studio.engine.running import checkpoints\n"
        "def die(path, *_):\n"
        "    path.write_bytes(b'half')\n"
        "    if path.name == sys.argv[4]:\n"
        "        os._exit(9)\n"
        "checkpoints._write_arrays = checkpoints.write_json = die\n"
        "make_store(Path(sys.argv[3])).save(make_checkpoint(5))\n"
    )
    here = Path(__file__).parent
    arguments = [str(here.parents[3]), str(here), str(tmp_path), name]
    assert subprocess.run([sys.executable, "-c", code, *arguments], check=False).returncode == 9
    assert store.steps() == [5, 4]
    assert store.latest().progress.step == 5
    store.clean()
    assert {path.name for path in (tmp_path / "checkpoints").iterdir()} == {"4", "5"}


@pytest.mark.parametrize("name", ["weights.npz", "optimizer.npz", "progress.json", "manifest.json"])
def test_no_flipped_bit_is_taken_up(tmp_path: Path, name: str) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4, best_step=3))
    path = tmp_path / "checkpoints" / "4" / name
    content, chance = path.read_bytes(), random.Random(0)
    for _ in range(60):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        if name == "manifest.json":
            # Of its own bytes some mean nothing, such as its spaces.
            with contextlib.suppress(CheckpointError):
                assert store.latest().progress == make_checkpoint(4, best_step=3).progress
            continue
        with pytest.raises(CheckpointError, match="No checkpoint of the run is whole"):
            store.latest()
    path.write_bytes(content)
    assert store.latest().progress.step == 4


@pytest.mark.parametrize("name", ["weights.npz", "optimizer.npz", "progress.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4))
    (tmp_path / "checkpoints" / "4" / name).unlink()
    with pytest.raises(CheckpointError, match=name):
        store.latest()


def test_damaged_checkpoints_are_set_aside_for_the_one_before(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4))
    store.save(make_checkpoint(5))
    path = tmp_path / "checkpoints" / "5" / "optimizer.npz"
    path.write_bytes(path.read_bytes()[:-1])
    (tmp_path / "checkpoints" / "9999").mkdir()
    told = []
    found = store.latest(lambda error, aside: told.append((str(error), aside.name)))
    assert found.progress.step == 4
    assert [name for _, name in told] == ["damaged-9999", "damaged-5"]
    assert "optimizer.npz is missing or damaged" in told[1][0]
    assert {path.name for path in (tmp_path / "checkpoints").iterdir()} == {"4", "damaged-5", "damaged-9999"}
    assert store.steps() == [4]
    # The step is done again, and its checkpoint damaged again.
    store.save(make_checkpoint(5))
    (tmp_path / "checkpoints" / "5" / "progress.json").unlink()
    assert store.latest().progress.step == 4
    assert not (tmp_path / "checkpoints" / "damaged-5" / "progress.json").exists()


def test_a_checkpoint_of_an_earlier_version_has_no_manifest(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    store.save(make_checkpoint(4, best_step=4))
    folder = tmp_path / "checkpoints" / "4"
    (folder / "manifest.json").unlink()
    assert store.latest().progress == make_checkpoint(4, best_step=4).progress
    position = '{"step": 4, "position": {"epocg": 2, "step": 4}}'
    for content in ("[]", "{}", '{"step": "x"}', '{"step": 4, "position": 7}', '{"step": 4, "ctep": 4}', position):
        (folder / "progress.json").write_text(content)
        with pytest.raises(CheckpointError, match=r"progress\.json"):
            store.latest()
