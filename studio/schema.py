"""What a model remembers of the data that it was trained on."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Schema:
    """What the outputs of a model stand for. Each task fills what it needs; the rest keeps its default.

    Attributes:
        class_names: Classes, labels or types of spans, in the order of the model's outputs.
        class_counts: How often each occurs in the training part; empty where it is not known.
        num_rows: How many rows the training part has, where several labels may apply to one; 0 where it is not known.
        mean, deviation: Of a number in the training part: the model itself works on (number − mean) / deviation.
        minimum, maximum: The range of that number.
        error: The mean absolute error on the validation part; `None` where it was not measured.
        thresholds: From which probability on each label applies, in the order of `class_names`.
        no_answer_threshold: By how much "no answer" must be ahead of the best answer to be taken.
        has_whole_words: Whether a tag stands for all that is between two blanks, marks such as commas included, not for
            a piece of it.
        tag_scheme: How the spans of the training data are written as tags, a name of `studio.data.tag_schemes.SCHEMES`;
            empty where they are places in texts, or it is not known.
    """

    class_names: tuple[str, ...] = ()
    class_counts: tuple[int, ...] = ()
    num_rows: int = 0
    mean: float = 0.0
    deviation: float = 1.0
    minimum: float = 0.0
    maximum: float = 0.0
    error: float | None = None
    thresholds: tuple[float, ...] = ()
    no_answer_threshold: float = 0.0
    has_whole_words: bool = False
    tag_scheme: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the schema as JSON data."""
        return asdict(self)
