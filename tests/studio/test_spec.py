import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.errors import NotFoundError, SpecError
from studio.spec import (
    BackboneSpec,
    DataSpec,
    FitSpec,
    LastLayers,
    RunSpec,
    parse_settings,
    setting_infos,
    task_setting_infos,
)
from studio.tasks.classification import ClassificationSettings

CONTRACT = {
    "name": "reviews",
    "task": "text_classification",
    "backbone": {"preset": "minilm_l6_en_uncased", "trainable": "all", "lora_rank": None, "dropout": None},
    "data": {
        "train": "reviews.csv",
        "validation": None,
        "test": None,
        "validation_fraction": 0.1,
        "test_fraction": 0.0,
        "columns": {"text": "text", "label": "label"},
        "missing_rows": "leave_out",
        "missing_labels": [],
        "faulty_rows": "refuse",
        "keep_together": "equal_rows",
        "annotator_answers": "honour",
        "sequence_length": 256,
        "seed": 0,
    },
    "fit": {
        "epochs": 3,
        "batch_size": 32,
        "accumulation_steps": 1,
        "learning_rate": 5e-5,
        "schedule": "linear",
        "warmup_fraction": 0.1,
        "weight_decay": 0.01,
        "clip_norm": 1.0,
        "precision": "auto",
        "early_stopping_patience": None,
        "monitor": "auto",
        "seed": 0,
    },
    "settings": {"class_weights": "none", "label_smoothing": 0.0},
}


def minimal(**changes):
    return {"task": "text_classification", "backbone": {"preset": "a"}, "data": {"train": "b.csv"}} | changes


def test_the_contract_s_example_is_read_and_written_back_unchanged():
    assert RunSpec.parse(CONTRACT).to_json() == CONTRACT


def test_a_file_without_settings_has_those_that_the_task_declares():
    data = {name: value for name, value in CONTRACT.items() if name != "settings"}
    assert RunSpec.parse(data) == RunSpec.parse(CONTRACT)
    assert RunSpec.parse(data).settings == ClassificationSettings()
    assert RunSpec.parse(minimal(task="masked_lm")).to_json()["settings"] == {"next_sentence": False}


def test_a_specification_that_is_made_by_program_has_its_task_s_settings():
    spec = RunSpec(
        task="text_classification", backbone=BackboneSpec(preset="a"), data=DataSpec(train="b.csv"), fit=FitSpec()
    )
    assert spec == RunSpec.parse(minimal())


def test_a_specification_holds_the_task_that_its_file_names_and_writes_the_name():
    spec = RunSpec.parse(minimal(task="masked_lm"))
    assert spec.task is tasks.get("masked_lm")
    assert spec.to_json()["task"] == spec.model_dump()["task"] == "masked_lm"
    assert RunSpec.parse(spec.to_json()) == spec


def test_a_task_that_is_not_known_here_is_refused_by_its_name():
    with pytest.raises(SpecError, match=r"task: expected one of text_classification, .*Received: of_tomorrow\."):
        RunSpec.parse(minimal(task="of_tomorrow", settings={"depth": 3}))


@pytest.mark.parametrize("task", tasks.all_tasks(), ids=tasks.names())
def test_every_task_declares_its_settings_with_a_label_a_help_and_a_default_that_is_allowed(task):
    infos = task_setting_infos(task)
    assert all(info.path.startswith("settings.") and info.label and info.help for info in infos)
    settings: dict[str, Any] = {}
    for info in infos:
        *parts, name = info.path.split(".")[1:]
        place = settings
        for part in parts:
            place = place.setdefault(part, {})
        place[name] = list(info.default) if isinstance(info.default, tuple) else info.default
    assert parse_settings(task, settings) == parse_settings(task, {})


