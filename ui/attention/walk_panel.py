"""How this works: a walk through one head, step by step, on the user's own text."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from studio.attention import HeadWalk
from studio.errors import StudioError
from ui import theme
from ui.attention.bar_rows import BarRow, BarRows
from ui.attention.choice import Choice
from ui.attention.formula_view import FormulaView
from ui.attention.matrix_view import MatrixView
from ui.attention.step_dots import StepDots
from ui.attention.walk_steps import WalkStep, step_titles, walk_steps
from ui.attention.words import choice_title, weight
from ui.guide.contents import GuidePlace, has_guide
from ui.guide.window import open_guide
from ui.text import translate_error
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, IconLabel, Label, LabelKind

_GUIDE = GuidePlace("attention", "How this works")
_WIDE = 720
_MOST_MATRICES = 3
_MOST_SUMS = 3
_LEAST_HEIGHT = 420


class WalkPanel(Card):
    """One step at a time: a heading, words, the formula, the numbers. One token is followed through all of them.

    Signals:
        closed: The panel was closed.
        token_chosen: The place of another token that is to be followed.
    """

    closed = Signal()
    token_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._walk: HeadWalk | None = None
        self._focus = 0
        self._index = 0
        self._steps: tuple[WalkStep, ...] = ()
        self._error: StudioError | None = None
        self._is_busy = False

        # === Widgets ===
        self._close = Button(kind=ButtonKind.QUIET, icon_name="close", icon_tone=Tone.MUTED)
        self._state = IconLabel()
        self._head_name = Label(tone=Tone.MUTED)
        self._token_name = Label(tone=Tone.MUTED)
        self.token = QComboBox()
        self.dots = StepDots()
        self._content = QWidget()
        self._heading = Label(kind=LabelKind.CARD_TITLE)
        self._formula = FormulaView()
        self._words = Label(is_wrapped=True)
        self._sums = [Label(is_wrapped=True, is_selectable=True) for _ in range(_MOST_SUMS)]
        self.matrices = [MatrixView() for _ in range(_MOST_MATRICES)]
        self._bars = BarRows()
        self._back = Button()
        self._next = Button(kind=ButtonKind.PRIMARY)
        self._guide = Button(kind=ButtonKind.QUIET, icon_name="book-open-outline", icon_tone=Tone.MUTED)

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._close.clicked.connect(self.closed)
        self._back.clicked.connect(lambda: self.show_step(self._index - 1))
        self._next.clicked.connect(lambda: self.show_step(self._index + 1))
        self._guide.clicked.connect(lambda: open_guide(self, _GUIDE))
        self.dots.chosen.connect(self.show_step)
        self.token.activated.connect(self._follow)
        for view in self.matrices:
            view.row_chosen.connect(self._follow)

    # === Content ===

    def show_walk(self, walk: HeadWalk | None, focus: int) -> None:
        """Show another head's numbers.

        Args:
            walk: The numbers; `None` while there are none.
            focus: The token that is followed, by its place among those that look.
        """
        self._walk, self._error = walk, None
        self._focus = 0 if walk is None else min(focus, len(walk.tokens) - 1)
        self._build()

    def follow(self, focus: int) -> None:
        """Follow another token, in silence."""
        if self._walk is not None and focus != self._focus:
            self._focus = min(focus, len(self._walk.tokens) - 1)
            self._build()

    def show_error(self, error: StudioError) -> None:
        """Say why there are no numbers."""
        self._walk, self._error = None, error
        self._build()

    def set_busy(self, *, is_busy: bool) -> None:
        """Say whether newer numbers are on their way."""
        self._is_busy = is_busy
        self._show_state()

    def show_step(self, index: int) -> None:
        """Go to a step."""
        self._index = min(max(0, index), len(step_titles()) - 1)
        self._show()

    def step(self) -> WalkStep | None:
        """Return the step that is shown; `None` before there are numbers."""
        return self._steps[self._index] if self._steps else None

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("How this works"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._token_name.setText(self.tr("Follow"))
        self.token.setAccessibleName(self.tr("The token that is followed through all steps"))
        self._back.setText(self.tr("Back"))
        self._next.setText(self.tr("Next"))
        self._guide.setText(self.tr("Guide"))
        self._guide.setToolTip(self.tr("Read more in the guide"))
        self._guide.setVisible(has_guide(_GUIDE))
        self.dots.set_titles(step_titles())
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put words and numbers side by side where there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._body.direction() is not direction:
            self._set_direction(direction)

    def _set_direction(self, direction: QBoxLayout.Direction) -> None:
        is_wide = direction is QBoxLayout.Direction.LeftToRight
        self._body.setDirection(direction)
        # Below each other both are as high as they need to be.
        for index, stretch in enumerate((2, 3) if is_wide else (0, 0)):
            self._body.setStretch(index, stretch)

    # === Showing ===

    def _follow(self, index: int) -> None:
        self.follow(index)
        self.token_chosen.emit(index)

    def _build(self) -> None:
        walk = self._walk
        self._steps = walk_steps(walk, self._focus) if walk is not None else ()
        with QSignalBlocker(self.token):
            self.token.clear()
            if walk is not None:
                self.token.addItems([f"{place + 1}: {token}" for place, token in enumerate(walk.tokens)])
                self.token.setCurrentIndex(self._focus)
        self._head_name.setText(choice_title(Choice(layer=walk.layer, head=walk.head)) if walk is not None else "")
        self._show()

    def _show(self) -> None:
        self.dots.show_step(self._index)
        self._back.setEnabled(self._index > 0)
        self._next.setEnabled(self._index < len(step_titles()) - 1)
        self._content.setVisible(bool(self._steps))
        self.token.setVisible(bool(self._steps))
        self._token_name.setVisible(bool(self._steps))
        self._show_state()
        step = self.step()
        if step is None:
            return
        self._heading.setText(f"{self._index + 1}. {step.title}")
        self._words.setText(step.words)
        self._formula.setVisible(bool(step.formulas))
        self._formula.show_formulas(step.formulas, step.spoken)
        self._show_sums(step)
        for index, view in enumerate(self.matrices):
            view.setVisible(index < len(step.matrices))
            if index < len(step.matrices):
                view.show_matrix(step.matrices[index])
        self._bars.setVisible(bool(step.bars))
        most = max((value for _, value in step.bars), default=1.0)
        self._bars.set_bars(tuple(BarRow(name, weight(value), value / most) for name, value in step.bars))

    def _show_sums(self, step: WalkStep) -> None:
        for index, label in enumerate(self._sums):
            label.setVisible(index < len(step.sums))
            label.setText(step.sums[index] if index < len(step.sums) else "")

    def _show_state(self) -> None:
        if self._error is not None:
            self._state.set_content("alert-circle-outline", translate_error(self._error), Tone.BAD)
        elif self._is_busy:
            self._state.set_content("progress-clock", self.tr("Reading the numbers of this head…"), Tone.MUTED)
        else:
            self._state.set_content("", self.tr("Write a text first: its numbers appear here."), Tone.MUTED)
        self._state.setVisible(not self._steps)

    # === Layout ===

    def _lay_out(self) -> None:
        self.header.addWidget(self._close)
        follow = QHBoxLayout()
        follow.setSpacing(theme.SPACE_S)
        follow.addWidget(self._head_name, 1)
        follow.addWidget(self._token_name)
        follow.addWidget(self.token)
        self.token.setMinimumWidth(120)
        self.token.setMaximumWidth(170)
        left_side = QWidget()
        left = _column(left_side)
        for widget in (self._heading, self._formula, self._words, *self._sums):
            left.addWidget(widget)
        left.addStretch(1)
        right_side = QWidget()
        right = _column(right_side)
        for view in (*self.matrices, self._bars):
            right.addWidget(view)
        right.addStretch(1)
        for label in self._sums:
            label.setFont(theme.tabular(label.font()))
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.SPACE_M)
        self._body.addWidget(left_side)
        self._body.addWidget(right_side)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._guide)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        self.body.addLayout(follow)
        self.body.addWidget(self.dots)
        self.body.addWidget(self._state)
        self.body.addWidget(self._content)
        self.body.addStretch(1)
        self.body.addLayout(foot)
        self.setMinimumHeight(_LEAST_HEIGHT)


def _column(place: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE_S)
    return layout
