"""What is wrong, or worth knowing, in a data set. Each check gives findings; none raises."""

from collections.abc import Iterator

from studio.data.digest import Digest, RowCount
from studio.data.findings import Finding
from studio.data.role_columns import target_columns
from studio.data.several import several_texts
from studio.messages import Detail, Message

# The beginning of the names of findings that rows lack something: this, and the name of the input or `label`.
_MISSING = "no_"
NOT_ACCEPTED = "not_accepted"
# Rows that are left out for a fault.
FAULTY = "faulty"
# Rows whose fault was mended.
MENDED = "mended"
_REFUSED_WORDS = (
    "{file}, row {row}, column {column}: expected a text. Received: an empty value "
    "({num_rows} {num_rows:row|rows} in all)."
)
_EQUAL_WORDS = (
    "{file}, row {row}, columns {column}: both texts are the same ({num_rows} such {num_rows:row|rows} in all)."
)
_FURTHER_WORDS = (
    "{file}, row {row}, column {column}: the text is the same as one of the two that belong together, so that "
    "it teaches nothing ({num_rows} such {num_rows:row|rows} in all)."
)
_FEW_TEXTS_WORDS = (
    "{file}, column {column}: {num_rows} {num_rows:row has|rows have} only {num_texts} different "
    "{num_texts:text|texts} here. If these are labels, or something else that is no text, choose another column."
)
_REVERSED_WORDS = (
    "{file}, row {row}, columns {column}: these texts occurred before the other way round ({num_rows} such "
    "{num_rows:row|rows} in all). Such rows may come into different parts of the split, unless rows with a "
    "text in common are kept together."
)
_LEFT_OUT_WORDS = (
    "{file}, column {column}: rows without a text are left out ({num_rows} in all, the first is row {row})."
)
_NOTHING_LEFT_WORDS = {
    "missing": "{file}: expected rows that can be used. Received: {num_rows} {num_rows:row|rows}, of which {no_text} "
    "{no_text:has|have} no text, {no_label} no label, and {not_accepted} {not_accepted:was|were} not accepted "
    "by the annotator.",
    "faulty": "{file}: expected rows that can be used. Received: {num_rows} {num_rows:row|rows}, of which {no_text} "
    "{no_text:has|have} no text, {no_label} nothing to learn, {faulty} {faulty:has|have} a fault, and "
    "{not_accepted} {not_accepted:was|were} not accepted by the annotator.",
}
_SINGLE_WORDS = (
    "{file}: a single row can be used, which leaves none to hold back for measuring. Received: {num_rows} "
    "{num_rows:row|rows} in all. More rows are needed, or a validation file of its own."
)
_ANSWER_WORDS = {
    "left_out": "{file}, column {column}: rows that the annotator did not accept ({tool}) are left out "
    "({num_rows} in all).",
    "used": "{file}, column {column}: rows that the annotator did not accept ({tool}) are used like the others "
    "({num_rows} in all).",
}
_REPEATED_WORDS = (
    "{file}, row {row}, column {column}: this text occurred before ({num_rows} such {num_rows:row|rows} in all). "
    "Rows with the same text stay together when the data is split."
)
_REPEATED_TEXTS_WORDS = (
    "{file}, row {row}, columns {column}: these texts occurred before ({num_rows} such {num_rows:row|rows} in all). "
    "Rows with the same texts stay together when the data is split."
)
_CONFLICTING_WORDS = (
    "{file}, row {row}, column {column}: this text has different labels "
    "({num_texts} such {num_texts:text|texts} in all)."
)
_CONFLICTING_TEXTS_WORDS = (
    "{file}, row {row}, column {column}: the same texts are to be answered differently elsewhere "
    "({num_texts} such {num_texts:case|cases} in all)."
)
# Of so few different texts, each on so many rows, it is doubted that they are some.
_FEW_TEXTS = 10
_ROWS_PER_TEXT = 5


def tells_of_changed_rows(finding: Finding) -> bool:
    """Return whether a finding tells which rows are left out or mended."""
    return finding.name.startswith(_MISSING) or finding.name in (NOT_ACCEPTED, FAULTY, MENDED)


def check_rows(digest: Digest, refused_target: str, left_out_target: str) -> Iterator[Finding]:
    """Find rows that are left out: without a text or what is to be learned, or not accepted.

    Args:
        digest: The data set, its targets read.
        refused_target: The message for rows without a target where all must have one.
        left_out_target: The message where they are left out.
    """
    file = str(digest.source.path)
    for place, entry in enumerate(digest.inputs):
        rows = digest.missing_texts(place)
        yield from _check_missing(digest, _MISSING + entry.name, entry.column, rows, _REFUSED_WORDS, _LEFT_OUT_WORDS)
    if columns := [column for _, column in target_columns(digest.task, digest.columns)]:
        rows = digest.missing_targets()
        yield from _check_missing(digest, f"{_MISSING}label", ", ".join(columns), rows, refused_target, left_out_target)
    if digest.answers is not None and (rows := digest.not_accepted()).count:
        column, tool = digest.answers
        place_of: dict[str, Detail] = {"file": file, "column": column, "tool": tool.name, "num_rows": rows.count}
        words = _ANSWER_WORDS["left_out" if digest.rules.honours_answers else "used"]
        yield Finding("warning", Message(words, place_of), rows.count, NOT_ACCEPTED, rows.rows)
    if (rows := digest.faulty()).count:
        template = "{file}: rows with a fault are left out ({num_rows} in all, the first is row {row})."
        details: dict[str, Detail] = {"file": file, "num_rows": rows.count, "row": rows.first_row}
        yield Finding("warning", Message(template, details), rows.count, FAULTY, rows.rows)
    yield from _check_anything_left(digest)


