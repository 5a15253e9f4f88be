"""Texts that are to be written: read, compared with what is given, and handed on as bytes."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data import RowRules, guess_columns, open_source, prepare, read_profile
from studio.data.targets import decode, encode
from studio.errors import DataError
from studio.schema import Schema
from studio.spec import DataSpec
from studio.tasks.summarization import TASK as SUMMARIZATION
from studio.tasks.translation import TASK


@pytest.fixture
def save(tmp_path):
    def write(rows, name="pairs.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        return path

    return write


def pairs(count=10, source="Word {}", target="Wort {}"):
    return [{"source": source.format(row), "target": target.format(row)} for row in range(count)]


def profile_of(path, task=TASK, **rules):
    return read_profile(open_source(path), task, {}, rules=RowRules(**rules))


def named(profile):
    return {finding.name: finding for finding in profile.findings}


def test_texts_arrive_as_bytes_in_step_with_their_rows(save):
    rows = [*pairs(20), {"source": "Ice 🧊", "target": "  冰\n"}]
    data = prepare(DataSpec(train=str(save(rows)), validation_fraction=0.2), TASK)

    assert data.schema == Schema()
    found = {
        int(row): decode(split.targets.ragged["text"], place)
        for split in data.splits
        for place, row in enumerate(split.row_numbers)
    }
    assert found == {row: rows[row]["target"].strip() for row in range(21)}
    assert data.train.targets.ragged["text"].values.dtype == np.uint8


@given(st.lists(st.none() | st.text()))
def test_texts_come_back_from_their_bytes(texts):
    ragged = encode(texts)

    assert [decode(ragged, row) for row in range(len(ragged))] == [text or "" for text in texts]


def test_a_row_without_a_target_is_left_out_and_told_or_refused_by_name(save):
    path = save([*pairs(), {"source": "Word", "target": " "}, {"source": "Other", "target": None}])
    profile = profile_of(path)

    assert profile.left_out.no_label == 2
    assert named(profile)["no_label"].rows == (11, 12)
    with pytest.raises(DataError, match=r"row 11, column target: expected a text to be written\. Received: an empty"):
        prepare(DataSpec(train=str(path), missing_rows="refuse"), TASK)


def test_a_target_equal_to_its_source_is_told_with_its_rows(save):
    finding = named(profile_of(save([*pairs(), {"source": "OK", "target": " OK"}])))["equal_target"]

    assert (finding.level, finding.count, finding.rows) == ("warning", 1, (11,))
    assert "row 11, columns source, target: the text to be written is the same" in str(finding.message)


def test_targets_equal_to_their_sources_can_be_left_out(save):
    path = save([*pairs(), {"source": "Not translated", "target": "Not translated"}])
    profile = profile_of(path, uses_equal_targets=False)

    assert (profile.left_out.faulty, profile.num_usable) == (1, 10)
    assert "rows are left out whose text to be written is the same" in str(named(profile)["equal_target"].message)
    data = DataSpec(train=str(path), equal_targets="leave_out", validation_fraction=0.0)
    assert len(prepare(data, TASK).train) == 10
    assert data.model_dump()["equal_targets"] == "leave_out"
    assert "equal_targets" not in DataSpec(train=str(path)).model_dump()


def test_data_whose_targets_all_equal_their_sources_are_refused(save):
    path = save(pairs(source="Same {}", target="Same {}"))

    with pytest.raises(DataError, match="columns source, target: expected texts to be written that differ"):
        prepare(DataSpec(train=str(path)), TASK)


def test_several_targets_in_a_list_are_refused_and_can_be_left_out_and_one_is_that_one(save):
    rows = [*pairs(), {"source": "Word", "target": ["Wort", "Begriff"]}, {"source": "More", "target": ["Mehr"]}]
    finding = named(profile_of(save(rows)))["fault_several_targets"]

    assert (finding.level, finding.rows) == ("error", (11,))
    data = prepare(DataSpec(train=str(save(rows)), faulty_rows="leave_out", validation_fraction=0.0), TASK)
    texts = data.train.targets.ragged["text"]
    assert [decode(texts, row) for row in range(len(texts))] == [*(f"Wort {row}" for row in range(10)), "Mehr"]


def test_the_profile_has_the_lengths_of_both_sides(save):
    rows = [{"text": "a" * 40, "summary": "b" * 10}, {"text": "c" * 60, "summary": "d" * 30}]
    target = profile_of(save(rows), SUMMARIZATION).target

    assert (target.kind, target.count) == ("text", 2)
    assert (target.characters.mean, target.characters.max) == (20.0, 30)
    assert (target.source_characters.mean, target.source_characters.max) == (50.0, 60)
    assert target.length_ratio == pytest.approx((0.25 + 0.5) / 2)
    assert target.tables()[0].rows == (("given", 50.0, 40.0, 60.0, 60), ("to be written", 20.0, 10.0, 30.0, 30))


def test_the_same_source_with_two_translations_is_a_conflict_that_is_told(save):
    rows = [*pairs(), {"source": "Word 1", "target": "Ein anderes Wort"}]

    assert profile_of(save(rows)).num_conflicts == 1


@pytest.mark.parametrize(
    ("task", "names", "expected"),
    [
        (TASK, ("en", "es"), ("en", "es")),
        (TASK, ("es", "en"), ("es", "en")),
        (TASK, ("id", "pt-BR", "zh_Hans"), ("pt-BR", "zh_Hans")),
        (TASK, ("note", "English", "Spanish"), ("English", "Spanish")),
        (TASK, ("英文", "中文"), ("英文", "中文")),
        (TASK, ("译文", "原文"), ("原文", "译文")),
        (TASK, ("tgt", "src"), ("src", "tgt")),
        (SUMMARIZATION, ("highlights", "article"), ("article", "highlights")),
        (SUMMARIZATION, ("摘要", "正文"), ("正文", "摘要")),
        (SUMMARIZATION, ("id", "dialogue", "summary"), ("dialogue", "summary")),
        (SUMMARIZATION, ("title", "body"), ("body", "title")),
    ],
)
def test_columns_are_told_by_their_usual_names_or_by_their_languages(save, task, names, expected):
    rows = [{name: f"{name} of row {row}" for name in names} for row in range(5)]
    source, target = (role.name for role in task.roles)

    assert guess_columns(open_source(save(rows)), task) == dict(zip((source, target), expected, strict=True))
