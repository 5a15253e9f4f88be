import pytest

from studio.rounding import about_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.5, "3.5"),
        (3.14159, "3.142"),
        (-0.05, "-0.05"),
        (1808.3, "1,808"),
        (999.96, "1,000"),
        (250_000.4, "250,000"),
        (-1_234_567.0, "-1,234,567"),
        (0.0, "0"),
        (0.0001234, "0.0001234"),
        (1.234e-5, "1.234e-05"),
    ],
)
def test_a_number_is_told_in_four_digits_and_without_an_exponent_unless_it_is_tiny(value, text):
    assert about_number(value) == text


def test_more_digits_may_be_told():
    assert about_number(12_345.678, 6) == "12,345.7"
