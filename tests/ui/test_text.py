import pytest
from PySide6.QtCore import QLocale

from studio.errors import DataError
from ui.language import LanguageSwitch
from ui.text import (
    format_about,
    format_bytes,
    format_count,
    format_duration,
    format_number,
    format_parameters,
    format_percent,
    format_scientific,
    in_a_row,
    in_sentence,
    listing,
    translate_error,
)


@pytest.fixture(autouse=True)
def _english(qapp):
    QLocale.setDefault(QLocale("en"))


def plain(text):
    return text.replace("\u2009", " ").replace("\u2212", "-")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.8423, "0.842"),
        (12.345, "12.3"),
        (0.9996, "1.00"),
        (9.996, "10.0"),
        (1234.6, "1,235"),
        (0, "0"),
        (-0.0244, "-0.0244"),
        (2.1e-5, "2.1e-5"),
        (1, "1.00"),
    ],
)
def test_a_metric_has_three_significant_digits(value, text):
    assert plain(format_number(value)) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (41, "41 s"), (161, "2 min 41 s"), (180, "3 min"), (11_100, "3 h 5 min"), (187_200, "2 d 4 h")],
)
def test_a_time_is_told_in_its_two_largest_units(seconds, text):
    assert plain(format_duration(seconds)) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(3, "5 s"), (42, "40 s"), (61, "1 min"), (430, "7 min"), (6000, "1 h 30 min")]
)
def test_a_rough_time_is_rounded(seconds, text):
    assert plain(format_about(seconds)) == text


@pytest.mark.parametrize(
    ("num_bytes", "text"), [(0, "0 B"), (999, "999 B"), (91_000_000, "91 MB"), (1.8e9, "1.8 GB"), (9.996e11, "1.0 TB")]
)
def test_a_size_is_told_in_decimal_units(num_bytes, text):
    assert plain(format_bytes(num_bytes)) == text


@pytest.mark.parametrize(
    ("count", "text"), [(950, "950"), (22_713_216, "22.7 M"), (1_240_000_000, "1.2 B"), (109_482_240, "109 M")]
)
def test_parameters_are_told_in_thousands_millions_and_billions(count, text):
    assert plain(format_parameters(count)) == text


def test_thousands_are_parted_and_fractions_become_percent():
    assert format_count(8484) == "8,484"
    assert plain(format_percent(0.019)) == "1.9 %"
    assert plain(format_percent(0.62)) == "62 %"
    assert format_scientific(5e-5) == "5e-5"


def test_an_error_is_its_template_with_its_details():
    error = DataError("{file}, row {row}: expected two columns.", file="a.csv", row=12_345)
    assert translate_error(error) == "a.csv, row 12,345: expected two columns."


def test_lists_and_reasons_of_the_studio_are_in_the_window_s_language(qapp):
    error = DataError(
        "{file}: {expected} ({reason})", file="this or that.csv", expected="a or b", reason="none was found"
    )
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    try:
        assert translate_error(error) == "this or that.csv: a 或 b (没有找到)"
    finally:
        switch.show("en")


def test_names_in_a_list_are_parted_as_the_language_parts_them(qapp):
    assert listing(["one", "two", "three"]) == "one, two, three"
    assert listing([]) == ""
    assert in_a_row(["One.", "Two."]) == "One. Two."
    qapp.language.show("zh_CN")
    try:
        assert listing(["甲", "乙", "丙"]) == "甲、乙、丙"
        assert in_a_row(["甲。", "乙。"]) == "甲。乙。"
    finally:
        qapp.language.show("en")


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Exact match", "exact match"),
        ("Recall@1", "recall@1"),
        ("F1", "F1"),
        ("R²", "R²"),
        ("MRR", "MRR"),
        ("nDCG@10", "nDCG@10"),
        ("Spearman correlation", "Spearman correlation"),
        ("Macro F1", "macro F1"),
    ],
)
def test_a_label_begins_small_inside_of_a_sentence_unless_it_is_a_name(label, words):
    assert in_sentence(label) == words
