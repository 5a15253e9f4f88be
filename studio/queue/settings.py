"""How a queue is worked off, as its user set it."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from studio.errors import InputError

MOST_RETRIES = 20


class AfterFailure(StrEnum):
    """What becomes of the rest of a queue when a run ended without a model."""

    GO_ON = "go_on"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """How a queue is worked off.

    Attributes:
        is_paused: Whether no further run is started; those at work go on.
        retries: How often a run that crashed is taken up again by itself, from 0 to `MOST_RETRIES`.
        after_failure: Whether the queue goes on when a run failed for good.
        command: What is run after each run and when the queue is empty, as a command line; empty for nothing.
    """

    is_paused: bool = False
    retries: int = 2
    after_failure: AfterFailure = AfterFailure.GO_ON
    command: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.retries <= MOST_RETRIES:
            raise InputError(
                "The queue's retries: expected a number from 0 to {most}. Received: {received}.",
                most=MOST_RETRIES,
                received=self.retries,
            )
        try:
            self.command_words()
        except ValueError as error:
            raise InputError(
                "The queue's command {command} cannot be read: {reason}.", command=self.command, reason=str(error)
            ) from None

    def command_words(self) -> list[str]:
        """Return the command and its arguments; empty for none. No shell reads them.

        Raises:
            ValueError: if a quotation mark stands alone.
        """
        return shlex.split(self.command, posix=os.name != "nt")

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any) -> "QueueSettings":
        """Read what `to_json` gave; what is missing or cannot be read has its default."""
        given: Mapping[str, Any] = data if isinstance(data, dict) else {}
        known: dict[str, Any] = {}
        if isinstance(given.get("is_paused"), bool):
            known["is_paused"] = given["is_paused"]
        retries = given.get("retries")
        if isinstance(retries, int) and not isinstance(retries, bool) and 0 <= retries <= MOST_RETRIES:
            known["retries"] = retries
        if given.get("after_failure") in list(AfterFailure):
            known["after_failure"] = AfterFailure(given["after_failure"])
        if isinstance(given.get("command"), str):
            known["command"] = given["command"]
        try:
            return cls(**known)
        except InputError:
            return cls(**(known | {"command": ""}))
