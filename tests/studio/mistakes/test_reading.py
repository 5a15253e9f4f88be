import pytest

from studio import tasks
from studio.errors import NotFoundError
from studio.jobs import CancelledError
from studio.mistakes import JUDGES, judge_of
from studio.mistakes.reading import MistakeQuery, read_mistakes
from tests.judged_runs import JUDGED, PAIRS_REPORT, QUESTION_ROWS, TAGGED_ROWS, TAGS_REPORT, write_predictions


@pytest.fixture
def ask(tmp_path):
    def ask(task, split="test", **changes):
        rows, report = JUDGED[task]
        path = tmp_path / f"{task}.parquet"
        write_predictions(path, rows)
        return read_mistakes(path, judge_of(tasks.get(task), report), MistakeQuery(split, **changes))

    return ask


def rows_of(found):
    return [row.row_number for row in found.rows]


def kinds_of(found):
    return {row.row_number: row.kinds for row in found.rows}


def test_every_kind_of_target_that_can_be_wrong_has_a_judge():
    judged = {name for name in tasks.names() if (tasks.get(name).answer, tasks.get(name).target_kind) in JUDGES}
    assert judged == set(JUDGED)
    # A text that was written is as good as it is: nothing is simply wrong.
    written = {name for name in tasks.names() if tasks.get(name).answer == "text"}
    classes = {name for name in tasks.names() if tasks.get(name).has_classes}
    assert classes | judged | written | {"masked_lm"} == set(tasks.names())


@pytest.mark.parametrize("judge", JUDGES.values())
def test_kinds_and_measures_are_told_apart_and_explained(judge):
    for entries in (judge.KINDS, judge.MEASURES):
        assert len({entry.name for entry in entries}) == len({entry.label for entry in entries}) == len(entries)
        assert all(entry.help.endswith(".") for entry in entries)


def test_wrong_spans_are_named_by_their_kind_and_counted(ask):
    found = ask("token_classification")
    assert found.counts == {"boundary": 1, "type": 1, "missing": 2, "spurious": 1}
    assert (found.num_found, found.num_wrong, found.num_rows) == (2, 2, 3)
    first = found.rows[0]
    assert [(mistake.kind, mistake.subject) for mistake in first.mistakes] == [
        ("boundary", "PER"),
        ("spurious", "LOC"),
        ("missing", "PER"),
        ("type", "PER"),
    ]
    boundary, spurious, missing, wrong_type = first.mistakes
    assert (boundary.found.text, boundary.expected.text) == ("Ada", "Ada Lovelace")
    assert (spurious.found.text, spurious.expected) == ("met", None)
    assert (missing.found, missing.expected.text) == (None, "Bob")
    assert (wrong_type.found.type, wrong_type.expected.type) == ("PER", "LOC")
    assert first.measures == (4.0, pytest.approx(0.9))
    # Nothing that was found is wrong.
    assert found.rows[1].measures == (1.0, None)


def test_rows_are_chosen_by_kind_by_type_and_by_words(ask):
    assert rows_of(ask("token_classification", kind="missing")) == [4, 2]
    assert rows_of(ask("token_classification", kind="type")) == [4]
    place = ask("token_classification", subject="LOC")
    assert (rows_of(place), place.counts["missing"], place.counts["boundary"]) == ([4, 2], 1, 0)
    assert rows_of(ask("token_classification", kind="missing", subject="LOC")) == [2]
    assert rows_of(ask("token_classification", is_right=True)) == [7]
    assert rows_of(ask("token_classification", is_right=None)) == [4, 2, 7]
    assert rows_of(ask("token_classification", is_right=None, search="rome SAW")) == [2]
    assert rows_of(ask("token_classification", split="validation")) == [1]


def test_rows_are_sorted_by_a_measure_or_their_number_and_cut(ask):
    assert rows_of(ask("token_classification", is_right=None, order="row_number")) == [7, 4, 2]
    assert rows_of(ask("token_classification", is_right=None, order="row_number", is_descending=False)) == [2, 4, 7]
    # Those without a value come last in both orders.
    for is_descending in (True, False):
        found = ask("token_classification", is_right=None, order="probability", is_descending=is_descending)
        assert rows_of(found) == [4, 2, 7]
    cut = ask("token_classification", is_right=None, limit=1)
    assert (rows_of(cut), cut.num_found) == ([4], 3)


