"""Features of a frozen backbone: computed once, the same training as in each step, and exact to repeat."""

import csv
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.data import prepare
from studio.devices import processor_has_bfloat16
from studio.jobs import CancelledError
from studio.runs import RunFolder, Workspace
from studio.runs.events import EvaluationEvent, LogEvent, StepEvent
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

needs_bfloat16 = pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")
HEAD: dict[str, Any] = {"trainable": "head"}


class Trained:
    """A run that was trained in this process, as far as it was asked to.

    Args:
        run: The run, whose checkpoints it takes up.
        is_stop_asked: Asked before each step, with the number of steps done.
    """

    def __init__(self, run: RunFolder, is_stop_asked: Callable[[int], bool] = lambda num_steps: False) -> None:
        from studio.engine.running.evaluation_watch import Request
        from studio.engine.running.training import Outlet, Training

        spec = run.spec()
        self.run = run
        self.events: list[Any] = []
        outlet = Outlet(self.events.append, lambda: Request(is_stop_asked(len(self.of(StepEvent)))))
        self.training = Training(run, spec, prepare(spec.data, spec.task, spec.settings), outlet, started=0.0)
        self.is_done = self.training.loop.run()
        self.finished = self.training.finish() if self.is_done else None

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def losses(self) -> list[float]:
        return [event.loss for event in self.of(StepEvent)]

    @property
    def texts(self) -> str:
        return "\n".join(str(event.message) for event in self.of(LogEvent))

    @property
    def computed(self) -> str | None:
        found: str | None = self.run.passport_part("frozen_backbone").get("computed")
        return found

    def weights(self) -> dict[str, Any]:
        found: dict[str, Any] = self.training._backend.weights()
        return found


def make_spec(preset: Path, data: Path, **parts: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "task": parts.get("task", "text_classification"),
            "backbone": {"preset": str(preset), **HEAD, **parts.get("backbone", {})},
            "data": {
                "train": str(data),
                "validation_fraction": 0.2,
                "test_fraction": 0.1,
                "sequence_length": 32,
                "columns": parts.get("columns", {}),
            },
            "fit": {
                "epochs": 2,
                "batch_size": 16,
                "learning_rate": 1e-2,
                "precision": "float32",
                **parts.get("fit", {}),
            },
            "settings": parts.get("settings", {}),
        }
    )


def in_each_step(monkeypatch: pytest.MonkeyPatch, run: RunFolder) -> Trained:
    with monkeypatch.context() as patched:
        patched.setattr("studio.engine.running.features.room_bytes", lambda free: 0)
        return Trained(run)


def logits_of(run: RunFolder, texts: list[str]) -> Any:
    from studio.engine.building.model import load_model

    network = load_model(run.model_path).network
    return np.asarray(network(network.preprocessor(texts), training=False))


