from ui.inference.questions import Question


def test_several_texts_stand_in_one_line_with_dots_between_them() -> None:
    question = Question((("question", "Where was\n she born?"), ("context", "Marit Bjørgen, née le 21 mars 1980")))
    assert question.line() == "Where was she born? · Marit Bjørgen, née le 21 mars 1980"
    assert question.line(9) == "Where was · Marit Bjø"
