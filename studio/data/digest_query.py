"""The SQL that boils a data set down to a few numbers a row."""

from collections.abc import Sequence

from studio.data import readers
from studio.data.answers import AnswerTool
from studio.data.database import quote_text
from studio.data.reading import relation
from studio.data.role_columns import InputColumn
from studio.data.rules import BLANK, RowRules
from studio.data.source import DataSource

# Why a row is left out.
USED, NOT_ACCEPTED, NO_TEXT, NO_TARGET, FAULTY = range(5)
_BLANK = quote_text(BLANK)
_LIST_STARTS, _LIST_ENDS = (", ".join(map(quote_text, marks)) for marks in (("['", '["'), ("']", '"]')))
# Where messages have what is said, in JSON.
_CONTENTS = ("$[*].content", "$[*].value")
# A word is a run of letters, or a single Chinese or Japanese character.
_IDEOGRAPHS = r"\p{Han}\p{Hiragana}\p{Katakana}"


def digest_query(
    plain: DataSource,
    inputs: Sequence[InputColumn],
    class_column: str | None,
    groups: Sequence[str],
    rules: RowRules,
    answers: tuple[str, AnswerTool] | None,
    *,
    has_lengths: bool,
) -> str:
    """Return the SQL that makes the table: a row for each row of the data set, in the same order.

    Args:
        plain: The data set, in a form that DuckDB reads.
        inputs: The columns that a model is given. Input `i` has the columns `is_missing_i`, `has_several_i` and
            `is_written_list_i`, and `hash_i` where there are several inputs.
        class_column: The column with the classes, if there is one.
        groups: The names of inputs whose equal values belong together.
        rules: Which rows are left out.
        answers: The column with an annotator's answers and its tool.
        has_lengths: Whether to count characters and words: `num_characters_i`, `num_words_i`.
    """
    reader = readers.get(plain.format)
    places = range(len(inputs))
    label, several_labels = "NULL::VARCHAR", "false"
    if class_column is not None:
        label = reader.text_of(plain, class_column)
        several_labels = reader.is_several(plain, class_column) or "false"
    rejected = "false" if answers is None else is_one_of(reader.text_of(plain, answers[0]), answers[1].rejected)
    raw = [f"{_text(plain, entry)} AS text_{place}" for place, entry in enumerate(inputs)]
    raw += [f"{_is_several(plain, entry)} AS has_several_{place}" for place, entry in enumerate(inputs)]
    raw += [f"{label} AS label", f"{rejected} AS is_rejected", f"{several_labels} AS has_several_labels"]
    kept = ", ".join(["is_rejected", "has_several_labels", *(f"has_several_{place}" for place in places)])
    trimmed = ", ".join(f"{_trimmed(f'text_{place}')} AS text_{place}" for place in places)
    missing_label = is_one_of("label", frozenset(rules.missing_labels), is_lower=False)
    missing = ", ".join(f"(text_{place} IS NULL OR length(text_{place}) = 0) AS is_missing_{place}" for place in places)
    has_no_text = " OR ".join(f"is_missing_{place}" for place in places if inputs[place].is_required) or "false"
    reason = (
        f"CASE WHEN {'is_rejected' if rules.honours_answers else 'false'} THEN {NOT_ACCEPTED} "
        f"WHEN {has_no_text} THEN {NO_TEXT} "
        f"WHEN {'label IS NULL' if class_column is not None else 'false'} THEN {NO_TARGET} ELSE {USED} END::UTINYINT"
    )
    texts = ", ".join(f"text_{place}" for place in places)
    columns = [
        f"CASE WHEN reason = {USED} THEN hash({texts}) END AS text_hash",
        f"CASE WHEN reason = {USED} THEN label END AS target",
        "reason",
        kept,
        *(f"is_missing_{place}" for place in places),
        *(
            f"left(text_{place}, 2) IN ({_LIST_STARTS}) AND right(text_{place}, 2) IN ({_LIST_ENDS}) "
            f"AS is_written_list_{place}"
            for place in places
        ),
    ]
    if len(inputs) > 1:
        columns += [f"hash(text_{place}) AS hash_{place}" for place in places]
    if groups:
        grouped = ", ".join(f"text_{place}" for place in places if inputs[place].name in groups)
        columns.append(f"CASE WHEN reason = {USED} THEN hash({grouped}) END AS group_hash")
    if has_lengths:
        columns += [f"length(text_{place})::UINTEGER AS num_characters_{place}" for place in places]
        columns += [f"({_num_words(f'text_{place}')})::UINTEGER AS num_words_{place}" for place in places]
    return (
        f"CREATE TEMP TABLE digest AS SELECT {', '.join(columns)} "
        f"FROM (SELECT *, {reason} AS reason FROM (SELECT *, {missing} "
        f"FROM (SELECT {texts}, {kept}, CASE WHEN {missing_label} THEN NULL ELSE label END AS label "
        f"FROM (SELECT {trimmed}, nullif(trim(label, {_BLANK}), '') AS label, {kept} "
        f"FROM (SELECT {', '.join(raw)} FROM {relation(plain)})))))"
    )


