"""One declaration for each setting: type, default, range, unit, label and help."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo


def setting(
    default: Any = ...,
    *,
    label: str,
    help: str,
    unit: str = "",
    is_advanced: bool = False,
    step: float | None = None,
    **limits: Any,
) -> Any:
    """Declare a field of the specification.

    Args:
        default: The default value; `...` where one must be given.
        label: str. What the form calls it, in sentence case.
        help: str. One or two sentences for a newcomer.
        unit: str. The unit shown behind the value, e.g. `"tokens"`.
        is_advanced: bool. Whether the form folds it away.
        step: float. What one click on a spin box adds; `None` leaves it to the form.
        limits: Pydantic's own: `ge`, `gt`, `le`, `lt`.
    """
    extra: JsonDict = {"unit": unit, "is_advanced": is_advanced, "step": step}
    return Field(default, title=label, description=help, json_schema_extra=extra, **limits)


class SpecPart(BaseModel):
    """A frozen part of a specification that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def value_of(self, path: str) -> Any:
        """Return the value of a field by its dotted name."""
        name, _, rest = path.partition(".")
        value = getattr(self, name)
        return value.value_of(rest) if rest else value

    def with_value(self, path: str, value: Any) -> Self:
        """Return the part with another value in a field, by its dotted name; it is not checked."""
        name, _, rest = path.partition(".")
        return self.model_copy(update={name: getattr(self, name).with_value(rest, value) if rest else value})


class NoSettings(SpecPart):
    """The settings of a task that has none of its own."""


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """What a form or a guide needs to know of one field.

    Attributes:
        path: The field's dotted name, e.g. `"fit.batch_size"`.
        minimum, maximum: The range, both ends allowed unless `is_minimum_open` or `is_maximum_open`.
    """

    path: str
    label: str
    help: str
    unit: str
    default: Any
    annotation: Any
    is_advanced: bool
    step: float | None
    minimum: float | None
    maximum: float | None
    is_minimum_open: bool
    is_maximum_open: bool


def walk_settings(part: type[SpecPart], prefix: str = "") -> Iterator[SettingInfo]:
    """Walk all the fields of a specification, in their order."""
    for name, info in part.model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, type) and issubclass(annotation, SpecPart):
            yield from walk_settings(annotation, f"{prefix}{name}.")
        else:
            yield _setting_info(f"{prefix}{name}", info)


def _setting_info(path: str, info: FieldInfo) -> SettingInfo:
    limits: dict[str, float] = {}
    # In a union the limits stand with the number: the other choices have none.
    parts = [part for choice in get_args(info.annotation) for part in getattr(choice, "__metadata__", ())]
    for bound in (*info.metadata, *(bound for part in parts for bound in getattr(part, "metadata", ()))):
        for name in ("ge", "gt", "le", "lt"):
            if hasattr(bound, name):
                limits[name] = getattr(bound, name)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    step = extra.get("step")
    return SettingInfo(
        path=path,
        label=info.title or "",
        help=info.description or "",
        unit=str(extra.get("unit", "")),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        annotation=info.annotation,
        is_advanced=bool(extra.get("is_advanced", False)),
        step=float(step) if isinstance(step, int | float) else None,
        minimum=limits.get("ge", limits.get("gt")),
        maximum=limits.get("le", limits.get("lt")),
        is_minimum_open="gt" in limits,
        is_maximum_open="lt" in limits,
    )