def _check_anything_left(digest: Digest) -> Iterator[Finding]:
    left_out_rows = digest.left_out()
    if left_out_rows.total < digest.num_rows:
        return
    counts = left_out_rows.to_json()
    words = _NOTHING_LEFT_WORDS["faulty" if counts["faulty"] else "missing"]
    details: dict[str, Detail] = {"file": str(digest.source.path), "num_rows": digest.num_rows, **counts}
    yield Finding("error", Message(words, details), left_out_rows.total)


def check_split(digest: Digest) -> Iterator[Finding]:
    """Find data of which nothing can be held back."""
    if digest.num_rows - digest.left_out().total == 1:
        details: dict[str, Detail] = {"file": str(digest.source.path), "num_rows": digest.num_rows}
        yield Finding("warning", Message(_SINGLE_WORDS, details), name="single_row")


def _check_missing(
    digest: Digest, name: str, column: str, rows: RowCount, refused: str, left_out: str
) -> Iterator[Finding]:
    if not rows.count:
        return
    details: dict[str, Detail] = {
        "file": str(digest.source.path),
        "row": rows.first_row,
        "column": column,
        "num_rows": rows.count,
    }
    if digest.rules.is_strict:
        yield Finding("error", Message(refused, details), rows.count, name, rows.rows)
    else:
        yield Finding("warning", Message(left_out, details), rows.count, name, rows.rows)


def check_texts(digest: Digest) -> Iterator[Finding]:
    """Find texts that are lists of several, or objects."""
    for place, entry in enumerate(digest.inputs):
        if (texts := digest.several_texts(place)).count:
            yield several_texts(digest.source, entry.column, texts.count, texts.rows)
        lists = digest.written_lists(place)
        num_used = digest.num_rows - digest.left_out().total
        if lists.count and not texts.count and not entry.is_list and lists.count == num_used:
            template = (
                "{file}, column {column}: the texts are written as lists; brackets and quotes are learned with them."
            )
            details: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column}
            yield Finding("warning", Message(template, details), lists.count, "written_lists", lists.rows)


def check_pairs(digest: Digest) -> Iterator[Finding]:
    """Find rows whose texts are the same, where a row must have two, and pairs that cannot be told apart."""
    if len(digest.inputs) < 2 or not all(entry.is_required for entry in digest.inputs[:2]):
        return
    yield from _check_further_texts(digest)
    if not target_columns(digest.task, digest.columns):
        yield from _check_single_texts(digest)
    if not digest.task.groups:
        yield from _check_few_texts(digest)
    columns = ", ".join(entry.column for entry in digest.inputs[:2])
    if (rows := digest.equal_texts()).count:
        yield _finding_of_rows(digest, _EQUAL_WORDS, columns, rows, "equal_texts")
    if not digest.task.groups and (rows := digest.reversed_texts()).count:
        yield _finding_of_rows(digest, _REVERSED_WORDS, columns, rows, "reversed_texts")


def _check_further_texts(digest: Digest) -> Iterator[Finding]:
    for place, entry in enumerate(digest.inputs[2:], 2):
        if (rows := digest.equal_to_further(place)).count:
            yield _finding_of_rows(digest, _FURTHER_WORDS, entry.column, rows, f"equal_{entry.name}")


def _finding_of_rows(digest: Digest, template: str, column: str, rows: RowCount, name: str) -> Finding:
    details: dict[str, Detail] = {
        "file": str(digest.source.path),
        "row": rows.first_row,
        "column": column,
        "num_rows": rows.count,
    }
    return Finding("warning", Message(template, details), rows.count, name, rows.rows)


def _check_single_texts(digest: Digest) -> Iterator[Finding]:
    """Find that one side of all pairs is the same text: any other side is right for it, and none is wrong."""
    for place, entry in enumerate(digest.inputs[:2]):
        if digest.num_rows > 1 and digest.num_texts(place) == 1:
            template = "{file}, column {column}: expected texts that differ. Received: a single one on all rows."
            place_of: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column}
            yield Finding("error", Message(template, place_of), digest.num_rows, f"single_{entry.name}")


def _check_few_texts(digest: Digest) -> Iterator[Finding]:
    """Find columns of pairs that look more like labels than like texts."""
    num_used = digest.num_rows - digest.left_out().total
    for place, entry in enumerate(digest.inputs[:2]):
        num_texts = digest.num_texts(place)
        if 1 < num_texts <= _FEW_TEXTS and num_used >= _ROWS_PER_TEXT * num_texts:
            place_of: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column}
            details = {**place_of, "num_rows": num_used, "num_texts": num_texts}
            yield Finding("warning", Message(_FEW_TEXTS_WORDS, details), name=f"few_{entry.name}")


def check_repeats(digest: Digest) -> Iterator[Finding]:
    """Find texts that occur more than once, with the same targets or with different ones."""
    column = ", ".join(entry.column for entry in digest.inputs)
    place: dict[str, str | int | float | None] = {"file": str(digest.source.path), "column": column}
    is_one = len(digest.inputs) == 1
    duplicates = digest.duplicates()
    if duplicates.count:
        yield Finding(
            "warning",
            Message(
                _REPEATED_WORDS if is_one else _REPEATED_TEXTS_WORDS,
                {**place, "row": duplicates.first_row, "num_rows": duplicates.count},
            ),
            duplicates.count,
            "duplicates",
            duplicates.rows,
        )
    if duplicates.count and (conflicts := digest.conflicts()).count:
        yield Finding(
            "warning",
            Message(
                _CONFLICTING_WORDS if digest.class_column is not None and is_one else _CONFLICTING_TEXTS_WORDS,
                {**place, "row": conflicts.first_row, "num_texts": conflicts.count},
            ),
            conflicts.count,
            "conflicts",
            conflicts.rows,
        )
