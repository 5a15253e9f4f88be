"""Which backbone? A table of situations, and what must hold in every one of them."""

import itertools
from dataclasses import replace

import pytest

from studio import catalogue, tasks
from studio.devices import Accelerator, Computer
from studio.planning import backbone_advice as advising
from studio.planning.backbone_advice import Situation, advise
from studio.planning.forecast import Room
from studio.tasks import text_classification

GB = 10**9
LAPTOP = Computer("a processor", 4, 16 * GB, ())
GPU = Computer("a processor", 16, 64 * GB, (Accelerator("a GPU", 24 * GB),))
SMALL = Computer("a processor", 2, 3 * GB, ())
TINY = Computer("a processor", 1, GB // 2, ())


@pytest.fixture(autouse=True)
def empty_caches(tmp_path, monkeypatch):
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


def situation(computer=LAPTOP, language="en", num_rows=10_000, is_online=True, **others):
    return Situation(text_classification.TASK, computer, language, num_rows, 40.0, 200.0, is_online, **others)


def names(advice):
    return [suggestion.preset.name for suggestion in advice.suggestions]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (situation(), ["minilm_l6_en_uncased", "distil_bert_base_en_uncased", "roberta_large_en"]),
        (situation(num_rows=300), ["minilm_l6_en_uncased", "deberta_v3_small_en", "deberta_v3_base_en"]),
        (situation(GPU), ["minilm_l6_en_uncased", "roberta_base_en", "deberta_v3_large_en"]),
        (situation(GPU, num_rows=300), ["minilm_l6_en_uncased", "deberta_v3_small_en", "deberta_v3_base_en"]),
        (situation(language="zh"), ["bge_small_v1.5_zh", "bert_base_zh", "bge_large_v1.5_zh"]),
        (situation(GPU, "zh"), ["bge_small_v1.5_zh", "bge_base_v1.5_zh", "bge_large_v1.5_zh"]),
        (situation(GPU, "ja"), ["multilingual_e5_small", "xlm_roberta_base_multi", "xlm_roberta_large_multi"]),
        (situation(GPU, "latin"), ["multilingual_e5_small", "xlm_roberta_base_multi", "xlm_roberta_large_multi"]),
        (situation(is_online=False), ["minilm_l6_en_uncased"]),
        (situation(language="zh", is_online=False), []),
        (situation(TINY), []),
    ],
)
def test_what_is_suggested(given, expected):
    assert names(advise(given)) == expected


LANGUAGES = (None, "en", "zh", "ja", "ko", "latin", "other", "mixed")
EVERYTHING = list(
    itertools.product((LAPTOP, GPU, SMALL, TINY), LANGUAGES, (None, 5, 300, 10_000, 10**6), (True, False))
)


@pytest.mark.parametrize(("computer", "language", "num_rows", "is_online"), EVERYTHING)
def test_nothing_is_suggested_that_cannot_be_used(computer, language, num_rows, is_online):
    advice = advise(situation(computer, language, num_rows, is_online))
    assert len(advice.suggestions) <= 3
    assert len(set(names(advice))) == len(names(advice))
    for suggestion in advice.suggestions:
        preset = suggestion.preset
        assert "text_classification" in preset.tasks
        assert is_online or preset.is_offline
        assert suggestion.memory_bytes <= 0.9 * Room.of(computer).total_bytes
        assert language is None or {language, "multi"} & set(preset.languages)
        assert suggestion.seconds is None or suggestion.seconds < 3 * 86_400
        assert all("{" not in str(reason) for reason in suggestion.reasons)
    roles = [suggestion.role for suggestion in advice.suggestions]
    assert roles == sorted(roles, key=["fastest", "balance", "most_accurate"].index)
    seconds = [suggestion.seconds or 0 for suggestion in advice.suggestions]
    assert seconds == sorted(seconds)


@pytest.mark.parametrize("computer", [LAPTOP, GPU, SMALL])
@pytest.mark.parametrize("num_rows", [None, 300, 10_000])
def test_chinese_data_never_get_an_english_backbone(computer, num_rows):
    advice = advise(situation(computer, "zh", num_rows))
    assert advice.suggestions
    assert all("en" not in suggestion.preset.languages for suggestion in advice.suggestions)


def test_where_nothing_fits_from_scratch_is_named_with_the_reason():
    assert "fits these texts and this computer" in str(advise(situation(TINY)).scratch)
    offline = str(advise(situation(language="zh", is_online=False)).scratch)
    assert "is on this computer, and the hubs cannot be reached" in offline
    assert "is an option" in str(advise(situation()).scratch)


def test_what_was_downloaded_is_the_fastest_start(monkeypatch):
    downloaded = replace(catalogue.find("bert_base_zh"), folder=catalogue.bundled_folder())
    known = tuple(downloaded if preset.name == "bert_base_zh" else preset for preset in catalogue.presets())
    monkeypatch.setattr(advising, "presets", lambda task: known)
    first = advise(situation(language="zh")).suggestions[0]
    assert (first.role, first.preset.name) == ("fastest", "bert_base_zh")
    assert str(first.reasons[0]) == "It is on this computer, so the run begins at once."
    assert names(advise(situation(language="zh", is_online=False))) == ["bert_base_zh"]


def test_little_memory_is_met_with_smaller_batches_or_the_head_alone():
    changes = [suggestion.changes for suggestion in advise(situation(SMALL)).suggestions]
    assert any(change.batch_size == 8 for change in changes)
    suggestions = advise(situation(replace(SMALL, memory_bytes=int(1.6 * GB)))).suggestions
    assert any(suggestion.changes.is_head_only for suggestion in suggestions)
    assert any("Train the head alone" in str(reason) for found in suggestions for reason in found.reasons)


def test_much_data_on_a_slow_computer_is_named_with_its_time():
    suggestions = advise(situation(replace(LAPTOP, num_cores=2), num_rows=500_000)).suggestions
    assert suggestions[0].seconds > 8 * 3600
    assert len(suggestions) >= 2


@pytest.mark.parametrize(("language", "ladder"), advising._LADDERS.items())
def test_the_ladders_name_presets_of_their_language_from_small_to_large(language, ladder):
    found = [catalogue.find(name) for name in ladder]
    assert all(language in preset.languages for preset in found)
    # Not by parameters: large vocabularies cost none of the time.
    sizes = [preset.num_layers * preset.hidden_dim**2 for preset in found]
    assert sizes[0] == min(sizes)
    assert sizes[-1] == max(sizes)


def test_a_task_that_no_preset_of_the_ladder_is_for_gets_what_there_is(monkeypatch):
    other = replace(catalogue.find("f_net_base_en"), tasks=("something",))
    monkeypatch.setattr(advising, "presets", lambda task: (other,))
    assert names(advise(situation())) == ["f_net_base_en"]


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [("text_generation", "en", "gpt2_base_en"), ("text_generation", "zh", "qwen2.5_0.5b_en"),
     ("translation", "en", "t5_small_multi"), ("translation", "zh", None)],
)  # fmt: skip
def test_a_task_that_writes_gets_a_family_that_does_and_has_tokens_for_the_language(name, language, expected):
    task = tasks.get(name)
    found = advise(Situation(task, LAPTOP, language, 10_000, 100.0, 200.0)).suggestions
    assert [suggestion.preset.name for suggestion in found[:1]] == ([expected] if expected else [])
    assert all(name in suggestion.preset.tasks for suggestion in found)
