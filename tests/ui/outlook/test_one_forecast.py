"""What each page and the command line say of one run: the same."""

import json
from dataclasses import replace

import pytest

from studio import tasks
from studio.catalogue import describe_backbone
from studio.cli import main
from studio.cli.formats import about, size
from studio.data.findings import Finding
from studio.devices import probe
from studio.files import write_json
from studio.messages import Message
from studio.planning import forecast
from studio.runs import EventWriter, RunState
from studio.runs.events import FinishedEvent
from studio.settings import NoSettings
from studio.spec import BackboneSpec, DataSpec, FitSpec, LastLayers
from ui.backbone.advice_card import AdviceCard
from ui.designer.numbers_card import NumbersCard
from ui.draft import DEFAULT_TASK
from ui.fine_tune.forecast_card import ForecastCard, draft_steps
from ui.outlook.run_memory import run_memory
from ui.outlook.run_outlook import RunOutlook
from ui.text import THIN_SPACE, format_about, format_bytes

PRESET = "minilm_l6_en_uncased"
SETTINGS = [
    {},
    {"trainable": "head", "batch_size": 8},
    {"trainable": LastLayers(last_layers=2), "epochs": 7, "sequence_length": 32},
    {"precision": "float32", "validation_fraction": 0.4},
]


@pytest.fixture
def reviews(tmp_path):
    """Rows of very different lengths, and some that cannot be used."""
    path = tmp_path / "reviews.csv"
    rows = [f"{'a film of extraordinary unpredictability ' * (1 + row % 30)},{'ab'[row % 2]}" for row in range(600)]
    path.write_text("\n".join(["text,label", *rows, *[",a"] * 50]) + "\n", encoding="utf-8")
    return path


def use(session, qtbot, reviews, changes):
    """Make the draft that has some settings, and wait until all that a forecast takes is known."""
    data = DataSpec(train=str(reviews), columns={"text": "text", "label": "label"})
    parts = (BackboneSpec(preset=PRESET), data, FitSpec())
    for part in parts:
        known = {name: value for name, value in changes.items() if name in type(part).model_fields}
        parts = tuple(other.model_copy(update=known) if other is part else other for other in parts)
    backbone, data, fit = parts
    session.set_draft(replace(session.draft, backbone=backbone, data=data, fit=fit))
    qtbot.waitUntil(lambda: session.profile is not None and session.token_lengths is not None, timeout=30_000)


def finish_a_run(session, qtbot):
    run = session.workspace.create_run(session.draft.spec())
    is_once = run.spec().has_lasting_features
    frozen = {"computed": "once", "tokens": 50_000, "seconds": 20.0} if is_once else None
    splits = {"train": {"examples": 500, "tokens": 50_000}}
    write_json(run.passport_path, {"data": {"splits": splits}, "frozen_backbone": frozen})
    with EventWriter(run.events_path) as writer:
        writer.write(FinishedEvent(60, 90.0, 25.0, {}))
    run.write_status(replace(run.status(), state=RunState.FINISHED, step=60, num_steps=60, seconds=90.0))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))


