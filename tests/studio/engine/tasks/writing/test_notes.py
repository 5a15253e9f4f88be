"""What is said of a run of texts when it starts."""

from types import SimpleNamespace
from typing import Any

from studio import tasks
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.chat.task import TASK as CHAT
from studio.engine.tasks.text_generation.task import TASK
from studio.schema import Schema
from tests.studio.engine.generation.tiny_writers import make_network


def model_of(network: Any, *, packing: bool) -> TextModel:
    settings = {"packing": packing}
    return TextModel(network, ModelInfo(tasks.get("text_generation"), Schema(), 16, settings=settings))


def test_texts_that_cannot_share_rows_are_told_of() -> None:
    assert TASK.notes(model_of(make_network("GPT2"), packing=True)) == ()
    # One that takes more than a text.
    other = SimpleNamespace(backbone=SimpleNamespace(input={"token_ids": None, "images": None}, output=None))
    first, reason = TASK.notes(model_of(other, packing=True))
    assert str(first) == "Texts do not share rows: each has one of its own."
    assert "token ids and a padding mask" in str(reason)
    assert TASK.notes(model_of(other, packing=False)) == ()
    # Conversations share rows only where that is asked for.
    talks = TextModel(other, ModelInfo(tasks.get("chat"), Schema(), 16))
    assert CHAT.notes(talks) == ()


def test_an_export_may_differ_only_where_tokens_are_drawn() -> None:
    network = make_network("GPT2")
    for sampler, tolerated in (("greedy", 0), ("beam", 0), ("sample", 5)):
        generation = {"sampler": sampler, "num_beams": 2}
        info = ModelInfo(tasks.get("text_generation"), Schema(), 16, settings={"generation": generation})
        assert TASK.num_tolerated(TextModel(network, info), 256) == tolerated
