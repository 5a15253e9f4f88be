"""Conversations become text as transformers writes them, in parts of which those of the assistant are known."""

import json
from pathlib import Path

import pytest

from studio.catalogue.chat_templates import FAMILIES, choose_template, find_template
from studio.chat import ChatTemplate, Message, Piece, Turn, split_special
from studio.chat.templates import TEMPLATES
from studio.errors import InputError

FOLDER = Path(__file__).parents[2] / "hugging_face" / "chat"
# What transformers 5.24.0 wrote: see make_chat_expected.py.
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
TALKS = [tuple(Message(**entry) for entry in talk) for talk in EXPECTED["conversations"]]
TOKENS = EXPECTED["tokens"]
TALK = TALKS[-1]


def rendered(template: ChatTemplate) -> list[list[str]]:
    return [[template.render(talk, add_generation_prompt=prompt) for prompt in (False, True)] for talk in TALKS]


def of(source: str) -> ChatTemplate:
    return ChatTemplate("mine", source, TOKENS)


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_of_the_table_are_written_as_by_transformers(name: str):
    assert rendered(choose_template(name, None, "", TOKENS)) == EXPECTED["table"][name]


@pytest.mark.parametrize("name", EXPECTED["layouts"])
def test_a_folder_s_own_template_is_found_in_every_layout(name: str):
    assert rendered(choose_template("auto", FOLDER / name, "Llama3")) == EXPECTED["layouts"][name]


@pytest.mark.parametrize("name", TEMPLATES)
def test_parts_of_every_template_of_the_table_make_up_the_whole(name: str):
    template = choose_template(name, None, "", TOKENS)
    template.check()
    for talk in TALKS:
        (turns,) = template.render_examples(talk)
        answers = [message.content for message in talk if message.role == "assistant"]
        assert "".join(turn.text for turn in turns) == template.render(talk)
        assert [turn.is_answer for turn in turns] == [False, True] * len(answers) + [False] * (len(turns) % 2)
        for turn, answer in zip((turn for turn in turns if turn.is_answer), answers, strict=True):
            assert turn.text.strip().startswith(answer.strip())
            assert turn.text.endswith(template.end_of_turn())


@pytest.mark.parametrize(
    ("name", "answer", "end"),
    [
        ("chatml", "No<|im_end|>", "<|im_end|>"),
        ("llama2", " No </s>", "</s>"),
        ("llama3", "No<|eot_id|>", "<|eot_id|>"),
        ("mistral", " No</s>", "</s>"),
        ("gemma", "No<end_of_turn>", "<end_of_turn>"),
        ("phi3", "No<|end|>", "<|end|>"),
        ("phi4", "No<|im_end|>", "<|im_end|>"),
        ("falcon", " No</s>", "</s>"),
        ("plain", " No</s>", "</s>"),
    ],
)
def test_an_answer_ends_with_the_mark_that_ends_its_turn(name: str, answer: str, end: str):
    template = choose_template(name, None, "", TOKENS)

    assert [turn for turn in template.render_examples(TALK)[0] if turn.is_answer][-1].text == answer
    assert template.end_of_turn() == end


def test_an_answer_that_only_a_new_line_ends_is_learned_with_it():
    lines = of("{% for m in messages %}{{ m.content }}\n\n{% endfor %}")

    assert lines.render_examples(TALK)[0][1].text == "True, 对 </s>\n\nSure \n\n"
    assert lines.end_of_turn() == ""


def test_auto_is_the_folder_s_own_then_the_family_s_then_plain(tmp_path: Path):
    assert choose_template("auto", FOLDER / "file", "Gemma").name == "chat_template.jinja"
    assert choose_template("auto", FOLDER / "text", "Gemma").name == "tokenizer_config.json"
    assert choose_template("auto", tmp_path, "Gemma").name == "gemma"
    assert choose_template("auto", None, "GPT2").name == "plain"
    assert set(FAMILIES.values()) <= set(TEMPLATES)


def test_a_template_that_was_set_goes_before_the_folder_s():
    assert choose_template("chatml", FOLDER / "file", "Gemma").name == "chatml"
    own = choose_template("{{ messages[0].content }}{{ eos_token }}", FOLDER / "token-entries", "Gemma")
    assert own.render(TALKS[2]) == TALKS[2][0].content + "<end>"