def on_the_command_line(session, tmp_path, capsys):
    path = tmp_path / "run.json"
    write_json(path, session.draft.spec().to_json())
    arguments = ["forecast", str(path), "--workspace", str(session.workspace.path)]
    assert main([*arguments, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert main(arguments) == 0
    return data, capsys.readouterr().out


@pytest.mark.parametrize("has_run", [False, True], ids=["rough", "measured"])
@pytest.mark.parametrize("changes", SETTINGS, ids=lambda changes: ",".join(changes) or "defaults")
def test_every_page_and_the_command_line_say_the_same(session, qtbot, reviews, tmp_path, capsys, changes, has_run):
    use(session, qtbot, reviews, changes)
    if has_run:
        finish_a_run(session, qtbot)
    preset, computer = describe_backbone(session.draft.backbone), probe()
    data, text = on_the_command_line(session, tmp_path, capsys)
    outlook = RunOutlook(session).of(session.draft, preset, computer)

    assert data["basis"] == outlook.duration.basis == ("measured" if has_run else "rough")
    assert data["seconds"] == pytest.approx(outlook.duration.seconds)
    assert (data["steps"], data["examples"]) == (outlook.steps.total, outlook.steps.num_examples)
    assert f"about {about(outlook.duration.seconds)}" in text

    card = ForecastCard(session)
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: card._computer is not None)
    card.show_draft(preset)
    assert card.steps() == outlook.steps
    assert card.duration() == outlook.duration
    assert format_about(outlook.duration.seconds) in card._lines.accessibleName()
    is_once = changes.get("trainable") == "head"
    assert (data["feature_bytes"] > 0) == (outlook.feature_bytes > 0) == is_once
    assert ("reads each text once" in card._lines.accessibleName()) == is_once
    assert ("Features of the frozen backbone: computed once" in text) == is_once

    memory = run_memory(session, preset, computer)
    assert memory.used_bytes == data["memory_bytes"]
    assert f"Memory: about {size(data['memory_bytes'])}" in text
    assert format_bytes(memory.used_bytes) in memory.words()

    advice = AdviceCard(session)
    qtbot.addWidget(advice)
    advice.computer = computer
    (suggested,) = [entry for entry in forecast_of(advice) if entry.preset.name == PRESET]
    if suggested.changes.batch_size is None and not suggested.changes.is_head_only:
        assert suggested.seconds == pytest.approx(outlook.duration.seconds)
        assert suggested.memory_bytes == data["memory_bytes"]


def forecast_of(advice):
    from studio.planning.backbone_advice import advise

    return advise(replace(advice._find_situation(), is_online=False, language="en")).suggestions


def test_the_designer_says_the_same_of_a_backbone_from_scratch(session, qtbot, reviews, tmp_path, capsys):
    use(session, qtbot, reviews, {})
    from studio.architecture import ArchitectureSpec
    from ui.backbone_choice import use_architecture

    design = ArchitectureSpec(num_layers=2, hidden_dim=128, num_heads=2)
    session.set_draft(use_architecture(session.draft, design))
    qtbot.waitUntil(lambda: session.profile is not None)
    data, _ = on_the_command_line(session, tmp_path, capsys)
    numbers = NumbersCard(session)
    qtbot.addWidget(numbers)
    qtbot.waitUntil(lambda: numbers._computer is not None)
    numbers.show_architecture(design)
    assert numbers.time._value.text() == f"≈ {format_about(data['seconds'])}"


@pytest.mark.parametrize("seconds", [1, 12, 54, 55, 89, 240, 3_000, 5_399, 5_400, 9_000, 36_001, 200_000])
def test_a_time_is_rounded_alike_in_the_window_and_in_a_terminal(qapp, seconds):
    assert format_about(seconds).replace(THIN_SPACE, " ") == about(seconds)


def test_rows_that_cannot_be_used_are_not_counted(session, qtbot, reviews):
    use(session, qtbot, reviews, {"validation_fraction": 0.0})
    outlook = RunOutlook(session).of(session.draft, describe_backbone(session.draft.backbone), probe())
    assert outlook.steps.num_examples == 600


def test_of_data_that_is_refused_no_run_is_promised(session, qtbot, reviews):
    use(session, qtbot, reviews, {})
    assert draft_steps(session) is not None
    refused = Finding("error", Message("{file}: refused.", {"file": "reviews.csv"}))
    session._profile_reader.profile = replace(session.profile, findings=(refused, *session.profile.findings))
    assert draft_steps(session) is None
    assert RunOutlook(session).of(session.draft, describe_backbone(session.draft.backbone), probe()) is None


def test_texts_are_counted_in_the_tokens_of_the_backbone_where_its_vocabulary_is_here(session, qtbot, reviews):
    use(session, qtbot, reviews, {"sequence_length": 32})
    counts = session.token_lengths.counts
    texts = forecast.Texts.of(session.profile, 32, counts)
    assert texts.mean_tokens == pytest.approx(sum(min(count, 32) for count in counts) / len(counts))
    assert texts.longest_tokens == counts[-1]


# A draft keeps settings that its task has as well.
@pytest.mark.parametrize(
    "name", [task.name for task in tasks.all_tasks() if issubclass(task.settings, DEFAULT_TASK.settings)]
)
def test_what_changes_the_training_loss_is_told_for_each_task_that_declares_it(session, qtbot, reviews, name):
    use(session, qtbot, reviews, {})
    settings = tasks.get(name).settings
    card = ForecastCard(session)
    qtbot.addWidget(card)
    for changes, num_lines in (({}, 0), ({"label_smoothing": 0.1}, 1), ({"class_weights": "balanced"}, 2)):
        if not changes.keys() <= settings.model_fields.keys():
            continue
        session.set_draft(replace(session.draft, settings=settings(**changes)))
        qtbot.waitUntil(lambda: session.profile is not None, timeout=30_000)
        assert len(card._class_lines()) == num_lines
    session.set_draft(replace(session.draft, settings=NoSettings()))
    qtbot.waitUntil(lambda: session.profile is not None, timeout=30_000)
    assert card._class_lines() == ()
