"""The steps through one head, with the numbers of the user's own text.

Vaswani et al., Attention Is All You Need, section 3.2, step by step.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from studio.attention import Array, HeadWalk
from ui.attention.formula import Bracketed, Fraction, Name, Part, Root, Scripted, row
from ui.attention.matrix import Matrix, places
from ui.attention.walk_numbers import (
    biases,
    has_mask,
    mixture,
    root_of_width,
    score_parts,
    strongest_keys,
)
from ui.attention.walk_positions import position_formulas, position_words
from ui.attention.words import number, weight
from ui.text import fill, format_count

_NUM_ROWS, _NUM_COLUMNS = 5, 5
_NUM_SMALL_ROWS = 4
_NUM_BARS = 5
_NUM_MIXED = 3
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_D_K = Scripted("d", below="k")
_K_T = Scripted("K", above=Name("T"))
_SCALED = Fraction(row("Q", _K_T), Root(_D_K))
_PROJECTION_WORDS = (
    "Three learned matrices turn each vector into a query (what the token looks for), a key (what it is found by) "
    "and a value (what it passes on). This head works with {count} {count:number|numbers} of each."
)
_HEADS_WORDS = (
    "Layer {layer} has {count} {count:head that does|heads that do} all this side by side, each with matrices of its "
    "own. Their outputs stand next to each other, {count} × {head_width} = {total} {total:number|numbers} for each "
    "token, and one more learned matrix mixes them into {width}."
)


@dataclass(frozen=True, slots=True, eq=False)
class WalkStep:
    """One step.

    Attributes:
        title: What happens.
        words: Why, for newcomers.
        formulas: The same in letters.
        spoken: The formulas as one line of plain letters.
        matrices: The numbers, in part.
        sums: The followed token's numbers, worked out.
        bars: Names and weights that are shown as bars.
    """

    title: str
    words: str
    formulas: tuple[Part, ...]
    spoken: str
    matrices: tuple[Matrix, ...] = ()
    sums: tuple[str, ...] = ()
    bars: tuple[tuple[str, float], ...] = ()


def walk_steps(walk: HeadWalk, focus: int) -> tuple[WalkStep, ...]:
    """Return all steps.

    Args:
        walk: The numbers of the head.
        focus: The token that is followed, by its place among those that look.
    """
    makers: tuple[Callable[[HeadWalk, int], WalkStep], ...] = (
        _vectors,
        _projections,
        _scores,
        _softmax,
        _weighted_sum,
        _all_heads,
        _positions,
        _residual,
    )
    return tuple(make(walk, min(focus, len(walk.tokens) - 1)) for make in makers)


def step_titles() -> tuple[str, ...]:
    """Return the titles of all steps, in their order."""
    return (
        _tr("Tokens become vectors"),
        _tr("Query, key and value"),
        _tr("Scores"),
        _tr("Softmax"),
        _tr("Weighted sum"),
        _tr("All heads together"),
        _tr("Positions"),
        _tr("Residual and normalization"),
    )


def _vectors(walk: HeadWalk, focus: int) -> WalkStep:
    count, width = walk.hidden.shape
    words = _tr(
        "The text was cut into %Ln tokens. When they come to layer {layer}, each of them is a vector of {width} "
        "numbers. Together they are the rows of X.",
        count,
    ).format(layer=walk.layer + 1, width=format_count(width))
    if walk.layer == 0:
        words += " " + _tr("This is the first layer: it gets them from a table with a row for each known token.")
    else:
        words += " " + _tr("They are what layer {before} made of the tokens.").format(before=walk.layer)
    words += " " + _tr("Click a row to follow its token through all steps.")
    return WalkStep(
        title=step_titles()[0],
        words=words,
        formulas=(row("X", Name(" ∈ "), Scripted(Name("ℝ"), above=Name(f"{count} × {width}"))),),
        spoken=f"X: {count} × {width}",
        matrices=(_of_queries("X", walk.hidden, walk, focus),),
    )


def _projections(walk: HeadWalk, focus: int) -> WalkStep:
    words = fill(_PROJECTION_WORDS, {"count": walk.query.shape[1]})
    if walk.kind == "cross":
        words += " " + _tr("The queries come from what is written, keys and values from what was read.")
    names = ("Q", "K", "V")
    formulas = tuple(row(f"{name}", Name(" = "), "X", Scripted("W", below=name)) for name in names)
    keys_focus = focus if walk.kind != "cross" else None
    rows = places(len(walk.key_tokens), _NUM_SMALL_ROWS, () if keys_focus is None else (keys_focus,))
    return WalkStep(
        title=step_titles()[1],
        words=words,
        formulas=(row(formulas[0], Name(",  "), formulas[1], Name(",  "), formulas[2]),),
        spoken="Q = X·W_Q, K = X·W_K, V = X·W_V",
        matrices=(
            _of_queries("Q", walk.query, walk, focus, _NUM_SMALL_ROWS),
            *(
                Matrix(
                    name=name,
                    values=values,
                    row_names=walk.key_tokens,
                    rows=rows,
                    columns=_counted(values),
                    focus=keys_focus,
                    can_choose=keys_focus is not None,
                )
                for name, values in (("K", walk.key), ("V", walk.value))
            ),
        ),
    )


def _scores(walk: HeadWalk, focus: int) -> WalkStep:
    best = strongest_keys(walk, focus, 1)[0]
    parts = score_parts(walk, focus, best)
    query, key = walk.tokens[focus], walk.key_tokens[best]
    words = _tr(
        "The query of each token meets the key of every token: both vectors are multiplied number by number and added "
        "up. A large score says that they fit."
    )
    sums = [f"q({query}) · k({key}) = {number(parts.product)}"]
    result = parts.product
    width = walk.query.shape[1]
    if parts.is_scaled:
        words += " " + _tr("The division by √{width} keeps scores from growing with the width of the head.").format(
            width=width
        )
        result = parts.product / root_of_width(walk)
        sums.append(f"{number(parts.product)} ÷ √{width} = {number(result)}")
    else:
        words += " " + _tr("This family leaves out the division by √{width}.").format(width=width)
    if parts.has_bias:
        words += " " + _tr("For the distance between both, a number is added: see the step on positions.")
        sums.append(f"{number(result)} + {number(parts.bias)} = {number(parts.score)}")
    if has_mask(walk):
        words += " " + _tr("Places with −∞ are masked: a token must not look at what comes after it.")
    formula = _SCALED if parts.is_scaled else row("Q", _K_T)
    addition: tuple[Part, ...] = (Name(" + "), "B") if parts.has_bias else ()
    return WalkStep(
        title=step_titles()[2],
        words=words,
        formulas=(row("S", Name(" = "), formula, *addition),),
        spoken="S = Q·Kᵀ / √d_k" if parts.is_scaled else "S = Q·Kᵀ",
        matrices=(_pairs("S", walk.scores, walk, focus, is_weights=False),),
        sums=tuple(sums),
    )


def _softmax(walk: HeadWalk, focus: int) -> WalkStep:
    words = _tr(
        "Each row of scores becomes weights: the exponential makes them positive, the division makes the row add up to "
        "1. A score that is larger by 1 gives a weight that is 2.7 times as large. These rows are the heat map."
    )
    index = Name("ij")
    exponential = Scripted("e", above=Scripted("s", below=index))
    sigma = Scripted(Name("∑"), below="j")
    strongest = strongest_keys(walk, focus, _NUM_BARS)
    return WalkStep(
        title=step_titles()[3],
        words=words,
        formulas=(
            row(
                "A",
                Name(" = softmax("),
                "S",
                Name("),   "),
                Scripted("a", below=index),
                Name(" = "),
                Fraction(exponential, row(sigma, Name(" "), exponential)),
            ),
        ),
        spoken="A = softmax(S)",
        matrices=(_pairs("A", walk.weights, walk, focus, is_weights=True),),
        bars=tuple((walk.key_tokens[place], float(walk.weights[focus, place])) for place in strongest),
    )


def _weighted_sum(walk: HeadWalk, focus: int) -> WalkStep:
    chosen, rows = mixture(walk, focus, min(_NUM_MIXED, len(walk.key_tokens)))
    query = walk.tokens[focus]
    words = _tr(
        "The values of all tokens are added up by these weights. So “{query}” takes in something of each token it "
        "looks at, and most of “{key}”."
    ).format(query=query, key=walk.key_tokens[chosen[0]])
    names = [f"{weight(float(walk.weights[focus, place]))} × {walk.key_tokens[place]}" for place in chosen]
    mixed = Matrix(
        name="A V",
        values=rows,
        row_names=(*names, _tr("all others"), _tr("sum")),
        rows=tuple(range(len(rows))),
        columns=_counted(rows),
        focus=len(rows) - 1,
        can_choose=False,
        note=_tr("for “{query}”").format(query=query),
    )
    return WalkStep(
        title=step_titles()[4],
        words=words,
        formulas=(row("O", Name(" = "), "AV", Name(" = softmax"), Bracketed(_SCALED), "V"),),
        spoken="O = A·V = softmax(Q·Kᵀ / √d_k)·V",
        matrices=(mixed, _of_queries("O", walk.output, walk, focus, _NUM_SMALL_ROWS)),
    )


def _all_heads(walk: HeadWalk, focus: int) -> WalkStep:
    head_width, width = walk.output.shape[1], walk.multi_head.shape[1]
    words = fill(
        _HEADS_WORDS,
        {
            "layer": walk.layer + 1,
            "count": walk.num_heads,
            "head_width": head_width,
            "total": walk.num_heads * head_width,
            "width": width,
        },
    )
    own = "O" + str(walk.head + 1).translate(_SUBSCRIPTS)
    first, last = Scripted("O", below=Name("1")), Scripted("O", below=Name(str(walk.num_heads)))
    return WalkStep(
        title=step_titles()[5],
        words=words,
        formulas=(row("M", Name(" = Concat("), first, Name(", …, "), last, Name(") "), Scripted("W", below="O")),),
        spoken=f"M = Concat(O_1, …, O_{walk.num_heads})·W_O",
        matrices=(
            _of_queries(own, walk.output, walk, focus, _NUM_SMALL_ROWS),
            _of_queries("M", walk.multi_head, walk, focus, _NUM_SMALL_ROWS),
        ),
    )


def _positions(walk: HeadWalk, focus: int) -> WalkStep:
    formulas, spoken = position_formulas(walk.positions)
    matrices: tuple[Matrix, ...] = ()
    if walk.positions in ("relative", "alibi"):
        matrices = (_pairs("B", biases(walk), walk, focus, is_weights=False),)
    return WalkStep(step_titles()[6], position_words(walk.positions), formulas, spoken, matrices)


def _residual(walk: HeadWalk, focus: int) -> WalkStep:
    is_first, is_rms = walk.normalize_first, walk.normalization == "rms_norm"
    norm = Name("RMSNorm" if is_rms else "LayerNorm")
    words = _tr("What the attention found is added to what the token was: so nothing is lost on the way.")
    if is_rms:
        words += " " + _tr("Normalization then brings each vector to the same size.")
    else:
        words += " " + _tr("Normalization then brings each vector to mean 0 and spread 1.")
    words += " " + _tr("Learned factors stretch each of its numbers.")
    if is_first:
        words += " " + _tr(
            "This model normalizes before each part: X was the normalized form of the vector H that is added to here."
        )
    words += " " + _tr("A feed-forward network then works on each token alone, and the next layer begins.")
    added = "H" if is_first else "X"
    return WalkStep(
        title=step_titles()[7],
        words=words,
        formulas=(
            row(
                "R",
                Name(" = "),
                added,
                Name(" + "),
                "M",
                Name(",   "),
                "Y",
                Name(" = "),
                norm,
                Name("("),
                "R",
                Name(")"),
            ),
        ),
        spoken=f"R = {added} + M, Y = {norm.text}(R)",
        matrices=(
            _of_queries("R", walk.residual, walk, focus, _NUM_SMALL_ROWS),
            _of_queries("Y", walk.normalized, walk, focus, _NUM_SMALL_ROWS),
        ),
        sums=(
            _spread("R", walk.residual[focus], walk.tokens[focus], is_rms=is_rms),
            _spread("Y", walk.normalized[focus], walk.tokens[focus], is_rms=is_rms),
        ),
    )


def _spread(name: str, vector: Array, token: str, *, is_rms: bool) -> str:
    if is_rms:
        size = number(float(np.sqrt(np.square(vector).mean())))
        return f"{name}({token}): " + _tr("size {size}").format(size=size)
    words = _tr("mean {mean}, spread {spread}")
    return f"{name}({token}): " + words.format(mean=number(float(vector.mean())), spread=number(float(vector.std())))


def _of_queries(name: str, values: Array, walk: HeadWalk, focus: int, num_rows: int = _NUM_ROWS) -> Matrix:
    rows = places(len(values), num_rows, (focus,))
    return Matrix(name, values, walk.tokens, rows, _counted(values), focus=focus)


def _pairs(name: str, values: Array, walk: HeadWalk, focus: int, *, is_weights: bool) -> Matrix:
    """Return a matrix of queries and keys; of the keys, those that the followed token looks at most are shown."""
    return Matrix(
        name=name,
        values=values,
        row_names=walk.tokens,
        rows=places(len(walk.tokens), _NUM_ROWS, (focus,)),
        columns=places(len(walk.key_tokens), _NUM_COLUMNS, strongest_keys(walk, focus, _NUM_COLUMNS)),
        column_names=walk.key_tokens,
        focus=focus,
        is_weights=is_weights,
    )


def _counted(values: Array) -> tuple[int, ...]:
    return places(values.shape[1], _NUM_COLUMNS)


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("attention walk", text, None, count)
