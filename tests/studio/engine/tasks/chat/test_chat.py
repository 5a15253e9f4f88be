"""Chat in the engine: what is read of conversations, and how they are answered, with tokenizers of three kinds."""

from typing import Any

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401
import keras_hub
import tensorflow as tf

from studio.chat import Message, dump_conversation
from studio.data.targets import Ragged
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.chat.encoding import chat_encoder
from studio.engine.tasks.chat.task import TASK
from studio.engine.tasks.chat.templates import resolve_template
from studio.engine.tasks.writing.examples import LABELS
from studio.engine.texts.batches import NO_TARGET
from studio.engine.texts.examples import TEXT
from studio.errors import InputError
from studio.generation import GenerationSettings
from studio.schema import Schema
from studio.tasks import chat
from tests.matrix import cases
from tests.tiny_presets import save_keras_hub

pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TALK = [
    Message(role="system", content="be good"),
    Message(role="user", content="a film"),
    Message(role="assistant", content="a story"),
    Message(role="user", content="the end <|eot_id|>"),
    Message(role="assistant", content="cold music"),
]
LENGTH = 120


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A tiny network with random weights of each kind of tokenizer."""
    found = {}
    for family in ("Llama3", "GPT2", "Gemma"):
        folder = tmp_path_factory.mktemp("presets") / family
        save_keras_hub(family, folder)
        found[family] = keras_hub.models.CausalLM.from_preset(str(folder), dtype="float32")
    return found


def model_of(network: Any, template: str = "auto", **generation: Any) -> TextModel:
    network.preprocessor.sequence_length = LENGTH
    settings = chat.ChatSettings(template=template, generation=GenerationSettings(max_new_tokens=6, **generation))
    remembered = TASK.remembered_settings(network, settings, None)
    return TextModel(network, ModelInfo(chat.TASK, Schema(), LENGTH, settings=remembered))


def spelled(model: TextModel, token_ids: Any) -> str:
    special = {int(token) for token in model.tokenizer.special_token_ids}
    pieces, text = [], []
    for token in [*np.asarray(token_ids).tolist(), None]:
        if token is None or token in special:
            if text:
                pieces.append(str(model.tokenizer.detokenize(text)))
            text = []
            if token is not None:
                pieces.append(model.tokenizer.id_to_token(token))
        else:
            text.append(token)
    return "".join(pieces)


def test_a_family_s_template_is_written_with_its_control_tokens(networks):
    model = model_of(networks["Llama3"])
    examples = chat_encoder(model).learned([dump_conversation(TALK)], LENGTH)
    ids = examples.rows.token_ids
    tokenizer = model.tokenizer

    # What a user writes is text.
    assert list(ids).count(tokenizer.token_to_id("<|eot_id|>")) == 4
    assert ids[0] == tokenizer.token_to_id("<|begin_of_text|>")
    assert list(ids).count(tokenizer.token_to_id("<|start_header_id|>")) == 5
    assert chat_encoder(model).ends.token_ids == (tokenizer.token_to_id("<|eot_id|>"),)


def test_labels_are_the_next_tokens_of_answers_alone(networks):
    model = model_of(networks["Llama3"])
    examples = TASK.examples(model, {TEXT: [dump_conversation(TALK)] * 2}, object())  # type: ignore[arg-type]
    labels = examples.targets[LABELS]
    assert isinstance(labels, Ragged)
    row = labels[0]

    assert spelled(model, row[row != NO_TARGET]) == "a story<|eot_id|>cold music<|eot_id|>"
    learned = np.flatnonzero(row[:-1] != NO_TARGET)
    assert row[learned].tolist() == examples.rows.token_ids[learned + 1].tolist()
    assert examples.row_of.tolist() == [0, 1]
    assert labels.offsets.tolist() == examples.rows.offsets.tolist()


def test_without_marks_an_answer_ends_with_the_end_token(networks):
    model = model_of(networks["GPT2"])
    end = model.tokenizer.end_token_id

    assert chat_encoder(model).ends.token_ids == (end,)
    ids = TASK.examples(model, {TEXT: ["the film"]}, None).rows.token_ids
    assert ids[0] == end
    assert spelled(model, ids[1:]) == "User: the film\nAssistant:"


def test_marks_that_the_vocabulary_lacks_are_text_and_stop_as_text(networks):
    ends = chat_encoder(model_of(networks["GPT2"], "chatml")).ends

    assert (ends.token_ids, ends.texts, ends.is_trimmed) == ((), ("<|im_end|>",), True)
    assert ends.added_to(GenerationSettings(stop=("x",))).stop == ("x", "<|im_end|>")


@pytest.mark.parametrize(
    ("family", "template"),
    cases(
        [("Llama3", "auto"), ("GPT2", "auto"), ("GPT2", "chatml"), ("Gemma", "auto")],
        [("Llama3", "auto"), ("GPT2", "chatml")],
    ),
)
def test_a_graph_reads_messages_as_the_studio_does(networks, family: str, template: str):
    model = model_of(networks[family], template)
    encoder = chat_encoder(model)
    end = encoder.ends.token_ids and model.tokenizer.id_to_token(encoder.ends.token_ids[0])
    texts = ["a good film", "the end, 好!", f"so {end or 'x'} it\nis", "  cold ", "bad " * 60]
    rows = encoder.prompts(texts, 70).rows
    graph = tf.function(
        encoder.prompts_in_graph, input_signature=[tf.TensorSpec([None], tf.string), tf.TensorSpec([], tf.int32)]
    )
    found = graph(tf.constant(texts), tf.constant(70))

    assert found.row_splits.numpy().tolist() == rows.offsets.tolist()
    assert found.flat_values.numpy().tolist() == rows.token_ids.tolist()
    assert rows.num_cut_texts == 1


def test_a_model_answers_and_its_export_says_the_same(networks):
    from studio.engine.tasks.writing.task_writer import TaskWriter

    model = model_of(networks["Llama3"])
    writer = TaskWriter(model)
    texts = ["a good film", "music"]
    found = writer.start({TEXT: texts}, writer.settings).finish()
    served = tf.function(lambda text: TASK.serve(model, {TEXT: text}))(tf.constant(texts))["text"]

    assert [text.decode() for text in served.numpy()] == [written.text for written in found]
    assert all(written.text == written.text.lstrip() for written in found)


def test_what_does_not_end_with_the_user_is_no_question(networks):
    model = model_of(networks["GPT2"])

    with pytest.raises(InputError, match="its last message"):
        TASK.prompt_examples(model, {TEXT: [dump_conversation(TALK)]}, GenerationSettings(max_new_tokens=4))


def test_an_export_is_checked_on_last_questions(networks):
    inputs = {TEXT: [dump_conversation(TALK), dump_conversation(TALK[:2]), "plain"]}

    assert TASK.check_inputs(model_of(networks["GPT2"]), inputs) == {TEXT: ["the end <|eot_id|>", "a film", "plain"]}


def test_a_template_is_remembered_in_full(networks):
    network = networks["Llama3"]
    settings = TASK.remembered_settings(network, chat.ChatSettings(template="mistral"), None)
    again = resolve_template(settings["template"], network, None)

    assert settings["template"].startswith('{% set bos_token, eos_token = "<|begin_of_text|>", "<|end_of_text|>" %}\n')
    assert again.render(TALK[1:3]) == "<|begin_of_text|>[INST] a film [/INST] a story<|end_of_text|>"


def test_a_template_that_fails_is_refused_before_a_run_begins(networks):
    with pytest.raises(InputError, match="cannot write the conversation: no"):
        TASK.remembered_settings(networks["GPT2"], chat.ChatSettings(template="{{ raise_exception('no') }}"), None)
