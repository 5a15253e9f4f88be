from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(autouse=True)
def empty_caches(tmp_path, monkeypatch):
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.fixture
def hub_is_up(monkeypatch):
    from studio import jobs

    monkeypatch.setattr(jobs, "run", lambda name, arguments, *rest: {"hub": "Kaggle"})


def write(path: Path, texts: list[str]) -> str:
    rows = [f'"{text} {number}",{"ab"[number % 2]}' for number, text in enumerate(texts)]
    path.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def english(tmp_path):
    return write(tmp_path / "english.csv", ["The film was a delight from the first scene to the last."] * 200)


@pytest.fixture
def chinese(tmp_path):
    return write(tmp_path / "chinese.csv", ["这部电影从第一幕到最后一幕都很精彩"] * 200)


def test_three_are_suggested_with_reasons(call: Call, english, hub_is_up):
    status, answer = call("backbones", "--advise", english)
    assert status == 0
    assert (answer["language"], answer["rows"], answer["is_sure"]) == ("en", 200, True)
    assert [suggestion["role"] for suggestion in answer["suggestions"]] == ["fastest", "balance", "most_accurate"]
    first = answer["suggestions"][0]
    assert (first["backbone"], first["is_offline"], first["download_bytes"]) == ("minilm_l6_en_uncased", True, 0)
    assert all(suggestion["reasons"] and suggestion["seconds"] > 0 for suggestion in answer["suggestions"])


def test_chinese_data_get_backbones_that_know_chinese(call: Call, chinese, hub_is_up):
    _, answer = call("backbones", "--advise", chinese)
    assert answer["language"] == "zh"
    assert answer["suggestions"][0]["backbone"] == "bge_small_v1.5_zh"
    assert all(suggestion["backbone"].endswith("_zh") for suggestion in answer["suggestions"])


def test_offline_only_what_is_here_is_suggested(call: Call, english, chinese):
    _, answer = call("backbones", "--advise", english, "--offline")
    assert [suggestion["backbone"] for suggestion in answer["suggestions"]] == ["minilm_l6_en_uncased"]
    _, answer = call("backbones", "--advise", chinese, "--offline")
    assert answer["suggestions"] == []
    assert "from scratch" in answer["scratch"]


def test_the_language_can_be_told(call: Call, english, hub_is_up):
    _, answer = call("backbones", "--advise", english, "--language", "latin")
    assert all("multi" in suggestion["backbone"] for suggestion in answer["suggestions"])
    status, answer = call("backbones", "--advise", english, "--language", "klingon")
    assert status == 2
    assert "--language: expected one of en, zh" in answer["error"]["message"]


def test_a_person_reads_it_in_words(english, hub_is_up, capsys):
    assert main(["backbones", "--advise", english]) == 0
    printed = capsys.readouterr().out
    assert "200 examples, English" in printed
    assert "Fastest start: minilm_l6_en_uncased (22.7 M parameters, " in printed
    assert "  It is on this computer, so the run begins at once." in printed


def test_data_that_cannot_be_read_are_named(call: Call, tmp_path):
    status, answer = call("backbones", "--advise", str(tmp_path / "absent.csv"))
    assert status == 2
    assert "absent.csv" in answer["error"]["message"]
