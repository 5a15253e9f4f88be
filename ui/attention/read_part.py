"""How much of a text a model was looked at with, in words."""

from PySide6.QtCore import QCoreApplication

from studio.attention import ReadPart, TextWindow
from ui.text import format_count, in_a_row


def part_words(part: ReadPart) -> str:
    """Return which window of a long text is looked at and what was cut off; nothing where all of it is read."""
    sentences = [_cut_words(part.num_cut, place) for place, count in enumerate(part.num_cut) if count]
    if part.window is not None:
        sentences.insert(0, _window_words(part.window, is_second=len(part.num_cut) > 1))
    return in_a_row(sentences)


def part_notes(part: ReadPart) -> tuple[str, ...]:
    """Return `part_words` as the notes of a picture: none where all of a text is read."""
    words = part_words(part)
    return (words,) if words else ()


def _window_words(window: TextWindow, *, is_second: bool) -> str:
    text = (
        _tr("The second text is read in {count} windows. Window {number} is shown, which gives the answer: characters "
            "{start} to {end}.")
        if is_second
        else _tr("The text is read in {count} windows. Window {number} is shown, which gives the answer: characters "
                 "{start} to {end}.")
    )  # fmt: skip
    return text.format(
        count=format_count(window.count),
        number=format_count(window.number),
        start=format_count(window.start),
        end=format_count(window.end),
    )


def _cut_words(num_cut: tuple[int, ...], place: int) -> str:
    count = num_cut[place]
    if len(num_cut) == 1:
        return _tr("The text is longer than this model takes: the last %Ln tokens were left out.", count)
    if place == 0:
        return _tr("Of the first text the last %Ln tokens were left out: the model does not take them.", count)
    return _tr("Of the second text the last %Ln tokens were left out: the model does not take them.", count)


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("attention", text, None, count)
