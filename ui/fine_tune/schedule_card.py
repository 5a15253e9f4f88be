"""The learning rate of each step, as the form has it."""

import numpy as np

from studio.schedule import learning_rate_at, warmup_steps
from studio.spec import FitSpec
from ui.fine_tune.forecast_card import draft_steps
from ui.plots import LineStyle, PlotCard
from ui.session import Session

_RATE = "learning_rate"
_NUM_POINTS = 240
# As long as the data is not read, the curve is drawn for a run of this length.
_NOMINAL_STEPS = 100
_HEIGHT = 250


class ScheduleCard(PlotCard):
    """The learning-rate schedule of the draft."""

    def __init__(self, session: Session) -> None:
        super().__init__((LineStyle(_RATE, 0),), has_legend=False)
        self._session = session
        self.setFixedHeight(_HEIGHT)

    def retranslate(self) -> None:
        """Take the words of another language."""
        is_known = draft_steps(self._session) is not None
        place = self.tr("step") if is_known else self.tr("% of steps")
        self.set_words(self.tr("Learning rate"), place, {_RATE: self.tr("learning rate")})

    def show_draft(self) -> None:
        """Show the schedule of the session's draft."""
        steps = draft_steps(self._session)
        x, y = schedule_points(steps.total if steps is not None else _NOMINAL_STEPS, self._session.draft.fit)
        self.model.series(_RATE).replace(x, y)
        self.retranslate()
        self.mark_changed()


def schedule_points(num_steps: int, fit: FitSpec) -> tuple[np.ndarray, np.ndarray]:
    """Return the curve of the learning rate.

    Args:
        num_steps: The steps of the run.
        fit: The schedule.

    Returns:
        Steps and rates: float64 arrays of the same length; the corner after the warmup is among the points.
    """
    even = np.linspace(0, num_steps, min(num_steps + 1, _NUM_POINTS)).round().astype(int)
    steps = np.unique(np.append(even, warmup_steps(num_steps, fit)))
    rates = [learning_rate_at(int(step), num_steps, fit) for step in steps]
    return steps.astype(np.float64), np.array(rates)
