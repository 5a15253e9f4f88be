"""The entry point: reads the arguments, runs the command, turns errors into messages and exit statuses.

Exit status: 0 done; 1 the run failed; 2 the input is bad; 3 stopped.
"""

import errno
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import studio
from studio.cli import (
    answer_commands,
    architecture_commands,
    attention_commands,
    cache_command,
    compare_command,
    data_commands,
    forecast_command,
    map_command,
    model_commands,
    queue_commands,
    run_commands,
    search_command,
    series_commands,
    token_commands,
)
from studio.cli.options import Invocation, JsonOption, WorkspaceOption, begin
from studio.cli.output import Output, use_utf8
from studio.errors import InputError, RoomError, StudioError
from studio.jobs import CancelledError

_STOPPED = 3

app = typer.Typer(
    name="studio",
    help="Fine-tunes Transformer language models. The same runs as in the window, from a terminal.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (
    run_commands,
    queue_commands,
    series_commands,
    data_commands,
    forecast_command,
    architecture_commands,
    model_commands,
    map_command,
    search_command,
    answer_commands,
    attention_commands,
    compare_command,
    token_commands,
    cache_command,
):
    commands.register(app)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(studio.__version__)
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
    is_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    begin(context, workspace, is_json)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: The arguments after the program's name; `None` takes the process's own.
    """
    use_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    output = Output()
    try:
        return _run(given, output)
    except typer.TyperException as error:
        output.is_json = _is_json_asked(given)
        output.error(InputError("{message}", message=_usage_message(error)))
        return InputError.exit_status
    except StudioError as error:
        output.error(error)
        return error.exit_status
    except (CancelledError, KeyboardInterrupt, typer.Abort):
        output.error(StudioError("Stopped."))
        return _STOPPED
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except Exception as error:
        found = _full_disk(error) or _unexpected(given)
        output.error(found)
        return found.exit_status


def _run(arguments: list[str], output: Output) -> int:
    command = typer.main.get_command(app)
    status = command.main(
        args=arguments, prog_name="python -m studio", standalone_mode=False, obj=Invocation(output=output)
    )
    return status if isinstance(status, int) else 0


def _is_json_asked(arguments: list[str]) -> bool:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def _usage_message(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = error.format_message().rstrip()
    ending = "" if message.endswith((".", "?")) else "."
    hint = f" See `{context.command_path} --help`." if context is not None else ""
    return message + ending + hint


def _full_disk(error: Exception) -> RoomError | None:
    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return None
    return RoomError("The disk is full, or the share of it that is yours: nothing more can be written. Make room.")


def _unexpected(arguments: list[str]) -> StudioError:
    handle, name = tempfile.mkstemp(prefix=f"fettle-{time.strftime('%Y%m%d-%H%M%S')}-", suffix=".log")
    os.close(handle)
    Path(name).write_text(f"studio {studio.__version__}: {arguments}\n\n{traceback.format_exc()}", encoding="utf-8")
    return StudioError(
        "Something went wrong that should not: {reason}. The details are in {log}.",
        reason=f"{sys.exc_info()[1]!r}",
        log=name,
    )


def _drop_stdout() -> None:
    # The reader is gone (`… | head`): Python would complain when it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
