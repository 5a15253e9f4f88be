"""Values of formats with types as text, the same in SQL and in Python.

What is missing is nothing, whole numbers have no point (pandas makes 1.0 of 1 where a column has blanks), and one value
in a list is that value.
"""

import json
from typing import Any

_NAN = "NaN"


def text_of_number(text: str, nan: str = "nan") -> str:
    """Return the SQL of a number as text: nothing for NaN, a whole one without its point.

    Args:
        text: The SQL of the number as DuckDB writes it.
        nan: How NaN is written there.
    """
    return (
        f"CASE WHEN {text} = '{nan}' THEN NULL WHEN {text} = '-0.0' THEN '0' "
        f"WHEN contains({text}, '.0') THEN regexp_replace({text}, '\\.0+$', '') ELSE {text} END"
    )


def text_of_json(value: str) -> str:
    """Return the SQL of a JSON value as text, given as SQL: that of a string, or of the only one in a list.

    NaN, which Python writes for a missing number, and an empty list are nothing; other values are as they are written.
    """
    text, only = f"({value} ->> '$')", f"({value} ->> '$[0]')"
    # Most values are strings: a look at the first character spares them all other questions.
    return (
        f"CASE {_first(value)} WHEN '\"' THEN {text} WHEN '{{' THEN {text} "
        f"WHEN '[' THEN CASE json_array_length({value}) WHEN 0 THEN NULL "
        f"WHEN 1 THEN CASE WHEN json_type({value}, '$[0]') IN ('ARRAY', 'OBJECT') THEN {text} "
        f"WHEN json_type({value}, '$[0]') = 'DOUBLE' THEN {text_of_number(only, _NAN)} ELSE {only} END "
        f"ELSE {text} END "
        f"ELSE CASE WHEN json_type({value}) = 'DOUBLE' THEN {text_of_number(text, _NAN)} ELSE {text} END END"
    )


def _first(value: str) -> str:
    return f"left(CAST({value} AS VARCHAR), 1)"


def is_several(value: str) -> str:
    """Return the SQL of whether a JSON value, given as SQL, is an object or more than one value in a list."""
    return (
        f"CASE WHEN {_first(value)} NOT IN ('[', '{{') THEN false "
        f"WHEN json_type({value}) = 'OBJECT' THEN true ELSE coalesce(json_array_length({value}) > 1 "
        f"OR json_type({value}, '$[0]') IN ('ARRAY', 'OBJECT'), false) END"
    )


def list_text_of_json(value: str) -> str:
    """Return the SQL of a JSON value as text, given as SQL: that of a list as JSON, else as `text_of_json` gives it.

    What reads lists must be able to tell `["New York"]`, one token, from the text `New York`.
    """
    return f"CASE {_first(value)} WHEN '[' THEN ({value} ->> '$') ELSE {text_of_json(value)} END"


def text_of_value(value: Any) -> str | None:
    """Return a JSON value that Python read as `text_of_json` gives it."""
    match value:
        case str() | None:
            return value
        case []:
            return None
        case [only] if not isinstance(only, list | dict):
            return text_of_value(only)
        case float() if value != value:
            return None
        case float() if value == 0:
            return "0"
        case float():
            return json.dumps(value).removesuffix(".0")
    return json.dumps(value, ensure_ascii=False)
