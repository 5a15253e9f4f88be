"""Which arrays a model takes, and who fills them."""

from collections.abc import Sequence

from studio.errors import PresetError

# What a single text gives: its tokens, which of them are none, and which segment each belongs to.
TEXT_INPUTS = ("token_ids", "padding_mask", "segment_ids")


def text_inputs(input_names: Sequence[str], others: Sequence[str] = ()) -> tuple[str, ...]:
    """Return which of a model's inputs a text fills. What nobody fills is never made up.

    Args:
        input_names: All inputs of the model.
        others: Those that are filled by someone else.

    Raises:
        PresetError: if an input is filled by neither.
    """
    unfilled = [name for name in input_names if name not in TEXT_INPUTS and name not in others]
    if unfilled:
        raise PresetError(
            "The backbone takes inputs that the task does not give: {received}. Expected only {expected}.",
            received=", ".join(unfilled),
            expected=", ".join((*TEXT_INPUTS, *others)),
        )
    return tuple(name for name in input_names if name in TEXT_INPUTS)
