"""Translation: each text is written in another language."""

from studio.tasks.base import Role, Task
from studio.tasks.writing import BLEU, CHRF, LOSS, OUTPUTS, PERPLEXITY, ROUGE_1, ROUGE_2, ROUGE_L, WritingSettings

TASK = Task(
    name="translation",
    label="Translation",
    help="Writes each text in another language, or in another manner of the same one.",
    roles=(
        Role(
            "source",
            "Source",
            "The column with the texts that are translated.",
            (
                "source",
                "source_text",
                "src",
                "original",
                "input",
                "msgid",
                "原文",
                "源文",
                "源语言",
                "输入",
            ),
            names_language=True,
        ),
        Role(
            "target",
            "Target",
            "The column with their translations, which the model learns to write.",
            (
                "target",
                "target_text",
                "tgt",
                "translation",
                "output",
                "msgstr",
                "译文",
                "目标",
                "翻译",
                "目标语言",
                "输出",
            ),
            side="target",
            names_language=True,
        ),
    ),
    metrics=(LOSS, PERPLEXITY, BLEU, CHRF, ROUGE_1, ROUGE_2, ROUGE_L),
    monitor="loss",
    key_metrics=("bleu", "chrf"),
    outputs=OUTPUTS,
    answer="text",
    example="A text to translate",
    inputs=("source",),
    export_inputs=("text",),
    # An encoder by itself writes nothing.
    kinds=("encoder_decoder",),
    settings=WritingSettings,
)
