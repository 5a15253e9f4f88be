"""Token classification: names, dates, word classes and other parts of texts are found and given a type."""

from typing import Literal

from studio.settings import SpecPart, setting
from studio.tasks.base import PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role, Task
from studio.tasks.names import TEXT_NAMES

Units = Literal["auto", "words", "pieces"]
Places = Literal["auto", "characters", "utf16", "graphemes"]
TOKENS_LAYOUT, TEXT_LAYOUT = "tokens", "text"


class TokenSettings(SpecPart):
    """What can be set for token classification alone."""

    scheme: Literal["auto", "bio", "iob1", "bilou", "plain"] = setting(
        "auto",
        label="Tag scheme",
        help="How tags mark where a part begins and ends: bio (B- begins, I- goes on), iob1 (B- only between "
        "neighbours), bilou (L- ends, U- stands alone; also BIOES), or plain, a type for each token alone. Auto finds "
        "it out.",
        is_advanced=True,
    )
    tag_names: str | None = setting(
        None,
        label="Tag names",
        help="What tags stand for that are numbers: the names of 0, 1, 2 and so on, with spaces or commas between, "
        "such as O B-PER I-PER. Empty takes the names that the file keeps.",
        is_advanced=True,
    )
    units: Units = setting(
        "auto",
        label="A tag stands for",
        help="What is tagged: words, all that is between two blanks with its commas and other marks, or pieces, in "
        "which every mark is one of its own and so is each character of a script without spaces. Auto takes words "
        "where the marked parts of the training data hold such marks, as in “Main Street,” for the name of a street.",
        is_advanced=True,
    )
    places: Places = setting(
        "auto",
        label="Places of spans",
        help="What the places of marked parts count: characters; utf16, the units of a browser, in which an emoji "
        "or a rare Chinese character counts twice, as doccano and Label Studio write them; or graphemes, what people "
        "see as one character, as doccano can be told to count. Auto finds it out by the words that the places fit.",
        is_advanced=True,
    )


def _score(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=True)


TASK = Task(
    name="token_classification",
    label="Token classification",
    help="Finds parts of texts and says what they are: names of people and places, dates, parts of addresses, word "
    "classes.",
    roles=(
        Role(
            "tokens",
            "Tokens",
            "The column with the words of each text, as a list.",
            ("tokens", "words", "token", "word", "词", "字"),
            kind="tokens",
            layout=TOKENS_LAYOUT,
        ),
        Role(
            "text",
            "Text",
            "The column with the text whose parts are marked.",
            TEXT_NAMES,
            layout=TEXT_LAYOUT,
        ),
        Role(
            "tags",
            "Tags",
            "The column with a tag for each token, as a list: B-PER, I-PER, O and the like.",
            ("tags", "ner_tags", "pos_tags", "chunk_tags", "ner", "tag", "labels", "label", "标签", "标注"),
            kind="tags",
            side="target",
            layout=TOKENS_LAYOUT,
        ),
        Role(
            "spans",
            "Spans",
            "The column with the marked parts of each text: a list of start, end and type.",
            ("spans", "entities", "annotations", "ner", "labels", "label", "实体", "标注"),
            kind="tags",
            side="target",
            layout=TEXT_LAYOUT,
        ),
    ),
    metrics=(
        MetricInfo(
            "loss",
            "Loss",
            "The mean cross-entropy of a word: how surprised the model is by the tags.",
            is_higher_better=False,
            is_fraction=False,
        ),
        _score("f1", "F1", "The harmonic mean of precision and recall over all spans, of whatever type."),
        _score("precision", "Span precision", "Of the spans that were found, the part whose place and type are right."),
        _score(
            "recall", "Span recall", "Of the spans to be found, the part that was found with the right place and type."
        ),
        _score("token_accuracy", "Token accuracy", "The part of the words, and of single marks, whose tag is right."),
    ),
    monitor="f1",
    key_metrics=("f1", "token_accuracy"),
    outputs=(
        ExportOutput("start", "int32", "exact", is_ragged=True),
        ExportOutput("end", "int32", "exact", is_ragged=True),
        ExportOutput("type", "string", "exact", is_ragged=True),
        ExportOutput("probability", "float32", "close", PROBABILITY_TOLERANCE, is_ragged=True),
    ),
    answer="spans",
    example="Ada Lovelace was born in London on 10 December 1815.",
    # A model that is given a text twice (encoder–decoder) has no one token to ask.
    kinds=("encoder", "decoder"),
    long_texts="windows",
    settings=TokenSettings,
)
