"""About how long the run of a draft takes here."""

from studio import forecast
from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.errors import StudioError
from studio.forecast import Duration
from studio.spec import RunSpec
from ui.draft import Draft
from ui.session import Session


class RunDuration:
    """Estimates by the data that was read, the computer and earlier runs, which it looks through only when they change.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._speed_key: object = None
        self._speed: float | None = None

    def of(self, draft: Draft, preset: PresetInfo | None, computer: Computer | None) -> Duration | None:
        """Return about how long a draft's run takes; `None` as long as too little is known.

        Args:
            draft: The run; its data is the session's.
            preset: What is known of its backbone.
            computer: What it runs on.
        """
        profile = self._session.profile
        if preset is None or computer is None or profile is None or draft.data is None:
            return None
        try:
            spec = draft.spec()
        except StudioError:
            return None
        usable = profile.num_usable
        steps = forecast.count_steps(usable, draft.data, draft.fit)
        tokens = forecast.about_tokens(profile.words.mean)
        return forecast.duration(steps, spec, preset, computer, tokens, self._measured(spec))

    def _measured(self, spec: RunSpec) -> float | None:
        # Earlier runs are read from the disk: only anew when something of it changed.
        key = (self._session.runs, spec.backbone)
        if key != self._speed_key:
            self._speed_key = key
            self._speed = forecast.examples_per_second(self._session.workspace, self._session.runs, spec)
        return self._speed
