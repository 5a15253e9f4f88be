"""The data of the draft in a few lines, with what is to be watched out for."""

from pathlib import Path

from ui.reading.data_name import data_name
from ui.reading.findings import finding_lines
from ui.session import Session
from ui.text import format_count, translate_error
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.line_list import Line, LineList

_MAX_FINDINGS = 4


class DataCard(Card):
    """Name, rows and classes of the data, and the findings that matter."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines = LineList()
        self.body.addWidget(self._lines)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Data"))
        self.show_data()

    def show_data(self) -> None:
        """Show the session's data."""
        self._lines.set_lines((self._first_line(), *self._findings()))

    def _first_line(self) -> Line:
        session = self._session
        if session.draft.data is None:
            return Line(self.tr("No data is chosen yet."), tone=Tone.MUTED)
        name = data_name(Path(session.draft.data.train))
        if session.profile_error is not None:
            return Line(translate_error(session.profile_error), "alert-circle-outline", Tone.BAD)
        if session.profile is None:
            return Line(self.tr("{file} is being read …").format(file=name), tone=Tone.MUTED)
        rows = self.tr("%Ln rows", None, session.profile.num_rows)
        parts = [name, rows]
        if left_out := session.profile.left_out.total:
            parts.append(self.tr("{count} left out").format(count=format_count(left_out)))
        if session.draft.task.has_classes:
            parts.append(self.tr("%Ln classes", None, len(session.profile.labels)))
        return Line(" · ".join(parts))

    def _findings(self) -> tuple[Line, ...]:
        profile = self._session.profile
        return () if profile is None else finding_lines(profile.findings, ("error", "warning"))[:_MAX_FINDINGS]
