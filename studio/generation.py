"""How a model writes: which token it takes next, and when it stops."""

from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from studio.settings import SpecPart, setting

Sampler = Literal["greedy", "beam", "sample"]

# What says something for one way of writing alone.
SAMPLER_OF: dict[str, Sampler] = {
    "num_beams": "beam",
    "length_penalty": "beam",
    "temperature": "sample",
    "top_k": "sample",
    "top_p": "sample",
    "min_p": "sample",
    "seed": "sample",
}
_LEAST_BEAMS, _USUAL_BEAMS = 2, 4


class GenerationSettings(SpecPart):
    """What can be set where a model writes text."""

    sampler: Sampler = setting(
        "greedy",
        label="Sampler",
        help="Greedy takes the likeliest token each time and always writes the same. Beam follows several texts at "
        "once and keeps the likeliest of them. Sample draws by chance, by the tokens' probabilities.",
    )
    num_beams: int = setting(
        1,
        label="Beams",
        help="How many texts the beam search follows at once. More find likelier texts and take longer.",
        ge=1,
        le=64,
    )
    temperature: float = setting(
        1.0,
        label="Temperature",
        help="For drawing by chance: below 1 likely tokens become likelier and the text safer, above 1 it becomes more "
        "surprising.",
        step=0.1,
        gt=0.0,
        le=10.0,
    )
    top_k: int = setting(
        0,
        label="Top k",
        help="Only so many of the likeliest tokens are drawn from; 0 leaves all.",
        ge=0,
    )
    top_p: float = setting(
        1.0,
        label="Top p",
        help="Only the likeliest tokens are drawn from whose probabilities add up to this; 1 leaves all.",
        step=0.05,
        gt=0.0,
        le=1.0,
    )
    min_p: float = setting(
        0.0,
        label="Min p",
        help="Only tokens are drawn that are at least so likely, as a part of the likeliest one; 0 leaves all.",
        is_advanced=True,
        step=0.05,
        ge=0.0,
        le=1.0,
    )
    repetition_penalty: float = setting(
        1.0,
        label="Repetition penalty",
        help="By what the score of a token is made smaller that occurred already, in the prompt or in what was "
        "written; 1 changes nothing.",
        is_advanced=True,
        step=0.05,
        gt=0.0,
        le=10.0,
    )
    no_repeat_ngram_size: int = setting(
        0,
        label="No repeated n-grams",
        help="No sequence of so many tokens is written twice; 0 allows all.",
        unit="tokens",
        is_advanced=True,
        ge=0,
    )
    length_penalty: float = setting(
        1.0,
        label="Length penalty",
        help="For the beam search: the score of a text is divided by its length to this power. Above 1 longer texts "
        "win, below 1 shorter ones.",
        is_advanced=True,
        step=0.1,
        ge=-5.0,
        le=5.0,
    )
    min_new_tokens: int = setting(
        0,
        label="Least new tokens",
        help="The text does not end before so many tokens.",
        unit="tokens",
        is_advanced=True,
        ge=0,
    )
    max_new_tokens: int = setting(
        64,
        label="Most new tokens",
        help="The text ends at the latest after so many tokens, those of the prompt not counted.",
        unit="tokens",
        ge=1,
    )
    stop: tuple[str, ...] = setting(
        (),
        label="Stop at",
        help="Texts before which writing ends. They are not part of the answer.",
        is_advanced=True,
    )
    seed: int = setting(
        0,
        label="Seed",
        help="Where chance begins: the same seed draws the same text.",
        is_advanced=True,
        ge=0,
        le=2**31 - 1,
    )

    def applies(self, name: str) -> bool:
        """Return whether a setting says something for this way of writing."""
        return SAMPLER_OF.get(name, self.sampler) == self.sampler

    def with_value(self, path: str, value: Any) -> Self:
        """Return the settings with another value for one; others that would contradict it are moved along."""
        changed = super().with_value(path, value)
        moved: dict[str, int] = {}
        if changed.sampler == "beam" and changed.num_beams < _LEAST_BEAMS:
            moved["num_beams"] = _USUAL_BEAMS if path == "sampler" else _LEAST_BEAMS
        if changed.min_new_tokens > changed.max_new_tokens:
            other = "max_new_tokens" if path == "min_new_tokens" else "min_new_tokens"
            moved[other] = value
        return changed.model_copy(update=moved)

    @classmethod
    def of_task(cls, settings: SpecPart) -> "GenerationSettings | None":
        """Return how a model writes by the settings of its task; `None` for tasks that write nothing."""
        found = getattr(settings, "generation", None)
        return found if isinstance(found, GenerationSettings) else None

    @field_validator("stop", mode="before")
    @classmethod
    def _take_list(cls, value: object) -> object:
        # JSON has no tuples.
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.min_new_tokens > self.max_new_tokens:
            raise ValueError(
                f"expected min_new_tokens to be at most max_new_tokens ({self.max_new_tokens}). "
                f"Received: {self.min_new_tokens}."
            )
        if self.sampler == "beam" and self.num_beams < _LEAST_BEAMS:
            raise ValueError(f"expected num_beams of at least 2 for the beam search. Received: {self.num_beams}.")
        if any(not text for text in self.stop):
            raise ValueError("expected texts to stop at. Received: an empty one.")
        return self
