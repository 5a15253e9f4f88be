"""Steps that are computed from a network's parts: which networks, how few operations, and with whose weights."""

from collections import Counter
from dataclasses import replace

import keras_hub
import numpy as np
import pytest
import tensorflow as tf

from studio.engine.generation.cached_decoder import CausalDecoder
from studio.engine.generation.decoders import cached_decoder
from studio.engine.generation.generator import Generator
from studio.engine.generation.part_finders import find_parts
from studio.engine.generation.parts_decoder import PartsDecoder
from studio.generation import GenerationSettings
from tests.matrix import cases
from tests.studio.engine.generation.tiny_writers import CAUSAL, END, MAX_LENGTH, OWN, PAD, make_network, next_logits

# The answers that writing is held to are asked for token by token: one of them has nothing before it.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis")

COVERED = ("GPT2", "OPT", "Llama", "Llama3", "Mistral", "Qwen", "Qwen3")
PROMPTS = ([5, 6, 7], [3, 4])
NUM_NEW = 8
# Operations of one layer in a step for one token.
MOST = {"GPT2": 70, "Llama": 55, "OwnRotary": 55}


def write(generator):
    writing = generator.start(PROMPTS, GenerationSettings(max_new_tokens=NUM_NEW, min_new_tokens=NUM_NEW))
    while not writing.is_over:
        writing.write(3)
    return writing.token_ids()


def greedy(network):
    """Write the likeliest tokens, asking the whole network anew for each."""
    ask, texts = next_logits(network), []
    for prompt in PROMPTS:
        written = list(prompt)
        for _ in range(NUM_NEW):
            logits = ask(written)
            logits[END] = -np.inf
            written.append(int(np.argmax(logits)))
        texts.append(written[len(prompt) :])
    return texts


def step_operations(decoder):
    """Return the types of the operations of a step for one token, its weights read before."""
    before = []

    def step(state, token_ids, index):
        weights = decoder.weights()
        before.append(len(tf.compat.v1.get_default_graph().get_operations()))
        return decoder.step(state, token_ids, index, weights)

    ids, index = tf.TensorSpec([None, 1], tf.int32), tf.TensorSpec([], tf.int32)
    graph = tf.function(step, autograph=False).get_concrete_function(decoder.state_specs, ids, index).graph
    not_computed = {"Const", "Identity", "IdentityN", "NoOp", "Placeholder", "ReadVariableOp"}
    return [one.type for one in graph.get_operations()[before[0] :] if one.type not in not_computed]


@pytest.mark.parametrize("family", cases([*CAUSAL, *OWN], ("Llama3", "Bloom", "OwnAlibi")))
def test_steps_of_families_with_the_same_kind_of_layers_are_computed_from_their_parts(family):
    is_covered = family in COVERED or family in OWN
    assert isinstance(cached_decoder(make_network(family)), PartsDecoder if is_covered else CausalDecoder)


@pytest.mark.parametrize("family", MOST)
def test_a_layer_of_a_step_is_few_operations_and_none_copies_its_cache(family):
    parts = find_parts(make_network(family))
    one, two = (
        Counter(step_operations(PartsDecoder(replace(parts, layers=parts.layers[:num_layers]))))
        for num_layers in (1, 2)
    )
    of_layer = two - one
    assert of_layer.total() <= MOST[family]
    assert of_layer["InplaceUpdate"] == 2
    assert not {"TensorScatterUpdate", "Transpose", "Tile"} & set(two)
    # Tokens, places, the last normalization and the logits.
    assert one.total() - of_layer.total() <= 50


@pytest.mark.parametrize("family", ["Llama", "OwnRotary"])
def test_writing_follows_weights_and_lora_without_another_graph(family):
    network = make_network(family)
    generator = Generator(network, [END], PAD, MAX_LENGTH)
    before = write(generator)
    assert before == greedy(network)
    numbers = np.random.default_rng(7)
    for weight in network.backbone.weights:
        if weight.dtype.startswith("float"):
            weight.assign(weight + numbers.normal(0.0, 0.3, weight.shape))
    changed = write(generator)
    assert changed == greedy(network) != before
    assert generator.num_traces == 2
    network.backbone.enable_lora(2)
    with_lora = Generator(network, [END], PAD, MAX_LENGTH)
    for weight in network.trainable_weights:
        if "lora" in weight.path:
            weight.assign(numbers.normal(0.0, 0.5, weight.shape))
    assert write(with_lora) == greedy(network) != changed


def test_what_a_writer_was_given_stays_as_it_was():
    generator = Generator(make_network("Llama"), [END], PAD, MAX_LENGTH)
    writing = generator.start(PROMPTS, GenerationSettings(max_new_tokens=NUM_NEW))
    writing.write(2)
    state = writing._state
    before = tf.nest.map_structure(lambda tensor: tensor.numpy().copy(), state)
    writing.write(4)
    first = writing.token_ids()
    tf.nest.assert_same_structure(before, state)
    for kept, tensor in zip(tf.nest.flatten(before), tf.nest.flatten(state), strict=True):
        np.testing.assert_array_equal(tensor.numpy(), kept)
    writing._state = state
    writing.write(4)
    assert writing.token_ids() == first


def test_what_the_parts_cannot_say_is_left_to_kerashub():
    sizes = CAUSAL["Llama"][1]
    scaled = keras_hub.models.LlamaBackbone(**sizes, rope_position_scaling_factor=2.0)
    assert isinstance(cached_decoder(keras_hub.models.LlamaCausalLM(scaled)), CausalDecoder)
    backbone = keras_hub.models.LlamaBackbone(**sizes)
    # Its normalizations cannot be quantized, of which KerasHub warns.
    with pytest.warns(UserWarning, match="does not have a `quantize` method"):
        backbone.quantize("int8")
    assert isinstance(cached_decoder(keras_hub.models.LlamaCausalLM(backbone)), CausalDecoder)


def test_windows_of_any_family_are_kept_to():
    sizes = CAUSAL["Qwen"][1] | {"use_sliding_window_attention": True, "sliding_window_size": 3}
    backbone = keras_hub.models.QwenBackbone(**sizes)
    numbers = np.random.default_rng(5)
    for weight in backbone.weights:
        weight.assign(weight + numbers.normal(0.0, 0.3, weight.shape))
    network = keras_hub.models.QwenCausalLM(backbone)
    decoder = cached_decoder(network)
    assert isinstance(decoder, PartsDecoder)
    token_ids = np.array([[5, 6, 7, 8, 9, 3, 4, 11]], np.int32)
    state = decoder.start({}, tf.constant(1), tf.constant(8))
    logits, state = decoder.step(state, tf.constant(token_ids[:, :5]), tf.constant(0), decoder.weights())
    np.testing.assert_allclose(logits[0], next_logits(network)(token_ids[0, :5].tolist()), atol=1e-4)
    for place in range(5, 8):
        ids = tf.constant(token_ids[:, place : place + 1])
        logits, state = decoder.step(state, ids, tf.constant(place), decoder.weights())
        expected = next_logits(network)(token_ids[0, : place + 1].tolist())
        np.testing.assert_allclose(logits[0], expected, atol=1e-4)
