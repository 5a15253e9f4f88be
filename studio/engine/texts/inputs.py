"""Which arrays a model takes, and who fills them."""

from collections.abc import Collection, Sequence

from studio.errors import PresetError

# What a sequence gives: its tokens, which of them are none, and which segment each belongs to.
TEXT_INPUTS = ("token_ids", "padding_mask", "segment_ids")
# An input of a batch that is trained on: which text of its row each token belongs to, from 1; 0 for padding.
DOCUMENT_IDS = "document_ids"


def text_inputs(input_names: Sequence[str], others: Collection[str] = ()) -> tuple[str, ...]:
    """Return which of a model's inputs a sequence fills. What nobody fills is never made up.

    Args:
        input_names: All inputs of the model.
        others: Those that are filled by someone else.

    Raises:
        PresetError: if an input is filled by neither.
    """
    check_filled(input_names, (*TEXT_INPUTS, *others))
    return tuple(name for name in input_names if name in TEXT_INPUTS)


def check_filled(input_names: Sequence[str], filled: Sequence[str]) -> None:
    """Check that each input of a model is filled.

    Raises:
        PresetError: if one is not.
    """
    unfilled = [name for name in input_names if name not in filled]
    if unfilled:
        raise PresetError(
            "The backbone takes inputs that the task does not give: {received}. Expected only {expected}.",
            received=", ".join(unfilled),
            expected=", ".join(filled),
        )
