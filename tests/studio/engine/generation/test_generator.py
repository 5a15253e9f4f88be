"""Settings, lengths, beams and chance."""

import numpy as np
import pytest

from studio.engine.generation.generator import Generator
from studio.errors import InputError
from studio.generation import GenerationSettings
from tests.studio.engine.generation.tiny_writers import (
    END,
    MAX_LENGTH,
    PAD,
    VOCABULARY_SIZE,
    make_network,
    next_logits,
)

pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis")

PROMPTS = ([5, 6, 7], [3, 4], [9, 2, 4, 8, 11, 12, 3])


@pytest.fixture(scope="module")
def network():
    return make_network("GPT2")


@pytest.fixture(scope="module")
def generator(network):
    return Generator(network, [END], PAD, MAX_LENGTH)


def write(generator, prompts, num_steps=4, rows=None, **settings):
    settings = {"max_new_tokens": 12} | settings
    writing = generator.start(prompts, GenerationSettings(**settings), rows=rows)
    while not writing.is_over:
        writing.write(num_steps)
    return writing.token_ids()


def log_probabilities(ask, token_ids):
    logits = ask(token_ids)
    logits = logits - logits.max()
    return logits - np.log(np.exp(logits).sum())


def beam_search(ask, prompt, num_beams, most, power):
    """Search with lists, sorted whole."""
    running, ended = [(0.0, [])], []
    for step in range(1, most + 1):
        found = []
        for total, text in running:
            scores = log_probabilities(ask, [*prompt, *text])
            found += [(total + scores[token], [*text, token]) for token in range(VOCABULARY_SIZE)]
        found = sorted(found, key=lambda beam: -beam[0])[: 2 * num_beams]
        front = found[:num_beams]
        ended += [(total / step**power, text[:-1]) for total, text in front if text[-1] == END]
        ended = sorted(ended, key=lambda beam: -beam[0])[:num_beams]
        running = [beam for beam in found if beam[1][-1] != END][:num_beams]
        if len(ended) == num_beams and ended[-1][0] >= running[0][0] / step**power:
            return ended[0][1]
    ended += [(total / most**power, text) for total, text in running]
    return max(ended, key=lambda beam: beam[0])[1]


@pytest.mark.parametrize(("num_beams", "power"), [(2, 1.0), (4, 1.0), (3, 0.0), (3, 2.0)])
def test_beams_find_what_a_search_with_lists_finds(network, generator, num_beams, power):
    settings = {"sampler": "beam", "num_beams": num_beams, "length_penalty": power, "max_new_tokens": 9}
    expected = [beam_search(next_logits(network), prompt, num_beams, 9, power) for prompt in PROMPTS]
    assert write(generator, PROMPTS, **settings) == expected
    assert [write(generator, [prompt], num_steps=1, **settings)[0] for prompt in PROMPTS] == expected


def test_what_is_drawn_depends_on_seed_and_row_and_not_on_what_is_beside_it(generator):
    settings = {"sampler": "sample", "temperature": 2.0, "max_new_tokens": 10}
    together = write(generator, PROMPTS, seed=1, **settings)
    alone = [write(generator, [prompt], rows=[row], seed=1, **settings)[0] for row, prompt in enumerate(PROMPTS)]
    assert together == alone
    assert write(generator, PROMPTS, seed=2, **settings) != together


def test_drawing_from_one_token_is_greedy(generator):
    assert write(generator, PROMPTS, sampler="sample", top_k=1) == write(generator, PROMPTS)


def test_a_text_ends_between_its_lengths(network):
    ask, prompt = next_logits(network), PROMPTS[0]
    ends = int(np.argmax(ask(prompt)))
    generator = Generator(network, [ends], PAD, MAX_LENGTH)
    assert write(generator, [prompt]) == [[]]
    (longer,) = write(generator, [prompt], min_new_tokens=4, max_new_tokens=6)
    assert 4 <= len(longer) <= 6
    assert ends not in longer
    beams = {"sampler": "beam", "num_beams": 2}
    (longer,) = write(generator, [prompt], min_new_tokens=4, max_new_tokens=6, **beams)
    assert 4 <= len(longer) <= 6


def test_nothing_repeats_where_nothing_may(generator):
    for sampler in ({}, {"sampler": "beam", "num_beams": 2}):
        for prompt, text in zip(PROMPTS, write(generator, PROMPTS, no_repeat_ngram_size=2, **sampler), strict=True):
            pairs = list(zip([*prompt, *text], [*prompt, *text][1:], strict=False))
            assert len(set(pairs)) == len(pairs)


def test_a_text_that_is_ended_from_outside_stays_as_it_is(generator):
    writing = generator.start(PROMPTS[:2], GenerationSettings(max_new_tokens=12))
    writing.write(4)
    writing.end([0])
    before = writing.token_ids()[0]
    while not writing.is_over:
        writing.write(4)
    texts = writing.token_ids()
    assert texts[0] == before
    assert texts[1] == write(generator, PROMPTS[:2], max_new_tokens=12)[1]


def test_candidates_are_the_likeliest_next_tokens(network, generator):
    writing = generator.start([PROMPTS[0]], GenerationSettings(max_new_tokens=2))
    token_ids, probabilities = writing.candidates(3)
    expected = np.exp(log_probabilities(next_logits(network), PROMPTS[0]))
    assert token_ids[0].tolist() == np.argsort(-expected)[:3].tolist()
    np.testing.assert_allclose(probabilities[0], np.sort(expected)[::-1][:3], atol=1e-6)


def test_one_graph_serves_all_settings_and_sizes(network):
    generator = Generator(network, [END], PAD, MAX_LENGTH)
    write(generator, PROMPTS)
    write(generator, PROMPTS[:1], sampler="sample", top_p=0.5, repetition_penalty=1.2, max_new_tokens=5)
    write(generator, PROMPTS[1:], no_repeat_ngram_size=3, min_new_tokens=2)
    assert generator.num_traces == 2


@pytest.mark.parametrize(
    ("prompts", "most", "expected"),
    [([[3], []], 5, "prompt 2"), ([[3] * 40], 20, "40 tokens of the prompt and up to 20 new tokens")],
)
def test_a_prompt_that_cannot_be_written_on_is_refused(generator, prompts, most, expected):
    with pytest.raises(InputError, match=expected):
        generator.start(prompts, GenerationSettings(max_new_tokens=most))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"min_new_tokens": 9, "max_new_tokens": 8}, "min_new_tokens"),
        ({"sampler": "beam"}, "num_beams of at least 2"),
        ({"stop": ("end", "")}, "an empty one"),
        ({"temperature": 0.0}, "greater than 0"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(settings, expected):
    with pytest.raises(ValueError, match=expected):
        GenerationSettings(**settings)
