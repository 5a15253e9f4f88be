"""Sentences that say why, as templates with details, so that the window can translate them."""

from dataclasses import dataclass, field

from studio import plurals
from studio.errors import Detail


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence.

    Attributes:
        template: In English, with `{name}` where a detail belongs.
    """

    template: str
    details: dict[str, Detail] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The finished sentence, in English."""
        return plurals.fill(self.template, self.details)
