"""The proof: KerasHub loads what was downloaded, after the hub is gone."""

import numpy as np
import pytest

from studio import catalogue, downloads

pytestmark = [
    pytest.mark.engine,
    # Keras 3.15 on TensorFlow 2.21 and NumPy 2, when weights are saved.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning"),
]


@pytest.fixture
def preset_folder(tmp_path):
    keras_hub = pytest.importorskip("keras_hub")
    folder = tmp_path / "served"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad"]
    keras_hub.models.BertBackbone(7, 2, 2, 8, 16).save_to_preset(str(folder))
    keras_hub.tokenizers.BertTokenizer(vocabulary, lowercase=True).save_to_preset(str(folder))
    return folder


@pytest.mark.parametrize("handle", ["kaggle://owner/tiny/keras/tiny_bert/2", "hf://owner/tiny"])
def test_a_downloaded_preset_is_loaded_offline(hub, handle):
    import keras_hub

    downloads.download(handle)
    hub.shutdown()
    asked = len(hub.requests)

    folder = catalogue.resolve(handle).path_or_handle
    loaded = keras_hub.models.TextClassifier.from_preset(folder, num_classes=2)
    served = keras_hub.models.BertBackbone.from_preset(str(hub.folder))
    for ours, theirs in zip(loaded.backbone.weights, served.weights, strict=True):
        np.testing.assert_array_equal(ours.numpy(), theirs.numpy())
    assert loaded.predict(["good", "bad"], verbose=0).shape == (2, 2)
    assert catalogue.count_tokens(handle, ["good bad"]) == [4]
    assert len(hub.requests) == asked
