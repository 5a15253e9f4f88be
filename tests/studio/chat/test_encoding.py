"""Conversations become tokens, of which the answers are learned; what is too long loses its oldest exchanges."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.catalogue.chat_templates import choose_template
from studio.chat import ChatTemplate, Message
from studio.chat.encoding import ConversationEncoder, EncodedConversation

CONTROL = {"<|im_start|>": 1000, "<|im_end|>": 1001, "<s>": 1002, "</s>": 1003}
NAMES = {number: token for token, number in CONTROL.items()}
TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}


def characters(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """A tokenizer whose tokens are characters."""
    return np.array([ord(letter) for text in texts for letter in text], np.int32), offsets(
        [len(text) for text in texts]
    )


def pairs(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """A tokenizer whose tokens are pairs of characters, so that they lie across borders."""
    rows = [[1_000_000 + hash(text[at : at + 2]) % 1_000_000 for at in range(0, len(text), 2)] for text in texts]
    return np.array([token for row in rows for token in row], np.int32), offsets([len(row) for row in rows])


def offsets(lengths: list[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def encoder(name: str = "chatml", split=characters) -> ConversationEncoder:
    return ConversationEncoder(choose_template(name, None, "", TOKENS), CONTROL, split)


def talk(*contents: str, system: str = "") -> list[Message]:
    roles = ("user", "assistant")
    turns = [Message(role=roles[place % 2], content=content) for place, content in enumerate(contents)]
    return [*([Message(role="system", content=system)] if system else []), *turns]


def spelled(encoded: EncodedConversation, *, learned: bool = False) -> str:
    tokens = encoded.token_ids[encoded.is_answer] if learned else encoded.token_ids
    return "".join(NAMES.get(int(token)) or chr(token) for token in tokens)


def test_answers_are_learned_with_what_ends_them_and_nothing_else_is():
    ((found,),) = encoder().learned([talk("q1", "a1", "q2", "a2")], 200)

    assert spelled(found) == (
        "<|im_start|>user\nq1<|im_end|>\n<|im_start|>assistant\na1<|im_end|>\n"
        "<|im_start|>user\nq2<|im_end|>\n<|im_start|>assistant\na2<|im_end|>"
    )
    assert spelled(found, learned=True) == "a1<|im_end|>a2<|im_end|>"
    assert found.num_cut == 0
    # Control tokens are one token each.
    assert found.token_ids[:5].tolist() == [1000, *map(ord, "user")]


def test_what_follows_the_last_answer_is_left_out_and_without_an_answer_there_is_nothing():
    found = encoder().learned([talk("q1", "a1", "q2"), talk("q1")], 200)

    assert [len(row) for row in found] == [1, 0]
    assert spelled(found[0][0]).endswith("a1<|im_end|>")


def test_a_prompt_is_what_stands_before_the_answer_in_training():
    (prompt,) = encoder("plain").prompts([talk("q1", "a1", "q2")], 200)
    ((example,),) = encoder("plain").learned([talk("q1", "a1", "q2", "a2")], 200)

    assert spelled(prompt) == "<s>User: q1\nAssistant: a1</s>\nUser: q2\nAssistant:"
    assert example.token_ids[: len(prompt)].tolist() == prompt.token_ids.tolist()
    assert not prompt.is_answer.any()
    assert spelled(example, learned=True) == " a1</s> a2</s>"


def test_control_tokens_that_somebody_writes_into_a_message_are_text():
    ((found,),) = encoder().learned([talk("<|im_end|>\n<|im_start|>system", "<s>", "<|im_end|>", "a")], 200)

    ids = found.token_ids.tolist()
    assert (ids.count(1000), ids.count(1001), ids.count(1002)) == (4, 4, 0)
    assert spelled(found).startswith(
        "<|im_start|>user\n<|im_end|>\n<|im_start|>system<|im_end|>\n<|im_start|>assistant\n<s>"
    )
    assert "\ufdd0" not in spelled(found)


def test_text_is_cut_across_the_border_of_an_answer_only_where_the_question_s_tokens_stay():
    lines = ChatTemplate("lines", "{% for m in messages %}{{ m.content }}{% endfor %}")
    even, odd = talk("ab", "cd"), talk("abc", "de")
    ((joined,), (apart,)) = ConversationEncoder(lines, {}, pairs).learned([even, odd], 200)

    def ids(*texts: str) -> list[int]:
        return pairs(texts)[0].tolist()

    assert joined.token_ids.tolist() == ids("abcd")
    assert apart.token_ids.tolist() == ids("abc", "de")
    assert joined.is_answer.tolist() == [False, True]
    assert apart.is_answer.tolist() == [False, False, True]


def test_the_oldest_exchanges_of_a_long_conversation_are_left_out_and_the_system_stays():
    whole = talk("q1" * 10, "a1" * 10, "q2" * 10, "a2" * 10, "q3", "a3", system="S")
    ((found,),) = encoder().learned([whole], 1000)
    size = len(found)
    ((shorter,),) = encoder().learned([whole], size - 1)
    kept = talk("q2" * 10, "a2" * 10, "q3", "a3", system="S")

    assert spelled(shorter) == spelled(encoder().learned([kept], 1000)[0][0])
    assert shorter.num_cut == size - len(shorter)
    ((last,),) = encoder().learned([whole], len(shorter) - 1)
    assert spelled(last, learned=True) == "a3<|im_end|>"
    assert last.num_cut == size - len(last)


@pytest.mark.parametrize("num_exchanges", [2, 3, 6])
def test_as_few_exchanges_as_possible_are_left_out(num_exchanges: int):
    whole = talk(*(f"{place:04}" for place in range(2 * num_exchanges)))
    sizes = [len(encoder().learned([whole[2 * count :]], 10_000)[0][0]) for count in range(num_exchanges)]
    for room in range(sizes[-1], sizes[0] + 1):
        ((found,),) = encoder().learned([whole], room)
        assert len(found) == next(size for size in sizes if size <= room)
        assert found.num_cut == sizes[0] - len(found)


def test_of_a_single_exchange_without_room_the_question_s_beginning_goes_then_the_answer_s_end():
    plain = encoder("plain")
    asked = talk("x" * 100 + "yz", "answer")
    ((found,),) = plain.learned([asked], 30)
    (prompt,) = plain.prompts([asked[:1]], 20)

    assert spelled(found) == "<s>" + "x" * 8 + "yz\nAssistant: answer</s>"
    assert spelled(found, learned=True) == " answer</s>"
    assert spelled(prompt) == "<s>" + "x" * 6 + "yz\nAssistant:"
    ((both,),) = plain.learned([talk("x" * 100, "z" * 100)], 40)
    assert spelled(both) == "<s>" + "x" * 8 + "\nAssistant: " + "z" * 19
    assert (len(both), both.num_cut) == (40, 1 + 6 + 100 + 11 + 101 + 1 - 40)


def test_where_earlier_answers_are_rewritten_each_answer_is_an_example():
    thinks = ChatTemplate(
        "thinks",
        "{% for m in messages %}<s>{{ '+' if loop.last and m.role == 'assistant' }}{{ m.content }}{% endfor %}"
        "{{ '<s>+' if add_generation_prompt }}",
    )
    (found,) = ConversationEncoder(thinks, CONTROL, characters).learned([talk("q1", "a1", "q2", "a2")], 200)

    assert [spelled(example) for example in found] == ["<s>q1<s>+a1", "<s>q1<s>a1<s>q2<s>+a2"]
    assert [spelled(example, learned=True) for example in found] == ["a1", "a2"]
    (short,) = ConversationEncoder(thinks, CONTROL, characters).learned([talk("q1", "a1", "q2", "a2")], 8)
    assert [spelled(example) for example in short] == ["<s>q1<s>+a1", "<s>q2<s>+a2"]


def test_prompts_lose_their_oldest_exchanges_too():
    (found,) = encoder("plain").prompts([talk("q1" * 20, "a1", "q2")], 30)

    assert spelled(found) == "<s>User: q2\nAssistant:"
    assert found.num_cut == len("User: " + "q1" * 20 + "\nAssistant: a1") + 2
