"""Conversations: read from every layout into one form, and refused by name where roles are out of order."""

import csv
import io
import json

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blanks import BLANK
from studio.chat import Message, dump_conversation, parse_conversation
from studio.data import RowRules, guess_columns, open_source, prepare, read_profile
from studio.data.conversations import Unreadable, contents_of, read_messages
from studio.data.targets import decode
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.chat import TASK

ROLES = {"system": "system", "user": "human", "assistant": "gpt"}


def said(*contents, system=""):
    """Return messages that take turns, the user's first."""
    turns = [{"role": ("user", "assistant")[place % 2], "content": text} for place, text in enumerate(contents)]
    return [{"role": "system", "content": system}, *turns] if system else turns


CONVERSATIONS = [
    said("Hi", "Hello, who are you?", "A “friend”", "Nice\nto meet you", system="Be kind."),
    said("What is 冰?", "Ice."),
    *(said(f"Number {number}?", f"It is {number}.") for number in range(10)),
]


def shared(messages):
    return [{"from": ROLES[entry["role"]], "value": entry["content"]} for entry in messages]


def table(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def lines(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def save(tmp_path):
    def write(rows, name):
        path = tmp_path / name
        text = {"jsonl": lines, "json": json.dumps, "csv": table, "parquet": lines}[name.rpartition(".")[2]](rows)
        path.write_text(text, encoding="utf-8", newline="")
        if name.endswith("parquet"):
            plain = path.rename(tmp_path / "plain.jsonl")
            with duckdb.connect() as connection:
                connection.execute(f"COPY (FROM read_json('{plain}')) TO '{path}' (FORMAT parquet)")
        return path

    return write


def conversations_of(path, **data):
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.0, **data), TASK)
    return ready.train.take(np.arange(len(ready.train)))["text"], ready


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet"])
@pytest.mark.parametrize("layout", ["messages", "conversations"])
def test_lists_of_messages_become_one_form_from_every_format(save, name, layout):
    make = shared if layout == "conversations" else list
    texts, ready = conversations_of(save([{"id": 1, layout: make(entry)} for entry in CONVERSATIONS], name))

    assert texts == [dump_conversation([Message(**message) for message in entry]) for entry in CONVERSATIONS]
    answers = ready.train.targets.ragged["text"]
    assert [decode(answers, row) for row in range(len(answers))] == [entry[-1]["content"] for entry in CONVERSATIONS]


@pytest.mark.parametrize("written", [json.dumps, str], ids=["json", "python"])
@pytest.mark.parametrize("make", [list, shared], ids=["role", "from"])
def test_a_table_of_text_holds_them_as_json_or_as_python_prints_them(save, written, make):
    texts, _ = conversations_of(save([{"messages": written(make(entry))} for entry in CONVERSATIONS], "a.csv"))

    assert [parse_conversation(text)[-1].content for text in texts] == [entry[-1]["content"] for entry in CONVERSATIONS]


def test_texts_in_a_list_are_said_in_turns(save):
    rows = [{"dialog": [message["content"] for message in entry]} for entry in CONVERSATIONS[1:]]
    texts, _ = conversations_of(save(rows, "a.jsonl"))

    assert texts == [dump_conversation([Message(**message) for message in entry]) for entry in CONVERSATIONS[1:]]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("prompt", "response", "system"), {"prompt": "prompt", "response": "response", "system": "system"}),
        (("instruction", "output", "system"), {"prompt": "instruction", "response": "output", "system": "system"}),
        (("问题", "回答", "系统"), {"prompt": "问题", "response": "回答", "system": "系统"}),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_prompt_and_its_response_are_a_conversation_with_the_system_where_there_is_one(save, name, names, expected):
    rows = [dict(zip(names, (f"Say {n}", f"{n}!", "Be brief." * (n % 2)), strict=True)) for n in range(12)]
    path = save(rows, name)

    assert guess_columns(open_source(path), TASK) == expected
    texts, _ = conversations_of(path)
    assert texts[:2] == [
        dump_conversation([Message(**entry) for entry in said("Say 0", "0!")]),
        dump_conversation([Message(**entry) for entry in said("Say 1", "1!", system="Be brief.")]),
    ]


def test_an_instruction_with_an_input_has_it_below(save):
    rows = [{"instruction": f"Add {n}", "input": "5" * (n % 2), "output": f"{n + 5}"} for n in range(12)]
    path = save(rows, "a.json")

    assert guess_columns(open_source(path), TASK) == {"prompt": "instruction", "response": "output", "context": "input"}
    texts, _ = conversations_of(path)
    assert [parse_conversation(text)[0].content for text in texts[:2]] == ["Add 0", "Add 1\n\n5"]


def profile_of(path, faults="refuse"):
    return read_profile(open_source(path), TASK, {}, rules=RowRules(faults=faults))


def named(profile):
    return {finding.name: finding for finding in profile.findings}


