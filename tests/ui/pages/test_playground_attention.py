import json
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QBoxLayout

from studio.attention import write_arrays
from studio.catalogue import bundled_folder
from tests.opened_page import opened
from tests.ui.attention.conftest import WORDS, make_map, make_walk
from ui.attention.choice import Choice, Scope
from ui.attention.model_combo import BareModel
from ui.attention.view_bar import View
from ui.inference import client as inference
from ui.inference.client import WorkerState
from ui.pages.playground import Mode, PlaygroundPage
from ui.playground.attention_panel import AttentionPanel

WAIT_MS = 120_000
TEXT = "the film was good"
# Stands in for the engine's worker. "die" ends it, "fail" gives an error, "long" is cut.
WORKER = """
import json, sys
folder, *arguments = sys.argv[1:]
is_bare = "--preset" in arguments
if "gone" in arguments:
    error = {"type": "NotFoundError", "template": "There is no folder {folder}.", "details": {"folder": "gone"}}
    print(json.dumps({"ready": False, "error": error}), flush=True)
    sys.exit(2)
error = None
if any("gpt" in argument for argument in arguments):
    error = {"type": "PresetError", "template": "{family} cannot be shown.", "details": {"family": "GPT-J"}}
print(json.dumps({"ready": True, "class_names": [] if is_bare else ["bad", "good"], "can_attribute": not is_bare,
                  "attention_error": error}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    with open(folder + "/asked.jsonl", "a") as log:
        log.write(line)
    answer = {"id": request["id"]}
    body = request.get("attention") or request.get("attribution") or request.get("walk") or {}
    text = body.get("text", "")
    if text == "die":
        sys.exit("out of memory")
    if text == "fail":
        answer["error"] = {"type": "InputError", "template": "No text like {text}.", "details": {"text": text}}
    elif "attention" in request:
        kinds = ("encoder", "decoder", "cross") if text == "three kinds" else ("encoder",)
        maps = [{"kind": kind, "file": f"{folder}/{kind}.npz", "num_layers": 3, "num_heads": 4} for kind in kinds]
        part = {"num_cut": [7 if text == "long" else 0], "window": None}
        answer["attention"] = {"maps": maps, "part": part, "seconds": 0.1}
    elif "attribution" in request:
        answer["attribution"] = {
            "method": body["method"], "target": body["target"] or "good", "tokens": ["the", "film"], "specials": [],
            "scores": [0.5, -0.25], "baseline_output": 0.0, "output": 0.25, "completeness_error": 0.001,
            "num_steps": 64, "removal": "mask", "probability": 0.9, "probability_changes": None,
            "part": {"num_cut": [0], "window": None}, "seconds": 1.7}
    elif "walk" in request:
        answer["walk"] = {"file": folder + "/walk.npz", "part": {"num_cut": [0], "window": None}, "seconds": 0.1}
    else:
        answer["answers"] = [{"kind": "classes", "probabilities": {"bad": 0.25, "good": 0.75}}]
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """The folder of the stand-in's answers, and of the log of what it was asked."""
    write_arrays(tmp_path / "encoder.npz", make_map())
    write_arrays(tmp_path / "decoder.npz", make_map("decoder", queries=("<s>", "gut")))
    write_arrays(tmp_path / "cross.npz", make_map("cross", queries=("<s>", "gut"), keys=WORDS))
    write_arrays(tmp_path / "walk.npz", make_walk())
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    monkeypatch.setattr(inference, "module_command", lambda module, *arguments: [*command, *arguments])
    return tmp_path


@pytest.fixture
def page(qtbot, answers, session):
    """The page without any run: the bundled preset is looked into."""
    with opened(qtbot, PlaygroundPage(session), 1100, 800) as page:
        page.show_mode(Mode.ATTENTION)
        yield page


@pytest.fixture
def panel(page) -> AttentionPanel:
    return page.attention_panel


@pytest.fixture
def run_page(qtbot, answers, trained_session):
    """The page with a run."""
    with opened(qtbot, PlaygroundPage(trained_session), 1100, 800) as page:
        page.show_mode(Mode.ATTENTION)
        yield page


