"""The states of a run in words and tones, for the rail, the monitor and the table of runs."""

from PySide6.QtCore import QCoreApplication

from studio.runs import RunState
from ui.text import format_about, format_percent
from ui.theme import Tone

_TONES = {
    RunState.QUEUED: Tone.MUTED,
    RunState.STARTING: Tone.ACCENT,
    RunState.RUNNING: Tone.ACCENT,
    RunState.STOPPING: Tone.WARN,
    RunState.FINISHED: Tone.GOOD,
    RunState.STOPPED: Tone.WARN,
    RunState.FAILED: Tone.BAD,
    RunState.CRASHED: Tone.BAD,
    RunState.UNKNOWN: Tone.MUTED,
}


def state_tone(state: RunState) -> Tone:
    """Return the tone of a state."""
    return _TONES[state]


def state_word(state: RunState) -> str:
    """Return a state in a word, in the window's language."""
    words = {
        RunState.QUEUED: _tr("Queued"),
        RunState.STARTING: _tr("Starting"),
        RunState.RUNNING: _tr("Running"),
        RunState.STOPPING: _tr("Stopping"),
        RunState.FINISHED: _tr("Finished"),
        RunState.STOPPED: _tr("Stopped"),
        RunState.FAILED: _tr("Failed"),
        RunState.CRASHED: _tr("Crashed"),
        RunState.UNKNOWN: _tr("Unknown"),
    }
    return words[state]


def progress_words(state: RunState, fraction: float, seconds_left: float | None = None) -> str:
    """Return a state and how far it is: `Running · 42 % · about 3 min left`."""
    words = [state_word(state)]
    if not state.is_over and fraction:
        words.append(format_percent(fraction, digits=1))
    if seconds_left is not None:
        words.append(time_left_words(seconds_left))
    return " · ".join(words)


def time_left_words(seconds: float) -> str:
    """Return how long a run still takes: `about 3 min left`."""
    return _tr("about {time} left").format(time=format_about(seconds))


def _tr(text: str) -> str:
    return QCoreApplication.translate("run states", text)