GOOD = [{"messages": entry} for entry in CONVERSATIONS]
USER, ANSWER = said("a", "b")


@pytest.mark.parametrize(
    ("messages", "name", "words"),
    [
        ([USER, USER, ANSWER], "out_of_order", "message 2: expected the role assistant, as user and .* Received: user"),
        ([ANSWER, USER, ANSWER], "out_of_order", "message 1: expected the role user, .* Received: assistant"),
        ([USER], "no_answer", "message 2: expected an answer of the assistant. Received: the end"),
        ([USER, {"role": "tool", "content": "c"}], "unknown_role", "message 2: expected one of the roles.*: tool"),
        ([USER, ANSWER, {"role": "system", "content": "c"}], "late_system", "message 3: expected a message of the sy"),
        ([USER, {"role": "assistant", "content": " "}], "blank", "message 2: expected what the assistant says"),
        ([USER, {"role": "assistant", "content": None}], "unreadable", "message 2: expected an object with texts"),
        ([USER, {"content": "b"}], "unreadable", 'message 2: expected an object.*Received: .*content.*"b"'),
        ([], "empty", "expected messages of a user and an assistant. Received: none"),
        ({"role": "user", "content": "a"}, "no_conversation", "expected a conversation, a list of messages. Received"),
    ],
)
def test_what_is_wrong_is_refused_by_row_and_message_and_can_be_left_out(save, messages, name, words):
    path = save([*GOOD, {"messages": messages}], "a.jsonl")
    profile = profile_of(path)
    finding = named(profile)[f"fault_{name}"]

    assert (finding.level, finding.rows) == ("error", (13,))
    with pytest.raises(DataError, match=f"row 13, column messages.*{words}"):
        prepare(DataSpec(train=str(path)), TASK)
    assert profile_of(path, "leave_out").left_out.faulty == 1
    assert len(conversations_of(path, faulty_rows="leave_out")[0]) == 12


def test_half_a_surrogate_pair_is_no_text(save):
    path = save([{"messages": json.dumps([{"role": "user", "content": "\ud83d"}, ANSWER])}], "a.csv")

    with pytest.raises(DataError, match=r"row 1, column messages, message 1: expected an object.*ud83d"):
        prepare(DataSpec(train=str(path)), TASK)


def test_a_question_at_the_end_without_an_answer_can_be_left_out_of_its_conversation(save):
    path = save([*GOOD, {"messages": said("a", "b", "c")}], "a.jsonl")

    assert named(profile_of(path))["fault_mend_unanswered"].rows == (13,)
    texts, ready = conversations_of(path, faulty_rows="mend")
    assert parse_conversation(texts[12])[-1].content == "b"
    assert [(note.name, note.rows) for note in ready.notes] == [("mended", (13,))]
    assert profile_of(path, "leave_out").left_out.faulty == 1


def test_a_row_without_a_conversation_or_a_response_is_left_out_and_told(save):
    assert profile_of(save([*GOOD, {"messages": None}], "a.jsonl")).left_out.no_text == 1
    rows = [{"prompt": f"Say {n}", "response": f"{n}!" * (n > 0)} for n in range(12)]
    assert profile_of(save(rows, "b.csv")).left_out.no_text == 1


def test_the_profile_counts_what_is_said_and_no_marks_of_the_layout(save):
    profile = profile_of(save(GOOD, "a.jsonl"))

    assert (profile.target.count, profile.target.num_with_system) == (12, 1)
    assert profile.target.turns == ((1, 11), (2, 1))
    assert profile.target.characters.max == sum(len(entry["content"]) for entry in CONVERSATIONS[0])
    assert profile.target.answer_characters.max == len("Hello, who are you?")
    assert profile.words.max < 20


def test_the_texts_of_a_conversation_are_what_is_said(save):
    _, ready = conversations_of(save(GOOD, "a.jsonl"))

    assert next(ready.train.iter_texts())[:5] == [entry["content"] for entry in CONVERSATIONS[0]]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: text.strip(BLANK)).filter(bool)


@given(st.lists(TEXTS, min_size=2, max_size=6), st.sampled_from([json.dumps, str]))
def test_what_is_said_comes_back_whatever_it_is(contents, written):
    messages = read_messages({"messages": written(shared(said(*contents)))})

    assert not isinstance(messages, Unreadable)
    assert [message.content for message in messages] == contents
    assert contents_of(dump_conversation(messages)) == contents


@given(st.text())
def test_any_text_is_a_conversation_a_message_or_unreadable(text):
    read_messages({"messages": text})
    read_messages({"prompt": text, "response": text, "context": text, "system": text})


def test_a_prompt_that_looks_like_data_stays_a_text():
    for prompt in ('[{"id": 1}]', '["a", "b"]', "[1, 2]", '{"a": 1}', "[]"):
        messages = read_messages({"prompt": prompt, "response": "b"})
        assert messages == (Message(role="user", content=prompt), Message(role="assistant", content="b"))
