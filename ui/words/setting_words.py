"""What a form calls the choices of a setting, in the window's language."""

from PySide6.QtCore import QCoreApplication

from studio.settings import SettingInfo


def choice_word(path: str, choice: str) -> str:
    """Return the word for a choice of a setting, e.g. `"Linear decay"` for `fit.schedule`'s `linear`."""
    words = {
        "fit.schedule": {
            "constant": _tr("Constant"),
            "linear": _tr("Linear decay"),
            "cosine": _tr("Cosine decay"),
        },
        "fit.precision": {
            "auto": _tr("Automatic"),
            "float32": "float32",
            "bfloat16": "bfloat16",
        },
        "settings.class_weights": {
            "none": _tr("All classes alike"),
            "balanced": _tr("Balanced: rare classes count more"),
        },
        "settings.no_answer": {
            "auto": _tr("Automatic"),
            "allowed": _tr("Allowed"),
            "never": _tr("Never"),
        },
        "settings.pooling": {
            "auto": _tr("As the backbone says"),
            "mean": _tr("Mean of all tokens"),
            "first": _tr("First token"),
        },
        "settings.generation.sampler": {
            "greedy": _tr("Greedy"),
            "beam": _tr("Beam search"),
            "sample": _tr("Sample"),
        },
        "settings.loss": {
            "auto": _tr("As the columns say"),
            "ranking": _tr("Ranking among the batch"),
            "cosine": _tr("Closeness to the scores"),
        },
        "settings.scheme": {
            "auto": _tr("Recognized from the tags"),
            "bio": "BIO (IOB2)",
            "iob1": "IOB1",
            "bilou": "BILOU (BIOES)",
            "plain": _tr("A type for each token"),
        },
        "settings.units": {
            "auto": _tr("Recognized from the marked parts"),
            "words": _tr("Words with their marks"),
            "pieces": _tr("Words and marks apart"),
        },
        "settings.places": {
            "auto": _tr("Recognized by the words"),
            "characters": _tr("Characters"),
            "utf16": _tr("UTF-16 units"),
            "graphemes": _tr("Visible characters (grapheme clusters)"),
        },
        "data.faulty_rows": {
            "refuse": _tr("Refuse: the run does not begin"),
            "leave_out": _tr("Leave them out"),
            "mend": _tr("Mend what can be mended"),
        },
        "data.keep_together": {
            "equal_rows": _tr("Rows with equal texts"),
            "shared_texts": _tr("Rows with a text in common"),
        },
        "backbone.architecture.kind": {
            "encoder": _tr("Encoder"),
            "decoder": _tr("Decoder"),
            "encoder_decoder": _tr("Encoder–decoder"),
        },
        "backbone.architecture.positions": {
            "learned": _tr("Learned"),
            "sinusoidal": _tr("Sine waves"),
            "rotary": _tr("Rotary"),
            "relative": _tr("Relative bias"),
            "alibi": "ALiBi",
        },
        "backbone.architecture.normalization": {
            "layer_norm": _tr("Layer normalization"),
            "rms_norm": _tr("RMS normalization"),
        },
        "backbone.architecture.activation": {
            "relu": "ReLU",
            "gelu": "GELU",
            "gelu_approximate": "GELU (tanh)",
            "swiglu": "SwiGLU",
            "geglu": "GeGLU",
        },
        "backbone.architecture.tokenizer": {
            "wordpiece": "WordPiece",
            "bpe": "BPE",
            "unigram": _tr("Unigram"),
            "character": _tr("Characters"),
        },
    }
    return words[path][choice]


def empty_word(info: SettingInfo) -> str:
    """Return what a setting that may be empty shows when it is."""
    words = {
        "backbone.architecture.num_key_value_heads": _tr("One for each head"),
        "backbone.dropout": _tr("As it was built with"),
        "backbone.lora_rank": _tr("Automatic"),
        "fit.clip_norm": _tr("Off"),
        "fit.early_stopping_patience": _tr("Off"),
        "settings.delimiter": _tr("Recognized"),
        "settings.tag_names": _tr("As the file says"),
        "settings.threshold": _tr("Automatic"),
    }
    return words[info.path]


def _tr(text: str) -> str:
    return QCoreApplication.translate("choices", text)