@pytest.mark.parametrize("precision", ["float32", pytest.param("bfloat16", marks=needs_bfloat16)])
def test_training_on_features_is_the_training_that_computes_them_in_each_step(
    tiny_preset: Path, reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    settings = {"class_weights": "balanced", "label_smoothing": 0.1}
    spec = make_spec(tiny_preset, reviews, fit={"accumulation_steps": 2, "precision": precision}, settings=settings)
    workspace = Workspace(tmp_path)
    plain = in_each_step(monkeypatch, workspace.create_run(spec))
    once = Trained(workspace.create_run(spec))
    assert (plain.computed, once.computed) == ("each_step", "once")
    assert "it computes in each step instead" in plain.texts
    assert "Computing features once: 480 of 480 rows." in once.texts
    tolerance = 1e-5 if precision == "float32" else 2e-2
    np.testing.assert_allclose(once.losses, plain.losses, rtol=tolerance)
    for name, expected in plain.weights().items():
        np.testing.assert_allclose(once.weights()[name], expected, atol=tolerance)
    measured = [event.metrics["loss"] for event in once.of(EvaluationEvent)]
    np.testing.assert_allclose(measured, [event.metrics["loss"] for event in plain.of(EvaluationEvent)], rtol=tolerance)
    assert once.finished is not None
    assert set(once.finished.metrics) == {"validation", "test"}
    # The whole model is saved, and answers as the head did.
    texts = ["a bright film", "the stale story"]
    np.testing.assert_allclose(logits_of(once.run, texts), logits_of(plain.run, texts), atol=10 * tolerance)


def test_a_stopped_run_goes_on_over_its_features_bit_for_bit(tiny_preset: Path, reviews: Path, tmp_path: Path) -> None:
    spec = make_spec(tiny_preset, reviews, fit={"accumulation_steps": 2})
    workspace = Workspace(tmp_path)
    whole, run = Trained(workspace.create_run(spec)), workspace.create_run(spec)
    first = Trained(run, lambda num_steps: num_steps == 5)
    assert not first.is_done
    assert len(first.losses) == 5
    # Features that are gone are computed again, the same.
    for folder in workspace.cache_path.glob("*/feature_0.bin"):
        folder.unlink()
    rest = Trained(run)
    assert rest.computed == "once"
    assert first.losses + rest.losses == whole.losses
    for name, expected in whole.weights().items():
        np.testing.assert_array_equal(rest.weights()[name], expected)
    assert rest.finished is not None
    assert whole.finished is not None
    assert rest.finished.metrics == whole.finished.metrics


def test_features_are_found_again_and_follow_weights_and_data(tiny_preset: Path, reviews: Path, tmp_path: Path) -> None:
    import keras_hub

    workspace = Workspace(tmp_path / "workspace")
    first = Trained(workspace.create_run(make_spec(tiny_preset, reviews)))
    took = first.run.passport_part("frozen_backbone")
    assert took["seconds"] > 0
    assert took["tokens"] > 480
    again = Trained(workspace.create_run(make_spec(tiny_preset, reviews, fit={"seed": 3})))
    assert "The features of the frozen backbone were in the cache." in again.texts
    assert "Computing features" not in again.texts
    assert again.run.passport_part("frozen_backbone") == {"computed": "once"}
    # Other weights under the same name.
    other = tmp_path / "other"
    backbone = keras_hub.models.Backbone.from_preset(str(tiny_preset))
    kernel = backbone.weights[-2]
    kernel.assign(kernel * 1.01)
    backbone.save_to_preset(str(other))
    keras_hub.models.BertTokenizer.from_preset(str(tiny_preset)).save_to_preset(str(other))
    changed = Trained(workspace.create_run(make_spec(other, reviews)))
    assert "Computing features once: 480 of 480 rows." in changed.texts
    assert changed.losses != first.losses
    # Another text in one row.
    lines = reviews.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "fewer.csv").write_text("".join(lines[:-1]), "utf-8")
    fewer = Trained(workspace.create_run(make_spec(tiny_preset, tmp_path / "fewer.csv")))
    assert "Computing features once: 479 of 479 rows." in fewer.texts


@pytest.mark.parametrize("damage", [lambda file: file.truncate(8), lambda file: file.write(b"\1\2\3\4")])
def test_damaged_features_are_computed_again_which_is_said(
    tiny_preset: Path, reviews: Path, tmp_path: Path, damage: Callable[[Any], None]
) -> None:
    workspace = Workspace(tmp_path)
    spec = make_spec(tiny_preset, reviews)
    first = Trained(workspace.create_run(spec))
    largest = max(workspace.cache_path.glob("*/feature_0.bin"), key=lambda path: path.stat().st_size)
    with largest.open("r+b") as file:
        damage(file)
    again = Trained(workspace.create_run(spec))
    assert "The features of the part train were damaged on disk: they are computed again." in again.texts
    assert "Computing features once: 336 of 336 rows." in again.texts
    assert again.losses == first.losses


