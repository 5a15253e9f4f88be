"""token set, token delete, token list: what the hubs give gated models out for."""

import getpass
import sys
from typing import Annotated, Any

import typer

from studio import credentials
from studio.cli.options import JsonOption, WorkspaceOption, begin
from studio.credentials import TokenStatus
from studio.errors import CredentialError

HubArgument = Annotated[
    str,
    typer.Argument(
        metavar="HUB", help=f"One of: {', '.join(entry.name for entry in credentials.accounts())}.", show_default=False
    ),
]
# Caught, so that a token given by mistake is refused without being printed.
RestArgument = Annotated[list[str] | None, typer.Argument(hidden=True)]

app = typer.Typer(
    help="Tokens for gated models, in the system's keyring.", rich_markup_mode=None, pretty_exceptions_enable=False
)


def register(parent: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("set")(set_token)
    app.command("delete")(delete_token)
    app.command("list")(list_tokens)
    parent.add_typer(app, name="token")


def set_token(
    context: typer.Context,
    hub: HubArgument,
    rest: RestArgument = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Keep a hub's token in the system's keyring. It is asked for, or read from standard input."""
    invocation = begin(context, workspace, is_json)
    if rest:
        raise CredentialError(
            "A token is never taken as an argument: shells keep a history, and other users see it. Run the command "
            "without it and type it when asked, or send it to standard input. If this one was real, make a new one."
        )
    known = credentials.account(hub)
    credentials.set_token(hub, _read_token(known.label))
    status = credentials.status(hub)
    invocation.output.result(_data(status))
    invocation.output.line(f"{known.label}: kept in {_place(status)}.")
    _say_what_counts(invocation.output.note, status)


def delete_token(
    context: typer.Context, hub: HubArgument, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> None:
    """Take a hub's token out of the system's keyring."""
    invocation = begin(context, workspace, is_json)
    known = credentials.account(hub)
    was_there = credentials.delete_token(hub)
    status = credentials.status(hub)
    invocation.output.result(_data(status) | {"was_there": was_there})
    invocation.output.line(
        f"{known.label}: the token is deleted." if was_there else f"{known.label}: there was none in the keyring."
    )
    _say_what_counts(invocation.output.note, status)


def list_tokens(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """Say for each hub whether there is a token, and from where. The token itself is never shown."""
    invocation = begin(context, workspace, is_json)
    found = [credentials.status(entry.name) for entry in credentials.accounts()]
    invocation.output.result({"tokens": [_data(status) for status in found]})
    rows = [(status.hub, _WORDS[status.source], status.place) for status in found]
    invocation.output.table(("hub", "token", "where"), rows)
    problem = next((status.problem for status in found if status.problem is not None), None)
    if problem is not None:
        invocation.output.note(str(problem))


_WORDS = {
    None: "none",
    "environment": "from the environment",
    "keyring": "from the keyring",
    "login": "from the hub's own program",
}


def _read_token(label: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"Token of {label} (it is not shown): ")
    return sys.stdin.readline()


def _data(status: TokenStatus) -> dict[str, Any]:
    return {
        "hub": status.hub,
        "source": status.source,
        "place": status.place or None,
        "is_in_keyring": status.is_in_keyring,
        "problem": None if status.problem is None else status.problem.to_json(),
    }


def _place(status: TokenStatus) -> str:
    return "the keyring" if status.source != "keyring" else f"the keyring ({status.place})"


def _say_what_counts(note: Any, status: TokenStatus) -> None:
    """Say that another token comes first or still counts."""
    if status.source == "environment":
        note(f"The environment variable {status.place} is set, and is used before the keyring.")
    elif status.source == "login":
        note(f"The login in {status.place} is used: it is another program's, and stays.")
