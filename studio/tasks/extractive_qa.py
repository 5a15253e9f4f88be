"""Extractive question answering: the part of a text that answers a question, or that there is none."""

from typing import Literal

from studio.settings import SpecPart, setting
from studio.tasks.base import PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role, Task

NoAnswer = Literal["auto", "allowed", "never"]
# By how much "no answer" must be ahead to be taken, where it is never taken.
NEVER = 1e9


class QuestionSettings(SpecPart):
    """What can be set where the answer to a question is looked for in a text."""

    stride: int = setting(
        128,
        label="Stride",
        help="A context that is longer than the model reads is read in windows that overlap. Each begins so many "
        "tokens behind the one before: fewer take more time and see each place with more around it.",
        unit="tokens",
        ge=1,
        le=4096,
    )
    max_answer_length: int = setting(
        30,
        label="Longest answer",
        help="The most tokens of an answer. Longer ones are never given.",
        unit="tokens",
        ge=1,
        le=512,
    )
    no_answer: NoAnswer = setting(
        "auto",
        label="No answer",
        help="Whether the model may say that a text does not answer the question. Auto allows it where the training "
        "data has such questions; how sure it must be is chosen on the validation part.",
    )


def _score(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=True)


TASK = Task(
    name="extractive_qa",
    label="Question answering",
    help="Finds the part of a text that answers a question about it, or says that there is none.",
    roles=(
        Role(
            "question",
            "Question",
            "The column with the questions.",
            ("question", "query", "问题"),
        ),
        Role(
            "context",
            "Context",
            "The column with the texts in which the answers stand.",
            ("context", "passage", "paragraph", "document", "text", "篇章", "上下文"),
        ),
        Role(
            "answer",
            "Answer",
            "The column with the answers: parts of the contexts, word for word; empty where a context does not answer "
            "the question.",
            ("answer", "answers", "answer_text", "答案"),
            kind="span",
            side="target",
        ),
        Role(
            "answer_start",
            "Answer start",
            "The column that says where in the context an answer begins, in characters from 0. Without it, answers are "
            "looked for.",
            ("answer_start", "answer_starts", "start", "start_position", "答案位置"),
            is_required=False,
            kind="span",
            side="target",
        ),
    ),
    metrics=(
        MetricInfo(
            "loss",
            "Loss",
            "The mean cross-entropy of where answers begin and end, over all windows.",
            is_higher_better=False,
            is_fraction=False,
        ),
        _score(
            "exact_match",
            "Exact match",
            "The part of the questions whose answer is one of the right ones, but for case, articles, punctuation and "
            "white space, as SQuAD's script counts it.",
        ),
        _score(
            "f1",
            "F1",
            "How many words an answer shares with the right one, averaged over all questions, as SQuAD's script counts "
            "it. In scripts without spaces each character is a word.",
        ),
        _score("has_answer_f1", "F1 (answerable)", "F1 over the questions that have an answer."),
        _score(
            "no_answer_accuracy",
            "No answer found",
            "The part of the questions without an answer of which the model says so.",
        ),
    ),
    monitor="f1",
    key_metrics=("exact_match", "f1"),
    outputs=(
        ExportOutput("answer", "string", "exact", meaning="the answer; empty where there is none"),
        ExportOutput("start", "int32", "exact", meaning="where it begins in the context, in code points; −1 for none"),
        ExportOutput("end", "int32", "exact", meaning="where it ends; −1 for none"),
        ExportOutput("score", "float32", "close", PROBABILITY_TOLERANCE, meaning="how likely the best answer is"),
        ExportOutput(
            "no_answer_score", "float32", "close", PROBABILITY_TOLERANCE, meaning="how likely there is no answer"
        ),
    ),
    answer="spans",
    example="Where was Ada Lovelace born?",
    inputs=("question", "context"),
    groups=("context",),
    # A token that is part of an answer has to see what comes behind it.
    kinds=("encoder",),
    long_texts="windows",
    settings=QuestionSettings,
)
