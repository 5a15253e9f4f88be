"""cache: what runs keep to begin sooner, and how to be rid of it."""

from typing import Annotated

import typer

from studio.cli.formats import size, words
from studio.cli.options import JsonOption, WorkspaceOption, begin
from studio.leftovers import Freed, cache_entries, clear_cache, tidy


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("cache")(cache)


def cache(
    context: typer.Context,
    is_cleared: Annotated[bool, typer.Option("--clear", help="Take all of it away.")] = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Show how large the cache of tokens and features is. Runs make again what they need of it.

    What killed processes left half made is taken away as well, and never what a run at work uses.
    """
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    freed = _add(tidy(place), clear_cache(place)) if is_cleared else tidy(place)
    entries = cache_entries(place)
    num_bytes = sum(entry.num_bytes for entry in entries)
    invocation.output.result(
        {
            "cache": str(place.cache_path),
            "entries": len(entries),
            "bytes": num_bytes,
            "removed_entries": freed.num_entries,
            "removed_bytes": freed.num_bytes,
        }
    )
    if freed.num_entries:
        invocation.output.line(f"Removed: {_entries(freed.num_entries, freed.num_bytes)}")
    invocation.output.line(f"{place.cache_path}: {_entries(len(entries), num_bytes)}")


def _entries(num_entries: int, num_bytes: int) -> str:
    return words("{num} {num:entry|entries}, {size}.", num=num_entries, size=size(num_bytes))


def _add(first: Freed, second: Freed) -> Freed:
    return Freed(first.num_entries + second.num_entries, first.num_bytes + second.num_bytes)
