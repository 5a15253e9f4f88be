"""Text classification: one of several classes for each text."""

from studio.tasks.base import MetricInfo, Role, Task

_TEXT_NAMES = ("text", "sentence", "review", "content", "document", "comment", "message", "body", "tweet", "title")
_TEXT_NAMES_ZH = ("文本", "内容", "评论", "正文", "句子", "标题", "评价", "留言")
_LABEL_NAMES = ("label", "class", "category", "target", "sentiment", "topic", "intent", "tag", "y", "rating")
_LABEL_NAMES_ZH = ("标签", "类别", "分类", "类目", "情感", "主题", "意图")


def _score(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=True)


def _loss(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=False, is_fraction=False)


TASK = Task(
    name="text_classification",
    label="Text classification",
    help="Puts each text into one of several classes: topics, sentiment, spam or not.",
    roles=(
        Role("text", "Text", "The column with the text that is classified.", _TEXT_NAMES + _TEXT_NAMES_ZH),
        Role("label", "Label", "The column with the class that the text belongs to.", _LABEL_NAMES + _LABEL_NAMES_ZH),
    ),
    metrics=(
        _loss("loss", "Loss", "The mean cross-entropy: how surprised the model is by the labels."),
        _score("accuracy", "Accuracy", "The part of the texts whose class was found."),
        _score("macro_f1", "Macro F1", "F1 of each class, averaged: rare classes count as much as common ones."),
        _score("weighted_f1", "Weighted F1", "F1 of each class, averaged by how often the class occurs."),
        _score(
            "macro_precision",
            "Macro precision",
            "Of the texts put into a class, the part that belongs there, averaged over the classes.",
        ),
        _score(
            "macro_recall",
            "Macro recall",
            "Of the texts that belong to a class, the part that was found, averaged over the classes.",
        ),
        _score("weighted_precision", "Weighted precision", "Precision averaged by how often a class occurs."),
        _score("weighted_recall", "Weighted recall", "Recall averaged by how often a class occurs."),
        _loss("log_loss", "Log loss", "The mean of −log of the probability that the right class was given."),
    ),
    monitor="accuracy",
    key_metrics=("accuracy", "macro_f1"),
)
