import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from tests.ui.attention.conftest import WORDS
from tests.ui.attention.test_cards import SCORES, make_answer
from ui.attention.attribution_view import AttributionView
from ui.inference.requests import AttributionRequest, ModelText


@pytest.fixture
def view(qtbot):
    view = AttributionView()
    qtbot.addWidget(view)
    view.retranslate()
    view.card.set_classes(("bad", "good"))
    view.resize(900, 480)
    view.show()
    return view


def left_out(error=None):
    answer = make_answer(probability_changes=(0.0, 0.02, 0.1, -0.01, 0.6, 0.0), num_steps=None)
    found = dataclasses.replace(answer.attribution, method="leave_one_out", completeness_error=error)
    return dataclasses.replace(answer, attribution=found)


def test_each_token_has_its_score_with_a_sign_and_a_signed_shade(view):
    view.show_answer(make_answer(), ())
    chips = view.card.strip.chips()
    assert [chip.note for chip in chips] == ["+0.00", "+0.10", "+0.40", "−0.05", "+1.60", "+0.00"]
    assert [chip.shade for chip in chips] == pytest.approx((SCORES / 1.6).tolist())
    assert view.card.legend.words() == ("speaks for", "speaks against")


def test_the_strongest_tokens_come_first_with_sign_and_number(view):
    view.show_answer(make_answer(), ())
    assert [(bar.name, bar.value) for bar in view.bars.bars()] == [
        ("good", "+1.60"), ("film", "+0.40"), ("the", "+0.10"), ("was", "−0.05"),
    ]  # fmt: skip
    assert view.bars.bars()[3].fraction < 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (0.002, "Adds up: the sum is off by 0.20\u2009%."),
        (0.00001, "Adds up: the sum is off by <0.01\u2009%."),
        (0.04, "The sum is off by 4.0\u2009%: take the scores as a rough picture."),
    ],
)
def test_the_error_of_the_sum_is_told_in_words(view, error, words):
    answer = make_answer()
    found = dataclasses.replace(answer.attribution, completeness_error=error)
    view.show_answer(dataclasses.replace(answer, attribution=found), ())
    assert view.verdict() == words
    assert view._verdict.isVisible()


def test_leaving_tokens_out_promises_no_sum_and_tells_the_fall_of_the_probability(qtbot, view):
    view.show_answer(left_out(), ())
    assert not view._verdict.isVisible()
    strip = view.card.strip
    qtbot.mouseMove(strip, (strip.flow().rects[4].center() + QPointF(2, 2)).toPoint())
    assert view.card.reading() == (
        "“good” speaks for “good”: +1.60 · without it the probability goes from 91.0\u2009% to 31.0\u2009%"
    )


def test_a_token_that_speaks_against_is_told_so(qtbot, view):
    view.show_answer(make_answer(), ())
    assert view.card.reading() == "For this text, “good” has a probability of 91.0\u2009%."
    strip = view.card.strip
    qtbot.mouseMove(strip, (strip.flow().rects[3].center() + QPointF(2, 2)).toPoint())
    assert view.card.reading() == "“was” speaks against “good”: −0.05"


def test_another_class_can_be_explained(qtbot, view):
    view.show_answer(make_answer(), ())
    target = view.card.target
    assert [target.itemText(index) for index in range(target.count())] == ["Predicted: good", "bad", "good"]
    target.setCurrentIndex(1)
    with qtbot.waitSignal(view.target_chosen) as chosen:
        target.activated.emit(1)
    assert chosen.args == ["bad"]
    target.setCurrentIndex(0)
    with qtbot.waitSignal(view.target_chosen) as chosen:
        target.activated.emit(0)
    assert chosen.args == [None]


def test_while_newer_scores_are_computed_the_view_says_so(view):
    view.set_busy(is_busy=True)
    assert view._state.text() == "Asking the model about every token…"
    view.show_answer(make_answer(), ())
    view.set_busy(is_busy=False)
    assert not view._state.isVisible()


def test_the_sums_explain_the_output(view):
    view.show_answer(make_answer(), ())
    shown = {name.text(): value.text() for name, value in view._sums}
    assert shown == {
        "Output for an empty text": "−0.500",
        "Sum of the scores": "+2.05",
        "Output for this text": "1.55",
    }


def test_a_text_without_any_score_is_shown_plainly(view):
    request = AttributionRequest(ModelText("the"), "integrated_gradients")
    found = dataclasses.replace(make_answer().attribution, scores=np.zeros(len(WORDS), np.float32))
    view.show_answer(make_answer(request=request, attribution=found), ())
    assert view.bars.bars() == ()
    assert all(chip.shade == 0 for chip in view.card.strip.chips())
