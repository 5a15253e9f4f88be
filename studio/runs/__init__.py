"""Runs on disk: folders, states, events, the index, and how a worker is started. No TensorFlow."""

from studio.runs.event_log import EventReader, EventWriter, read_events
from studio.runs.folder import Control, RunFolder
from studio.runs.index import RunSummary
from studio.runs.launch import start, wait_until_over
from studio.runs.states import RunState, RunStatus
from studio.runs.workspace import Workspace, default_workspace_path

__all__ = [
    "Control",
    "EventReader",
    "EventWriter",
    "RunFolder",
    "RunState",
    "RunStatus",
    "RunSummary",
    "Workspace",
    "default_workspace_path",
    "read_events",
    "start",
    "wait_until_over",
]
