"""Values read from files that another version of the studio may have written."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def read_fields(kind: type[T], data: Any) -> T | None:
    """Return a value of a dataclass from JSON data.

    Fields that this version does not know are left out; those that the file lacks take their defaults.

    Args:
        kind: The dataclass.
        data: What `asdict` gave, as JSON data.

    Returns:
        The value; `None` where a field without a default is missing, or one holds something else than it should.
    """
    try:
        found: T = _adapter(kind).validate_python(data)
    except ValidationError:
        return None
    return found


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