def test_a_model_s_tokens_are_known_where_its_folder_names_none(tmp_path: Path):
    template = choose_template("plain", tmp_path, "GPT2", {"eos_token": "<|endoftext|>"})

    assert template.render(TALKS[1]).endswith("Sure <|endoftext|>\n")


def test_a_processor_s_template_is_found(tmp_path: Path):
    (tmp_path / "chat_template.json").write_text(json.dumps({"chat_template": "{{ messages }}"}), encoding="utf-8")

    found = find_template(tmp_path)
    assert found is not None
    assert (found.name, found.source) == ("chat_template.json", "{{ messages }}")
    assert find_template(tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([{"name": "rag", "template": "x"}], "named default. Received: rag"),
        ([], "named default. Received: none"),
        (12, "as text, or a list of such with names. Received: 12"),
        ({"default": None}, "as text, or a list of such with names. Received: None"),
    ],
)
def test_a_folder_without_a_template_that_can_be_taken_is_refused(tmp_path: Path, value: object, words: str):
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"chat_template": value}), encoding="utf-8")

    with pytest.raises(InputError, match=words):
        find_template(tmp_path)


def test_a_name_that_is_no_template_is_refused():
    with pytest.raises(InputError, match=r"expected auto, one of chatml, .* Received: chatlm"):
        choose_template("chatlm", None, "")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for m in messages %}\n{{ m.content }", r"mine, line 2: expected Jinja\. Received: unexpected '}'"),
        ("{{ raise_exception('Only users here!') }}", r"mine cannot write the conversation: Only users here!"),
        ("{{ messages[0].content + 3 }}", r"mine cannot write the conversation: can only concatenate"),
        ("{{ messages | nothing }}", r"No filter named 'nothing'"),
        ("{{ messages.missing.deeper }}", r"no attribute 'missing'"),
        ("{{ ''.__class__.__mro__ }}", r"mine cannot write the conversation: .*unsafe"),
        ("{{ messages.append(1) }}", r"mine cannot write the conversation: .*'append' of 'list' object is unsafe"),
        ("{% include 'other' %}", r"mine cannot write the conversation: no loader"),
    ],
)
def test_a_template_that_fails_is_refused_by_name(source: str, words: str):
    with pytest.raises(InputError, match=words):
        of(source).check()


def test_where_a_template_rewrites_earlier_answers_each_is_an_example_of_its_own():
    thinks = of(
        "{% for m in messages %}{{ '<think>' if loop.last and m.role == 'assistant' }}{{ m.content }}|{% endfor %}"
        "{{ '<think>' if add_generation_prompt }}"
    )
    thinks.check()
    first = '  What is 1 < 2 & "3"?\n|'

    assert thinks.render_examples(TALKS[1]) == [
        [Turn(first + "<think>", is_answer=False), Turn("True, 对 </s>\n\nSure |", is_answer=True)]
    ]
    assert thinks.render_examples(TALKS[3]) == [
        [Turn(first + "<think>", is_answer=False), Turn("True, 对 </s>\n\nSure |", is_answer=True)],
        [
            Turn(first + "True, 对 </s>\n\nSure |{{ messages }} {% raw %}|<think>", is_answer=False),
            Turn("No|", is_answer=True),
        ],
    ]


def test_where_a_template_ends_the_last_answer_with_a_mark_each_is_an_example_of_its_own():
    marked = of("{% for m in messages %}{{ m.content }}|\n{% endfor %}{{ '' if add_generation_prompt else eos_token }}")

    assert [turns[-1].text for turns in marked.render_examples(TALKS[3])] == [
        "True, 对 </s>\n\nSure |\n</s>",
        "No|\n</s>",
    ]
    assert marked.end_of_turn() == "|\n</s>"


def test_models_that_think_are_asked_not_to():
    thinks = of(
        "{{ messages[0].content }}{{ '<think></think>' if enable_thinking is false and add_generation_prompt }}"
    )

    assert thinks.render(TALKS[0], add_generation_prompt=True).endswith("<think></think>")


