import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data.numbers import NumberFormat, recognize_format

POINT, COMMA = NumberFormat("."), NumberFormat(",")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("3", 3.0),
        ("-3.5", -3.5),
        (" +2. ", 2.0),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("1.5E3", 1500.0),
        ("1,234", 1234.0),
        ("1,234,567.25", 1234567.25),
        ("12 345.5", 12345.5),
        ("12\u202f345", 12345.0),
        ("12'345", 12345.0),
        ("\u22124", -4.0),
        ("１２．５", 12.5),
    ],
)
def test_numbers_with_a_decimal_point_are_read(value, number):
    assert POINT.read(value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("3,5", 3.5),
        ("1.234", 1234.0),
        ("1.234.567,25", 1234567.25),
        ("-0,123", -0.123),
        ("7", 7.0),
        ("1 234,5", 1234.5),
    ],
)
def test_numbers_with_a_decimal_comma_are_read(value, number):
    assert COMMA.read(value) == number


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("12%", "percent"),
        ("5 ‰", "percent"),
        ("$5", "currency"),
        ("1,200.50 €", "currency"),
        ("inf", "infinite"),
        ("-Infinity", "infinite"),
        ("1e999", "infinite"),
        ("five", "no_number"),
        ("2024-01-05", "no_number"),
        ("1/2", "no_number"),
        ("1_000", "no_number"),
        ("12,34", "no_number"),
        ("1,23,456", "no_number"),
        ("", "no_number"),
        ("-", "no_number"),
        (".", "no_number"),
    ],
)
def test_what_is_no_number_is_named(value, fault):
    assert POINT.read(value) == fault


def test_the_column_decides_which_mark_is_the_decimal_one():
    assert recognize_format(["1,234", "0,5"]) == COMMA
    assert recognize_format(["1,234", "0.5"]) == POINT
    assert recognize_format(["1.234", "1.234.567"]) == COMMA
    assert recognize_format(["1,234", "1,234,567"]) == POINT
    assert recognize_format(["1.234,5", "3"]) == COMMA
    assert recognize_format(["1,234.5", "3"]) == POINT
    assert recognize_format(["12,5", "13,5", "9.5"]) == COMMA


def test_a_point_alone_is_the_decimal_mark():
    assert recognize_format(["1.234", "2.345"]) == POINT
    assert POINT.read("1.234") == 1.234


def test_commas_before_three_digits_throughout_are_ambiguous_and_read_as_thousands():
    found = recognize_format(["1,234", "22,500", "7"])
    assert found == NumberFormat(".", is_ambiguous=True)
    assert found.read("1,234") == 1234.0
    assert found.read("7.5") == 7.5


def test_texts_have_no_say():
    assert recognize_format(["one, two", "a.b", "", "1,5"]) == COMMA
    assert recognize_format(["no numbers, at all"]) == POINT


@given(st.floats(allow_nan=False, min_value=-3e38, max_value=3e38))
def test_numbers_as_python_writes_them_are_read_to_the_last_bit(number):
    assert POINT.read(repr(number)) == number


@given(st.floats(allow_nan=False, min_value=-1e12, max_value=1e12), st.sampled_from([".", ","]))
def test_numbers_with_parted_thousands_are_read_as_they_were_meant(number, mark):
    text = f"{number:,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert NumberFormat(mark).read(text) == float(f"{number:.2f}")
