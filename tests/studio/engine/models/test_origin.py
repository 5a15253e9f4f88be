"""A run goes on with what it began with; else it says what differs. So do runs and models of earlier versions."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.errors import ChangedBackboneError
from studio.files import read_json, write_json
from studio.runs import RunFolder, Workspace
from studio.schema import Schema
from studio.spec import RunSpec
from tests.asked import class_answers

pytestmark = pytest.mark.engine

PLAIN = ["a bright film", "the dull story"]
HARD = ["a\u00a0bright film", "a br\u00edght film"]


@pytest.fixture
def preset(tiny_preset: Path, tmp_path: Path) -> Path:
    """A copy of the tiny preset that may be changed."""
    return Path(shutil.copytree(tiny_preset, tmp_path / "preset"))


@pytest.fixture
def run(preset: Path, tiny_spec: RunSpec, tmp_path: Path) -> RunFolder:
    """A run on that preset."""
    backbone = tiny_spec.backbone.model_copy(update={"preset": str(preset)})
    return Workspace(tmp_path / "workspace").create_run(tiny_spec.model_copy(update={"backbone": backbone}))


def build(run: RunFolder) -> Any:
    from studio.engine.building.model import build_model

    return build_model(run.spec(), Schema(("bad", "good")))


def record(run: RunFolder, **changes: Any) -> None:
    """Write what a passport says of the run's beginning."""
    from studio.engine.models.origin import Origin

    write_json(run.passport_path, {"backbone": Origin.of(build(run)).to_json() | changes})


def check(run: RunFolder, texts: list[str]) -> None:
    from studio.engine.models.origin import check_resumed

    check_resumed(run, str(run.spec().backbone.preset), build(run), [texts])


def freeze(run: RunFolder) -> RunFolder:
    data = read_json(run.spec_path)
    data["backbone"]["trainable"] = "head"
    write_json(run.spec_path, data)
    return run


def change_vocabulary(preset: Path) -> None:
    file = preset / "assets" / "tokenizer" / "vocabulary.txt"
    lines = file.read_text().splitlines()
    lines[-1], lines[-2] = lines[-2], lines[-1]
    file.write_text("\n".join(lines) + "\n")


def change_weights(run: RunFolder, preset: Path) -> None:
    backbone = build(run).network.backbone
    backbone.weights[0].assign(backbone.weights[0] * 2)
    backbone.save_weights(str(preset / "model.weights.h5"))


# === Taking a run up ===


def test_what_is_as_it_was_goes_on(run: RunFolder) -> None:
    record(run)
    check(run, HARD)


def test_a_later_version_s_words_and_a_lacking_hash_of_the_weights_change_nothing(run: RunFolder) -> None:
    record(freeze(run), weights="", tokenizer="AnotherName", mood="fine")
    check(run, HARD)
    write_json(run.passport_path, {"backbone": {"tokenizer": "AnotherName"}})
    check(run, HARD)


def test_other_tokens_are_told(run: RunFolder, preset: Path) -> None:
    record(run)
    change_vocabulary(preset)
    with pytest.raises(ChangedBackboneError, match=r"preset reads other tokens today .* start a new run"):
        check(run, PLAIN)


@pytest.mark.parametrize("change", [{"activation": "gelu"}, {"layer_norm_epsilon": 1e-5}])
def test_another_curve_or_epsilon_is_told(run: RunFolder, change: dict[str, Any]) -> None:
    record(run, **change)
    expected = f"{change.get('activation', 'gelu_approximate')}, ε = {change.get('layer_norm_epsilon', 1e-12)}"
    with pytest.raises(ChangedBackboneError, match=rf"\(gelu_approximate, ε = 1e-12\) than .*\({expected}\)"):
        check(run, PLAIN)


def test_other_weights_are_told_where_they_are_not_in_the_checkpoint(run: RunFolder, preset: Path) -> None:
    record(run)
    change_weights(run, preset)
    check(run, PLAIN)
    with pytest.raises(ChangedBackboneError, match="weights of the backbone"):
        check(freeze(run), PLAIN)


def test_lora_beside_the_weights_is_no_change_of_them(run: RunFolder) -> None:
    from studio.engine.models.origin import Origin

    before = Origin.of(build(run))
    data = read_json(run.spec_path)
    data["backbone"]["trainable"] = "lora"
    write_json(run.spec_path, data)
    assert Origin.of(build(run)) == before


