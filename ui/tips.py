"""Tooltips as plain text: what a name, a path or a message holds is never taken for HTML."""

import html

from PySide6.QtGui import Qt

_MOST_IN_LINE = 120


def plain_tip(text: str) -> str:
    """Return a tooltip that shows a text as it is written.

    Qt guesses: a text with a tag in it would be shown as HTML, which hides parts of it and could load pictures.
    """
    return wrapped_tip(text) if Qt.mightBeRichText(text) else text


def wrapped_tip(text: str) -> str:
    """Return a tooltip as `plain_tip` does, whose lines are wrapped where they are long."""
    return f"<qt>{_escaped(text)}</qt>" if text else ""


def titled_tip(title: str, *lines: str) -> str:
    """Return a tooltip with a title in bold above lines."""
    return f"<qt>{'<br>'.join([f'<b>{_escaped(title)}</b>', *map(_escaped, lines)])}</qt>"


def cell_tip(text: str) -> str:
    """Return the tooltip of a table's cell: wrapped where it would run over the whole screen."""
    return wrapped_tip(text) if len(text) > _MOST_IN_LINE else plain_tip(text)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