def asked(folder: Path, kind: str) -> list[dict]:
    path = folder / "asked.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [entry[kind] for entry in map(json.loads, lines) if kind in entry]


def read_text(qtbot, panel, text=TEXT):
    panel.ask_card.set_text(text)
    qtbot.waitUntil(
        lambda: panel.readings.maps is not None and panel.readings.maps_source().text == text, timeout=WAIT_MS
    )


def choose_view(panel, view):
    panel.bar.views._buttons[view.value].click()


def test_without_a_run_a_preset_is_looked_into_and_an_example_is_offered(qtbot, page, panel, answers):
    assert panel.model.preset is not None
    assert panel._empty.isVisible()
    assert page.client.state is WorkerState.OFF

    panel._empty.activated.emit()

    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    assert asked(answers, "attention")[-1]["text"].startswith("The animal didn't cross the street")
    assert panel.ask_card.note().startswith("6 tokens · 3 layers × 4 heads · read in ")


def test_the_maps_follow_the_typing(qtbot, panel, answers):
    panel.ask_card.text.setPlainText(TEXT)
    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    panel.ask_card.text.setPlainText("")
    qtbot.waitUntil(panel._empty.isVisible)
    assert not panel.maps_view.isVisible()


def test_a_second_text_is_read_together_with_the_first(qtbot, panel, answers):
    read_text(qtbot, panel)
    panel.ask_card.pair_button.click()
    panel.ask_card.pair.setPlainText("a fine one")
    panel.ask_card.ask_now()
    qtbot.waitUntil(lambda: panel.readings.maps_source().pair == "a fine one", timeout=WAIT_MS)
    assert asked(answers, "attention")[-1] == {"text": TEXT, "pair": "a fine one"}
    panel.ask_card.pair_button.click()
    qtbot.waitUntil(lambda: panel.readings.maps_source().pair is None, timeout=WAIT_MS)


def test_choosing_in_the_grid_shows_the_head_large(qtbot, panel):
    read_text(qtbot, panel)
    panel.maps_view.grid_card.grid.chosen.emit(Choice(Scope.HEAD, 2, 1))
    shown = panel.maps_view.map_card
    assert shown._title.text() == "Layer 3 · Head 2"
    assert shown.view._content[0] is not None
    panel.bar.scopes._buttons[1].click()
    assert shown._title.text() == "Layer 3 · Mean of the heads"
    panel.bar.scopes._buttons[3].click()
    assert shown._title.text() == "Attention rollout"
    panel.maps_view.grid_card.grid.chosen.emit(Choice(Scope.HEAD, 0, 0))
    assert panel.bar.scopes.choice() == 0


def test_the_followed_token_is_the_same_in_all_views(qtbot, panel):
    read_text(qtbot, panel)
    panel.maps_view.map_card.view.query_chosen.emit(3)
    choose_view(panel, View.TOKENS)
    assert panel.maps_view.token_card.reading().startswith("“was” looks at")
    panel.ask_card.walk_button.click()
    qtbot.waitUntil(lambda: panel.walk_panel.step() is not None, timeout=WAIT_MS)
    assert panel.walk_panel.token.currentText() == "4: was"
    panel.walk_panel.token.activated.emit(2)
    assert panel.maps_view.token_card.reading().startswith("“film” looks at")


def test_the_side_panel_asks_for_the_chosen_head_and_follows_the_choice(qtbot, panel, answers):
    read_text(qtbot, panel)
    panel.maps_view.choose(Choice(Scope.HEAD, 1, 2))
    panel.ask_card.walk_button.click()
    qtbot.waitUntil(lambda: panel.walk_panel.step() is not None, timeout=WAIT_MS)
    assert asked(answers, "walk")[-1] == {"text": TEXT, "pair": None, "kind": "encoder", "layer": 1, "head": 2}
    panel.maps_view.choose(Choice(Scope.HEAD, 2, 0))
    qtbot.waitUntil(lambda: asked(answers, "walk")[-1]["layer"] == 2, timeout=WAIT_MS)
    panel.walk_panel._close.click()
    assert not panel.walk_panel.isVisible()
    assert not panel.ask_card.walk_button.isChecked()


