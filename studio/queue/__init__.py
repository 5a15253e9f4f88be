"""Runs that wait: the queue of a workspace, and the runner that works it off."""

from studio.queue.journal import QueueNote, read_journal
from studio.queue.keeping import keep_going, runner_is_alive
from studio.queue.settings import AfterFailure, QueueSettings
from studio.queue.waiting import QueueEntry, RunQueue

__all__ = [
    "AfterFailure",
    "QueueEntry",
    "QueueNote",
    "QueueSettings",
    "RunQueue",
    "keep_going",
    "read_journal",
    "runner_is_alive",
]
