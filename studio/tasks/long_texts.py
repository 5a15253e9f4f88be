"""What is said of a limit to the lengths of texts, by what a task does with longer ones."""

from studio.tasks.base import LongTexts

# Where a backbone takes fewer tokens than were asked for.
LIMIT_WORDS: dict[LongTexts, str] = {
    "cut": "Texts are cut after {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.",
    "windows": "Texts are read in windows of {found} {found:token|tokens} instead of {wanted}: the backbone takes no "
    "more.",
    "apart": "Each text is cut after {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.",
    "pairs": "Pairs of passages have {found} {found:token|tokens} at most instead of {wanted}: the backbone takes no "
    "more.",
    "continued": "Texts go on in the next example after {found} {found:token|tokens} instead of {wanted}: the backbone "
    "takes no more.",
    "shortened": "Conversations lose what was said first beyond {found} {found:token|tokens} instead of {wanted}: the "
    "backbone takes no more.",
}
# What becomes of a long text that a model is asked about; in English, for whoever finds the model.
ASKED: dict[LongTexts, str] = {
    "cut": "Texts are cut after {length} tokens.",
    "windows": "Texts of more than {length} tokens are read in windows that overlap.",
    "apart": "Each text is cut after {length} tokens.",
    "pairs": "Texts are cut after {length} tokens.",
    "continued": "Of a text of more than {length} tokens the end is read.",
    "shortened": "Conversations of more than {length} tokens lose what was said first.",
}