def test_the_side_panel_stands_below_where_there_is_no_room_beside(qtbot, page, panel):
    page.resize(1900, 900)
    qtbot.waitUntil(lambda: panel._sides.direction() is QBoxLayout.Direction.LeftToRight)
    page.resize(900, 700)
    qtbot.waitUntil(lambda: panel._sides.direction() is QBoxLayout.Direction.TopToBottom)


def test_a_model_with_two_sides_offers_its_three_kinds_of_attention(qtbot, panel):
    read_text(qtbot, panel, "three kinds")
    kinds = panel.maps_view._kinds
    assert [kinds.itemText(index) for index in range(kinds.count())] == ["Encoder", "Decoder", "Cross-attention"]
    panel.maps_view.choose(Choice(Scope.ROLLOUT))
    kinds.activated.emit(2)
    read = panel.maps_view.read_map()
    assert read.kind == "cross"
    assert panel.maps_view.choice.scope is Scope.MODEL
    assert not panel.bar.scopes._buttons[3].isEnabled()
    assert not panel.maps_view.grid_card._habits.isVisible()
    kinds.activated.emit(0)
    assert panel.bar.scopes._buttons[3].isEnabled()


def test_a_text_that_is_cut_says_so(qtbot, panel):
    read_text(qtbot, panel, "long")
    assert panel.ask_card.note() == "The text is longer than this model takes: the last 7 tokens were left out."


def test_a_refusal_is_told_in_place_and_the_text_is_kept(qtbot, panel):
    panel.ask_card.set_text("fail")
    qtbot.waitUntil(panel.error_card.isVisible, timeout=WAIT_MS)
    assert panel.error_card._what.text() == "No text like fail."
    assert panel.ask_card.text.toPlainText() == "fail"
    read_text(qtbot, panel)
    assert not panel.error_card.isVisible()
    assert panel.maps_view.isVisible()


def test_a_family_without_maps_offers_another_model(qtbot, panel):
    preset = panel.model.preset
    panel.ask_card.set_text(TEXT)
    panel.ask_card.model.choose(BareModel("gpt-j", "GPT-J"))
    qtbot.waitUntil(panel.error_card.isVisible, timeout=WAIT_MS)
    assert panel.error_card._what.text() == "GPT-J cannot be shown."
    assert panel.error_card._next.text() == "Look into another model"

    panel.error_card.activated.emit()

    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    assert panel.model.preset == preset
    assert not panel.error_card.isVisible()


def test_a_process_that_dies_is_told_and_started_again(qtbot, panel):
    panel.ask_card.set_text("die")
    qtbot.waitUntil(panel.error_card.isVisible, timeout=WAIT_MS)
    assert panel.client.state is WorkerState.DEAD
    assert panel.error_card._next.text() == "Start the model again"
    panel.ask_card.text.setPlainText(TEXT)
    panel.error_card.activated.emit()
    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    assert not panel.error_card.isVisible()


def test_a_model_that_cannot_be_loaded_offers_another_one_instead_of_itself(qtbot, panel):
    preset = panel.model.preset
    panel.ask_card.set_text(TEXT)
    panel.ask_card.model.choose(BareModel("gone", "gone"))
    qtbot.waitUntil(panel.error_card.isVisible, timeout=WAIT_MS)
    assert panel.error_card._what.text() == "There is no folder gone."
    assert panel.error_card._next.text() == "Look into another model"
    assert not panel._empty.isVisible()

    panel.error_card.activated.emit()

    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    assert panel.model.preset == preset


def test_a_folder_that_holds_no_backbone_is_told_and_the_model_is_kept(qtbot, panel, tmp_path):
    preset = panel.model.preset
    panel.ask_card.model.folder_opened.emit(tmp_path)
    assert panel.error_card.isVisible()
    assert str(tmp_path) in panel.error_card._what.text()
    assert panel.model.preset == preset


def test_attribution_of_a_bare_preset_says_that_it_needs_a_head(qtbot, page, panel, answers):
    read_text(qtbot, panel)
    choose_view(panel, View.ATTRIBUTION)
    assert panel._empty.isVisible()
    assert "needs a fine-tuned head" in panel._empty._text.text()
    assert asked(answers, "attribution") == []
    panel._empty.activated.emit()
    assert page.session.page == "fine_tune"


