"""What is said to the user: a template with its details. The window translates it, a terminal prints it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio import plurals

Detail = str | int | float | None


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or two. As text it is in English.

    Attributes:
        template: In English, with `{name}` where a detail belongs. Words that follow a number are chosen inside of it,
            see `studio.plurals`.
        details: The values for the template.
    """

    template: str
    details: dict[str, Detail] = field(default_factory=dict)

    def __str__(self) -> str:
        return plurals.fill(self.template, self.details)

    def to_json(self) -> dict[str, Any]:
        """Return the message as JSON data: `template`, `details` and the finished `message`."""
        return {"template": self.template, "details": self.details, "message": str(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Message":
        """Return what `to_json` wrote; what is not there is empty, and a template that cannot be filled stays bare."""
        template, details = str(data.get("template", "")), data.get("details")
        known = details.items() if isinstance(details, Mapping) else ()
        found = cls(template, {str(name): _detail(value) for name, value in known})
        return found if plurals.can_fill(template, found.details) else cls(plurals.without_fields(template))


def _detail(value: Any) -> Detail:
    return value if value is None or isinstance(value, str | int | float) else str(value)