def test_only_task_backbone_and_data_must_be_given():
    spec = RunSpec.parse(minimal())
    assert spec.fit == FitSpec()
    assert spec.data.validation_fraction == 0.1
    for name in ("task", "backbone", "data"):
        data = minimal()
        del data[name]
        with pytest.raises(SpecError, match=f"Expected the field {name}"):
            RunSpec.parse(data)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"learning": 1}, "Unknown field learning. Received: 1."),
        ({"settings": {"weights": 1}}, "Unknown field settings.weights. Received: 1."),
        (
            {"settings": {"class_weights": "equal"}},
            "settings.class_weights: expected 'none' or 'balanced'. Received: \"equal\".",
        ),
        ({"settings": {"label_smoothing": 1}}, "settings.label_smoothing: expected less than 1. Received: 1."),
        ({"settings": None}, "settings: expected an object. Received: null."),
        (
            {"task": "masked_lm", "settings": {"class_weights": "none"}},
            'Unknown field settings.class_weights. Received: "none".',
        ),
        ({"fit": {"lr": 1e-4}}, "Unknown field fit.lr. Received: 0.0001."),
        ({"fit": {"learning_rate": -1}}, "fit.learning_rate: expected greater than 0. Received: -1."),
        ({"fit": {"learning_rate": float("nan")}}, "fit.learning_rate: expected a finite number. Received: NaN."),
        ({"fit": {"epochs": 2.5}}, "fit.epochs: expected a valid integer. Received: 2.5."),
        ({"fit": {"epochs": "3"}}, 'fit.epochs: expected a valid integer. Received: "3".'),
        ({"fit": {"epochs": True}}, "fit.epochs: expected a valid integer. Received: true."),
        (
            {"fit": {"schedule": "step"}},
            "fit.schedule: expected 'constant', 'linear' or 'cosine'. Received: \"step\".",
        ),
        (
            {"backbone": {"preset": "a", "trainable": {"last_layers": 0}}},
            "backbone.trainable.last_layers: expected greater than or equal to 1. Received: 0.",
        ),
        (
            {"backbone": {"preset": "a", "trainable": "some"}},
            "backbone.trainable: expected 'all', 'head' or 'lora'. Received: \"some\".",
        ),
        ({"backbone": {"preset": "a", "lora_rank": 8}}, 'backbone.lora_rank needs backbone.trainable="lora"'),
        ({"data": {"train": "a\0b.csv"}}, 'data.train: expected a path. Received: "a\\u0000b.csv".'),
        (
            {"data": {"train": "b.csv", "validation_fraction": 0.5, "test_fraction": 0.5}},
            "to leave rows for training. Received: 0.5 and 0.5.",
        ),
    ],
)
def test_bad_fields_are_named_with_what_was_expected_and_what_came(changes, message):
    with pytest.raises(SpecError) as raised:
        RunSpec.parse(minimal(**changes))
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("backbone", "message"),
    [
        ({}, "either backbone.preset, a pretrained backbone, or backbone.architecture, one from scratch. "
         "Received: neither."),
        ({"preset": "a", "architecture": {}}, "Received: both."),
        ({"architecture": {"layers": 4}}, "Unknown field backbone.architecture.layers. Received: 4."),
        ({"architecture": "small"}, 'backbone.architecture: expected an object. Received: "small".'),
        ({"architecture": {"num_layers": 0}},
         "backbone.architecture.num_layers: expected greater than or equal to 1. Received: 0."),
        ({"architecture": {"kind": "rnn"}},
         "backbone.architecture.kind: expected 'encoder', 'decoder' or 'encoder_decoder'. Received: \"rnn\"."),
        ({"architecture": {"tokenizer": "words"}}, "backbone.architecture.tokenizer: expected 'wordpiece'"),
        ({"architecture": {"hidden_dim": 250, "num_heads": 4}},
         "a hidden width (hidden_dim) that is a multiple of the heads, 4. Received: 250."),
        ({"architecture": {"num_heads": 4, "num_key_value_heads": 3}}, "(num_key_value_heads)"),
        ({"architecture": {"hidden_dim": 12, "num_heads": 4, "positions": "rotary"}}, "rotary positions. Received: 3."),
        ({"architecture": {"tokenizer": "bpe", "vocabulary_size": 299}},
         "at least 300 tokens for the tokenizer bpe: 256 of them are single bytes. Received: 299."),
        ({"architecture": {}, "trainable": "head"}, 'backbone.trainable: expected "all"'),
        ({"architecture": {}, "trainable": {"last_layers": 1}}, 'Received: {"last_layers": 1}.'),
    ],
)  # fmt: skip
def test_bad_backbones_from_scratch_are_named_with_what_was_expected_and_what_came(backbone, message):
    with pytest.raises(SpecError) as raised:
        RunSpec.parse(minimal(backbone=backbone))
    assert message in str(raised.value)