def test_a_full_disk_is_said_and_the_backbone_computes_in_each_step(
    tiny_preset: Path, reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.texts.feature_cache import FeatureWriter

    def put(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FeatureWriter, "put", put)
    trained = Trained(Workspace(tmp_path).create_run(make_spec(tiny_preset, reviews)))
    assert "Features cannot be written, so the frozen backbone computes in each step: No space left" in trained.texts
    assert trained.computed == "each_step"
    assert trained.is_done
    assert not list((tmp_path / "cache").glob(".*"))


def test_a_stop_while_features_are_computed_ends_the_run_and_keeps_no_half(
    tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    asked = iter([False, False, True])
    run = Workspace(tmp_path).create_run(make_spec(tiny_preset, reviews))
    with pytest.raises(CancelledError):
        Trained(run, lambda num_steps: next(asked))
    assert not list((tmp_path / "cache").glob("*/feature_*"))


def test_a_run_from_before_goes_on_with_dropout_bit_for_bit(
    tiny_preset: Path, reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.running.features import Frozen
    from studio.files import write_json

    workspace = Workspace(tmp_path)
    # The dropout that the preset has by itself, asked for: what a frozen backbone did before.
    asked = Trained(workspace.create_run(make_spec(tiny_preset, reviews, backbone={"dropout": 0.1})))
    assert asked.computed == "each_step_with_dropout"
    old = workspace.create_run(make_spec(tiny_preset, reviews))
    with monkeypatch.context() as patched:
        patched.setattr(Frozen, "of", lambda *_, **__: Frozen.WITH_DROPOUT)
        first = Trained(old, lambda num_steps: num_steps == 3)
    passport = old.passport()
    del passport["frozen_backbone"]
    write_json(old.passport_path, passport)
    rest = Trained(old)
    assert rest.computed == "each_step_with_dropout"
    assert first.losses + rest.losses == asked.losses


def write_spans(path: Path) -> Path:
    choose = random.Random(5)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "spans"])
        for _ in range(60):
            before, after = (
                " ".join(choose.choices(["the", "film", "a", "story"], k=choose.randint(1, 6))) for _ in "ab"
            )
            start = len(before) + 1
            writer.writerow([f"{before} bright {after}", f'[{{"start": {start}, "end": {start + 6}, "type": "WORD"}}]'])
    return path


def write_questions(path: Path) -> Path:
    choose = random.Random(6)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "context", "answer", "answer_start"])
        for _ in range(60):
            before = " ".join(choose.choices(["the", "film", "a", "story"], k=choose.randint(1, 6)))
            writer.writerow(["the film", f"{before} bright and warm", "bright", len(before) + 1])
    return path


def write_numbers(path: Path) -> Path:
    choose = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "value"])
        for _ in range(60):
            count = choose.randint(1, 9)
            writer.writerow([" ".join(["film"] * count), count])
    return path


OTHERS: Mapping[str, tuple[Callable[[Path], Path], dict[str, str]]] = {
    "token_classification": (write_spans, {"text": "text", "spans": "spans"}),
    "extractive_qa": (write_questions, {}),
    "text_regression": (write_numbers, {"text": "text", "value": "value"}),
}


@pytest.mark.parametrize("task", OTHERS)
def test_heads_over_tokens_and_over_texts_train_the_same_on_features(
    tiny_preset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    write, columns = OTHERS[task]
    spec = make_spec(tiny_preset, write(tmp_path / "data.csv"), task=task, columns=columns, fit={"epochs": 1})
    workspace = Workspace(tmp_path / "workspace")
    plain, once = in_each_step(monkeypatch, workspace.create_run(spec)), Trained(workspace.create_run(spec))
    assert once.computed == "once"
    np.testing.assert_allclose(once.losses, plain.losses, rtol=1e-5)
    for before, after in zip(plain.of(EvaluationEvent), once.of(EvaluationEvent), strict=True):
        assert after.metrics == pytest.approx(before.metrics, rel=1e-4)


def test_a_head_that_reads_new_masks_in_each_epoch_computes_in_each_step(
    tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    spec = make_spec(tiny_preset, reviews, task="masked_lm", columns={"text": "text"}, fit={"epochs": 1})
    trained = Trained(Workspace(tmp_path).create_run(spec))
    assert trained.computed == "each_step"
    assert "Computing features" not in trained.texts
