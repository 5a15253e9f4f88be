import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QToolTip

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import ARCHITECTURE_PRESETS, find_architecture
from studio.sizes import count_parameters
from ui.designer import layout, parts
from ui.designer.diagram import StackDiagram
from ui.designer.parts import PartKind

KINDS = ("encoder", "decoder", "encoder_decoder")
POSITIONS = ("learned", "sinusoidal", "rotary", "relative", "alibi")


def kinds_of(tower_parts):
    return [part.kind for part in tower_parts]


def titles(architecture):
    return [part.title for tower in parts.towers(architecture) for part in tower.parts]


@pytest.fixture
def diagram(qtbot):
    diagram = StackDiagram(ArchitectureSpec())
    qtbot.addWidget(diagram)
    diagram.retranslate()
    diagram.resize(700, 600)
    diagram.show()
    qtbot.waitExposed(diagram)
    return diagram


def test_pre_norm_normalizes_before_each_part_and_once_at_the_end(qapp):
    (tower,) = parts.towers(ArchitectureSpec(normalize_first=True))
    assert kinds_of(tower.layer) == [
        PartKind.NORM,
        PartKind.ATTENTION,
        PartKind.ADD,
        PartKind.NORM,
        PartKind.FEED_FORWARD,
        PartKind.ADD,
    ]
    assert kinds_of(tower.above) == [PartKind.NORM, PartKind.HEAD]
    assert PartKind.NORM not in kinds_of(tower.below)


def test_post_norm_normalizes_the_embeddings_and_after_each_residual_connection(qapp):
    (tower,) = parts.towers(ArchitectureSpec(normalize_first=False))
    assert kinds_of(tower.layer) == [
        PartKind.ATTENTION,
        PartKind.ADD,
        PartKind.NORM,
        PartKind.FEED_FORWARD,
        PartKind.ADD,
        PartKind.NORM,
    ]
    assert kinds_of(tower.above) == [PartKind.HEAD]
    assert kinds_of(tower.below)[-1] is PartKind.NORM


@pytest.mark.parametrize("positions", POSITIONS)
def test_positions_are_drawn_where_they_act(qapp, positions):
    (tower,) = parts.towers(ArchitectureSpec(positions=positions))
    places = {part.kind for part in tower.parts if part.positions}
    assert places == {PartKind.ADD if positions in ("learned", "sinusoidal") else PartKind.ATTENTION}
    added = [part for part in tower.below if part.kind is PartKind.ADD]
    assert len(added) == (positions in ("learned", "sinusoidal"))


def test_a_decoder_is_masked_and_only_an_encoder_decoder_attends_across(qapp):
    assert "Self-attention" in titles(ArchitectureSpec())
    assert "Masked self-attention" in titles(ArchitectureSpec(kind="decoder"))
    encoder, decoder = parts.towers(ArchitectureSpec(kind="encoder_decoder"))
    assert [part.title for part in decoder.layer if part.kind is PartKind.ATTENTION] == [
        "Masked self-attention",
        "Cross-attention",
    ]
    assert not any(part.is_cross for part in encoder.parts)
    assert encoder.above[-1].kind is not PartKind.HEAD
    assert decoder.above[-1].kind is PartKind.HEAD


@pytest.mark.parametrize(("normalize_first", "tie_weights"), [(True, True), (False, True), (True, False)])
@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_hold_all_parameters(qapp, kind, positions, normalize_first, tie_weights):
    architecture = ArchitectureSpec(
        kind=kind, positions=positions, normalize_first=normalize_first, tie_weights=tie_weights
    )
    drawn = 0
    for tower in parts.towers(architecture):
        outside = (*tower.below, *tower.above)
        drawn += sum(part.num_parameters or 0 for part in outside)
        drawn += tower.num_layers * sum(part.num_parameters or 0 for part in tower.layer)
    count = count_parameters(architecture)
    # The biases of relative positions are shared by all layers, and drawn in none.
    assert drawn == count.total - (count.positions if positions == "relative" else 0)


