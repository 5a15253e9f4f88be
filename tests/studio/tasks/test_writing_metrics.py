"""What is written is compared as sacrebleu and rouge-score compare it, and sensibly where a script has no spaces."""

import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.tasks.writing_metrics import (
    bits_per_byte,
    bleu_tokenizer,
    longest_common_subsequence,
    perplexity,
    rouge,
    rouge_words,
    writing_metrics,
)

# What rouge-score 0.1.2 said: see make_rouge.py.
RECORDED = json.loads((Path(__file__).parent / "files" / "rouge.json").read_text(encoding="utf-8"))

ZH = ["我今天很喜欢这只猫。", "今天天气非常好"]
EN = ["It was the best of the days.", "We saw that the cat was with you."]


@pytest.mark.parametrize("row", RECORDED, ids=range(len(RECORDED)))
def test_rouge_is_that_of_rouge_score(row: dict[str, str | float]):
    scores = rouge(row["prediction"], row["reference"])

    assert scores == {name: pytest.approx(row[name], abs=1e-12) for name in ("rouge1", "rouge2", "rougeL")}


@given(st.text(st.characters(max_codepoint=127)))
def test_words_in_ascii_are_those_of_rouge_score(text: str):
    assert rouge_words(text) == re.findall("[a-z0-9]+", text.lower())


def test_words_of_every_script_count():
    assert rouge_words("我有3只GPU-A100。") == ["我", "有", "3", "只", "gpu", "a100"]
    assert rouge_words("Café “noir” – ПРИВЕТ, мир!") == ["café", "noir", "привет", "мир"]
    assert rouge_words("cafe\u0301") == rouge_words("café")
    assert rouge_words("नमस्ते दुनिया") == ["नमस्ते", "दुनिया"]
    assert rouge_words("ที่นี่") == ["ที่", "นี่"]
    assert rouge_words("お兄ちゃん、コーヒー") == list("お兄ちゃんコーヒー")
    assert rouge_words("안녕하세요 세계") == ["안녕하세요", "세계"]
    assert rouge_words("🙂 ❤\ufe0f") == []


def test_opposite_chinese_sentences_that_share_a_number_are_not_the_same():
    # rouge-score sees "2024" alone and says 1.0. Shared of 7 and of 5 words: 2024, 年, 我, 了.
    scores = rouge("2024年我赢得了它", "2024年我输了")

    assert scores["rouge1"] == pytest.approx(2 * 4 / (7 + 5))
    assert scores["rouge2"] == pytest.approx(2 * 2 / (6 + 4))
    assert scores["rougeL"] == pytest.approx(2 * 4 / (7 + 5))


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_the_longest_common_subsequence_is_that_of_the_table(first: list[str], second: list[str]):
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])

    assert longest_common_subsequence(first, second) == table[-1][-1]


@pytest.mark.parametrize(
    ("references", "tokenizer"),
    [
        (EN, "13a"),
        (["Das ist nicht der Hund.", "Los perros van por la calle."], "13a"),
        (["고양이가 좋아요", "날씨가 좋다"], "13a"),
        (["Кошка сидит на ковре"], "13a"),
        (ZH, "zh"),
        ([*ZH, *EN], "zh"),
        ([*ZH[:1], *EN * 10], "13a"),
        (["私は猫が好きです", "今日は天気がいい"], "char"),
        (["ผมชอบแมว", "วันนี้อากาศดี"], "char"),
        (["12 + 30"], "13a"),
    ],
)
def test_the_tokenizer_of_bleu_fits_the_language(references: list[str], tokenizer: str):
    assert bleu_tokenizer(references) == tokenizer


@pytest.mark.parametrize(
    ("predictions", "references", "bleu", "chrf", "tokenizer"),
    [
        # As sacrebleu 2.6.0 says on its command line.
        (["the cat sat on the mat ."], ["the cat is on the mat ."], 48.892302243490086, 67.17273492330233, "13a"),
        (["我 喜欢猫。", "今天天气很好"], ["我喜欢猫。", "今天天气非常好"], 67.74702029865007, 49.74369146951622, "zh"),
        (["私は猫が好き"], ["私は猫が好きです"], 71.65313105737896, 64.65405545478103, "char"),
    ],
)
def test_bleu_and_chrf_are_sacrebleu_s(
    predictions: list[str], references: list[str], bleu: float, chrf: float, tokenizer: str
):
    written = writing_metrics(predictions, references)

    assert written.metrics["bleu"] == pytest.approx(bleu)
    assert written.metrics["chrf"] == pytest.approx(chrf)
    assert f"|tok:{tokenizer}|" in written.signatures["bleu"]
    assert written.signatures["bleu"].startswith("nrefs:1|case:mixed|eff:no|")
    assert written.signatures["chrf"].startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|")


def test_equal_texts_are_perfect_in_every_script():
    for texts in (EN, ZH, ["私は猫が好きです"], ["ผมชอบแมวมาก"]):
        written = writing_metrics(texts, texts, texts)
        assert written.metrics == {
            "bleu": pytest.approx(100.0),
            "chrf": pytest.approx(100.0),
            "rouge1": 1.0,
            "rouge2": 1.0,
            "rougeL": 1.0,
        }
        assert list(written.signatures) == list(written.metrics)
        assert (written.num_examples, written.num_empty, written.num_copied) == (len(texts), 0, len(texts))


def test_where_no_reference_is_four_words_long_bleu_cannot_be_said():
    # sacrebleu says 0.0, whatever was written.
    written = writing_metrics(["你好", ""], ["你好", "再见"])

    assert list(written.metrics) == ["chrf", "rouge1", "rouge2", "rougeL"]
    assert written.metrics["rouge1"] == 0.5
    assert (written.num_empty, written.num_copied) == (1, None)
    assert written.to_json() == {
        "examples": 2,
        "empty": 1,
        "metrics": written.metrics,
        "signatures": written.signatures,
    }


@pytest.mark.parametrize("texts", [([], []), (["a"], []), (["a"], ["a"], [])])
def test_each_row_needs_one_text_of_each(texts: tuple[list[str], ...]):
    with pytest.raises(ValueError, match="Expected a prediction"):
        writing_metrics(*texts)


def test_a_loss_comes_to_perplexity_and_bits():
    assert perplexity(0.0) == 1.0
    assert perplexity(math.log(50.0)) == pytest.approx(50.0)
    assert math.isfinite(perplexity(1e6))
    # Each byte drawn evenly from 256 costs eight bits.
    assert bits_per_byte(100 * math.log(256.0), 100) == pytest.approx(8.0)
    with pytest.raises(ValueError, match="num_bytes=0"):
        bits_per_byte(1.0, 0)
