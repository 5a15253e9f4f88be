import json

import pytest

from studio.data import InputColumn, open_source
from studio.errors import DataError, InputError
from studio.tasks.chat import TASK as CHAT

pytestmark = pytest.mark.engine

PAIR = (InputColumn("text", "a"), InputColumn("second_text", "b"))


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("id,a,b\n0,one,two\n1,,four\n2,five,\n3,seven,eight\n4,nine,ten\n", encoding="utf-8")
    return open_source(path)


def test_rows_with_all_inputs_are_asked_about_and_keep_their_numbers(source):
    from studio.engine.answering.questions import Questions

    questions = Questions.find(source, PAIR, is_strict=False)
    assert questions.columns == {"text": "a", "second_text": "b"}
    chunks = [(rows.tolist(), inputs) for rows, inputs in questions.iter_chunks(2)]
    assert chunks == [
        ([0, 3], {"text": ["one", "seven"], "second_text": ["two", "eight"]}),
        ([4], {"text": ["nine"], "second_text": ["ten"]}),
    ]


def test_where_all_must_be_whole_the_first_missing_text_is_named(source):
    from studio.engine.answering.questions import Questions

    with pytest.raises(DataError, match=r"row 2, column a: expected a text\. Received: an empty value"):
        Questions.find(source, PAIR, is_strict=True)


def test_a_column_of_tokens_is_asked_about_as_a_text(tmp_path):
    from studio.engine.answering.questions import Questions

    path = tmp_path / "tokens.jsonl"
    path.write_text('{"t": ["Anna", "left"]}\n{"t": []}\n{"t": ["["]}\n', encoding="utf-8")
    questions = Questions.find(open_source(path), (InputColumn("text", "t", kind="tokens"),), is_strict=False)
    assert [(rows.tolist(), inputs) for rows, inputs in questions.iter_chunks(9)] == [
        ([0, 2], {"text": ["Anna left", "["]})
    ]


def test_inputs_of_a_request_bear_the_names_of_the_task(source):
    from studio.engine.answering.predict import read_inputs, rows_of

    rows = [{"question": "who?", "context": "Anna."}]
    found = read_inputs({"inputs": rows}, ("question", "context"))
    assert found == {"question": ["who?"], "context": ["Anna."]}
    assert rows_of(found) == rows
    with pytest.raises(InputError, match="expected strings named question, context"):
        read_inputs({"texts": ["who?"]}, ("question", "context"))


def test_a_conversation_is_asked_about_as_far_as_what_is_to_be_answered(tmp_path):
    from studio.engine.answering.questions import Questions, conversation_columns

    path = tmp_path / "chat.jsonl"
    asked = [{"role": "user", "content": "Hi"}]
    rows = [{"m": [*asked, {"role": "assistant", "content": "Hello"}]}, {"m": None}, {"m": asked}, {"m": "Hi"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    columns = conversation_columns(CHAT, {"text": "m"})
    questions = Questions.find(open_source(path), columns, is_strict=False)

    assert questions.row_numbers.tolist() == [0, 2, 3]
    ((_, texts),) = questions.iter_chunks(8)
    assert texts == {"text": [json.dumps(asked)] * 3}


def test_a_prompt_is_asked_about_with_what_goes_with_it_and_without_its_response(tmp_path):
    from studio.engine.answering.questions import Questions, conversation_columns

    path = tmp_path / "chat.csv"
    path.write_text("prompt,response,system\nHi,Hello,Be kind.\nBye,,\n", encoding="utf-8")
    columns = conversation_columns(CHAT, {"prompt": "prompt", "response": "response", "system": "system"})
    ((_, texts),) = Questions.find(open_source(path), columns, is_strict=False).iter_chunks(8)

    assert [entry.column for entry in columns] == ["prompt", "system"]
    assert [[message["role"] for message in json.loads(text)] for text in texts["text"]] == [
        ["system", "user"],
        ["user"],
    ]


def test_a_conversation_that_cannot_be_answered_is_refused_with_its_row(tmp_path):
    from studio.engine.answering.questions import Questions, conversation_columns

    path = tmp_path / "chat.jsonl"
    said = {"role": "assistant", "content": "Hello"}
    path.write_text("\n".join(json.dumps({"m": messages}) for messages in ("Hi", [said, said])), encoding="utf-8")

    with pytest.raises(DataError, match=r"row 2, column m: expected a conversation in which user and assistant take"):
        Questions.find(open_source(path), conversation_columns(CHAT, {"text": "m"}), is_strict=False)
