"""How a model knows the order of the tokens: words and formulas for each way."""

from PySide6.QtCore import QCoreApplication

from ui.attention.formula import Fraction, Name, Part, Scripted, row

_I, _J = "i", "j"


def position_words(positions: str) -> str:
    """Return how a model knows the order, for newcomers.

    Args:
        positions: As `ArchitectureSpec.positions` has it; anything else is answered in general.
    """
    start = _tr("Attention alone does not know the order of the tokens: shuffled tokens would give the same scores.")
    words = {
        "learned": _tr(
            "This model has a learned vector for each position. It is added to the token's own vector once, before the "
            "first layer, so X holds the order already."
        ),
        "sinusoidal": _tr(
            "Waves of different lengths are added to the tokens' vectors once, before the first layer: each position "
            "has a pattern of its own, and X holds the order already."
        ),
        "rotary": _tr(
            "Each query and key is turned by an angle that grows with its position. What is left in their product is "
            "the distance between both. Q and K above are shown after the turn."
        ),
        "relative": _tr(
            "To each score a learned number is added that depends on the distance between both tokens and on the head. "
            "Far distances share one number."
        ),
        "alibi": _tr(
            "From each score something is taken away that grows with the distance between both tokens, in some heads "
            "faster than in others. So near tokens count for more."
        ),
    }
    return f"{start} {words[positions]}" if positions in words else start


def position_formulas(positions: str) -> tuple[tuple[Part, ...], str]:
    """Return the formulas of a way to know the order, and the same in plain letters."""
    x_i, p_i, e_i = (Scripted(letter, below=_I) for letter in ("x", "p", "e"))
    s_ij = Scripted("s", below=Name("ij"))
    distance = row(_I, Name(" − "), _J)
    match positions:
        case "learned":
            return (row(x_i, Name(" = "), e_i, Name(" + "), p_i),), "x_i = e_i + p_i"
        case "sinusoidal":
            power = Scripted(Name("10000"), above=row("2k", Name("/"), "d"))
            wave = row(Name(" = sin"), Name("("), Fraction(_I, power), Name(")"))
            return (row(Scripted("p", below=row(_I, Name(", "), "2k")), wave),), "p = sin(i / 10000^(2k/d))"
        case "rotary":
            turned = row(Scripted("R", below=_I), Scripted("q", below=_I))
            met = row(Scripted("R", below=_J), Scripted("k", below=_J))
            return (row(s_ij, Name(" ∝ "), turned, Name(" · "), met),), "s_ij ∝ R_i q_i · R_j k_j"
        case "relative":
            bias = row(Scripted("b", below=distance))
            return (row(s_ij, Name(" = "), _product(), Name(" + "), bias),), "s_ij = q_i · k_j + b(i − j)"
        case "alibi":
            bias = row("m", Name(" |"), distance, Name("|"))
            return (row(s_ij, Name(" = "), _product(), Name(" − "), bias),), "s_ij = q_i · k_j − m |i − j|"
    return (), ""


def _product() -> Part:
    return row(Scripted("q", below=_I), Name(" · "), Scripted("k", below=_J))


def _tr(text: str) -> str:
    return QCoreApplication.translate("attention walk", text)