@pytest.mark.parametrize("preset", ARCHITECTURE_PRESETS, ids=lambda preset: preset.name)
@pytest.mark.parametrize("room", [380, 520, 700, 1300])
def test_nothing_overlaps_and_everything_is_inside(qapp, preset, room):
    towers = parts.towers(preset.architecture)
    height = layout.height(towers)
    rects = [part.rect for tower in layout.place(towers, room, height) for part in tower.parts]
    notes = [part.note for tower in layout.place(towers, room, height) for part in tower.parts if part.note]
    assert not any(first.intersects(second) for first, second in itertools.combinations(rects, 2))
    assert not any(note.intersects(rect) for note in notes for rect in rects)
    for rect in (*rects, *notes):
        assert rect.left() >= 0
        assert rect.right() <= room
        assert rect.top() >= -24
        assert rect.bottom() <= height + 24
    assert all(rect.top() >= 0 and rect.bottom() <= height for rect in rects)


def test_explanations_stand_beside_where_there_is_room(qapp):
    towers = parts.towers(ArchitectureSpec())
    assert not any(part.note for part in layout.place(towers, 400, 600)[0].parts)
    noted = [part.part.help for part in layout.place(towers, 700, 600)[0].parts if part.note]
    assert len(noted) == len(set(noted)) == 8


def test_the_diagram_follows_the_architecture(diagram):
    before = diagram.grab().toImage()
    diagram.show_architecture(find_architecture("transformer_base").architecture)
    assert diagram.grab().toImage() != before
    assert diagram.sizeHint().height() > StackDiagram(ArchitectureSpec()).sizeHint().height()


def test_the_diagram_is_described_in_words(diagram):
    words = diagram.accessibleDescription()
    assert "Encoder: Tokens" in words
    assert "4 times:" in words
    assert "Self-attention, 4 heads × 64, 263,168 parameters" in words
    diagram.show_architecture(ArchitectureSpec(kind="encoder_decoder", positions="rotary"))
    assert "Decoder: " in diagram.accessibleDescription()
    assert "Rotary positions" in diagram.accessibleDescription()


@pytest.mark.parametrize("size", [(400, 560), (700, 600), (1400, 900)])
def test_the_mouse_over_a_part_explains_it(diagram, size):
    diagram.resize(*size)
    scale = diagram._scale()
    for placed in diagram.placed()[0].parts:
        found = diagram.part_at(placed.rect.center() * scale)
        assert found.part == placed.part
        assert found.part.help in diagram.explain(found.part)
    assert diagram.part_at(QPointF(1, 1)) is None


def test_the_part_under_the_mouse_is_marked(diagram, qtbot):
    plain = diagram.grab().toImage()
    attention = next(part for part in diagram.placed()[0].parts if part.part.kind is PartKind.ATTENTION)
    qtbot.mouseMove(diagram, (attention.rect.center() * diagram._scale()).toPoint())
    qtbot.waitUntil(lambda: diagram.grab().toImage() != plain)


def test_the_arrow_keys_walk_from_part_to_part(diagram, qtbot):
    with qtbot.waitActive(diagram):
        diagram.activateWindow()
    diagram.clearFocus()
    diagram.setFocus(Qt.FocusReason.TabFocusReason)
    assert diagram.accessibleDescription().startswith("Tokens")
    qtbot.keyClick(diagram, Qt.Key.Key_Up)
    assert diagram.accessibleDescription().startswith("Token embedding, 8,000 × 256")
    assert "A table that gives each token 256 numbers" in QToolTip.text()
    qtbot.keyClick(diagram, Qt.Key.Key_Down)
    qtbot.keyClick(diagram, Qt.Key.Key_Down)
    assert diagram.accessibleDescription().startswith("Tokens")
    for _ in range(40):
        qtbot.keyClick(diagram, Qt.Key.Key_Up)
    assert diagram.accessibleDescription().startswith("Head of the task")
    diagram.clearFocus()
    assert diagram.accessibleDescription().startswith("Encoder: Tokens")


def test_the_diagram_grows_with_its_room_up_to_a_limit(diagram):
    diagram.resize(diagram.minimumSizeHint())
    assert diagram._scale() == pytest.approx(1.0, abs=0.01)
    diagram.resize(3000, 3000)
    assert diagram._scale() == pytest.approx(1.4)
    assert diagram.rect().contains(QPoint(1500, 1500))
