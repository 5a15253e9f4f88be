"""A run that was killed or stopped goes on as if nothing had happened: bit for bit."""

from pathlib import Path
from typing import Any

import pytest

from studio.devices import processor_has_bfloat16
from studio.runs import RunFolder, Workspace, start
from studio.spec import RunSpec
from tests.disturbed_run import assert_repeats, kill_in_mid_epoch, kill_in_mid_save, stop

pytestmark = pytest.mark.engine

needs_bfloat16 = pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")

LORA: dict[str, Any] = {"trainable": "lora", "lora_rank": 2}
CASES: list[Any] = [
    pytest.param({"fit": {"precision": "float32"}}, id="float32"),
    pytest.param(
        {
            "fit": {"precision": "bfloat16", "accumulation_steps": 3},
            "backbone": LORA,
            "settings": {"class_weights": "balanced", "label_smoothing": 0.1},
        },
        id="bfloat16, accumulation, LoRA and class weights",
        marks=needs_bfloat16,
    ),
]


@pytest.mark.parametrize("settings", CASES)
def test_a_run_killed_and_stopped_repeats_an_undisturbed_one_bit_for_bit(
    settings: dict[str, Any], tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    spec = make_spec(tiny_preset, reviews, settings)
    workspace = Workspace(tmp_path)
    undisturbed, disturbed = workspace.create_run(spec), workspace.create_run(spec)
    start(undisturbed)

    start(disturbed)
    kill_in_mid_epoch(disturbed)
    start(disturbed)
    kill_in_mid_save(disturbed)
    start(disturbed)
    stop(disturbed)
    start(disturbed)

    assert_repeats(disturbed, undisturbed)


@pytest.mark.matrix
def test_a_backbone_from_scratch_goes_on_with_the_tokenizer_that_it_began_with(reviews: Path, tmp_path: Path) -> None:
    size = {"num_layers": 1, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": 64}
    architecture = {"kind": "decoder", "tokenizer": "unigram", "vocabulary_size": 200, **size}
    settings = {"backbone": {"architecture": architecture}, "fit": {"precision": "float32"}}
    spec = make_spec(None, reviews, settings)
    workspace = Workspace(tmp_path)
    undisturbed, disturbed = workspace.create_run(spec), workspace.create_run(spec)
    start(undisturbed)

    start(disturbed)
    kill_in_mid_epoch(disturbed)
    kept = tokenizer_files(disturbed)
    start(disturbed)
    stop(disturbed)
    start(disturbed)

    assert_repeats(disturbed, undisturbed)
    assert tokenizer_files(disturbed) == kept
    assert disturbed.passport()["tokenizer"] == undisturbed.passport()["tokenizer"]


def tokenizer_files(run: RunFolder) -> dict[str, tuple[int, bytes]]:
    files = (path for path in run.tokenizer_path.rglob("*") if path.is_file())
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def make_spec(preset: Path | None, data: Path, settings: dict[str, Any]) -> RunSpec:
    return RunSpec.parse(
        {
            "task": settings.get("task", "text_classification"),
            "backbone": {**({"preset": str(preset)} if preset else {}), **settings.get("backbone", {})},
            # So much validation data that it is measured at the end of an epoch only: no checkpoint comes in between.
            "data": {"train": str(data), "validation_fraction": 0.4, "sequence_length": 32},
            "fit": {"epochs": 12, "batch_size": 4, "learning_rate": 1e-3, **settings.get("fit", {})},
            "settings": settings.get("settings", {}),
        }
    )
