"""Conversations are read as JSON, checked message by message; any other text is a question of the user."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.chat import (
    ConversationFault,
    Message,
    check_conversation,
    check_question,
    dump_conversation,
    find_fault,
    parse_conversation,
)
from studio.errors import InputError


def said(*parts: tuple[str, str]) -> tuple[Message, ...]:
    return tuple(Message(role=role, content=content) for role, content in parts)


TALK = said(("system", "Be brief."), ("user", "你好"), ("assistant", "Hello!"), ("user", "Bye"))


def test_a_conversation_is_written_as_json_and_read_again():
    text = dump_conversation(TALK[:2])

    assert text == '[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "你好"}]'
    assert parse_conversation(text) == TALK[:2]
    assert parse_conversation(dump_conversation(TALK)) == TALK


@given(st.lists(st.text(min_size=1).filter(str.isprintable).filter(str.strip), min_size=1, max_size=5))
def test_any_texts_survive(contents: list[str]):
    roles = ("user", "assistant")
    talk = tuple(Message(role=roles[place % 2], content=content) for place, content in enumerate(contents))

    assert parse_conversation(dump_conversation(talk)) == talk


@pytest.mark.parametrize(
    "text", ["How are you?", "[1] is a footnote", "[1, 2]", "[]", '"quoted"', "{}", '[{"name": "x"}]', " [draft", "12"]
)
def test_any_other_text_is_one_message_of_the_user_as_it_stands(text: str):
    assert parse_conversation(text) == said(("user", text))


def test_sides_by_the_names_that_data_sets_give_them_are_understood():
    talk = (
        '[{"from": "human", "value": "a film"}, {"from": "gpt", "value": " good "}, {"role": "user", "content": "so"}]'
    )
    assert [(message.role, message.content) for message in parse_conversation(talk)] == [
        ("user", "a film"),
        ("assistant", " good "),
        ("user", "so"),
    ]
    # What is on the way somewhere says nothing.
    (message,) = parse_conversation('[{"from": "Paris", "to": "Rome"}]')
    assert message.role == "user"


def test_contents_in_parts_are_joined():
    parts = '[{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]'

    assert parse_conversation(parts) == said(("user", "ab"))


@pytest.mark.parametrize(
    ("talk", "fault"),
    [
        ((), ConversationFault("empty")),
        (said(("system", "x")), ConversationFault("empty")),
        (said(("user", "a"), ("tool", "b")), ConversationFault("unknown_role", 2, "system, user, assistant", "tool")),
        (said(("user", "a"), ("system", "b")), ConversationFault("late_system", 2, "assistant", "system")),
        (said(("assistant", "a"), ("user", "b")), ConversationFault("out_of_order", 1, "user", "assistant")),
        (said(("user", "a"), ("user", "b")), ConversationFault("out_of_order", 2, "assistant", "user")),
        (said(("system", "s"), ("assistant", "b")), ConversationFault("out_of_order", 2, "user", "assistant")),
        (said(("user", "a"), ("assistant", " \u200b")), ConversationFault("blank", 2, received="assistant")),
        (said(("system", ""), ("user", "a")), ConversationFault("blank", 1, received="system")),
    ],
)
def test_each_fault_has_a_kind_and_a_place(talk: tuple[Message, ...], fault: ConversationFault):
    assert find_fault(talk) == fault
    with pytest.raises(InputError, match=r"^A conversation"):
        check_conversation(talk)


def test_roles_out_of_order_are_refused_by_the_number_of_the_message():
    with pytest.raises(InputError, match=r"message 2: expected the role assistant, .* Received: user"):
        parse_conversation(dump_conversation(said(("user", "a"), ("user", "b"))))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"role": "user", "content": "cut o', "expected JSON"),
        ('[{"role": "user", "content": null}]', "message 1: expected an object"),
        ('[{"role": "user", "content": "a"}, "b"]', 'message 2: expected an object.* Received: "b"'),
        ('[{"role": "user", "content": [{"type": "image"}]}]', "message 1: expected an object"),
        ('[{"role": 3, "content": "a"}]', "message 1: expected an object"),
    ],
)
def test_what_is_meant_as_a_conversation_and_is_none_is_no_question(text: str, words: str):
    with pytest.raises(InputError, match=words):
        parse_conversation(text)


def test_what_is_to_be_answered_ends_with_the_user():
    check_question(TALK)

    with pytest.raises(InputError, match=r"number 3, is the user's. Received: assistant"):
        check_question(TALK[:3])
