import pytest

from studio.data.label_lists import LabelFormat, read_flag, recognize_lists


def test_lists_are_read_as_json_or_python_writes_them():
    found = recognize_lists(['["a", "b"]', "['c']", "[]"], None, is_nested=False)
    assert found == LabelFormat(has_lists=True, is_strict=True)
    assert found.read('["a", "b"]') == ("a", "b")
    assert found.read("['c']") == ("c",)
    assert found.read("[]") == ()
    assert found.read('[1, 2.0, null, NaN, " "]') == ("1", "2")


def test_a_text_among_lists_is_a_fault_in_a_file_without_types():
    found = recognize_lists(['["a", "b"]', '["c"]', "a"], None, is_nested=False)
    assert found.read("a") is None


def test_one_label_by_itself_stands_for_a_list_of_one_in_a_file_with_types():
    found = recognize_lists(['["a", "b"]', "a", "c, d"], None, is_nested=True)
    assert found.read("a") == ("a",)
    assert found.read("c, d") == ("c, d",)


def test_lists_of_lists_and_objects_are_no_labels():
    found = LabelFormat(has_lists=True)
    assert found.read('[["a"]]') is None
    assert found.read('[{"name": "a"}]') is None
    assert found.read('{"name": "a"}') is None
    assert found.read("[a, b") is None


@pytest.mark.parametrize(
    ("values", "delimiter"),
    [
        (["a; b", "c"], ";"),
        (["a|b", "c"], "|"),
        (["a, x; b", "c"], ";"),
        (["a,b", "b,c", "a,c"], ","),
        (["a", "b"], ""),
        # Names with a comma, of which no part comes again.
        (["Korea, South", "Bahamas, The", "Chad"], ""),
    ],
)
def test_what_parts_labels_is_recognized(values, delimiter):
    assert recognize_lists(values, None, is_nested=False) == LabelFormat(delimiter=delimiter)


def test_what_the_user_said_parts_labels_does():
    found = recognize_lists(["a/b", "c;d"], "/", is_nested=False)
    assert found.read("a / b") == ("a", "b")
    assert found.read("c;d") == ("c;d",)


def test_a_label_counts_once_in_a_row_and_nothing_between_two_marks_is_no_label():
    found = LabelFormat(delimiter=";")
    assert found.read("b; a;; b ") == ("b", "a")
    assert found.has_repeats("b; a;; b ")
    assert not found.has_repeats("b; a;; c ")
    assert LabelFormat(has_lists=True).has_repeats('["a", "a"]')
    assert not LabelFormat().has_repeats("a")


def test_brackets_in_names_make_no_lists():
    found = recognize_lists(["[x]", "plain", "other"], None, is_nested=False)
    assert found == LabelFormat()
    assert found.read("[x]") == ("[x]",)


@pytest.mark.parametrize("value", ["1", "1.0", "true", "TRUE", " Yes ", "y", "t", "是"])
def test_a_label_s_own_column_says_yes(value):
    assert read_flag(value) is True


@pytest.mark.parametrize("value", ["0", "0.0", "false", "No", "n", "F", "否"])
def test_a_label_s_own_column_says_no(value):
    assert read_flag(value) is False


@pytest.mark.parametrize("value", ["", "2", "0.5", "maybe"])
def test_a_label_s_own_column_says_neither(value):
    assert read_flag(value) is None
