import pytest

from studio.data import guess_columns, map_columns, open_source
from studio.errors import DataError

TASK = "text_classification"


@pytest.mark.parametrize(
    ("header", "text", "label"),
    [
        ("text,label", "text", "label"),
        ("label,sentence", "sentence", "label"),
        ("Review Text,Sentiment", "Review Text", "Sentiment"),
        ("review_id,review_body,star,target", "review_body", "target"),
        ("内容,类别", "内容", "类别"),
        ("编号,评论内容,情感标签", "评论内容", "情感标签"),
    ],
)
def test_columns_are_guessed_by_name_in_english_and_chinese(write, header, text, label):
    rows = "".join(",".join(f"v{row}" for _ in header.split(",")) + "\n" for row in range(4))
    assert guess_columns(open_source(write(f"{header}\n{rows}")), TASK) == {"text": text, "label": label}


def test_columns_without_telling_names_are_guessed_by_content(write):
    rows = "".join(
        f"{row},{'xy'[row % 2]},something long was said here {row},2024-01-0{row % 9}\n" for row in range(40)
    )
    source = open_source(write("a1,a2,a3,a4\n" + rows))
    assert guess_columns(source, TASK) == {"text": "a3", "label": "a2"}


def test_columns_of_a_file_without_header_are_guessed_by_content(write):
    rows = "".join(f"1{row % 2},a review of some length number {row}\n" for row in range(40))
    assert guess_columns(open_source(write(rows)), TASK) == {"text": "column_2", "label": "column_1"}


def test_a_column_of_all_different_numbers_is_no_label(write):
    rows = "".join(f"a review of some length number {row},{row}\n" for row in range(40))
    assert guess_columns(open_source(write("words,id\n" + rows)), TASK) == {"text": "words"}


def test_given_columns_win_and_the_rest_is_guessed(write):
    source = open_source(write("text,summary,label\na,b,x\nc,d,y\n"))
    assert map_columns(source, TASK, {"text": "summary"}) == {"text": "summary", "label": "label"}
    with pytest.raises(DataError, match="expected a column titel"):
        map_columns(source, TASK, {"text": "titel"})