def test_a_run_of_an_earlier_version_goes_on_where_its_texts_give_the_same_tokens(run: RunFolder) -> None:
    write_json(run.passport_path, {"studio": "0.1.0", "tokenizer": None})
    check(run, PLAIN)
    for text in HARD:
        with pytest.raises(ChangedBackboneError, match="begun by an earlier version"):
            check(run, [*PLAIN, text])


def test_a_run_of_an_earlier_version_whose_backbone_had_another_curve_is_told(run: RunFolder, preset: Path) -> None:
    settings = {"activation": "gelu", "layer_norm_epsilon": 1e-12}
    write_json(preset / "block_settings.json", settings)
    with pytest.raises(ChangedBackboneError, match="begun by an earlier version"):
        check(run, PLAIN)


def test_training_is_not_taken_up_with_other_tokens_and_keeps_what_there_is(run: RunFolder, preset: Path) -> None:
    training = open_training(run)
    assert not training.loop.run()
    training.keep_best_model()
    begun_with = run.passport_part("backbone")
    assert (begun_with["tokenizer"], begun_with["activation"]) == ("FaithfulBertTokenizer", "gelu_approximate")
    assert open_training(run).loop.progress.step == training.loop.progress.step > 0
    change_vocabulary(preset)
    with pytest.raises(ChangedBackboneError, match="other tokens"):
        open_training(run)
    assert run.passport_part("backbone") == begun_with
    assert run.model_path.is_dir()
    # Without a checkpoint there is nothing that it could fail to fit.
    shutil.rmtree(run.checkpoints_path)
    assert open_training(run).loop.progress.step == 0


def open_training(run: RunFolder) -> Any:
    """Make a run ready that is asked to stop after its first step."""
    from studio.data import prepare
    from studio.engine.running.evaluation_watch import Request
    from studio.engine.running.training import Outlet, Training

    spec = run.spec()
    before_the_step = iter([False])
    outlet = Outlet(lambda body: None, lambda: Request(is_stop_asked=next(before_the_step, True)))
    return Training(run, spec, prepare(spec.data, spec.task), outlet, started=0.0)


# === Before fine-tuning ===


@pytest.fixture
def ask(run: RunFolder) -> Any:
    """Asks the run's saved model, after or before fine-tuning."""
    from studio.engine.answering.inference import answer_line
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    with AnswerFiles() as files:

        def answer(which: str) -> dict[str, Any]:
            worker = InferenceWorker(run.model_path, files)
            return answer_line(worker, json.dumps({"id": 1, "texts": HARD, "model": which}))

        yield answer


def test_the_model_before_is_shown_where_it_is_what_the_run_began_with(run: RunFolder, preset: Path, ask: Any) -> None:
    from studio.engine.building.model import save_model

    save_model(build(run), run.model_path)
    assert "answers" in ask("before")
    record(run)
    assert ask("before") == ask("after")
    change_weights(run, preset)
    assert "weights of the backbone" in ask("before")["error"]["message"]
    assert "answers" in ask("after")


def test_the_model_before_of_an_earlier_version_s_run_is_refused_and_its_own_answers(run: RunFolder, ask: Any) -> None:
    save_as_an_earlier_version(build(run).network, run.model_path)
    assert "other tokens" in ask("before")["error"]["message"]
    assert "answers" in ask("after")


# === A model that an earlier version saved ===


def save_as_an_earlier_version(classifier: Any, folder: Path) -> Any:
    """Write a model with KerasHub's own tokenizer, and no file of the curve."""
    import keras_hub

    vocabulary = classifier.preprocessor.tokenizer.vocabulary
    classifier.preprocessor.tokenizer = keras_hub.models.BertTokenizer(list(vocabulary), lowercase=True)
    classifier.save_to_preset(str(folder))
    saved = {
        "task": "text_classification",
        "class_names": ["bad", "good"],
        "sequence_length": 16,
        "columns": {"text": "text", "label": "label"},
        "studio_version": "0.1.0",
    }
    write_json(folder / "fettle.json", saved)
    return classifier


def test_a_model_of_the_earlier_layout_answers_as_it_did(run: RunFolder) -> None:
    import keras_hub

    from studio.engine.building.model import load_model

    classifier = save_as_an_earlier_version(build(run).network, run.model_path)
    assert not (run.model_path / "block_settings.json").exists()
    loaded = load_model(run.model_path)
    assert type(loaded.tokenizer) is keras_hub.models.BertTokenizer
    texts = [*PLAIN, *HARD, "Full\uff0cwidth"]
    classifier.preprocessor.sequence_length = 16
    logits = classifier(classifier.preprocessor(texts), training=False).numpy()
    expected = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(class_answers(run.model_path, texts)[1], expected, atol=1e-6)
