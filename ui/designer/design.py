"""A design in the making: it may contradict itself for a while, and every change can be taken back."""

from collections.abc import Mapping
from typing import Any

from studio.architecture import ArchitectureSpec, Contradiction, find_contradiction

_USUAL_WIDENING = 4
_MOST_CHANGES = 200


class Design:
    """The values of an architecture while the user changes them.

    Args:
        architecture: What it begins with.

    Attributes:
        architecture: The last design without a contradiction.
        contradiction: Why the present values do not go together; `None` if they do.
    """

    def __init__(self, architecture: ArchitectureSpec) -> None:
        self.architecture = architecture
        self.contradiction: Contradiction | None = None
        self._values = architecture.model_dump()
        self._earlier: list[dict[str, Any]] = []
        self._last_field = ""

    @property
    def values(self) -> Mapping[str, Any]:
        """The present values, by the names of the fields."""
        return self._values

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._earlier)

    def set_value(self, name: str, value: Any) -> None:
        """Change one field. A feed-forward width that is four times the hidden width stays so."""
        changes = {name: value}
        if name == "hidden_dim" and self._values["intermediate_dim"] == _USUAL_WIDENING * self._values["hidden_dim"]:
            changes["intermediate_dim"] = _USUAL_WIDENING * value
        # Typing a number or walking with the arrows is one change.
        if name != self._last_field:
            self._remember()
        self._last_field = name
        self._take({**self._values, **changes})

    def replace(self, architecture: ArchitectureSpec) -> None:
        """Change everything at once."""
        values = architecture.model_dump()
        if values != self._values:
            self._remember()
            self._last_field = ""
            self._take(values)

    def undo(self) -> None:
        """Take the last change back."""
        if self._earlier:
            self._last_field = ""
            self._take(self._earlier.pop())

    def _remember(self) -> None:
        self._earlier = [*self._earlier[1 - _MOST_CHANGES :], dict(self._values)]

    def _take(self, values: dict[str, Any]) -> None:
        self._values = values
        self.contradiction = find_contradiction(values)
        if self.contradiction is None:
            self.architecture = ArchitectureSpec(**values)
