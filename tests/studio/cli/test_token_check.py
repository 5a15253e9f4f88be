import json
from pathlib import Path

import pytest

from studio.catalogue import BUNDLED_NAME
from studio.cli import main


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A data set with a word that no English backbone knows."""
    path = tmp_path / "reviews.csv"
    rows = [f"a good\u00a0film \U00013000,{'ab'[row % 2]}" for row in range(20)]
    path.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.engine
def test_tokens_are_compared_and_unknown_words_are_named(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backbones", "--check", BUNDLED_NAME, "--texts", str(texts), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["source"] == "tokenizer.json"
    assert (answer["texts"]["num_texts"], answer["texts"]["num_different"]) == (20, 0)
    assert answer["unknown"] == {"num_texts": 20, "num_words": 80, "num_unknown": 20, "examples": ["\U00013000"]}
    assert main(["backbones", "--check", BUNDLED_NAME, "--texts", str(texts)]) == 0
    assert "Unknown to it: 20 of 80 words: '\U00013000'" in capsys.readouterr().out
