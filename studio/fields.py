"""Values read from files that another version of the studio may have written."""

import math
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

T = TypeVar("T")

# Beyond these a number is none that the studio wrote, and no date, no array and no screen takes it.
MOST_COUNT = 2**53
MOST_SECONDS = 1e11


def _or_nan(value: Any) -> Any:
    """Return NaN for null: files have no other word for it."""
    return float("nan") if value is None else value


def _or_none(value: Any, check: ValidatorFunctionWrapHandler) -> float | None:
    """Return null for null and for what is no finite number: a metric that could not be computed."""
    found = None if value is None else check(value)
    return found if found is not None and math.isfinite(found) else None


Count = Annotated[int, Field(ge=0, le=MOST_COUNT)]
Amount = Annotated[float, Field(ge=0, le=MOST_COUNT, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=MOST_SECONDS, allow_inf_nan=False)]
Measure = Annotated[float, BeforeValidator(_or_nan)]
# Whoever writes it has a number; whoever reads it asks for `None`.
Metric = Annotated[float, WrapValidator(_or_none)]

_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def read_fields(kind: type[T], data: Any) -> T | None:
    """Return a value of a dataclass from JSON data.

    Fields that this version does not know are left out; those that the file lacks take their defaults.

    Args:
        kind: The dataclass, or another type.
        data: What `asdict` gave, as JSON data.

    Returns:
        The value; `None` where a field without a default is missing, or one holds something else than it should.
    """
    try:
        found: T = _adapter(kind).validate_python(data)
    except ValidationError:
        return None
    return found


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