def test_answers_to_questions_are_right_as_the_scripts_count(ask):
    found = ask("extractive_qa", is_right=None)
    assert kinds_of(found) == {
        1: (),
        2: ("partly",),
        3: ("wrong",),
        4: ("missing",),
        5: ("spurious",),
        6: (),
    }
    partly = found.rows[1]
    assert partly.mistakes[0].found.text == "in London in 1815"
    assert partly.mistakes[0].expected.text == "London"
    assert partly.measures == (pytest.approx(0.8), pytest.approx(0.4), 0.0)
    assert partly.inputs["question"] == "Where exactly?"
    assert found.rows[3].answer.best is None
    assert found.rows[3].expected.best.text == "1815"
    assert not found.rows[5].expected.has_answer


def test_numbers_come_with_the_largest_error_first(ask):
    found = ask("text_regression")
    assert [(row.row_number, row.kinds, row.measures) for row in found.rows] == [
        (2, ("low",), (3.0,)),
        (3, ("high",), (2.0,)),
    ]
    assert rows_of(ask("text_regression", kind="high")) == [3]


def test_labels_are_missed_or_wrongly_given_and_the_surest_mistake_is_first(ask):
    found = ask("multilabel_classification")
    assert [(mistake.kind, mistake.subject) for mistake in found.rows[0].mistakes] == [
        ("missing", "art"),
        ("missing", "war"),
        ("spurious", "Art"),
    ]
    # 0.875 is what is left of 0.125 for war.
    assert [(row.row_number, row.measures) for row in found.rows] == [(2, (0.875, 3.0)), (3, (0.625, 1.0))]
    assert found.rows[0].answer.predictions == ("Art",)
    assert found.rows[0].expected.predictions == ("art", "war")
    assert rows_of(ask("multilabel_classification", subject="Art")) == [2]


def test_a_pair_says_what_came_before_its_second_text(ask):
    found = ask("text_embedding", is_right=None)
    assert kinds_of(found) == {3: ("far",), 2: ("near",), 1: ()}
    assert [hit.text for hit in found.rows[0].answer.hits] == ["another passage", "passage 3"]
    assert [hit.text for hit in found.rows[2].answer.hits] == ["passage 1", "another passage"]
    assert found.rows[0].measures == (12.5, 0.125)


def test_scored_pairs_are_neither_right_nor_wrong():
    task = tasks.get("text_embedding")
    assert judge_of(task, PAIRS_REPORT) is not None
    assert judge_of(task, {"metrics": {"spearman": 0.8}}) is None


def test_answers_that_are_not_there_or_others_are_told(tmp_path):
    judge = judge_of(tasks.get("token_classification"), TAGS_REPORT)
    with pytest.raises(NotFoundError, match="no saved answers"):
        read_mistakes(tmp_path / "none.parquet", judge, MistakeQuery("test"))
    write_predictions(tmp_path / "others.parquet", QUESTION_ROWS)
    with pytest.raises(NotFoundError, match="it has no column expected_spans"):
        read_mistakes(tmp_path / "others.parquet", judge, MistakeQuery("test"))
    write_predictions(tmp_path / "damaged.parquet", [{**TAGGED_ROWS[0], "spans": "[{"}])
    with pytest.raises(NotFoundError, match="row 4: JSONDecodeError"):
        read_mistakes(tmp_path / "damaged.parquet", judge, MistakeQuery("test"))


def test_reading_ends_when_it_is_asked_to(tmp_path):
    path = tmp_path / "rows.parquet"
    write_predictions(path, TAGGED_ROWS)
    judge = judge_of(tasks.get("token_classification"), TAGS_REPORT)
    with pytest.raises(CancelledError):
        read_mistakes(path, judge, MistakeQuery("test"), lambda: True)


def test_each_judge_is_that_of_a_task():
    every = map(tasks.get, tasks.names())
    assert set(JUDGES) <= {(task.answer, task.target_kind or "") for task in every}
