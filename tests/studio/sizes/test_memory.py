from studio.architecture_presets import find_architecture
from studio.sizes import (
    LayerShape,
    activation_bytes,
    inference_memory,
    layer_shape,
    training_memory,
)


def test_training_keeps_weights_gradients_and_two_moments():
    use = training_memory(num_parameters=1000, num_trained=100, activations_bytes=70)
    assert (use.weights_bytes, use.gradients_bytes, use.moments_bytes) == (4000, 400, 800)
    assert use.activations_bytes == 70
    assert use.total_bytes == use.program_bytes + 4000 + 400 + 800 + 70


def test_running_keeps_weights_and_one_layer():
    shape = LayerShape.usual(256)
    use = inference_memory(1000, shape, batch_size=2, sequence_length=64)
    assert (use.gradients_bytes, use.moments_bytes) == (0, 0)
    assert use.activations_bytes == activation_bytes(shape, 1, 2, 64)


def test_activations_grow_with_layers_and_texts_and_faster_than_the_length():
    shape = LayerShape.usual(256)
    one = activation_bytes(shape, 1, 8, 64)
    assert activation_bytes(shape, 6, 8, 64) == 6 * one
    assert activation_bytes(shape, 1, 32, 64) == 4 * one
    assert activation_bytes(shape, 1, 8, 128) > 2 * one
    assert activation_bytes(shape, 1, 8, 64, bytes_per_value=2) == one // 2


def test_the_usual_shape_is_that_of_bert():
    assert LayerShape.usual(768) == layer_shape(find_architecture("bert_base").architecture)


def test_a_gate_and_a_second_attention_keep_more_and_shared_heads_less():
    plain = LayerShape(256, 1024, 4, 4)
    kept = activation_bytes(plain, 1, 8, 64)
    assert activation_bytes(LayerShape(256, 1024, 4, 4, is_gated=True), 1, 8, 64) > kept
    assert activation_bytes(LayerShape(256, 1024, 4, 4, num_attentions=2), 1, 8, 64) > kept
    assert activation_bytes(LayerShape(256, 1024, 4, 1), 1, 8, 64) < kept
