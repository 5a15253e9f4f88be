"""The seed of all that is drawn at random while a model is built."""

import random

import numpy as np


def set_seed(seed: int) -> None:
    """Seed what Keras draws the weights and the seeds of dropout from: Python's random numbers.

    WORKAROUND: `keras.utils.set_random_seed` seeds TensorFlow as well, and TensorFlow 2.21 drops its kernels then. The
    vocabulary of every SentencePiece tokenizer in the process would be gone with them (tensorflow/text, issue 570).
    """
    random.seed(seed)
    np.random.seed(seed)
