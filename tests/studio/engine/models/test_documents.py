"""Documents in one row: what a network learns of them is what it learns of each by itself."""

import itertools

import pytest

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 hands some layers an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

import studio.engine  # isort: skip  # noqa: E402, F401
import keras_hub  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from studio.engine.models.documents import documents_apart, why_not_packed  # noqa: E402
from tests.matrix import cases  # noqa: E402
from tests.studio.engine.generation.tiny_writers import CAUSAL, OWN, PAD, make_network  # noqa: E402

DOCUMENTS = ([5, 6, 7, 2], [9, 2, 4, 8, 11, 12, 3, 7, 20], [5, 6, 30], [21, 4, 4, 6, 8, 2])
ROWS = (DOCUMENTS[:3], DOCUMENTS[3:])
LENGTH = 18
# Learned places in a layer and in a layer's layer, ALiBi, rotary places, a window, places of the studio's own.
TAKEN = ("GPT2", "OPT", "Bloom", "Llama", "Gemma", "Mistral", "OwnLearned", "OwnRotary")


def padded(rows, length=LENGTH):
    """Return token ids and padding masks of rows, each some documents, and the number of each token's document."""
    arrays = np.full((3, len(rows), length), PAD, np.int32)
    for row, documents in enumerate(rows):
        end = 0
        for number, document in enumerate(documents, start=1):
            place = slice(end, end + len(document))
            arrays[0, row, place], arrays[1, row, place], arrays[2, row, place] = document, 1, number
            end += len(document)
    return arrays


def loss_and_gradients(network, rows, length=LENGTH):
    """Return the summed loss of each document's tokens but its first, and what it says to every weight."""
    token_ids, mask, document_ids = padded(rows, length)
    given = {"token_ids": token_ids, "padding_mask": mask}
    inputs = {name: given[name] for name in network.input}
    counts = tf.constant((document_ids[:, 1:] == document_ids[:, :-1]) & (mask[:, 1:] == 1), tf.float32)
    weights = [variable.value for variable in network.trainable_variables]
    with tf.GradientTape() as tape, documents_apart(network, tf.constant(document_ids)):
        logits = network(inputs, training=False)[:, :-1]
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(token_ids[:, 1:], tf.cast(logits, tf.float32))
        loss = tf.reduce_sum(losses * counts)
    gradients = tape.gradient(loss, weights, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    return loss.numpy(), [tf.convert_to_tensor(gradient).numpy() for gradient in gradients]


@pytest.mark.parametrize("family", cases([*CAUSAL, *OWN], TAKEN))
def test_packed_documents_teach_what_each_teaches_by_itself(family):
    network = make_network(family)
    assert why_not_packed(network) is None
    loss, gradients = loss_and_gradients(network, ROWS)
    alone = [loss_and_gradients(network, [[document]], len(document)) for document in DOCUMENTS]
    np.testing.assert_allclose(loss, sum(loss for loss, _ in alone), rtol=1e-5)
    for variable, found, *others in zip(
        network.trainable_variables, gradients, *(gradients for _, gradients in alone), strict=True
    ):
        expected = sum(others)
        np.testing.assert_allclose(found, expected, atol=2e-4 * max(1.0, abs(expected).max()), err_msg=variable.path)
    merged, _ = loss_and_gradients(network, [[[*itertools.chain(*documents)]] for documents in ROWS])
    assert abs(merged - loss) > 1e-2


def test_a_graph_keeps_documents_apart_and_leaves_the_network_as_it_was():
    network = make_network("GPT2")
    token_ids, mask, document_ids = (tf.constant(array) for array in padded(ROWS))

    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None, None], tf.int32)] * 3)
    def logits(token_ids, mask, document_ids):
        with documents_apart(network, document_ids):
            return network({"token_ids": token_ids, "padding_mask": mask}, training=False)

    before = [set(vars(layer)) for layer in network._flatten_layers()]
    found = logits(token_ids, mask, document_ids).numpy()
    assert [set(vars(layer)) for layer in network._flatten_layers()] == before
    with documents_apart(network, document_ids):
        np.testing.assert_allclose(found, network({"token_ids": token_ids, "padding_mask": mask}), atol=1e-4)
    plain = network({"token_ids": token_ids, "padding_mask": mask}).numpy()
    first = len(DOCUMENTS[0])
    np.testing.assert_allclose(found[0, :first], plain[0, :first], atol=1e-4)
    assert abs(found[0, first:] - plain[0, first:]).max() > 0.1


def test_what_no_mask_keeps_apart_is_refused_by_name():
    sizes = {"vocabulary_size": 31, "num_layers": 2, "hidden_dim": 16, "intermediate_dim": 32}
    backbone = keras_hub.models.DistilBertBackbone(**sizes, num_heads=2, max_sequence_length=24)
    assert str(why_not_packed(keras_hub.models.DistilBertTextClassifier(backbone, num_classes=2))) == (
        "Expected a network in which documents can be kept apart by masks. Received: DistilBertTextClassifier, where "
        "they cannot."
    )
    # Nothing of its fresh weights shows that it remembers; without masks there is nothing else.
    small = dict.fromkeys(("gate_lora", "mv_lora", "aaa_lora", "decay_lora"), 4)
    sizes = {"vocabulary_size": 31, "num_layers": 2, "hidden_size": 16, "intermediate_dim": 32, "head_size": 8}
    recurrent = keras_hub.models.RWKV7Backbone(**sizes, **small)
    assert "Received: RWKV7CausalLM, where they cannot" in str(
        why_not_packed(keras_hub.models.RWKV7CausalLM(recurrent))
    )
    assert "inputs are token ids" in str(why_not_packed(make_network("OwnLearnedSeq2Seq")))
