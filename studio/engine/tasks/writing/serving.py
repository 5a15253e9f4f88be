"""Writing inside the graph of an export, with its cache."""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from studio.engine.generation.beams import BEAM_OPTION_SPECS, BeamWriter
from studio.engine.generation.writing import OPTION_SPECS, Writer
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.writing.prompt_writer import PromptWriter
from studio.generation import GenerationSettings


def write_in_graph(
    model: TextModel,
    writer: PromptWriter,
    prompts: Any,
    sources: Mapping[str, Any],
    settings: GenerationSettings,
    **chosen: Any,
) -> Any:
    """Return what a model writes on, inside a graph: tf.string `(batch,)`.

    Args:
        model: The model.
        writer: What writes with it outside of graphs.
        prompts: int32 ragged tensor of shape `(batch, (tokens))`, at least one token each.
        sources: By name, what an encoder reads.
        settings: How is to be written.
        **chosen: Scalar tensors instead of settings of the same names, such as `seed`; of a writer that is no beam
            search.
    """
    batch_size = prompts.nrows()

    def write() -> Any:
        return _write(model, writer, prompts, sources, writer.ends.added_to(settings), chosen)

    # No row at all has no longest prompt.
    return tf.cond(batch_size > 0, write, lambda: tf.zeros([0], tf.string))


# Nothing in it is for AutoGraph, which stumbles over modules of Keras.
@tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
def _write(
    model: TextModel,
    known: PromptWriter,
    prompts: Any,
    sources: Mapping[str, Any],
    settings: GenerationSettings,
    chosen: Mapping[str, Any],
) -> Any:
    decoder, pad = known.cached_decoder, int(model.tokenizer.pad_token_id)
    lengths = tf.cast(prompts.row_lengths(), tf.int32)
    padded = prompts.to_tensor(pad)
    is_beam = settings.sampler == "beam"
    specs = BEAM_OPTION_SPECS if is_beam else OPTION_SPECS
    options = {
        name: chosen.get(name, tf.constant(getattr(settings, name, settings.sampler == "sample"), spec.dtype))
        for name, spec in specs.items()
    }
    if is_beam:
        beams = BeamWriter(decoder, list(known.stops), pad)
        state = beams.write(beams.start(dict(sources), padded, lengths, options), options, _until_the_end())
        ended = state["ended_lengths"][:, 0]
        best = tf.gather(state["written"], tf.argmax(state["scores"], axis=1), batch_dims=1)
        has_ended = ended > 0
        tokens = tf.where(has_ended[:, None], state["ended"][:, 0], best)
        ends = tf.where(has_ended, ended, state["num_written"])
    else:
        writer = Writer(decoder, list(known.stops), pad)
        # A text is answered alike in any batch.
        rows = tf.zeros_like(lengths)
        state = writer.write(writer.start(dict(sources), padded, lengths, rows, options), options, _until_the_end())
        tokens, ends = state["written"], state["lengths"]
    written = tf.ragged.boolean_mask(tokens, _between(lengths, ends, tf.shape(tokens)[1]))
    found = known.decoder.behind(prompts, written)
    for stop in settings.stop:
        found = _before(found, stop)
    return found


def _until_the_end() -> Any:
    # Added to a place: it must not overflow.
    return tf.constant(2**30)


def _between(starts: Any, ends: Any, width: Any) -> Any:
    places = tf.range(width)[None]
    return (places >= starts[:, None]) & (places < ends[:, None])


def _before(texts: Any, stop: str) -> Any:
    """Return texts up to the first place where another one stands in them."""
    return tf.strings.split(texts, stop, maxsplit=1).to_tensor("", shape=[None, None])[:, 0]
