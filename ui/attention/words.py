"""Weights, scores and their places, as the window writes them."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from studio.attention import Array, AttributionMethod, MapKind
from ui.attention.choice import Choice, Scope
from ui.text import MINUS

_LEAST_SHOWN = 0.005


def weight(value: float) -> str:
    """Return a weight with two decimals: `0.23`, `<0.01`."""
    if 0 < value < _LEAST_SHOWN:
        return "<" + QLocale().toString(0.01, "f", 2)
    return QLocale().toString(float(value), "f", 2)


def signed(value: float, decimals: int = 2) -> str:
    """Return a score with its sign: `+0.42`, `−1.05`."""
    sign = MINUS if value < 0 else "+"
    return sign + QLocale().toString(abs(float(value)), "f", decimals)


def number(value: float) -> str:
    """Return a value of a matrix in at most five signs: `0.42`, `−1.3`, `−∞`."""
    if np.isneginf(value):
        return f"{MINUS}∞"
    size = abs(float(value))
    decimals = 2 if size < 9.995 else 1 if size < 99.95 else 0
    words = QLocale().toString(size, "f", decimals)
    return f"{MINUS}{words}" if value < 0 and float(f"{size:.{decimals}f}") else words


def strongest(weights: Array, tokens: tuple[str, ...], count: int = 5) -> tuple[tuple[str, str], ...]:
    """Return the tokens with the largest weights and the weights, in words.

    Args:
        weights: float32 array of shape `(num_tokens,)`.
        tokens: Their tokens.
        count: How many at most; those without any weight are left out.
    """
    order = np.argsort(-weights, kind="stable")[:count]
    return tuple((tokens[index], weight(weights[index])) for index in order if weights[index] > 0)


def choice_title(choice: Choice) -> str:
    """Return what is looked at: `Layer 3 · Head 5`. People count from 1."""
    layer = _tr("Layer {number}").format(number=choice.layer + 1)
    match choice.scope:
        case Scope.HEAD:
            return f"{layer} · {_tr('Head {number}').format(number=choice.head + 1)}"
        case Scope.LAYER:
            return f"{layer} · {_tr('Mean of the heads')}"
        case Scope.MODEL:
            return _tr("Mean of all layers")
        case Scope.ROLLOUT:
            return _tr("Attention rollout")


def scope_help(scope: Scope) -> str:
    """Return what a scope means, for newcomers."""
    helps = {
        Scope.HEAD: _tr(
            "Each layer computes several patterns side by side, its heads. The map of one says how much each token "
            "looks at each other token."
        ),
        Scope.LAYER: _tr("The mean of all heads of the layer: what most of them agree on."),
        Scope.MODEL: _tr("The mean of all heads of all layers. Special tokens often stand out: heads rest on them."),
        Scope.ROLLOUT: _tr(
            "Follows the attention through all layers, and what each token keeps of itself on the way: how much of "
            "each input token has reached a token at the end."
        ),
    }
    return helps[scope]


def method_help(method: AttributionMethod) -> str:
    """Return what a method of attribution does, for newcomers."""
    helps = {
        "integrated_gradients": _tr(
            "Fades the text in, step by step, and adds up how the output reacts to each token. The scores share out "
            "the whole difference to an empty text."
        ),
        "leave_one_out": _tr("Takes one token away at a time and measures how much the output falls."),
    }
    return helps[method]


def kind_name(kind: MapKind) -> str:
    """Return the name of a kind of attention."""
    names = {"encoder": _tr("Encoder"), "decoder": _tr("Decoder"), "cross": _tr("Cross-attention")}
    return names[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("attention", text)
