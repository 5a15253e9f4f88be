"""What the run of a draft will take here: the same numbers on every page."""

from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.errors import StudioError
from studio.planning import forecast
from studio.planning.forecast import Outlook, Texts
from studio.planning.forecast_speed import Measured, measured_speed
from studio.spec import DataSpec, RunSpec
from ui.draft import Draft
from ui.session import Session


class RunOutlook:
    """Forecasts by the data that was read, the computer and earlier runs, which it looks through only when they change.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._speed_key: object = None
        self._speed: Measured | None = None

    def of(self, draft: Draft, preset: PresetInfo | None, computer: Computer | None) -> Outlook | None:
        """Return what a draft's run takes; `None` as long as too little is known, or where its data is refused.

        Args:
            draft: The run; its data is the session's.
            preset: What is known of its backbone.
            computer: What it runs on.
        """
        texts = session_texts(self._session)
        if preset is None or computer is None or texts is None or is_data_refused(self._session):
            return None
        try:
            spec = draft.spec()
        except StudioError:
            return None
        return forecast.outlook(spec, preset, computer, texts, self._measured(spec))

    def _measured(self, spec: RunSpec) -> Measured | None:
        # Earlier runs are read from the disk: only anew when something of it changed.
        key = (self._session.runs, spec.task, spec.backbone, spec.fit.precision, spec.settings)
        if key != self._speed_key:
            self._speed_key = key
            self._speed = measured_speed(self._session.workspace, self._session.runs, spec)
        return self._speed


def is_data_refused(session: Session) -> bool:
    """Return whether no run can be made of a session's data as it is."""
    return session.profile is not None and any(finding.level == "error" for finding in session.profile.findings)


def session_texts(session: Session) -> Texts | None:
    """Return what a forecast takes of a session's data; `None` as long as it is not read."""
    data: DataSpec | None = session.draft.data
    if session.profile is None or data is None:
        return None
    lengths = session.token_lengths
    counts = None if lengths is None else lengths.counts
    task, settings = session.draft.task, session.draft.settings
    return Texts.of(
        session.profile,
        session.draft.input_length,
        counts,
        long_texts=task.long_texts_with(settings),
        is_packed=task.packs(settings),
    )
