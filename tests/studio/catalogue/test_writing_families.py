"""Families that write: what they are for, and what is refused."""

import json

import pytest

import resources
from studio import catalogue, tasks
from studio.catalogue import describe_folder, listing
from studio.errors import PresetError
from studio.spec import BackboneSpec

CAUSAL = {
    "BloomBackbone", "FalconBackbone", "GPT2Backbone", "GPTNeoXBackbone", "Gemma3Backbone", "GemmaBackbone",
    "GptOssBackbone", "Llama3Backbone", "LlamaBackbone", "MistralBackbone", "MixtralBackbone", "OPTBackbone",
    "Phi3Backbone", "Qwen3Backbone", "Qwen3MoeBackbone", "QwenBackbone", "QwenMoeBackbone", "SmolLM3Backbone",
}  # fmt: skip
SEQ2SEQ = {"BartBackbone", "T5Backbone", "T5GemmaBackbone"}
SETTINGS = {"vocabulary_size": 31, "num_layers": 2, "hidden_dim": 16}


def users_of(task):
    return {name for name, info in catalogue.backbones().items() if task in info.tasks}


@pytest.mark.usefixtures("writing_tasks")
def test_each_family_is_for_the_tasks_that_its_network_can_do():
    assert users_of("text_generation") == users_of("chat") == CAUSAL | {"TransformerBackbone"}
    assert users_of("translation") == users_of("summarization") == SEQ2SEQ | {"TransformerBackbone"}
    assert users_of("text_classification").isdisjoint(CAUSAL | SEQ2SEQ)


def check(folder, task_name):
    task = tasks.get(task_name)
    catalogue.check_task(BackboneSpec(preset=str(folder)), task, task.settings())


def test_no_task_is_offered_that_is_not_in_the_table(set_tasks):
    set_tasks({"text_classification": tasks.get("text_classification")})
    assert {task for info in catalogue.backbones().values() for task in info.tasks} == {"text_classification"}
    assert {task for preset in catalogue.presets() for task in preset.tasks} == {"text_classification"}
    # Without a task that writes, a family that writes can be looked at, and nothing more.
    assert listing.generation_backbones() >= CAUSAL | SEQ2SEQ
    written = json.loads(resources.path("presets.json").read_text(encoding="utf-8"))
    named = {task for entry in written["backbones"].values() for task in entry["tasks"]}
    assert {"text_generation", "chat", "translation", "summarization"} <= named


@pytest.mark.usefixtures("writing_tasks")
def test_a_folder_that_writes_is_described_and_refused_for_what_it_cannot_do(keras_folder):
    folder = keras_folder("Llama3", **SETTINGS, num_query_heads=4, num_key_value_heads=2)
    info = describe_folder(folder)
    assert info.tasks == ("text_generation", "chat")
    assert (info.family, info.num_layers, info.num_heads, info.hidden_dim) == ("Llama 3", 2, 4, 16)
    assert (info.vocabulary_size, info.max_sequence_length, info.num_parameters) == (31, None, 12)
    check(folder, "text_generation")
    with pytest.raises(PresetError, match=r"\(Llama 3\) cannot be used for the task text_classification.*ALBERT, BERT"):
        check(folder, "text_classification")


@pytest.mark.usefixtures("writing_tasks")
def test_a_folder_that_reads_is_refused_for_writing(bert_folder):
    with pytest.raises(
        PresetError, match=r"\(BERT\) cannot be used for the task text_generation.*BLOOM, Falcon, GPT-2"
    ):
        check(bert_folder, "text_generation")


@pytest.mark.usefixtures("writing_tasks")
def test_the_two_halves_of_an_encoder_decoder_are_described_by_the_one_that_writes(keras_folder):
    sizes = {"encoder_num_layers": 1, "decoder_num_layers": 2, "decoder_hidden_dim": 16}
    info = describe_folder(keras_folder("T5Gemma", **sizes, decoder_num_attention_heads=4))
    assert (info.tasks, info.num_layers, info.hidden_dim, info.num_heads) == (
        ("translation", "summarization"),
        2,
        16,
        4,
    )


@pytest.mark.parametrize(
    ("kind", "can", "cannot"),
    [
        ("encoder", "extractive_qa", "chat"),
        ("decoder", "chat", "extractive_qa"),
        ("encoder_decoder", "translation", "chat"),
    ],
)
@pytest.mark.usefixtures("writing_tasks")
def test_what_was_trained_from_scratch_is_for_what_its_kind_is_for(keras_folder, kind, can, cannot):
    found = describe_folder(keras_folder("Transformer", **SETTINGS, kind=kind)).tasks
    assert can in found
    assert cannot not in found


@pytest.mark.usefixtures("writing_tasks")
@pytest.mark.parametrize("name", ["RWKV7", "PaliGemma", "Qwen3_5", "T5Gemma2"])
def test_recurrent_and_picture_reading_families_can_only_be_looked_at(keras_folder, name):
    folder = keras_folder(name)
    with pytest.raises(
        PresetError, match=f"{name}Backbone, which only generates text and can be looked at, but not trained"
    ):
        describe_folder(folder)
    assert catalogue.only_generates(folder)


@pytest.mark.usefixtures("writing_tasks")
@pytest.mark.parametrize(
    ("setting", "said"),
    [({"vision_encoder": {"class_name": "Gemma3VisionEncoder"}}, "reads pictures too"),
     ({"vision_encoder": None, "is_embedding_model": True}, "makes vectors of texts and cannot write")],
)  # fmt: skip
def test_a_gemma_3_that_does_not_write_text_from_text_is_refused(keras_folder, setting, said):
    with pytest.raises(PresetError, match=f"Gemma3Backbone that {said}"):
        describe_folder(keras_folder("Gemma3", **SETTINGS, **setting))
