"""Small corpora, and a tokenizer of each kind learned from them."""

import random
from collections.abc import Callable
from typing import Any

import pytest

ENGLISH_WORDS = ("the", "film", "was", "clever", "and", "bright", "dull", "story", "acting", "Ending", "Café", "naïve")
CHINESE_WORDS = ("这本书", "内容", "很好", "非常", "不错", "质量", "太差", "喜欢", "孩子", "推荐", "，", "。")


def make_texts(words: tuple[str, ...], separator: str) -> list[str]:
    choose = random.Random(3)
    return [separator.join(choose.choices(words, k=choose.randint(3, 12))) for _ in range(200)]


@pytest.fixture(scope="session")
def corpus() -> list[str]:
    """400 made-up texts, half of them Chinese without spaces."""
    return make_texts(ENGLISH_WORDS, " ") + make_texts(CHINESE_WORDS, "")


@pytest.fixture(scope="session")
def learn(corpus: list[str]) -> Callable[..., Any]:
    """Learns a tokenizer from the corpus; what was learned once is handed out again."""
    from studio.engine.tokenizing import learn_tokenizer

    learned: dict[tuple[str, bool], Any] = {}

    def call(kind: str, is_lowercase: bool = True) -> Any:
        key = (kind, is_lowercase)
        if key not in learned:
            learned[key] = learn_tokenizer(kind, corpus, 400, is_lowercase=is_lowercase)
        return learned[key]

    return call
