"""Reads the columns of tagged parts: tags in step with tokens, or places in texts."""

from collections.abc import Iterator, Sequence

from studio.blanks import is_blank
from studio.data.digest import Digest
from studio.data.findings import Finding
from studio.data.kinds.base import iter_target_values
from studio.data.kinds.class_ import list_names, sort_names
from studio.data.kinds.tagged_rows import RowFault, TaggedRows
from studio.data.readers.records import shorten
from studio.data.span_lists import CharacterSpan, parse_spans
from studio.data.span_units import UNITS, PlaceReader
from studio.data.tag_schemes import OUTSIDE, SCHEMES, IllegalTag, Scheme, SchemeFinder, has_prefix, read_tags
from studio.data.text_units import is_shifted
from studio.data.token_lists import join_tokens, parse_list
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.tasks.token_classification import Places, TokenSettings

_SCHEME_WORDS = "{file}, column {column}: the tags are read as {scheme}."
_OTHER_SCHEME_WORDS = (
    "{file}, column {column}: expected tags as in the training data, {expected}. Received: {received}. Both are read "
    "as the same spans."
)
_OTHER_SPANS_WORDS = (
    "{file}, column {column}: expected tags as in the training data, {expected}. Received: {received}. Where one of "
    "them was not recognized, say how both are written in the setting Tag scheme (settings.scheme)."
)
_NUMBERS_WORDS = (
    "{file}, column {column}: expected tags by name. Received: numbers ({received}), for which the file keeps no "
    "names. Say in the setting Tag names (settings.tag_names) what they stand for, such as O B-PER I-PER; where "
    "numbers are meant as they are, give them as names: 0 1 2."
)
_NAMED_WORDS = "{file}, column {column}: the tags are numbers and stand for the tag names in the settings ({received})."
_UNUSED_NAMES_WORDS = (
    "{file}, column {column}: the tags are no numbers, so that the tag names in the settings are not used."
)
_SWAPPED_WORDS = (
    "{file}, column {column}: expected tokens. Received: tags, such as B-PER and O, throughout. If the tokens stand in "
    "the column {other}, choose the columns the other way round."
)
_SCHEME_NAMES: dict[str, str] = {
    "bio": "BIO (IOB2)",
    "iob1": "IOB1",
    "bilou": "BILOU (BIOES)",
    "plain": "plain tags",
}


