"""The runs at work at the foot of the rail; while there are none, the run that is looked at."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from studio.errors import StudioError
from studio.runs import RunState, RunSummary
from ui.runs.run_card import CardContent, RunCard
from ui.session import Session, SessionChange
from ui.text import format_count
from ui.theme import color
from ui.tips import plain_tip

_MOST_CARDS = 4
_MOST_LARGE_CARDS = 2
_MORE_HEIGHT = 26


class RunCards(QWidget):
    """A card for each run in progress. A click looks at that run on the monitor; what has ended goes.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._session = session
        self._is_folded = False
        self._cards: dict[str, RunCard] = {}
        self._num_more = 0

        # === Widgets ===
        self._more = _More()

        # === Layout ===
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self._list.addWidget(self._more)
        self.hide()

        # === Signals ===
        self._more.clicked.connect(partial(session.show_page, "runs"))
        session.changed.connect(self._on_session_changed)

    def cards(self) -> tuple[RunCard, ...]:
        """Return the cards, from top to bottom."""
        return tuple(self._cards.values())

    def set_folded(self, is_folded: bool) -> None:
        """Show bars alone, or words too."""
        self._is_folded = is_folded
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_more()

    def _on_session_changed(self, change: SessionChange) -> None:
        if change & (SessionChange.RUN | SessionChange.RUN_STATUS | SessionChange.RUNS | SessionChange.LIVE):
            self._show(self._contents())

    def _contents(self) -> list[CardContent]:
        at_work = self._session.runs_at_work()
        looked_at = self._looked_at()
        is_new = looked_at is not None and all(run.id != looked_at.id for run in at_work)
        if looked_at is not None and is_new and (not at_work or looked_at.state.is_active):
            # It was started a moment ago, or nothing is at work.
            return [*(self._content(run) for run in at_work), looked_at]
        return [self._content(run) for run in at_work]

    def _content(self, run: RunSummary) -> CardContent:
        fraction = run.step / run.num_steps if run.num_steps else 0.0
        chosen = self._session.run
        is_looked_at = chosen is not None and chosen.id == run.id and len(self._session.live) > 1
        return CardContent(run.id, run.name, run.state, fraction, run.seconds_left, is_looked_at)

    def _looked_at(self) -> CardContent | None:
        run, status = self._session.run, self._session.run_status
        if run is None or status is None:
            return None
        try:
            name = run.name()
        except StudioError:
            # Its folder went away under our hands; the session notices in a moment.
            return None
        fraction = status.step / status.num_steps if status.num_steps else 0.0
        return CardContent(run.id, name, status.state, 1.0 if status.state is RunState.FINISHED else fraction)

    def _show(self, contents: list[CardContent]) -> None:
        most = _MOST_CARDS if len(contents) <= _MOST_CARDS else _MOST_CARDS - 1
        shown = {content.id: content for content in contents[:most]}
        self._num_more = len(contents) - len(shown)
        for run_id in self._cards.keys() - shown.keys():
            card = self._cards.pop(run_id)
            card.hide()
            card.deleteLater()
        for place, (run_id, content) in enumerate(shown.items()):
            if run_id in self._cards:
                self._cards[run_id].show_content(content)
            else:
                self._cards[run_id] = card = RunCard(content)
                card.clicked.connect(partial(self._on_card_clicked, run_id))
                self._list.insertWidget(place, card)
        self._cards = {run_id: self._cards[run_id] for run_id in shown}
        self._arrange()
        self._show_more()
        self.setVisible(bool(shown))

    def _arrange(self) -> None:
        is_compact = len(self._cards) + self._num_more > _MOST_LARGE_CARDS
        for card in self._cards.values():
            card.set_form(is_folded=self._is_folded, is_compact=is_compact)
        self._show_more()

    def _show_more(self) -> None:
        text = self.tr("%Ln more at work", None, self._num_more)
        self._more.setText(f"+{format_count(self._num_more)}" if self._is_folded else text)
        self._more.setToolTip(plain_tip(text))
        self._more.setAccessibleName(text)
        self._more.setVisible(self._num_more > 0)

    def _on_card_clicked(self, run_id: str) -> None:
        try:
            self._session.choose_run(self._session.workspace.run(run_id))
        except StudioError:
            # It was deleted a moment ago; the next list of runs comes without it.
            self._session.refresh_runs()
            return
        self._session.show_page("monitor")


class _More(QAbstractButton):
    """How many runs have no card; as narrow as the folded rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_MORE_HEIGHT, _MORE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(color("text" if self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
