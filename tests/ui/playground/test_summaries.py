import pytest

from studio import answers
from studio.answers import Classes, Fills, Hit, Hits, Number, Span, Spans, Vector, Written
from studio.cli.output import Output
from studio.cli.totals import show_total
from studio.jobs import Result
from ui.playground.file_outcome import Outcome, OutcomeCard
from ui.playground.summaries import summary_of

_SPAN = Span(0, 3, "PER", "Ada", 0.5)
# Answers of each kind to some rows. Where a text follows a number that is above 1, for 1 has words of its own.
GIVEN = {
    "one class": [
        Classes(("bad", "good"), (0.25, 0.75)),
        Classes(("bad", "good"), (0.5, 0.25)),
        Classes(("bad", "good"), (0.25, 0.75)),
    ],
    "labels": [
        Classes(("sea", "war"), (0.75, 0.75), (0.5, 0.5)),
        Classes(("sea", "war"), (0.75, 0.25), (0.5, 0.5)),
        *[Classes(("sea", "war"), (0.25, 0.25), (0.5, 0.5))] * 2,
    ],
    "numbers": [Number(1.0), Number(2.0), Number(6.0)],
    "tags": [Spans("Ada and", (_SPAN, Span(4, 7, "LOC", "and", 0.5))), Spans("Ada", (_SPAN,)), *[Spans("so", ())] * 2],
    "questions": [
        Spans("Ada", (Span(0, 3, "", "Ada", 0.75),), 0.25),
        Spans("Ada", (Span(0, 3, "", "Ada", 0.5),), 0.25),
        Spans("Ada", (), 1.0, has_answer=False),
    ],
    "texts": [Written("a b", 2), Written("a b c", 4, is_ended=False), Written("a b d", 6, is_ended=False)],
    "fills": [
        Fills("a film", ((("film", 0.5),), (("good", 0.5),))),
        Fills("a", ((("a", 0.5),),)),
        Fills("b", ((("b", 0.5),),)),
    ],
    "vectors": [Vector((0.5, 0.5))] * 3,
    "hits": [Hits((Hit(1, "near", 0.75),)), Hits((Hit(2, "nearer", 0.25),)), Hits(())],
}


def total_of(name):
    found = GIVEN[name]
    total = {}
    type(found[0]).add_up(total, found[:1])
    type(found[0]).add_up(total, found[1:])
    return {"kind": found[0].KIND, **total}


def summary(name):
    total = total_of(name)
    return summary_of(total["kind"], total)


def test_there_is_a_case_for_every_kind():
    assert {found[0].KIND for found in GIVEN.values()} == set(answers.names())


def test_classes_and_labels_are_counted():
    assert [(bar.name, bar.value) for bar in summary("one class").bars] == [
        ("good", "2 · 67\u2009%"),
        ("bad", "1 · 33\u2009%"),
    ]
    assert summary("one class").sentences == ()
    labels = summary("labels")
    assert [(bar.name, bar.fraction) for bar in labels.bars] == [
        ("sea", pytest.approx(2 / 3)),
        ("war", pytest.approx(1 / 3)),
    ]
    assert labels.sentences == ("In 2 rows nothing was found.",)


def test_numbers_have_mean_spread_and_a_histogram():
    found = summary("numbers")
    assert found.sentences == ("From 1.000 to 6.000, on average 3.000; standard deviation 2.16.",)
    assert sum(found.histogram.counts) == 3
    assert [mark.value for mark in found.marks] == [3.0]


def test_tags_are_counted_by_type():
    found = summary("tags")
    assert [(bar.name, bar.value.split(" ")[0]) for bar in found.bars] == [("PER", "2"), ("LOC", "1")]
    assert found.sentences == ("In 2 rows nothing was found.",)


def test_questions_are_answered_or_not_with_a_mean_probability():
    found = summary("questions")
    assert [(bar.name, bar.value.split(" ")[0]) for bar in found.bars] == [("Answered", "2"), ("No answer", "1")]
    assert found.sentences == ("On average the model gives what it says a probability of 0.750.",)
    assert sum(found.histogram.counts) == 3


def test_texts_have_their_lengths_and_how_many_were_ended_before():
    found = summary("texts")
    assert found.sentences == (
        "Tokens: 2 to 6, on average 4.00.",
        "2 texts were ended before they came to an end.",
    )
    assert sum(found.histogram.counts) == 3


def test_masks_vectors_and_hits_are_told():
    assert summary("fills").sentences == ("4 masks were filled.",)
    assert summary("vectors").sentences == ("Each row has a vector of 2 numbers.",)
    assert summary("hits").sentences == ("2 rows found a passage.",)


@pytest.mark.parametrize("name", GIVEN)
def test_what_came_out_is_shown_in_the_window_and_on_a_terminal(qtbot, capsys, tmp_path, name):
    card = OutcomeCard()
    qtbot.addWidget(card)
    card.resize(600, 400)
    assert card.isHidden()
    value = {"out": str(tmp_path / "answers.csv"), "examples": 3, "seconds": 2.0, "left_empty": 2, **total_of(name)}
    card.show_outcome(Outcome.of(Result(value)))
    card.show()
    assert card.result.text() == (
        "3 rows answered in 2\u2009s, saved as answers.csv. 2 rows without a text have an empty answer."
    )
    assert card.bars.isVisible() is bool(card.bars._bars)
    assert card.histogram.isVisible() is bool(card.histogram.bars.counts)
    if card.histogram.isVisible():
        card.histogram.hovered.emit(0)
        assert card._axis.text().endswith(": 1")
    assert not card.grab().isNull()
    show_total(Output(), value)
    assert capsys.readouterr().out.strip()


def test_many_classes_are_cut(qtbot):
    card = OutcomeCard()
    qtbot.addWidget(card)
    counts = {f"class {number}": 40 - number for number in range(14)}
    value = {"out": "a.csv", "examples": 9, "seconds": 1.0, "left_empty": 0, "kind": "classes", "counts": counts}
    card.show_outcome(Outcome.of(Result(value)))
    assert [bar.name for bar in card.bars._bars] == [f"class {number}" for number in range(10)]
    assert card.more.text() == "4 more answers, less often"
