"""Text embedding: texts of like meaning get vectors that point the same way, so that a file can be searched."""

from typing import Literal

from studio.settings import SpecPart, setting
from studio.tasks.base import ExportOutput, MetricInfo, Role, Task
from studio.tasks.names import TEXT_NAMES

Pooling = Literal["auto", "mean", "first"]
LossName = Literal["auto", "ranking", "cosine"]

# By how much a number of a vector of length 1 may differ from process to process.
_TOLERANCE = 1e-5
SCORE_ROLE = "score"


class EmbeddingSettings(SpecPart):
    """What can be set where texts become vectors."""

    pooling: Pooling = setting(
        "auto",
        label="Pooling",
        help="How the vectors of a text's tokens become one. Mean averages them, first takes that of the first token. "
        "Auto does what the backbone was trained with, where its folder says so, else mean.",
    )
    loss: LossName = setting(
        "auto",
        label="Loss",
        help="Ranking draws each text to its second text and away from those of the other pairs in the batch: a larger "
        "batch teaches more, and with gradient accumulation each batch counts for itself. Cosine fits the similarity "
        "of two texts to their score. Auto is cosine where there are scores, else ranking.",
    )
    temperature: float = setting(
        0.05,
        label="Temperature",
        help="By what the similarities are divided in the ranking loss. A smaller one lets the nearest wrong texts "
        "count for more.",
        is_advanced=True,
        step=0.01,
        gt=0.0,
        le=1.0,
    )


def _recall(cut: int) -> MetricInfo:
    place = "at the first place" if cut == 1 else f"among the first {cut}"
    return MetricInfo(
        f"recall_at_{cut}",
        f"Recall@{cut}",
        f"The part of the texts for which the second text was found {place}, in a search among all second texts of "
        "the part.",
        is_higher_better=True,
        is_fraction=True,
    )


TASK = Task(
    name="text_embedding",
    label="Text embedding",
    help="Turns texts into vectors that lie near each other where the texts mean the same: for search by meaning.",
    roles=(
        Role(
            "text",
            "Text",
            "The column with the texts, such as questions that are searched with.",
            (
                "text",
                "query",
                "question",
                "anchor",
                "sentence1",
                "text1",
                "text_a",
                "first",
                "source",
                *TEXT_NAMES,
            ),
        ),
        Role(
            "second_text",
            "Second text",
            "The column with the text that belongs to it, such as the passage to find.",
            (
                "second_text",
                "passage",
                "positive",
                "answer",
                "sentence2",
                "text2",
                "text_b",
                "second",
                "document",
                "target",
                "response",
                "译文",
                "答案",
                "段落",
            ),
        ),
        Role(
            "third_text",
            "Third text",
            "The column with a text that does not belong to it, though it looks as if it "
            "did. It may be missing, in some rows or in all.",
            (
                "third_text",
                "negative",
                "hard_negative",
                "sentence3",
                "text3",
                "text_c",
                "third",
            ),
            is_required=False,
        ),
        Role(
            SCORE_ROLE,
            "Score",
            "The column with a number that says how much the two texts have in common: of 0 to 1 or −1 to 1, or of any "
            "other scale, such as 0 to 5, which is then divided by its largest number.",
            (
                "score",
                "similarity",
                "similarity_score",
                "相似度",
                "得分",
            ),
            is_required=False,
            kind="score",
            side="target",
        ),
    ),
    metrics=(
        MetricInfo(
            "loss",
            "Loss",
            "How surprised the model is by the second texts in a search among all of the part; for scored pairs, the "
            "mean square of what lies between similarity and score.",
            is_higher_better=False,
            is_fraction=False,
        ),
        *(_recall(cut) for cut in (1, 5, 10)),
        MetricInfo(
            "mrr",
            "MRR",
            "The mean of 1 / place at which the second text was found: 1 where it is always the first.",
            is_higher_better=True,
            is_fraction=True,
        ),
        MetricInfo(
            "ndcg_at_10",
            "nDCG@10",
            "Like MRR, but a lower place costs less, and places beyond the tenth count as not found.",
            is_higher_better=True,
            is_fraction=True,
        ),
        MetricInfo(
            "spearman",
            "Spearman",
            "How well the similarities keep the order of the scores: 1 keeps it, 0 knows nothing of it.",
            is_higher_better=True,
            is_fraction=False,
            role=SCORE_ROLE,
        ),
    ),
    monitor="ndcg_at_10",
    key_metrics=("recall_at_1", "ndcg_at_10"),
    outputs=(ExportOutput("embedding", "float32", "close", _TOLERANCE),),
    answer="vector",
    example="A text to search with",
    # A decoder's first tokens see nothing of what follows.
    kinds=("encoder",),
    long_texts="apart",
    settings=EmbeddingSettings,
)
