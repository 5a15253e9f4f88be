"""Where the parts of a diagram lie."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from ui.designer.parts import Part, PartKind, Tower

GAP = 12.0
FRAME_PADDING = 13.0
LANE = 22.0
TITLE_HEIGHT = 22.0
POSITIONS_HEIGHT = 26.0
# Layers behind the first one are hinted at by frames that stick out so far.
BEHIND = 5.0

_HEIGHTS = {
    PartKind.TOKENS: 24.0,
    PartKind.EMBEDDING: 44.0,
    PartKind.ADD: 20.0,
    PartKind.NORM: 27.0,
    PartKind.ATTENTION: 44.0,
    PartKind.FEED_FORWARD: 44.0,
    PartKind.HEAD: 28.0,
}
_TOP = 2 * BEHIND
_TOWER_WIDTH = 300.0
_BETWEEN_TOWERS = 34.0
_LEAST_NOTE_WIDTH, _NOTE_WIDTH = 280.0, 380.0
_BEFORE_NOTE = 28.0
_LARGEST_SCALE = 1.4


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part and its place.

    Attributes:
        note: Where its explanation is written beside it; `None` where there is no room or it was said before.
    """

    part: Part
    rect: QRectF
    note: QRectF | None = None


@dataclass(frozen=True, slots=True)
class PlacedTower:
    """A tower and its place.

    Attributes:
        frame: Around the layer that is repeated.
        parts: From the bottom to the top.
        side: -1 where the residual connections run on the left, 1 on the right.
    """

    tower: Tower
    frame: QRectF
    parts: tuple[PlacedPart, ...]
    side: int

    @property
    def center(self) -> float:
        """Where the stream of values runs up."""
        return self.frame.center().x()

    @property
    def top(self) -> QPointF:
        """Where the tower's output comes out."""
        return QPointF(self.center, min(self.parts[-1].rect.top(), self.frame.top()))


def scale(towers: Sequence[Tower], room: float, high: float) -> float:
    """Return how much larger than by itself a diagram is drawn, so that it fills its place.

    Args:
        towers: One or two.
        room: The width of the place.
        high: Its height.
    """
    tower = _TOWER_WIDTH + 2 * BEHIND + 2
    between = _BETWEEN_TOWERS * (len(towers) - 1)
    least, most = (len(towers) * (tower + _BEFORE_NOTE + note) + between for note in (_LEAST_NOTE_WIDTH, _NOTE_WIDTH))
    # Where explanations fit, they are worth more than larger letters.
    needed = most if room >= least else len(towers) * tower + between
    return min(max(1.0, min(room / needed, high / height(towers))), _LARGEST_SCALE)


def height(towers: Sequence[Tower]) -> float:
    """Return how high the diagram is."""
    below = TITLE_HEIGHT if len(towers) > 1 else 0.0
    return max(map(_tower_height, towers)) + below + _TOP


def place(towers: Sequence[Tower], room: float, bottom: float) -> tuple[PlacedTower, ...]:
    """Place the towers beside each other, standing on the same ground.

    Args:
        towers: One or two.
        room: The width of the whole.
        bottom: Where the ground is.
    """
    bottom -= TITLE_HEIGHT if len(towers) > 1 else 0.0
    between = _BETWEEN_TOWERS * (len(towers) - 1)
    tower_width = min(_TOWER_WIDTH, (room - between) / len(towers) - 2 * BEHIND - 2)
    note_width = min(_NOTE_WIDTH, (room - between) / len(towers) - tower_width - _BEFORE_NOTE - 2 * BEHIND)
    beside = _BEFORE_NOTE + note_width if note_width >= _LEAST_NOTE_WIDTH else 0.0
    left = max(1.0, (room - between - len(towers) * (tower_width + beside)) / 2 - BEHIND)
    if len(towers) == 1:
        return (_place_tower(towers[0], QRectF(left, bottom, tower_width, 0), -1, beside),)
    first = QRectF(left + beside, bottom, tower_width, 0)
    second = first.translated(tower_width + between, 0)
    return (_place_tower(towers[0], first, -1, -beside), _place_tower(towers[1], second, 1, beside))


def part_height(part: Part) -> float:
    """Return how high a part is; attention is higher where positions act in it."""
    more = POSITIONS_HEIGHT if part.positions and part.kind is PartKind.ATTENTION else 0.0
    return _HEIGHTS[part.kind] + more


def _tower_height(tower: Tower) -> float:
    return sum(part_height(part) + GAP for part in tower.parts) - GAP + 2 * FRAME_PADDING


def _place_tower(tower: Tower, ground: QRectF, side: int, beside: float) -> PlacedTower:
    parts = tuple(_stack(tower, ground, side))
    first, last = len(tower.below), len(tower.below) + len(tower.layer) - 1
    frame = QRectF(ground)
    frame.setTop(parts[last].rect.top() - FRAME_PADDING)
    frame.setBottom(parts[first].rect.bottom() + FRAME_PADDING)
    if beside:
        parts = tuple(_with_notes(parts, frame, beside))
    return PlacedTower(tower, frame, parts, side)


def _stack(tower: Tower, ground: QRectF, side: int) -> Iterator[PlacedPart]:
    y = ground.bottom()
    first, behind_last = len(tower.below), len(tower.below) + len(tower.layer)
    for index, part in enumerate(tower.parts):
        y -= FRAME_PADDING if index in (first, behind_last) else 0.0
        size = part_height(part)
        yield PlacedPart(part, _across(part, QRectF(ground.left(), y - size, ground.width(), size), side))
        y -= size + GAP


def _across(part: Part, row: QRectF, side: int) -> QRectF:
    """Return the place of a part in its row: free of the lanes on both sides, so that the stream runs in the middle."""
    if part.kind is PartKind.ADD:
        circle = QRectF(0, 0, row.height(), row.height())
        circle.moveCenter(row.center())
        return circle
    return row.adjusted(LANE, 0, -LANE, 0)


def _with_notes(parts: Iterable[PlacedPart], frame: QRectF, beside: float) -> Iterator[PlacedPart]:
    said: set[str] = set()
    for placed in parts:
        note = None
        if placed.part.help not in said:
            said.add(placed.part.help)
            width = abs(beside) - _BEFORE_NOTE
            left = frame.right() + _BEFORE_NOTE if beside > 0 else frame.left() - _BEFORE_NOTE - width
            note = QRectF(left, placed.rect.center().y() - 24, width, 48)
        yield PlacedPart(placed.part, placed.rect, note)