class TagReader:
    """Reads the tags of a column as what they stand for.

    Args:
        digest: The data set.
        settings: The task's own.

    Attributes:
        numbers: The first few different tags where all of them are numbers; else none.
        names: What they stand for, from 0 on; none where nobody said so.
        scheme: How the tags are written.
    """

    def __init__(self, digest: Digest, settings: TokenSettings) -> None:
        self.names = _split_names(settings.tag_names)
        is_used = digest.is_used()
        distinct: set[str] = set()
        plain, named = SchemeFinder(), SchemeFinder()
        for row, (value, *_) in iter_target_values(digest):
            tags = (parse_list(value) if is_used[row] else None) or ()
            distinct.update(tags)
            plain.add(tags)
            named.add(self._named(tags) or ())
        are_numbers = bool(distinct) and all(tag.isdecimal() for tag in distinct)
        self.numbers = sort_names([*distinct]) if are_numbers else ()
        found = named if are_numbers and self.names else plain
        self.scheme: Scheme = found.scheme if settings.scheme == "auto" else settings.scheme

    def named(self, tags: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return what tags stand for; `None` where one of them is no number of a name."""
        return self._named(tags) if self.numbers and self.names else tags

    def _named(self, tags: tuple[str, ...]) -> tuple[str, ...] | None:
        are_known = all(tag.isdecimal() and int(tag) < len(self.names) for tag in tags)
        return tuple(self.names[int(tag)] for tag in tags) if are_known else None

    def notes(self, digest: Digest, column: str, known: Schema | None) -> Iterator[Finding]:
        """Tell how the tags are read."""
        place: dict[str, Detail] = {"file": str(digest.source.path), "column": column}
        learned = () if known is None else known.class_names
        if self.numbers and self.names:
            yield Finding("info", Message(_NAMED_WORDS, {**place, "received": list_names(self.names)}))
        elif self.numbers and not (learned and all(name.isdecimal() for name in learned)):
            details = {**place, "received": list_names(self.numbers)}
            yield Finding("error", Message(_NUMBERS_WORDS, details), name="tag_numbers")
        elif self.names and not self.numbers:
            yield Finding("info", Message(_UNUSED_NAMES_WORDS, place))
        scheme = _SCHEME_NAMES[self.scheme]
        trained = _SCHEME_NAMES.get("" if known is None else known.tag_scheme, scheme)
        if trained == scheme:
            yield Finding("info", Message(_SCHEME_WORDS, {**place, "scheme": scheme}))
        else:
            details = {**place, "expected": trained, "received": scheme}
            # Of plain tags each stands for a token: no span of several could be right.
            if _SCHEME_NAMES["plain"] in (trained, scheme):
                yield Finding("error", Message(_OTHER_SPANS_WORDS, details), name="other_scheme")
            else:
                yield Finding("warning", Message(_OTHER_SCHEME_WORDS, details), name="other_scheme")


def _split_names(names: str | None) -> tuple[str, ...]:
    """Return the names of a setting, with commas or blanks between."""
    given = names or ""
    return tuple(name for part in given.split("," if "," in given else None) if (name := part.strip()))


def read_tag_column(rows: TaggedRows, settings: TokenSettings, known: Schema | None) -> Scheme:
    """Read tags in step with tokens, and return how they are written."""
    digest = rows.digest
    (entry,) = digest.inputs
    reader = TagReader(digest, settings)
    scheme = reader.scheme
    rows.notes += reader.notes(digest, rows.column, known)
    is_used = digest.is_used()
    num_like_tags = num_tokens = 0
    for row, (value, listed) in iter_target_values(digest, (entry.column,)):
        tags, tokens = parse_list(value), parse_list(listed)
        num_tokens += len(tokens or ())
        num_like_tags += sum(token == OUTSIDE or (has_prefix(token) and len(token) > 1) for token in tokens or ())
        if tags == () or not is_used[row]:
            rows.add_missing()
            continue
        if tags is None or tokens is None:
            rows.add("", (), ("unreadable_tags", {"received": shorten(str(value))}))
            continue
        text, starts = join_tokens(tokens)
        if len(tags) != len(tokens):
            rows.add(text, (), ("lengths", {"num_tags": len(tags), "num_tokens": len(tokens)}))
            continue
        if (named := reader.named(tags)) is None:
            rows.add(text, (), ("unnamed", {"received": shorten(" ".join(tags))}))
            continue
        tags = named
        spans, illegal = read_tags(tags, scheme)
        placed = [CharacterSpan(starts[a], starts[b - 1] + len(tokens[b - 1]), name) for a, b, name in spans]
        rows.add(text, placed, _illegal(tags, tokens, illegal, scheme) if illegal else None)
    if scheme == "plain" and num_tokens and num_like_tags == num_tokens:
        details: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column, "other": rows.column}
        rows.notes.append(Finding("error", Message(_SWAPPED_WORDS, details), name="swapped"))
    return scheme


def _illegal(tags: Sequence[str], tokens: Sequence[str], illegal: Sequence[IllegalTag], scheme: Scheme) -> RowFault:
    for other in SCHEMES:
        if other not in (scheme, "plain") and len(tags) > 1 and not read_tags(tags, other)[1]:
            return "mixed", {"scheme": _SCHEME_NAMES[scheme], "received": _SCHEME_NAMES[other]}
    first = illegal[0]
    word = shorten(tokens[first.token])
    return "illegal", {"expected": first.expected, "tag": first.tag, "token": first.token + 1, "received": word}


def read_span_column(rows: TaggedRows, places: Places) -> None:
    """Read places in texts. An empty list says that there is nothing to find; no list, that nobody looked.

    Args:
        rows: Takes what is read.
        places: What the places count.
    """
    (entry,) = rows.digest.inputs
    is_used = rows.digest.is_used()
    reader = PlaceReader(places)
    for row, (value, text) in iter_target_values(rows.digest, (entry.column,)):
        if is_used[row] and text and any(is_shifted(text, unit) for unit in UNITS):
            reader.look(row, text, parse_spans(value) or ())
    for row, (value, text) in iter_target_values(rows.digest, (entry.column,)):
        spans = parse_spans(value)
        if is_blank(value) or not is_used[row]:
            rows.add_missing()
        elif spans is None:
            rows.add(text or "", (), ("unreadable_spans", {"received": shorten(str(value))}))
        else:
            read = reader.read(text or "", spans)
            rows.add(text or "", read.spans, (read.fault, {"received": shorten(read.received)}) if read.fault else None)
    if reader.unclear:
        rows.note_unclear(reader.unclear)
