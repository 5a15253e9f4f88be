"""Chat: a conversation is answered."""

from pydantic import field_validator

from studio.errors import InputError, SpecError
from studio.generation import GenerationSettings
from studio.settings import SpecPart, setting
from studio.tasks.base import Role, Task
from studio.tasks.writing import (
    BITS_PER_BYTE,
    LOSS,
    OUTPUTS,
    PERPLEXITY,
    ROUGE_L,
    generation_setting,
    packing_setting,
    write_every_setting,
    written_rows_setting,
)

MESSAGES_LAYOUT, PROMPT_LAYOUT = "messages", "prompt"


class ChatSettings(SpecPart):
    """What can be set for conversations alone."""

    template: str = setting(
        "auto",
        label="Chat template",
        help="How a conversation becomes one text: a template in the language Jinja, with the marks that the model "
        "knows. Auto takes the one that came with the model, else one of the studio's own.",
        is_advanced=True,
        min_length=1,
    )
    packing: bool = packing_setting(is_on=False)
    written_rows: int = written_rows_setting()
    write_every: int = write_every_setting()
    generation: GenerationSettings = generation_setting()

    @field_validator("template")
    @classmethod
    def _check_template(cls, template: str) -> str:
        # Jinja takes a while to load: whoever leaves the template alone does without.
        from studio.chat import check_setting

        try:
            check_setting(template)
        except InputError as error:
            raise SpecError(error.message.template, **error.message.details) from None
        return template


TASK = Task(
    name="chat",
    label="Chat",
    help="Answers what somebody says or asks for, and remembers the conversation so far.",
    roles=(
        Role(
            "messages",
            "Messages",
            "The column with whole conversations: lists of messages, each with a role (system, user, assistant) and "
            "what was said.",
            ("messages", "conversations", "conversation", "dialog", "dialogue", "chat", "对话", "消息"),
            kind="messages",
            side="target",
            layout=MESSAGES_LAYOUT,
        ),
        Role(
            "prompt",
            "Prompt",
            "The column with what is asked or said.",
            ("prompt", "instruction", "question", "query", "user", "human", "request", "提问", "问题", "指令"),
            layout=PROMPT_LAYOUT,
        ),
        Role(
            "response",
            "Response",
            "The column with the answers, which the model learns to write.",
            (
                "response",
                "output",
                "answer",
                "completion",
                "reply",
                "assistant",
                "chosen",
                "回答",
                "答案",
                "回复",
                "输出",
            ),
            kind="messages",
            side="target",
            layout=PROMPT_LAYOUT,
        ),
        Role(
            "context",
            "Context",
            "The column with what the prompt is about, put below it: the input of instruction, input and output. It "
            "may be missing, in some rows or in all.",
            ("context", "input", "输入", "上下文"),
            is_required=False,
            layout=PROMPT_LAYOUT,
        ),
        Role(
            "system",
            "System message",
            "The column with what the model is told before the conversation: who it is and how it answers. It may be "
            "missing, in some rows or in all.",
            ("system", "system_prompt", "system_message", "系统"),
            is_required=False,
            layout=PROMPT_LAYOUT,
        ),
    ),
    metrics=(LOSS, PERPLEXITY, BITS_PER_BYTE, ROUGE_L),
    monitor="loss",
    key_metrics=("perplexity", "rougeL"),
    outputs=OUTPUTS,
    answer="text",
    example="What can you do?",
    # A conversation is one text, which is gone on with.
    kinds=("decoder",),
    long_texts="shortened",
    settings=ChatSettings,
)