def test_a_template_that_lets_the_model_write_who_speaks_is_refused():
    with pytest.raises(InputError, match=r"lets the model write assistant: itself"):
        of("{% for m in messages %}{{ m.role }}: {{ m.content }}|{% endfor %}").check()


def test_a_template_whose_beginning_of_an_answer_is_not_that_of_answers_is_refused():
    with pytest.raises(InputError, match="before answer 1 otherwise"):
        of("{% for m in messages %}{{ m.content }}|{% endfor %}{{ '<think>' if add_generation_prompt }}").check()


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("{% for m in messages %}<{{ m.role }}>{{ m.text }}{% endfor %}", "user"),
        ("{% for m in messages %}{{ m.content if m.role == 'user' }}.{% endfor %}", "assistant"),
    ],
)
def test_a_template_that_leaves_messages_out_is_refused(source: str, role: str):
    with pytest.raises(InputError, match=f"leaves those of the {role} out"):
        of(source).check()


def test_special_tokens_are_pieces_of_their_own():
    specials = ["<s>", "<|end|>", "<|end|>x", ""]

    assert split_special("<s>a <|end|>x<s><|end|>", specials) == [
        Piece("<s>", is_special=True),
        Piece("a ", is_special=False),
        Piece("<|end|>x", is_special=True),
        Piece("<s>", is_special=True),
        Piece("<|end|>", is_special=True),
    ]
    assert split_special("no [special] one.", specials) == [Piece("no [special] one.", is_special=False)]
    assert split_special("any", []) == [Piece("any", is_special=False)]
    assert split_special("", specials) == split_special("", []) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_with_its_tokens_needs_nothing_else(name: str):
    template = choose_template(name, None, "", TOKENS | {"unk_token": "[U]"})
    alone = ChatTemplate("alone", template.with_tokens())

    assert rendered(alone) == EXPECTED["table"][name]
    assert "[U]" not in alone.source
    assert ChatTemplate("again", alone.source, TOKENS).with_tokens() == alone.source


def test_tokens_of_any_spelling_are_kept_with_a_template():
    tokens = {"bos_token": '<"\\n>', "eos_token": "<｜完｜>"}

    assert (
        ChatTemplate("", "{{ bos_token }}|{{ eos_token }}", tokens)
        .with_tokens()
        .startswith("{% set bos_token, eos_token = ")
    )
    alone = ChatTemplate("", ChatTemplate("", "{{ bos_token }}|{{ eos_token }}", tokens).with_tokens())
    assert alone.render(TALK) == '<"\\n>|<｜完｜>'


def test_a_model_of_the_studio_s_brings_the_template_that_it_was_trained_with(tmp_path: Path):
    trained = choose_template("mistral", None, "", TOKENS).with_tokens()
    (tmp_path / "fettle.json").write_text(json.dumps({"settings": {"template": trained}}), encoding="utf-8")

    again = choose_template("auto", tmp_path, "Gemma", {"eos_token": "<other>"})
    assert rendered(again) == EXPECTED["table"]["mistral"]
    assert again.with_tokens() == trained


def test_a_model_of_another_task_brings_none(tmp_path: Path):
    (tmp_path / "fettle.json").write_text(json.dumps({"settings": {"pooling": "mean"}}), encoding="utf-8")

    assert find_template(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chatml", {"<|im_start|>", "<|im_end|>"}),
        ("llama3", {"<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"}),
        ("mistral", {"[INST]", "[/INST]"}),
        # Put together of a message's role.
        ("phi3", {"<|system|>", "<|user|>", "<|assistant|>", "<|end|>"}),
    ],
)
def test_what_looks_like_control_tokens_is_known(name: str, expected: set[str]):
    found = choose_template(name, None, "", {"eos_token": "eos"}).possible_control_tokens()

    assert expected | {"eos"} <= found
    assert all(" " not in token for token in found)


def test_control_tokens_of_a_template_without_a_system_are_known():
    strict = of("{% for m in messages %}{{ raise_exception('no') if m.role == 'system' }}<{{ m.role }}>{% endfor %}")

    assert {"<user>", "<assistant>"} <= strict.possible_control_tokens()