def is_one_of(value: str, names: frozenset[str], *, is_lower: bool = True) -> str:
    """Return the SQL of whether a value is one of some names."""
    if not names:
        return "false"
    listed = ", ".join(quote_text(name) for name in sorted(names))
    return f"coalesce({f'lower(trim({value}))' if is_lower else value} IN ({listed}), false)"


def _text(plain: DataSource, entry: InputColumn) -> str:
    reader = readers.get(plain.format)
    if not entry.is_list:
        return reader.text_of(plain, entry.column)
    # Near enough to count and to compare; what a model reads is joined with care for each script. What looks like a
    # list and is none is told where the tags are read.
    value = reader.list_text_of(plain, entry.column)
    if entry.kind == "messages":
        said = f"list_concat({', '.join(f'json_extract_string({value}, {quote_text(path)})' for path in _CONTENTS)})"
        contents = f"CASE WHEN json_valid({value}) THEN array_to_string({said}, chr(10)) END"
        return f"coalesce(nullif({contents}, ''), {value})"
    listed = f"coalesce(array_to_string(TRY_CAST({value} AS VARCHAR[]), ' '), {value})"
    return f"CASE WHEN starts_with(ltrim({value}), '[') THEN {listed} ELSE {value} END"


def _is_several(plain: DataSource, entry: InputColumn) -> str:
    if entry.is_list:
        return "false"
    return readers.get(plain.format).is_several(plain, entry.column) or "false"


def _num_words(text: str) -> str:
    return (
        f"CASE WHEN strlen({text}) = length({text}) AND NOT contains({text}, '  ') AND NOT contains({text}, chr(9)) "
        f"AND NOT contains({text}, chr(10)) "
        f"THEN length({text}) - length(replace({text}, ' ', '')) + 1 - ends_with({text}, ' ')::INTEGER "
        # `\s` knows ASCII's spaces alone; the no-break one and its like part words as well.
        rf"ELSE len(regexp_extract_all({text}, '[{_IDEOGRAPHS}]|[^\s\p{{Z}}{_IDEOGRAPHS}]+')) END"
    )


def _trimmed(text: str) -> str:
    return f"CASE WHEN {_starts_blank(text)} THEN trim({text}, {_BLANK}) ELSE {text} END"


def _starts_blank(text: str) -> str:
    """Return SQL for whether a text starts with a blank. Trimming every text takes longer than reading it."""
    codes = sorted(ord(character) for character in BLANK if character >= "\x7f")
    firsts = [code for code in codes if code - 1 not in codes]
    ends = [code + 1 for code in codes if code + 1 not in codes]
    ranges = " OR ".join(
        f"({text} >= {quote_text(chr(first))} AND {text} < {quote_text(chr(end))})"
        for first, end in zip(firsts, ends, strict=True)
    )
    return f"({text} < '!' OR ({text} >= {quote_text(chr(0x7F))} AND ({ranges})))"
