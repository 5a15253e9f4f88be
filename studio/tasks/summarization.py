"""Summarization: each text is said in short."""

from studio.tasks.base import Role, Task
from studio.tasks.names import TEXT_NAMES
from studio.tasks.writing import BLEU, CHRF, LOSS, OUTPUTS, PERPLEXITY, ROUGE_1, ROUGE_2, ROUGE_L, WritingSettings

TASK = Task(
    name="summarization",
    label="Summarization",
    help="Says each text in short, in words of its own.",
    roles=(
        Role(
            "text",
            "Text",
            "The column with the texts that are summarized.",
            ("text", "document", "article", "dialogue", "source", "full_text", "原文", "全文", "文章", *TEXT_NAMES),
        ),
        Role(
            "summary",
            "Summary",
            "The column with their summaries, which the model learns to write.",
            (
                "summary",
                "highlights",
                "abstractive_summary",
                "tldr",
                "summaries",
                "target",
                "摘要",
                "总结",
                "概要",
            ),
            side="target",
            last_guesses=("abstract", "headline", "title", "标题"),
        ),
    ),
    metrics=(LOSS, PERPLEXITY, ROUGE_1, ROUGE_2, ROUGE_L, BLEU, CHRF),
    monitor="loss",
    key_metrics=("rouge1", "rougeL"),
    outputs=OUTPUTS,
    answer="text",
    example="A text to summarize",
    # An encoder by itself writes nothing.
    kinds=("encoder_decoder",),
    settings=WritingSettings,
)