@pytest.mark.engine
def test_the_run_explains_its_answers(qtbot, run_page, answers):
    panel = run_page.attention_panel
    assert panel.model.preset is None
    read_text(qtbot, panel)
    choose_view(panel, View.ATTRIBUTION)
    qtbot.waitUntil(lambda: bool(panel.attribution_view.bars.bars()), timeout=WAIT_MS)
    panel.bar.methods._buttons[1].click()
    qtbot.waitUntil(lambda: asked(answers, "attribution")[-1]["method"] == "leave_one_out", timeout=WAIT_MS)
    panel.attribution_view.card.target_chosen.emit("bad")
    qtbot.waitUntil(lambda: asked(answers, "attribution")[-1]["target"] == "bad", timeout=WAIT_MS)


@pytest.mark.engine
def test_the_model_before_fine_tuning_is_read_too(qtbot, run_page, answers):
    panel = run_page.attention_panel
    read_text(qtbot, panel)
    panel.ask_card.when._buttons[1].click()
    qtbot.waitUntil(lambda: panel.readings.maps_source().is_before, timeout=WAIT_MS)
    lines = (answers / "asked.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["model"] == "before"


@pytest.mark.engine
def test_going_to_a_preset_and_back_asks_the_right_process(qtbot, run_page):
    panel = run_page.attention_panel
    read_text(qtbot, panel)
    panel.ask_card.model.choose_other()
    qtbot.waitUntil(lambda: panel.readings.maps is not None, timeout=WAIT_MS)
    assert panel.client is not run_page.client
    assert not panel.ask_card.when.isVisible()
    panel.ask_card.model.choose(None)
    qtbot.waitUntil(lambda: panel.readings.maps is not None, timeout=WAIT_MS)
    assert panel.client is run_page.client
    assert panel.model._preset_client.state is WorkerState.OFF


@pytest.mark.engine
def test_a_run_s_process_that_dies_is_told_above_and_started_again(qtbot, run_page):
    panel = run_page.attention_panel
    panel.ask_card.set_text("die")
    qtbot.waitUntil(run_page._error_card.isVisible, timeout=WAIT_MS)
    panel.ask_card.text.setPlainText(TEXT)
    run_page._error_card.activated.emit()
    qtbot.waitUntil(panel.maps_view.isVisible, timeout=WAIT_MS)
    assert not run_page._error_card.isVisible()


@pytest.mark.engine
@pytest.mark.slow
def test_the_bundled_backbone_shows_its_attention_in_a_real_process(qtbot, session, tmp_path):
    page = PlaygroundPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.begin()
    page.show()
    page.show_mode(Mode.ATTENTION)
    panel = page.attention_panel
    assert bundled_folder() is not None

    read_text(qtbot, panel, "The film was good.")

    read = panel.maps_view.read_map()
    assert (read.num_layers, read.num_heads) == (6, 12)
    assert read.map.query_tokens == ("[CLS]", "the", "film", "was", "good", ".", "[SEP]")
    assert read.map.weights.sum(axis=-1) == pytest.approx(1, abs=1e-4)
    panel.ask_card.walk_button.click()
    qtbot.waitUntil(lambda: panel.walk_panel.step() is not None, timeout=WAIT_MS)
    assert panel.walk_panel._walk.hidden.shape == (7, 384)
    panel.maps_view.map_card.save(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").stat().st_size > 1000
    page.end()


@pytest.mark.engine
def test_a_tiny_run_explains_its_answers_in_a_real_process(qtbot, trained_session):
    page = PlaygroundPage(trained_session)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.begin()
    page.show()
    page.show_mode(Mode.ATTENTION)
    panel = page.attention_panel

    read_text(qtbot, panel)
    choose_view(panel, View.ATTRIBUTION)
    qtbot.waitUntil(lambda: panel.readings.attribution is not None, timeout=WAIT_MS)

    found = panel.readings.attribution.attribution
    assert found.tokens == ("[CLS]", "the", "film", "was", "good", "[SEP]")
    assert found.target in ("bad", "good")
    assert panel.attribution_view._verdict.isVisible()
    assert panel.attribution_view.verdict()
    page.end()
