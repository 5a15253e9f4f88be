from pathlib import Path

import pytest

from studio import tasks
from studio.data import guess_columns, map_columns, open_source
from studio.errors import DataError

TASK = tasks.get("text_classification")


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


def test_a_body_comes_before_a_title_and_a_rating_before_a_flag():
    source = open_source(Path(__file__).parent / "cases" / "title-and-body.csv")
    assert guess_columns(source, TASK) == {"text": "review_body", "label": "stars"}
    assert guess_columns(source, tasks.get("masked_lm")) == {"text": "review_body"}


@pytest.mark.parametrize(
    ("header", "text", "label"),
    [
        ("title,description,label", "description", "label"),
        ("headline,label", "headline", "label"),
        ("title,product_description,class", "product_description", "class"),
        ("summary,review_text,overall", "review_text", "overall"),
        ("review_date,review,helpful_vote,rating", "review", "rating"),
        ("标题,内容描述,评分", "内容描述", "评分"),
    ],
)
def test_a_short_text_is_taken_where_no_longer_one_is_there(write, header, text, label):
    values = {
        "label": "ab",
        "class": "ab",
        "overall": "12345",
        "rating": "12345",
        "评分": "12345",
        "helpful_vote": "01",
    }
    rows = "".join(
        ",".join(
            values[name][row % len(values[name])] if name in values else f"{name} {row}" for name in header.split(",")
        )
        + "\n"
        for row in range(40)
    )
    assert guess_columns(open_source(write(f"{header}\n{rows}")), TASK) == {"text": text, "label": label}


def test_of_columns_with_like_names_the_longest_text_is_taken(write):
    rows = "".join(f"short {row},a much longer text of some words {row},{'ab'[row % 2]}\n" for row in range(20))
    source = open_source(write("comment_short,comment_long,label\n" + rows))
    assert guess_columns(source, TASK)["text"] == "comment_long"


def test_a_rating_comes_before_a_flag_whatever_it_is_called(write):
    rows = "".join(f"a text of some length {row},{'YN'[row % 2]},{row % 5 + 1}\n" for row in range(40))
    assert guess_columns(open_source(write("words,bought,how_good\n" + rows)), TASK)["label"] == "how_good"


def test_an_annotation_is_the_label_and_not_the_status():
    source = open_source(Path(__file__).parent / "cases" / "argilla-null.jsonl")
    assert guess_columns(source, TASK) == {"text": "text", "label": "annotation"}


@pytest.mark.parametrize("name", ["introduction", "texte", "contenido", "介绍"])
def test_a_title_gives_way_to_far_longer_texts_whatever_they_are_called(write, name):
    rows = "".join(
        f"Title {row},a text of many words about the thing number {row},{'ab'[row % 2]}\n" for row in range(40)
    )
    source = open_source(write(f"title,{name},label\n{rows}"))
    assert guess_columns(source, TASK) == {"text": name, "label": "label"}
    assert guess_columns(source, tasks.get("masked_lm")) == {"text": name}


def test_a_title_does_not_give_way_to_links_or_to_texts_of_like_length(write):
    rows = "".join(
        f"A title of {row},https://example.org/a/long/address/of/a/page/{row},by somebody {row},{'ab'[row % 2]}\n"
        for row in range(40)
    )
    assert guess_columns(open_source(write(f"title,link,author,label\n{rows}")), TASK)["text"] == "title"


def test_of_columns_without_telling_names_prose_is_taken_and_no_link(write):
    rows = "".join(
        f"https://example.org/a/long/address/of/a/page/{row},some words {row},{'ab'[row % 2]}\n" for row in range(40)
    )
    assert guess_columns(open_source(write(f"first,second,third\n{rows}")), TASK) == {
        "text": "second",
        "label": "third",
    }


def test_numbers_and_labels_are_taken_for_no_second_text(write):
    pairs = tasks.get("text_pair_classification")
    lines = [f"some words of row {row},{row * 1.5},{'ab'[row % 2]},other words {row}\n" for row in range(40)]
    assert guess_columns(open_source(write("first,amount,kind,last\n" + "".join(lines))), pairs) == {
        "text": "first",
        "second_text": "last",
        "label": "kind",
    }
    lines = [",".join(line.split(",")[:2]) + "\n" for line in lines]
    assert guess_columns(open_source(write("first,amount\n" + "".join(lines))), pairs) == {"text": "first"}


def test_a_column_that_a_role_of_another_task_has_is_free(write):
    path = write('{"question": "Who?", "context": "Anna sings.", "answer": "Anna", "title": "a"}\n' * 3, "a.jsonl")
    columns = map_columns(open_source(path), tasks.get("extractive_qa"), {"second_text": "answer", "label": "title"})
    assert columns == {"question": "question", "context": "context", "answer": "answer"}


def test_columns_of_no_layout_are_told_with_all_layouts(write):
    source = open_source(write("Bob NNP\nleft VB O\n", "a.txt"))
    with pytest.raises(DataError, match=r"a layout: tokens \+ tags / text \+ spans\. Received: the columns text"):
        map_columns(source, tasks.get("token_classification"), {})
