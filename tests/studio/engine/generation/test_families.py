"""Every family writes what its logits say, with a cache, in batches, compiled once."""

import numpy as np
import pytest

from studio.engine.generation.generator import Generator
from studio.generation import GenerationSettings
from tests.matrix import cases
from tests.studio.engine.generation.tiny_writers import (
    CAUSAL,
    END,
    MAX_LENGTH,
    OWN,
    OWN_SEQ2SEQ,
    PAD,
    SEQ2SEQ,
    make_network,
    next_logits,
)

# The answers that writing is held to are asked for token by token: one of them has nothing before it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
    # WORKAROUND: KerasHub 0.32 hands T5's attention an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

PROMPTS = ([5, 6, 7], [3], [9, 2, 4, 8, 11, 12, 3, 7, 20], [5, 6])
SOURCES = ([4, 5, 6, 7, 8], [9], [10, 11, 12], [13, 14, 15, 16, 17, 18, 19])
SETTINGS = GenerationSettings(max_new_tokens=14)
# A decoder of its own in each of these: learned places, ALiBi, one that needed mending, windows, and nested caches.
TAKEN = ("GPT2", "Bloom", "Llama3", "Gemma3", "OwnRotary")
TAKEN_SEQ2SEQ = ("Bart", "T5", "T5Gemma", "OwnRelativeSeq2Seq")


def greedy(ask, prompt):
    """Write the likeliest tokens, asking the whole network anew for each."""
    written = []
    while len(written) < SETTINGS.max_new_tokens:
        token = int(np.argmax(ask([*prompt, *written])))
        if token == END:
            break
        written.append(token)
    return written


def write(generator, prompts, sources=None, num_steps=5):
    writing = generator.start(prompts, SETTINGS, sources)
    while not writing.is_over:
        writing.write(num_steps)
    return writing.token_ids()


def padded(sources):
    shape = (len(sources), max(map(len, sources)))
    token_ids, mask = np.full(shape, PAD, np.int32), np.zeros(shape, np.int32)
    for row, source in enumerate(sources):
        token_ids[row, : len(source)], mask[row, : len(source)] = source, 1
    return {"encoder_token_ids": token_ids, "encoder_padding_mask": mask}


@pytest.mark.parametrize("family", cases([*CAUSAL, *OWN], TAKEN))
def test_prompts_of_different_lengths_are_written_on_as_each_is_alone(family):
    network = make_network(family)
    generator = Generator(network, [END], PAD, MAX_LENGTH)
    together = write(generator, PROMPTS)
    assert together == [greedy(next_logits(network), prompt) for prompt in PROMPTS]
    assert together == [write(generator, [prompt], num_steps=1)[0] for prompt in PROMPTS]
    assert len({tuple(text) for text in together}) > 1
    assert generator.num_traces == 2


@pytest.mark.parametrize("family", cases([*SEQ2SEQ, *OWN_SEQ2SEQ], TAKEN_SEQ2SEQ))
def test_sources_of_different_lengths_are_answered_as_each_is_alone(family):
    network = make_network(family)
    generator = Generator(network, [END], PAD, MAX_LENGTH)
    prompts = [[2]] * len(SOURCES)
    together = write(generator, prompts, padded(SOURCES))
    asked = zip(SOURCES, prompts, strict=True)
    assert together == [greedy(next_logits(network, source), prompt) for source, prompt in asked]
    assert together == [write(generator, [[2]], padded([source]))[0] for source in SOURCES]
    assert len({tuple(text) for text in together}) > 1
    assert generator.num_traces == 2