def test_a_backbone_from_scratch_needs_nothing_but_that_it_is_one_and_survives_json():
    spec = RunSpec.parse(minimal(backbone={"architecture": {}}))
    assert spec.backbone.architecture == ArchitectureSpec()
    assert spec.backbone.name == "encoder 4 × 256"
    assert "preset" not in spec.to_json()["backbone"]
    assert RunSpec.parse(json.loads(json.dumps(spec.to_json()))) == spec


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(SpecError, match="Expected a JSON object"):
        RunSpec.parse(data)


def test_a_file_that_is_no_json_is_refused_with_line_and_column(tmp_path):
    path = tmp_path / "run.json"
    path.write_text('{"task": "text_classification",\n "data": }')
    with pytest.raises(SpecError) as raised:
        RunSpec.read(path)
    assert "run.json, line 2, column 10" in str(raised.value)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(NotFoundError, match=r"nowhere\.json"):
        RunSpec.read(tmp_path / "nowhere.json")


def test_data_is_looked_for_beside_the_specification_first(tmp_path, monkeypatch):
    beside, current = tmp_path / "beside", tmp_path / "current"
    for folder in (beside, current):
        folder.mkdir()
        (folder / "b.csv").write_text("text,label\n")
    (current / "only_here.csv").write_text("text,label\n")
    (beside / "run.json").write_text(json.dumps(minimal(data={"train": "b.csv", "test": "only_here.csv"})))
    monkeypatch.chdir(current)
    data = RunSpec.read(beside / "run.json").data
    assert data.train == str(beside / "b.csv")
    assert data.test == str(current / "only_here.csv")


def test_a_backbone_that_is_a_folder_is_found_from_everywhere_and_names_stay_names(tmp_path, monkeypatch):
    (tmp_path / "backbones" / "mine").mkdir(parents=True)
    (tmp_path / "minilm_l6_en_uncased").mkdir()
    monkeypatch.chdir(tmp_path / "backbones")
    found = {}
    for preset in ("./backbones/mine", "./mine", "hf://owner/mine", "minilm_l6_en_uncased", "x" * 10_000 + "/y"):
        (tmp_path / "run.json").write_text(json.dumps(minimal(backbone={"preset": preset})))
        found[preset] = RunSpec.read(tmp_path / "run.json").backbone.preset
    mine = str(tmp_path / "backbones" / "mine")
    assert list(found.values()) == [mine, mine, *list(found)[2:]]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"task": ' + "9" * 5000 + "}"])
def test_json_that_python_cannot_hold_is_refused(tmp_path, text):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(SpecError, match=r"run\.json.*expected JSON"):
        RunSpec.read(tmp_path / "run.json")


def test_a_home_that_nobody_has_is_a_plain_path(tmp_path):
    (tmp_path / "run.json").write_text(json.dumps(minimal(data={"train": "~nobody-of-this-name/a.csv"})))
    assert RunSpec.read(tmp_path / "run.json").data.train.endswith("a.csv")


def test_a_specification_cannot_be_changed():
    spec = RunSpec.parse(minimal())
    with pytest.raises(ValueError, match="frozen"):
        spec.name = "other"


@given(
    trainable=st.one_of(
        st.sampled_from(["all", "head", "lora"]), st.builds(LastLayers, last_layers=st.integers(1, 200))
    ),
    train=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    columns=st.dictionaries(st.text(), st.text()),
    learning_rate=st.floats(0, 1, exclude_min=True),
    name=st.text(max_size=200),
)
def test_any_valid_specification_survives_json(trainable, train, columns, learning_rate, name):
    spec = RunSpec(
        name=name,
        task="text_classification",
        backbone=BackboneSpec(preset="a", trainable=trainable),
        data=DataSpec(train=train, columns=columns),
        fit=FitSpec(learning_rate=learning_rate),
    )
    assert RunSpec.parse(json.loads(json.dumps(spec.to_json()))) == spec


def test_every_setting_says_what_a_form_needs():
    infos = {info.path: info for info in setting_infos()}
    assert all(info.label and info.help for info in infos.values())
    assert len({info.label for info in infos.values()}) == len(infos)
    batch_size = infos["fit.batch_size"]
    assert (batch_size.minimum, batch_size.maximum, batch_size.default) == (1, 65_536, 32)
    assert batch_size.unit == "examples"
    assert infos["fit.learning_rate"].is_minimum_open
    assert infos["backbone.dropout"].is_maximum_open
    assert infos["fit.weight_decay"].is_advanced
    assert not infos["fit.epochs"].is_advanced
